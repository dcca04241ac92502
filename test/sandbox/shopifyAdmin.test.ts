import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { OTHER_ACCESS_TOKEN } from '../../sandbox/shopify/settings';
import { shopifyBench, type ShopifyBench } from './shopifySupport';

const SHOP = '{ shop { myshopifyDomain } }';
const LIST = `query List($first: Int!, $after: String) {
	webhookSubscriptions(first: $first, after: $after) { nodes { id topic uri name } pageInfo { hasNextPage endCursor } }
}`;
const ADDRESS = 'http://127.0.0.1:1/hook';

describe('Shopify Admin: who may ask', () => {
	let b: ShopifyBench;
	beforeEach(async () => {
		b = await shopifyBench();
	});
	afterEach(() => b.sandbox.close());

	test('the client credentials grant gives a token that works until it expires', async () => {
		const { status, data } = await b.grant();
		expect(status).toBe(200);
		expect(data).toEqual({
			access_token: expect.stringMatching(/^shpat_/),
			scope: expect.stringContaining('read_orders,write_orders'),
			expires_in: 86_399,
		});
		const answer = await b.graphql(SHOP, undefined, data.access_token);
		expect(answer.data.data).toEqual({ shop: { myshopifyDomain: b.sandbox.shopDomain } });
		await b.control('POST', '/expireTokens');
		const expired = await b.graphql(SHOP, undefined, data.access_token);
		expect(expired.status).toBe(401);
		expect(expired.data).toEqual({
			errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
		});
		expect((await b.graphql(SHOP)).status).toBe(200);
	});

	test.each([
		[{ client_secret: 'wrong' }, '/admin/oauth/access_token', 400, 'invalid_client'],
		[{ client_id: 'wrong' }, '/admin/oauth/access_token', 400, 'application_cannot_be_found'],
		[{ grant_type: 'password' }, '/admin/oauth/access_token', 400, 'unsupported_grant_type'],
		[{}, '/other-brand.myshopify.com/admin/oauth/access_token', 400, 'shop_not_permitted'],
		[{}, '/no-such-brand.myshopify.com/admin/oauth/access_token', 404, undefined],
	])('grant with %j at %s: %i %s', async (form, path, status, error) => {
		const answer = await b.grant(form, path);
		expect(answer.status).toBe(status);
		expect(answer.data.error).toBe(error);
	});

	test('a short life, a store by setting, and an error as a page', async () => {
		b.sandbox.shopify.setShopify({ tokenSeconds: 0 });
		const { data } = await b.grant();
		expect((await b.graphql(SHOP, undefined, data.access_token)).status).toBe(401);
		b.sandbox.shopify.setShopify({ store: 'notPermitted', oauthErrors: 'html' });
		const page = await b.grant();
		expect(page.headers['content-type']).toContain('text/html');
		expect(page.data).toContain('shop_not_permitted');
	});

	test('a missing scope is named', async () => {
		b.sandbox.shopify.setShopify({ scopes: ['read_products'] });
		const { data } = await b.graphql('{ orders(first: 1) { nodes { id } } }');
		expect(data.errors[0]).toMatchObject({
			message: 'Access denied for orders field. Required access: `read_orders` access scope.',
			path: ['orders'],
			extensions: { code: 'ACCESS_DENIED', requiredAccess: '`read_orders` access scope.' },
		});
		const refused = await b.subscribe('ORDERS_CREATE', { uri: ADDRESS });
		expect(refused.userErrors[0]?.message).toContain('permission');
		const scopes = '{ currentAppInstallation { accessScopes { handle } } }';
		const held = (await b.graphql(scopes)).data.data.currentAppInstallation.accessScopes;
		expect(held).toEqual([{ handle: 'read_products' }]);
	});

	test('versions that are not served are a 404, bad queries a 200 with errors', async () => {
		expect((await b.graphql(SHOP, undefined, undefined, '2020-01')).status).toBe(404);
		expect((await b.graphql(SHOP, undefined, undefined, '2026-07')).status).toBe(200);
		const invalid = await b.graphql('{ shop { nonsense } }');
		expect(invalid.status).toBe(200);
		expect(invalid.data.errors[0].message).toContain('nonsense');
		expect((await b.graphql('{')).data.errors[0].message).toContain('Syntax');
	});

	test('points: what it cost, THROTTLED when there are none, too dear a query refused', async () => {
		const page = '{ orders(first: 50) { nodes { id } } }';
		const { cost } = (await b.graphql(page)).data.extensions;
		expect(cost).toMatchObject({
			requestedQueryCost: 52,
			throttleStatus: { maximumAvailable: 2000, restoreRate: 100 },
		});
		expect(cost.actualQueryCost).toBeLessThan(52);
		b.sandbox.shopify.setShopify({ maximumAvailable: 20, restoreRate: 400 });
		const throttled = await b.graphql(page.replace('50', '19'));
		expect(throttled.status).toBe(200);
		expect(throttled.data.errors[0].extensions.code).toBe('THROTTLED');
		const { requestedQueryCost, throttleStatus } = throttled.data.extensions.cost;
		expect(requestedQueryCost).toBe(21);
		expect(throttleStatus.currentlyAvailable).toBeLessThanOrEqual(20);
		const dear = '{ orders(first: 250) { nodes { lineItems(first: 10) { nodes { id } } } } }';
		expect((await b.graphql(dear)).data.errors[0].extensions.code).toBe('MAX_COST_EXCEEDED');
	});

	test('faults by the name of the operation, also after the write', async () => {
		b.sandbox.setFaults([
			{ match: { graphql: '^List' }, times: 1, effect: { kind: 'throttled' } },
			{ match: { graphql: 'webhookSubscriptionCreate' }, times: 1, effect: { kind: 'hangAfter', ms: 5 } },
			{ match: { graphql: '^shop$' }, times: 1, effect: { kind: 'status', status: 503 } },
		]);
		const throttled = (await b.graphql(LIST, { first: 5 })).data;
		expect(throttled.errors[0].extensions.code).toBe('THROTTLED');
		await expect(b.subscribe('ORDERS_CREATE', { uri: ADDRESS })).rejects.toThrow(/hang up|reset/);
		expect((await b.graphql(SHOP)).status).toBe(503);
		expect((await b.graphql(LIST, { first: 5 })).data.data.webhookSubscriptions.nodes).toHaveLength(1);
		const last = b.sandbox.journal().at(-1);
		expect(last).toMatchObject({ operationId: 'shopify List webhookSubscriptions', status: 200 });
	});
});

