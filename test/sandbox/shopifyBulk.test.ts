import { shopifyBench, type ShopifyBench } from './shopifySupport';

let b: ShopifyBench;
beforeAll(async () => (b = await shopifyBench()));
beforeEach(async () => await b.sandbox.reset());
afterAll(async () => await b.sandbox.close());

const order = (more: object = {}) => b.sandbox.shopify.createOrder(more);
const tagsOf = (id: number) => b.sandbox.shopify.orders().find((one) => one.id === id)?.tags;

/** One document with an alias for each order. */
const tagAll = async (ids: number[], tag = 'seen') =>
	await b.graphql(
		`mutation TagAll { ${ids
			.map(
				(id, at) =>
					`s${at}: tagsAdd(id: "gid://shopify/Order/${id}", tags: ["${tag}"]) { userErrors { message } }`,
			)
			.join('\n')} }`,
	);

describe('several mutations in one document', () => {
	it('cost ten points each and are answered by their aliases', async () => {
		const orders = [order(), order(), order()];
		const { data } = await tagAll(orders.map(({ id }) => id));
		expect(data.extensions.cost).toMatchObject({ requestedQueryCost: 30, actualQueryCost: 30 });
		expect(data.data).toEqual({ s0: { userErrors: [] }, s1: { userErrors: [] }, s2: { userErrors: [] } });
	});

	it('fail one by one: a missing order, a tag too long, too many tags', async () => {
		const full = order({ tags: Array.from({ length: 250 }, (_, at) => `tag-${at}`) });
		const fine = order();
		const { data } = await tagAll([1, full.id, fine.id]);
		expect(data.data.s0.userErrors).toEqual([{ message: 'Resource does not exist' }]);
		expect(data.data.s1.userErrors).toEqual([{ message: 'Tags exceed the maximum of 250' }]);
		expect(data.data.s2.userErrors).toEqual([]);
		expect(tagsOf(full.id)).toHaveLength(250);
		expect(tagsOf(fine.id)).toEqual(['seen']);
		const long = await tagAll([fine.id], 'x'.repeat(41));
		expect(long.data.data.s0.userErrors).toEqual([{ message: 'Tag exceeds 40 characters' }]);
	});

	it.each([
		[false, [['seen'], [], ['seen'], []]],
		[true, [['seen'], ['seen'], ['seen'], ['seen']]],
	])('break one by one under a fault, with tookPlace %s', async (tookPlace, tags) => {
		const orders = [order(), order(), order(), order()];
		b.sandbox.setFaults([{ match: { graphql: 'TagAll' }, effect: { kind: 'fields', every: 2, tookPlace } }]);
		const { status, data } = await tagAll(orders.map(({ id }) => id));
		expect(status).toBe(200);
		expect(data.data).toMatchObject({ s0: { userErrors: [] }, s1: null, s2: { userErrors: [] }, s3: null });
		expect(data.errors).toEqual([
			expect.objectContaining({ path: ['s1'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }),
			expect.objectContaining({ path: ['s3'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }),
		]);
		expect(orders.map(({ id }) => tagsOf(id))).toEqual(tags);
	});

	it('are all refused where the points are not there, and the journal says so', async () => {
		b.sandbox.shopify.setShopify({ maximumAvailable: 20, restoreRate: 1 });
		const orders = [order(), order(), order()];
		const { data } = await tagAll(orders.map(({ id }) => id));
		expect(data.errors).toEqual([
			expect.objectContaining({ extensions: expect.objectContaining({ code: 'THROTTLED' }) }),
		]);
		expect(orders.map(({ id }) => tagsOf(id))).toEqual([[], [], []]);
		expect(b.sandbox.journal().at(-1)).toMatchObject({ refused: true, tookPlace: false });
	});
});

it('the minute of the order limit can be shortened', async () => {
	b.sandbox.shopify.setShopify({ ordersPerMinute: 1, orderWindowMs: 2_000 });
	const create = async () =>
		await b.graphql(
			`mutation { orderCreate(order: { currency: USD, lineItems: [{ title: "A", quantity: 1, priceSet: { shopMoney: { amount: "1", currencyCode: USD } } }] }) { order { id } userErrors { message } } }`,
		);
	expect((await create()).data.data.orderCreate.order).not.toBeNull();
	expect((await create()).data.data.orderCreate.userErrors[0].message).toMatch(/^Too many attempts/);
	await new Promise((resolve) => setTimeout(resolve, 2_050));
	expect((await create()).data.data.orderCreate.order).not.toBeNull();
});
