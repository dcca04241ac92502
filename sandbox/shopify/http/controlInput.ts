import { z } from 'zod';
import type { Rotation } from '../apps';
import type { OrderWish } from '../orders/make';
import type { ProductWish } from '../products/shelf';
import type { ShopifySettings } from '../settings';

/** What may be sent to the Shopify controls; strict, so that a typing error is told. */

const whole = z.number().int().min(0);
const speed = z.number().positive();

export const shopifySettings: z.ZodType<Partial<ShopifySettings>> = z
	.object({
		scopes: z.array(z.string()),
		storefrontScopes: z.array(z.string()),
		storefrontPages: z.enum(['shown', 'hidden']),
		tokenSeconds: whole,
		store: z.enum(['own', 'notPermitted', 'unknown']),
		oauthErrors: z.enum(['json', 'html']),
		allowHttpWebhooks: z.boolean(),
		metaobjectFields: z.enum(['map', 'list']),
		timestamps: z.enum(['seconds', 'milliseconds']),
		searchLagMs: whole,
		tagDelayMs: whole.nullable(),
		personalData: z.boolean(),
		throttle: z.boolean(),
		maximumAvailable: whole,
		restoreRate: speed,
		maxQueryCost: whole,
		ordersPerMinute: whole.nullable(),
		orderWindowMs: whole,
		timeoutMs: whole,
		retryDelaysMs: z.array(z.number().min(0)),
		retrySpeed: speed,
		failureCounting: z.enum(['delivery', 'subscription']),
		deliveryDelayMs: z.object({ min: whole, max: whole }).strict(),
		duplicateRate: z.number().min(0).max(1),
		maxConcurrent: z.number().int().min(1),
	})
	.partial()
	.strict();

export const orderWish: z.ZodType<OrderWish> = z
	.object({
		partner: z.string(),
		campaignId: z.string(),
		total: z.number().min(0),
		currency: z.string().length(3),
		email: z.string().nullable(),
		test: z.boolean(),
		attributed: z.enum(['attributes', 'tagsLater', 'both', 'none']),
		discountCodes: z.array(z.string()),
		sourceName: z.string(),
		sourceIdentifier: z.string(),
		createdAt: z.string().datetime({ offset: true }),
		financialStatus: z.enum([
			'PAID',
			'PENDING',
			'AUTHORIZED',
			'PARTIALLY_PAID',
			'PARTIALLY_REFUNDED',
			'REFUNDED',
			'VOIDED',
		]),
		tags: z.array(z.string()),
		attributes: z.array(z.object({ key: z.string(), value: z.string() }).strict()),
		note: z.string(),
	})
	.partial()
	.strict();

/** Without an id it is a new product; variants replace those there are. */
export const productWish: z.ZodType<ProductWish> = z
	.object({
		id: z.string().regex(/^\d+$/),
		handle: z.string(),
		title: z.string(),
		vendor: z.string(),
		description: z.string(),
		status: z.enum(['ACTIVE', 'ARCHIVED', 'DRAFT', 'UNLISTED']),
		published: z.boolean(),
		variants: z.array(
			z
				.object({
					id: z.string().regex(/^\d+$/),
					title: z.string(),
					sku: z.string().nullable(),
					price: z.string(),
					quantity: z.number().int(),
					tracked: z.boolean(),
					policy: z.enum(['DENY', 'CONTINUE']),
				})
				.partial()
				.strict(),
		),
	})
	.partial()
	.strict();

/** Tags as they are, or CreatorCommerce's for a partner. */
export const tagWish = z.union([
	z.object({ tags: z.array(z.string()) }).strict(),
	z.object({ partner: z.string(), campaignId: z.string().optional() }).strict(),
]);

export const refundWish = z
	.object({ amount: z.number().positive().optional(), note: z.string().optional() })
	.strict();

/** `email` may be any name of a partner. */
export const signInWish = z.object({ email: z.string(), onboarded: z.boolean().optional() }).strict();

export const tierWish = z.object({ tier: z.string(), disabled: z.boolean() }).strict();

export const rotation: z.ZodType<Rotation> = z
	.object({
		secret: z.string(),
		keepOld: z.boolean(),
		signWith: z.enum(['new', 'old']),
	})
	.partial()
	.strict();

export const flushWish = z.object({ retries: z.boolean().optional() }).strict();

export const nothing = z.object({}).strict();
