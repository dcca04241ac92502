import type { FastifyInstance, FastifyReply } from 'fastify';
import type { z } from 'zod';
import { parseJson } from '../../json';
import { problemOf } from '../../server/controlInput';
import { errorBody } from '../../server/errors';
import { arrived } from '../../server/request';
import type { SandboxShopify } from '../shopify';
import {
	flushWish,
	nothing,
	orderWish,
	productWish,
	refundWish,
	rotation,
	shopifySettings,
	signInWish,
	tagWish,
	tierWish,
} from './controlInput';

const BASE = '/__sandbox/shopify';

/** The controls of the Shopify side over HTTP. No key, no limit, and not in the journal. */
export function addShopifyControl(app: FastifyInstance, shopify: SandboxShopify): void {
	app.get(`${BASE}/app`, () => ({
		clientId: shopify.clientId,
		clientSecret: shopify.clientSecret,
		accessToken: shopify.accessToken,
		storefrontToken: shopify.storefrontToken,
	}));
	app.get(`${BASE}/settings`, () => ({ settings: shopify.settings() }));
	app.put(`${BASE}/settings`, ({ body }, reply) =>
		using(reply, shopifySettings, body, (settings) => {
			shopify.setShopify(settings);
			return { settings: shopify.settings() };
		}),
	);
	app.get(`${BASE}/subscriptions`, () => ({ subscriptions: shopify.subscriptions() }));
	app.delete(`${BASE}/subscriptions/:id`, (request) => ({
		removed: shopify.removeSubscription(arrived(request).params.id ?? ''),
	}));
	app.get(`${BASE}/deliveries`, (request) => {
		// ?since=<seq> spares a poller what it has seen already.
		const since = Number(arrived(request).query.since ?? 0);
		return { deliveries: shopify.deliveries().filter(({ seq }) => seq > since) };
	});
	app.delete(`${BASE}/deliveries`, () => {
		shopify.forgetDeliveries();
		return { status: 'ok' };
	});
	app.post(`${BASE}/flush`, async ({ body }, reply) => {
		const wish = flushWish.safeParse(jsonOf(body));
		if (!wish.success) return reply.code(400).send(errorBody(400, problemOf(wish.error)));
		await shopify.flush(wish.data.retries === undefined ? {} : { retries: wish.data.retries });
		return { status: 'ok' };
	});
	app.get(`${BASE}/orders`, () => ({ orders: shopify.orders() }));
	app.post(`${BASE}/orders`, ({ body }, reply) =>
		using(reply, orderWish, body, (wish) => ({ order: shopify.createOrder(wish) })),
	);
	app.post(`${BASE}/orders/:id/tags`, (request, reply) =>
		using(reply, tagWish, request.body, (wish) => ({
			order: shopify.tagOrder(arrived(request).params.id ?? '', 'tags' in wish ? wish.tags : wish),
		})),
	);
	app.post(`${BASE}/orders/:id/refund`, (request, reply) =>
		using(reply, refundWish, request.body, ({ amount, note }) => ({
			order: shopify.refundOrder(arrived(request).params.id ?? '', amount, note),
		})),
	);
	app.post(`${BASE}/orders/:id/cancel`, (request, reply) =>
		using(reply, nothing, request.body, () => ({
			order: shopify.cancelOrder(arrived(request).params.id ?? ''),
		})),
	);
	app.get(`${BASE}/customers`, () => ({ customers: shopify.customers() }));
	app.get(`${BASE}/metaobjects`, () => ({ metaobjects: shopify.metaobjects() }));
	app.get(`${BASE}/products`, () => ({ products: shopify.products() }));
	app.put(`${BASE}/products`, ({ body }, reply) =>
		using(reply, productWish, body, (wish) => ({ product: shopify.saveProduct(wish) })),
	);
	app.delete(`${BASE}/products/:id`, (request) => ({
		removed: shopify.removeProduct(arrived(request).params.id ?? ''),
	}));
	app.post(`${BASE}/signIn`, ({ body }, reply) =>
		using(reply, signInWish, body, ({ email, onboarded }) => ({ first: shopify.signIn(email, onboarded) })),
	);
	app.delete(`${BASE}/metaobjects/:partner`, (request, reply) =>
		using(reply, nothing, undefined, () => ({
			removed: shopify.deleteMetaobject(decodeURIComponent(arrived(request).params.partner ?? '')),
		})),
	);
	app.put(`${BASE}/tierSync`, ({ body }, reply) =>
		using(reply, tierWish, body, ({ tier, disabled }) => {
			shopify.setTierSync(tier, disabled);
			return { status: 'ok' };
		}),
	);
	app.post(`${BASE}/expireTokens`, () => {
		shopify.expireTokens();
		return { status: 'ok' };
	});
	app.post(`${BASE}/rotateSecret`, ({ body }, reply) =>
		using(reply, rotation, body, (wish) => ({ clientSecret: shopify.rotateSecret(wish) })),
	);
}

/** Reads the body, or {} where there is none; what cannot be done is a 400 with the reason. */
function using<T>(
	reply: FastifyReply,
	schema: z.ZodType<T>,
	body: unknown,
	use: (value: T) => unknown,
): FastifyReply {
	const parsed = schema.safeParse(jsonOf(body));
	if (!parsed.success) return reply.code(400).send(errorBody(400, problemOf(parsed.error)));
	try {
		return reply.send(use(parsed.data));
	} catch (error) {
		return reply.code(400).send(errorBody(400, error instanceof Error ? error.message : String(error)));
	}
}

const jsonOf = (body: unknown): unknown =>
	Buffer.isBuffer(body) && body.length > 0 ? parseJson(body.toString('utf8')) : {};
