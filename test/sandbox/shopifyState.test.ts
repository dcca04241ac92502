import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shopifyBench } from './shopifySupport';

const PAGE = `query($first: Int!, $after: String) {
	metaobjects(type: "creator", first: $first, after: $after) {
		nodes { id handle type fields { key type value } }
		pageInfo { hasNextPage endCursor }
	}
}`;

test('a restart keeps subscriptions, tokens, orders and metaobjects; a reset begins anew', async () => {
	const dataDir = mkdtempSync(join(tmpdir(), 'cc-sandbox-test-'));
	const first = await shopifyBench({ dataDir });
	await first.subscribe('ORDERS_CREATE', { uri: 'http://127.0.0.1:1/x' });
	const token = (await first.grant()).data.access_token;
	const seeded = first.sandbox.shopify.orders().length;
	first.sandbox.shopify.createOrder({ attributed: 'none' });
	const metaobjects = first.sandbox.shopify.metaobjects();
	await first.sandbox.close();

	const second = await shopifyBench({ dataDir });
	expect(second.sandbox.shopify.subscriptions()).toHaveLength(1);
	expect(second.sandbox.shopify.orders()).toHaveLength(seeded + 1);
	expect(second.sandbox.shopify.metaobjects()).toEqual(metaobjects);
	expect((await second.graphql('{ shop { name } }', undefined, token)).status).toBe(200);
	second.sandbox.shopify.setShopify({ searchLagMs: 9 });
	await second.sandbox.reset();
	expect(second.sandbox.shopify.subscriptions()).toEqual([]);
	expect(second.sandbox.shopify.orders()).toHaveLength(seeded);
	expect(second.sandbox.shopify.settings().searchLagMs).toBe(0);
	await second.sandbox.close();
	rmSync(dataDir, { recursive: true });
});

test('metaobjects by page, by handle and by id', async () => {
	const b = await shopifyBench({ partners: 20 });
	const onboarded = b.sandbox.state.collabs().filter(({ creator }) => creator.isOnboarded);
	const handles: string[] = [];
	let after: string | undefined;
	for (;;) {
		const { metaobjects } = (await b.graphql(PAGE, { first: 4, after })).data.data;
		handles.push(...metaobjects.nodes.map(({ handle }: { handle: string }) => handle));
		after = metaobjects.pageInfo.endCursor;
		if (!metaobjects.pageInfo.hasNextPage) break;
	}
	expect([...handles].sort()).toEqual(onboarded.map(({ creator }) => creator.handle).sort());
	const [partner] = onboarded;
	if (!partner) throw new Error('Nobody is onboarded.');
	const one = `query($handle: MetaobjectHandleInput!) { metaobjectByHandle(handle: $handle) {
		id displayName field(key: "data") { type jsonValue } handleField: field(key: "cc-creator-handle") { value } } }`;
	const handle = { type: 'creator', handle: partner.creator.handle };
	const found = (await b.graphql(one, { handle })).data.data.metaobjectByHandle;
	expect(found.handleField.value).toBe(partner.creator.handle);
	expect(found.field).toMatchObject({
		type: 'json',
		jsonValue: { 'cc-collab-id': partner._id, 'cc-creator-drops': expect.any(Array) },
	});
	const byId = await b.graphql('query($id: ID!) { metaobject(id: $id) { handle } }', { id: found.id });
	expect(byId.data.data.metaobject).toEqual({ handle: partner.creator.handle });
	const api = await fetch(`${b.sandbox.url}/channels/${b.sandbox.shopDomain}/collabs/${partner._id}`, {
		headers: { 'x-channel-access-token': b.sandbox.channelKey },
	});
	// The API names the same metaobject.
	expect(JSON.stringify(await api.json())).toContain(found.id);
	const other = { type: 'lookbook', handle: partner.creator.handle };
	expect((await b.graphql(one, { handle: other })).data.data.metaobjectByHandle).toBeNull();
	await b.sandbox.close();
});

test('products by handle, by SKU and by words', async () => {
	const b = await shopifyBench();
	const query = `{
		productByIdentifier(identifier: { handle: "ocean-blue-shirt" }) { id title variants(first: 5) { nodes { sku } } }
		productVariants(first: 3, query: "sku:OCEAN-BLUE-SHIRT-1") { nodes { sku product { handle } } }
		products(first: 3, query: "title:ocean*") { nodes { handle } }
	}`;
	const { data } = (await b.graphql(query)).data;
	expect(data.productByIdentifier).toMatchObject({ title: 'Ocean Blue Shirt' });
	expect(data.productVariants.nodes).toEqual([
		{ sku: 'OCEAN-BLUE-SHIRT-1', product: { handle: 'ocean-blue-shirt' } },
	]);
	expect(data.products.nodes).toContainEqual({ handle: 'ocean-blue-shirt' });
	await b.sandbox.close();
});
