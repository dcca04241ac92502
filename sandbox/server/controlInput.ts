import { z } from 'zod';
import type { FaultRule, LimitSettings, ListSettings } from '../options';

/** What may be sent to the control endpoints and on the command line; strict, so that a typing error is told. */

const effect = z.discriminatedUnion('kind', [
	z.object({ kind: z.literal('latency'), minMs: z.number().min(0), maxMs: z.number().min(0) }).strict(),
	z
		.object({
			kind: z.literal('status'),
			status: z.number().int().min(200).max(599),
			retryAfter: z.string().optional(),
			body: z.unknown(),
			tookPlace: z.boolean().optional(),
		})
		.strict(),
	z.object({ kind: z.literal('html'), status: z.number().int().min(200).max(599) }).strict(),
	z.object({ kind: z.literal('resetBefore') }).strict(),
	z.object({ kind: z.literal('resetAfter') }).strict(),
	z.object({ kind: z.literal('hang'), ms: z.number().min(0) }).strict(),
	z.object({ kind: z.literal('hangAfter'), ms: z.number().min(0) }).strict(),
	z.object({ kind: z.literal('throttled') }).strict(),
	z.object({ kind: z.literal('invalidJson') }).strict(),
	z
		.object({
			kind: z.literal('fields'),
			every: z.number().int().min(1),
			tookPlace: z.boolean().optional(),
		})
		.strict(),
]);

function isPattern(source: string): boolean {
	try {
		new RegExp(source);
		return true;
	} catch {
		return false;
	}
}

const pattern = z.string().refine(isPattern, 'not a regular expression');

const faultRule: z.ZodType<FaultRule> = z
	.object({
		id: z.string().optional(),
		match: z
			.object({ method: z.string().optional(), path: pattern.optional(), graphql: pattern.optional() })
			.strict()
			.optional(),
		rate: z.number().min(0).max(1).optional(),
		times: z.number().int().min(0).optional(),
		after: z.number().int().min(0).optional(),
		effect,
	})
	.strict();

export const faultRules: z.ZodType<FaultRule[]> = z.array(faultRule);

const perMinute = z.number().int().min(1);

export const limitSettings: z.ZodType<Partial<LimitSettings>> = z
	.object({
		kind: z.enum(['fixed', 'sliding', 'token', 'off']),
		readsPerMinute: perMinute,
		writesPerMinute: perMinute,
		bulkPerMinute: perMinute,
		windowMs: z.number().min(1),
		retryAfter: z.enum(['seconds', 'date', 'none']),
	})
	.partial()
	.strict();

export const listSettings: z.ZodType<Partial<ListSettings>> = z
	.object({
		pageSize: z.union([z.number().int().min(1), z.literal('random')]),
		mode: z.enum(['cursor', 'ignoresCursor', 'cutShort']),
		cutAt: z.number().int().min(0),
		shape: z.enum(['plain', 'nested']),
		populate: z.enum(['ids', 'objects', 'mixed']),
		customFields: z.enum(['inList', 'omitted']),
		rows: z.enum(['full', 'example']),
		discountUnit: z.enum(['percent', 'fraction', 'mixed']),
		emailMatch: z.enum(['ignoreCase', 'exact']),
		unknownEmail: z.enum(['byEndpoint', 'empty', 'error']),
		productIds: z.enum(['any', 'catalogue']),
	})
	.partial()
	.strict();

/** One sentence a person can act on. */
export function problemOf(error: z.ZodError): string {
	return error.issues.map((issue) => `${issue.path.join('.') || 'value'}: ${issue.message}`).join('; ');
}