describe('Shopify Admin: webhook subscriptions', () => {
	let b: ShopifyBench;
	beforeEach(async () => {
		b = await shopifyBench();
	});
	afterEach(() => b.sandbox.close());

	test('created, read, updated, deleted', async () => {
		const input = { uri: ADDRESS, filter: 'type:creator', name: 'n8n-1', includeFields: ['id'] };
		const made = await b.subscribe('METAOBJECTS_UPDATE', input);
		expect(made).toMatchObject({
			webhookSubscription: { ...input, topic: 'METAOBJECTS_UPDATE', format: 'JSON' },
			userErrors: [],
		});
		const id = made.webhookSubscription?.id;
		const update = `mutation($id: ID!, $input: WebhookSubscriptionInput!) {
			webhookSubscriptionUpdate(id: $id, webhookSubscription: $input) {
				webhookSubscription { uri filter name includeFields } userErrors { field message } } }`;
		const changed = await b.graphql(update, { id, input: { uri: `${ADDRESS}2`, includeFields: [] } });
		expect(changed.data.data.webhookSubscriptionUpdate).toEqual({
			webhookSubscription: { uri: `${ADDRESS}2`, filter: 'type:creator', name: 'n8n-1', includeFields: [] },
			userErrors: [],
		});
		const remove = `mutation($id: ID!) { webhookSubscriptionDelete(id: $id) {
			deletedWebhookSubscriptionId userErrors { field message } } }`;
		const removed = await b.graphql(remove, { id });
		expect(removed.data.data.webhookSubscriptionDelete).toEqual({
			deletedWebhookSubscriptionId: id,
			userErrors: [],
		});
		const again = (await b.graphql(remove, { id })).data.data.webhookSubscriptionDelete;
		expect(again.userErrors).toEqual([{ field: ['id'], message: 'Webhook subscription does not exist' }]);
		const malformed = (await b.graphql(remove, { id: '12' })).data;
		expect(malformed.errors[0].message).toContain("Invalid global id '12'");
	});

	test.each([
		['a second one', 'ORDERS_CREATE', { uri: ADDRESS }, 'Address for this topic has already been taken'],
		['a name twice', 'ORDERS_PAID', { uri: ADDRESS, name: 'taken' }, 'Name has already been taken'],
		['a bad name', 'ORDERS_PAID', { uri: ADDRESS, name: 'a b' }, 'Name must be'],
		['no filter', 'METAOBJECTS_CREATE', { uri: ADDRESS }, 'type must be given in the filter'],
		['no address', 'ORDERS_PAID', {}, "Address can't be blank"],
		['a bad address', 'ORDERS_PAID', { uri: 'nowhere' }, 'Address is invalid'],
	])('refused: %s', async (_what, topic, input, message) => {
		await b.subscribe('ORDERS_CREATE', { uri: ADDRESS, name: 'taken' });
		const answer = await b.subscribe(topic, input);
		expect(answer.webhookSubscription).toBeNull();
		expect(answer.userErrors[0]?.message).toContain(message);
		expect(b.sandbox.shopify.subscriptions()).toHaveLength(1);
	});

	test('addresses that the real Shopify refuses are refused when told so', async () => {
		b.sandbox.shopify.setShopify({ allowHttpWebhooks: false });
		for (const uri of [ADDRESS, 'https://localhost/x', 'https://192.168.1.2/x']) {
			expect((await b.subscribe('ORDERS_PAID', { uri })).userErrors).toHaveLength(1);
		}
		expect((await b.subscribe('ORDERS_PAID', { uri: 'https://n8n.example/x' })).userErrors).toEqual([]);
	});

	test("an app sees, counts and deletes its own only, and another's are no duplicates", async () => {
		const other = await b.subscribe('ORDERS_CREATE', { uri: ADDRESS }, OTHER_ACCESS_TOKEN);
		const own = await b.subscribe('ORDERS_CREATE', { uri: ADDRESS });
		expect(own.userErrors).toEqual([]);
		const { nodes } = (await b.graphql(LIST, { first: 10 })).data.data.webhookSubscriptions;
		expect(nodes).toEqual([expect.objectContaining({ id: own.webhookSubscription?.id })]);
		const remove = 'mutation($id: ID!) { webhookSubscriptionDelete(id: $id) { userErrors { message } } }';
		const refused = await b.graphql(remove, { id: other.webhookSubscription?.id });
		expect(refused.data.data.webhookSubscriptionDelete.userErrors).toHaveLength(1);
		expect(b.sandbox.shopify.subscriptions()).toHaveLength(2);
	});

	test('pages, topics and addresses', async () => {
		for (const n of [1, 2, 3]) await b.subscribe('ORDERS_CREATE', { uri: `${ADDRESS}${n}` });
		await b.subscribe('ORDERS_PAID', { uri: `${ADDRESS}1` });
		const seen: string[] = [];
		let after: string | undefined;
		for (let pages = 0; pages < 4; pages++) {
			const page = (await b.graphql(LIST, { first: 2, after })).data.data.webhookSubscriptions;
			seen.push(...page.nodes.map((node: { id: string }) => node.id));
			after = page.pageInfo.endCursor;
			if (!page.pageInfo.hasNextPage) break;
		}
		expect(new Set(seen).size).toBe(4);
		const byTopic = `{ webhookSubscriptions(first: 9, topics: [ORDERS_CREATE], uri: "${ADDRESS}1") { nodes { uri } } }`;
		expect((await b.graphql(byTopic)).data.data.webhookSubscriptions.nodes).toEqual([{ uri: `${ADDRESS}1` }]);
		const unbounded = await b.graphql('{ webhookSubscriptions { nodes { id } } }');
		expect(unbounded.data.errors[0].message).toContain('first or last');
		await b.control('DELETE', `/subscriptions/${seen[0]?.split('/').at(-1)}`);
		expect(b.sandbox.shopify.subscriptions()).toHaveLength(3);
	});
});

test('both schemas can be built, and hold what was cut from them as a test needs it', () => {
	for (const version of ['2026-07', '2026-10']) {
		const path = join(__dirname, `../../sandbox/shopify/schema/admin-${version}.graphql`);
		const schema = buildSchema(readFileSync(path, 'utf8'));
		expect(schema.getQueryType()?.name).toBe('QueryRoot');
		expect(schema.getDirective('idempotent')).toBeDefined();
	}
});
