import { shopifyBench, type ShopifyBench } from './shopifySupport';

let b: ShopifyBench;
beforeAll(async () => (b = await shopifyBench()));
beforeEach(async () => await b.sandbox.reset());
afterAll(async () => await b.sandbox.close());

const data = async (query: string, variables?: unknown) => (await b.graphql(query, variables)).data.data;
const search = async (query: string): Promise<string[]> => {
	const text = 'query ($q: String) { productVariants(first: 50, query: $q) { nodes { sku } } }';
	const { productVariants } = await data(text, { q: query });
	return productVariants.nodes.map(({ sku }: { sku: string }) => sku);
};

test('SKUs are searched by words and beginnings, whatever their case', async () => {
	b.sandbox.shopify.saveProduct({
		handle: 'fuzzy',
		variants: ['A-1', 'a-1', 'A-10', 'X A-1', 'A1', 'B-1'].map((sku) => ({ sku })),
	});
	expect(await search('sku:"A-1"')).toEqual(['A-1', 'a-1', 'A-10', 'X A-1']);
	expect(await search('sku:"B-1" OR sku:"A1"')).toEqual(['A1', 'B-1']);
	expect(await search('sku:"-"')).toEqual([]);
});

test('a product by its identifier is exact, and null where there is none', async () => {
	const { p0, p1, p2 } = await data(`query {
		p0: productByIdentifier(identifier: { handle: "ocean-blue-shirt" }) { title }
		p1: productByIdentifier(identifier: { handle: "ocean-blue" }) { title }
		p2: productByIdentifier(identifier: { id: "gid://shopify/Product/1" }) { title }
	}`);
	expect([p0, p1, p2]).toEqual([{ title: 'Ocean Blue Shirt' }, null, null]);
});

test('status, publication and stock are as they were set; a restart forgets them', async () => {
	const { shopify } = b.sandbox;
	const show = async (id: string) =>
		(
			await data(
				`query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Product {
					status onlineStoreUrl tracksInventory totalInventory variants(first: 9) { nodes { availableForSale } }
				} } }`,
				{ ids: [`gid://shopify/Product/${id}`] },
			)
		).nodes[0];
	const made = shopify.saveProduct({
		handle: 'rare',
		variants: [
			{ quantity: 0 },
			{ quantity: -2, policy: 'CONTINUE' },
			{ quantity: 0, tracked: false },
			{ quantity: 1 },
		],
	});
	expect(await show(made.id)).toMatchObject({
		status: 'ACTIVE',
		onlineStoreUrl: expect.stringMatching(/\/products\/rare$/),
		tracksInventory: true,
		totalInventory: -1,
		variants: { nodes: [false, true, true, true].map((availableForSale) => ({ availableForSale })) },
	});
	shopify.saveProduct({ id: made.id, status: 'DRAFT' });
	expect(await show(made.id)).toMatchObject({ status: 'DRAFT', onlineStoreUrl: null });
	shopify.saveProduct({ id: made.id, status: 'ACTIVE', published: false });
	expect(await show(made.id)).toMatchObject({ status: 'ACTIVE', onlineStoreUrl: null });
	expect(shopify.removeProduct(made.id)).toBe(true);
	expect(await show(made.id)).toBeNull();
	shopify.removeProduct(shopify.products()[0]?.id ?? '');
	await b.sandbox.reset();
	expect(shopify.products()).toHaveLength(60);
});

test('products are shown, changed, added and removed by the controls too', async () => {
	const made = await b.control('PUT', '/products', {
		handle: 'by-hand',
		variants: [{ sku: 'BY-HAND', quantity: 0 }],
	});
	expect(made.data.product).toMatchObject({ handle: 'by-hand', status: 'ACTIVE', published: true });
	const { id } = made.data.product;
	expect((await b.control('PUT', '/products', { id, status: 'DRAFT' })).data.product).toMatchObject({
		handle: 'by-hand',
		status: 'DRAFT',
		variants: [{ sku: 'BY-HAND', quantity: 0, tracked: true }],
	});
	expect((await b.control('GET', '/products')).data.products).toHaveLength(61);
	expect((await b.control('DELETE', `/products/${id}`)).data).toEqual({ removed: true });
	const refused = await b.control('PUT', '/products', { stock: 3 });
	expect([refused.status, JSON.stringify(refused.data)]).toEqual([400, expect.stringContaining('stock')]);
});
