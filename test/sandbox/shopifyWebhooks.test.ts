import '@shopify/shopify-api/adapters/node';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import cryptoJs from 'crypto-js';
import { receiver, shopifyBench, type Received, type Receiver, type ShopifyBench } from './shopifySupport';

let b: ShopifyBench;
let hook: Receiver;
beforeEach(async () => {
	b = await shopifyBench();
	hook = await receiver();
});
afterEach(async () => {
	await b.sandbox.close();
	await hook.close();
});

const creators = (topic: string) => b.subscribe(topic, { uri: hook.url, filter: 'type:creator' });
const topics = () => hook.received.map(({ headers }) => headers['x-shopify-topic']);
const flush = (retries = true) => b.sandbox.shopify.flush({ retries });

/** A partner who has no metaobject yet. */
function newcomer(): { email: string; collabId: string } {
	const found = b.sandbox.state.collabs().find(({ creator }) => !creator.isOnboarded);
	if (!found) throw new Error('Everybody is onboarded.');
	return { email: found.creator.email, collabId: found._id };
}

function updateCollab(collabId: string, body: Record<string, unknown>) {
	return fetch(`${b.sandbox.url}/creators/collabs/${collabId}?myshopify_domain=${b.sandbox.shopDomain}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-channel-access-token': b.sandbox.channelKey },
		body: JSON.stringify({ myshopifyDomain: b.sandbox.shopDomain, ...body }),
	});
}

function expectSigned({ headers, raw }: Received, secret: string): void {
	const expected = cryptoJs.HmacSHA256(raw, secret).toString(cryptoJs.enc.Base64);
	expect(headers['x-shopify-hmac-sha256']).toBe(expected);
}

test("signed as Shopify signs, by Shopify's own judgement", async () => {
	await b.subscribe('ORDERS_CREATE', { uri: hook.url, name: 'n8n-1' });
	b.sandbox.shopify.createOrder({ total: 12.5, note: 'Zoë & Łukasz / 1' });
	await flush();
	const [got] = hook.received;
	if (!got) throw new Error('Nothing came.');
	expectSigned(got, b.sandbox.shopify.clientSecret);
	// Written anew, the bytes differ: only the raw body verifies.
	expect(JSON.stringify(got.body)).not.toBe(got.raw);
	expect(got.headers).toMatchObject({
		'x-shopify-topic': 'orders/create',
		'x-shopify-shop-domain': b.sandbox.shopDomain,
		'x-shopify-api-version': '2026-10',
		'x-shopify-name': 'n8n-1',
		'x-shopify-test': 'false',
		'content-type': 'application/json',
	});
	const api = shopifyApi({
		apiKey: b.sandbox.shopify.clientId,
		apiSecretKey: b.sandbox.shopify.clientSecret,
		apiVersion: ApiVersion.January26,
		hostName: 'n8n.example',
		isEmbeddedApp: false,
		logger: { level: LogSeverity.Error },
	});
	const judge = (rawBody: string) =>
		api.webhooks.validate({
			rawBody,
			rawRequest: { headers: got.headers, method: 'POST', url: '/hook' },
			rawResponse: {},
		});
	expect(await judge(got.raw)).toMatchObject({ valid: true, topic: 'ORDERS_CREATE' });
	expect(await judge(got.raw.replace('12.50', '99.50'))).toMatchObject({ valid: false });
});

test('a partner signs in, changes, and does not change', async () => {
	await creators('METAOBJECTS_CREATE');
	await creators('METAOBJECTS_UPDATE');
	const { email, collabId } = newcomer();
	await b.control('POST', '/signIn', { email });
	await flush();
	expect(topics()).toEqual(['metaobjects/create']);
	expect(hook.received[0]?.body).toMatchObject({
		type: 'creator',
		id: expect.stringMatching(/^gid:\/\/shopify\/Metaobject\/\d+$/),
		fields: {
			'cc-creator-email': email,
			'cc-creator-is-onboarded': 'false',
			'cc-collab-id': collabId,
			'cc-channel-myshopify-domain': b.sandbox.shopDomain,
		},
	});
	await updateCollab(collabId, { isOnboarded: true });
	await flush();
	await updateCollab(collabId, { isOnboarded: true });
	await b.control('POST', '/signIn', { email });
	await flush();
	expect(topics()).toEqual(['metaobjects/create', 'metaobjects/update']);
	const [, update] = hook.received;
	expect(update?.body).toMatchObject({ fields: { 'cc-creator-is-onboarded': 'true' } });
	for (const got of hook.received) expectSigned(got, b.sandbox.shopify.clientSecret);
});

test('a seeded partner: the first write tells only what differs', async () => {
	await creators('METAOBJECTS_UPDATE');
	const partner = b.sandbox.state.collabs().find(({ creator }) => creator.isOnboarded);
	if (!partner) throw new Error('Nobody is onboarded.');
	await updateCollab(partner._id, { isOnboarded: true });
	await flush();
	expect(hook.received).toEqual([]);
	await updateCollab(partner._id, { custom: { 'cc-hero-header': 'New' } });
	await flush();
	expect(hook.received).toHaveLength(1);
	const fields = hook.received[0]?.body.fields as Record<string, string>;
	expect(JSON.parse(fields.data ?? '')).toMatchObject({
		'cc-hero-header': 'New',
		'cc-creator-drops': expect.any(Array),
	});
});

test('onboarded by API makes the metaobject; a tier that is not synced gets none', async () => {
	await creators('METAOBJECTS_CREATE');
	const [first, second] = b.sandbox.state.collabs().filter(({ creator }) => !creator.isOnboarded);
	if (!first || !second) throw new Error('Two newcomers are needed.');
	await updateCollab(first._id, { isOnboarded: true });
	await flush();
	expect(hook.received).toHaveLength(1);
	await b.control('PUT', '/tierSync', { tier: second.collabTier, disabled: true });
	await updateCollab(second._id, { isOnboarded: true });
	await b.control('POST', '/signIn', { email: second.creator.email });
	await flush();
	expect(hook.received).toHaveLength(1);
});

test('fields as a list, and only the fields that were asked for', async () => {
	b.sandbox.shopify.setShopify({ metaobjectFields: 'list' });
	await creators('METAOBJECTS_CREATE');
	await b.subscribe('METAOBJECTS_CREATE', {
		uri: `${hook.url}2`,
		filter: 'type:creator',
		includeFields: ['handle'],
	});
	const { email } = newcomer();
	b.sandbox.shopify.signIn(email);
	await flush();
	const bodies = hook.received.map(({ body }) => body);
	expect(bodies).toContainEqual({ handle: expect.any(String) });
	const whole = bodies.find(({ id }) => id !== undefined);
	expect(whole?.fields).toContainEqual({ key: 'cc-creator-email', value: email });
});

test('a filter on an unknown field lets nothing pass; one on a known field does', async () => {
	await b.subscribe('ORDERS_CREATE', { uri: hook.url, filter: 'nonsense:1' });
	await b.subscribe('ORDERS_CREATE', { uri: `${hook.url}2`, filter: 'total_price:>=100 AND test:false' });
	b.sandbox.shopify.createOrder({ total: 50 });
	b.sandbox.shopify.createOrder({ total: 150 });
	await flush();
	expect(hook.received.map(({ body }) => body.total_price)).toEqual(['150.00']);
});

test('retried with the first payload, and removed after all tries failed', async () => {
	await b.subscribe('ORDERS_CREATE', { uri: hook.url });
	hook.answers.push(500, 302);
	b.sandbox.shopify.createOrder();
	await flush();
	expect(hook.received).toHaveLength(3);
	const ids = new Set(hook.received.map(({ headers }) => headers['x-shopify-webhook-id']));
	expect(ids.size).toBe(1);
	expect(new Set(hook.received.map(({ raw }) => raw)).size).toBe(1);
	const [delivery] = b.sandbox.shopify.deliveries();
	expect(delivery?.state).toBe('delivered');
	expect(delivery?.tries.map(({ status }) => status)).toEqual([500, 302, 200]);

	hook.answers.push(...Array.from({ length: 9 }, () => 410));
	b.sandbox.shopify.createOrder();
	await flush();
	expect(b.sandbox.shopify.deliveries()[1]).toMatchObject({ state: 'failed' });
	expect(b.sandbox.shopify.deliveries()[1]?.tries).toHaveLength(9);
	expect(b.sandbox.shopify.subscriptions()).toEqual([]);
});

test('an address that does not answer in time has failed', async () => {
	b.sandbox.shopify.setShopify({ timeoutMs: 1_000 });
	await b.subscribe('ORDERS_CREATE', { uri: hook.url });
	hook.answers.push('hang');
	b.sandbox.shopify.createOrder();
	await flush();
	const tries = (await b.control('GET', '/deliveries')).data.deliveries[0].tries;
	expect(tries).toMatchObject([{ status: null, error: 'No answer in 1000 ms' }, { status: 200 }]);
});

test('duplicates and overtaking', async () => {
	b.sandbox.shopify.setShopify({ duplicateRate: 1, deliveryDelayMs: { min: 0, max: 40 } });
	await b.subscribe('ORDERS_CREATE', { uri: hook.url });
	for (let total = 1; total <= 12; total++) b.sandbox.shopify.createOrder({ total });
	await flush();
	expect(hook.received).toHaveLength(24);
	expect(new Set(hook.received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(12);
	const order = hook.received.map(({ body }) => Number(body.total_price));
	expect(order).not.toEqual([...order].sort((a, z) => a - z));
});

test('a rotated secret signs from then on, or later', async () => {
	await b.subscribe('ORDERS_CREATE', { uri: hook.url });
	const before = b.sandbox.shopify.clientSecret;
	const { clientSecret } = (await b.control('POST', '/rotateSecret', { signWith: 'old' })).data;
	b.sandbox.shopify.createOrder();
	await flush();
	expectSigned(hook.received[0] as Received, before);
	expect((await b.grant({ client_secret: before })).status).toBe(200);
	await b.control('POST', '/rotateSecret', { secret: 'third', keepOld: false });
	b.sandbox.shopify.createOrder();
	await flush();
	expectSigned(hook.received[1] as Received, 'third');
	expect((await b.grant({ client_secret: clientSecret })).status).toBe(400);
});
