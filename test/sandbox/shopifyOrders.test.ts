import { shopifyBench, receiver, type Receiver, type ShopifyBench } from './shopifySupport';

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

const SEARCH = `query Search($query: String, $first: Int = 50, $after: String) {
	orders(query: $query, first: $first, after: $after, sortKey: CREATED_AT) {
		nodes { id name tags customAttributes { key value } currentTotalPriceSet { shopMoney { amount currencyCode } } }
		pageInfo { hasNextPage endCursor }
	}
	ordersCount(query: $query) { count precision }
}`;

const ORDER_CREATE = `mutation($order: OrderCreateOrderInput!) {
	orderCreate(order: $order, options: { inventoryBehaviour: BYPASS, sendReceipt: false }) {
		order { id name sourceIdentifier displayFinancialStatus currentTotalPriceSet { shopMoney { amount } }
			lineItems(first: 5) { nodes { title quantity variant { id } } } customer { id tags } }
		userErrors { code field message }
	}
}`;

async function names(query: string): Promise<string[]> {
	const { data } = await b.graphql(SEARCH, { query });
	return data.data.orders.nodes.map(({ name }: { name: string }) => name);
}

function partner() {
	const [collab] = b.sandbox.state.collabs();
	if (!collab) throw new Error('There is no partner.');
	return collab;
}

test('an order by its attributes at once, by its tags later', async () => {
	for (const topic of ['ORDERS_CREATE', 'ORDERS_UPDATED']) await b.subscribe(topic, { uri: hook.url });
	const { creator, campaign } = partner();
	const wish = { partner: creator.email, total: 80, currency: 'EUR', email: 'buyer@example.com' };
	const { order } = (await b.control('POST', '/orders', { ...wish, attributed: 'both' })).data;
	await b.sandbox.shopify.flush();
	const [created, updated] = hook.received.map(({ body }) => body);
	expect(created).toMatchObject({
		id: order.id,
		admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
		name: order.name,
		tags: '',
		total_price: '80.00',
		currency: 'EUR',
		email: 'buyer@example.com',
		created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-05:00$/),
	});
	expect(created?.note_attributes).toEqual([
		{ name: 'cc-creator-id', value: creator._id },
		{ name: 'cc-creator-handle', value: creator.handle },
		...(campaign === null ? [] : [{ name: 'cc-campaign-id', value: campaign }]),
		{ name: 'cc-shop-id', value: creator.shop._id },
	]);
	expect(String(updated?.tags).split(', ')).toEqual(
		expect.arrayContaining(['CreatorCommerce', `cc-creator-id-${creator._id}`]),
	);
	const [customer] = b.sandbox.shopify.customers().filter(({ email }) => email === 'buyer@example.com');
	expect(customer?.tags).toEqual([`cc-referred-from-creator-id-${creator._id}`]);

	hook.received.length = 0;
	for (const attributed of ['attributes', 'tagsLater', 'none'] as const) {
		b.sandbox.shopify.createOrder({ partner: creator.handle, attributed });
	}
	await b.sandbox.shopify.flush();
	const topics = hook.received.map(({ headers }) => headers['x-shopify-topic']);
	expect(topics.filter((topic) => topic === 'orders/updated')).toHaveLength(1);
	const unknown = await b.control('POST', '/orders', { partner: 'nobody@example.com' });
	expect(unknown.status).toBe(400);
});

test('searched by tag, date, name, source; paged; counted', async () => {
	const { creator } = partner();
	const tag = `cc-creator-id-${creator._id}`;
	const seeded = await names(`tag:'${tag}'`);
	for (let n = 1; n <= 3; n++) b.sandbox.shopify.createOrder({ tags: [tag], sourceIdentifier: `pos:${n}` });
	expect(await names(`tag:'${tag}'`)).toHaveLength(seeded.length + 3);
	expect(await names(`tag:'${tag}' AND created_at:>='2999-01-01T00:00:00Z'`)).toEqual([]);
	expect(await names(`source_identifier:"pos:2"`)).toHaveLength(1);
	// Unquoted, the colon ends the value.
	expect(await names('source_identifier:pos:2')).toEqual([]);
	const name = b.sandbox.shopify.orders().at(-1)?.name ?? '';
	expect(await names(`name:${name}`)).toEqual([name]);
	expect(await names(`name:${name.slice(1)}`)).toEqual([name]);
	expect(await names(`-tag:'${tag}' test:false`)).not.toContain(name);
	const seen: string[] = [];
	let after: string | undefined;
	for (;;) {
		const { orders } = (await b.graphql(SEARCH, { query: `tag:'${tag}'`, first: 2, after })).data.data;
		seen.push(...orders.nodes.map((node: { id: string }) => node.id));
		after = orders.pageInfo.endCursor;
		if (!orders.pageInfo.hasNextPage) break;
	}
	expect(new Set(seen).size).toBe(seeded.length + 3);
	const { ordersCount } = (await b.graphql(SEARCH, { query: `tag:'${tag}'` })).data.data;
	expect(ordersCount).toEqual({ count: seeded.length + 3, precision: 'EXACT' });
});

test('orders older than 60 days need read_all_orders', async () => {
	const { length } = await names('');
	const { scopes } = b.sandbox.shopify.settings();
	b.sandbox.shopify.setShopify({ scopes: [...scopes, 'read_all_orders'] });
	expect(await names('')).toHaveLength(length + 1);
	expect(b.sandbox.shopify.orders()).toHaveLength(length + 1);
});

test('the search lags behind, the order itself does not', async () => {
	b.sandbox.shopify.setShopify({ searchLagMs: 2_000 });
	const order = b.sandbox.shopify.createOrder({ tags: ['lagging'] });
	expect(await names('tag:lagging')).toEqual([]);
	expect(await names('')).toContain(order.name);
	const direct = await b.graphql(`{ order(id: "gid://shopify/Order/${order.id}") { name } }`);
	expect(direct.data.data.order).toEqual({ name: order.name });
	await new Promise((resolve) => setTimeout(resolve, 2_050));
	expect(await names('tag:lagging')).toEqual([order.name]);
});

test('tagsAdd adds, orderUpdate replaces, and what changes nothing tells nothing', async () => {
	await b.subscribe('ORDERS_UPDATED', { uri: hook.url });
	const attributes = [{ key: 'gift', value: 'yes' }];
	const order = b.sandbox.shopify.createOrder({ tags: ['vip'], attributes });
	const id = `gid://shopify/Order/${order.id}`;
	const add = `mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) {
		node { id ... on Order { tags } } userErrors { message } } }`;
	const added = (await b.graphql(add, { id, tags: ['new', 'VIP'] })).data.data.tagsAdd;
	expect(added).toEqual({ node: { id, tags: ['new', 'vip'] }, userErrors: [] });
	await b.graphql(add, { id, tags: ['new'] });
	await b.sandbox.shopify.flush();
	expect(hook.received).toHaveLength(1);
	const update = `mutation($input: OrderInput!) { orderUpdate(input: $input) {
		order { tags customAttributes { key value } } userErrors { message } } }`;
	const input = { id, customAttributes: [{ key: 'cc-creator-id', value: 'x' }] };
	const updated = (await b.graphql(update, { input })).data.data.orderUpdate.order;
	expect(updated).toEqual({ tags: ['new', 'vip'], customAttributes: input.customAttributes });
	const missing = await b.graphql(update, { input: { id: 'gid://shopify/Order/1', tags: [] } });
	expect(missing.data.data.orderUpdate.userErrors).toHaveLength(1);
	const customer = `gid://shopify/Customer/${order.customerId}`;
	const tagged = await b.graphql(add.replace('on Order', 'on Customer'), { id: customer, tags: ['a'] });
	expect(tagged.data.data.tagsAdd.node.tags).toEqual(['a']);
});

test('a refund lowers what the order is worth; a cancelled one says so', async () => {
	await b.subscribe('ORDERS_UPDATED', { uri: hook.url });
	const order = b.sandbox.shopify.createOrder({ total: 100, attributed: 'none' });
	await b.control('POST', `/orders/${order.id}/refund`, { amount: 30.5 });
	await b.control('POST', `/orders/${order.id}/cancel`);
	await b.sandbox.shopify.flush();
	expect(hook.received.map(({ body }) => body)).toMatchObject([
		{ current_total_price: '69.50', total_price: '100.00', financial_status: 'partially_refunded' },
		{ cancelled_at: expect.any(String) },
	]);
	const { data } = await b.graphql(SEARCH, { query: `name:${order.name}` });
	const { shopMoney } = data.data.orders.nodes[0].currentTotalPriceSet;
	expect(shopMoney).toEqual({ amount: '69.5', currencyCode: 'USD' });
});

test('personal data may be missing', async () => {
	b.sandbox.shopify.setShopify({ personalData: false });
	await b.subscribe('ORDERS_CREATE', { uri: hook.url });
	b.sandbox.shopify.createOrder();
	await b.sandbox.shopify.flush();
	expect(hook.received[0]?.body).toMatchObject({ customer: null, email: null });
});

test('orderCreate makes an order every time, tells of it, and says what is wrong', async () => {
	await b.subscribe('ORDERS_CREATE', { uri: hook.url });
	const price = (amount: string) => ({ shopMoney: { amount, currencyCode: 'EUR' } });
	const [variant] = (await b.graphql('{ productVariants(first: 1) { nodes { id price } } }')).data.data
		.productVariants.nodes;
	const order = {
		currency: 'EUR',
		email: 'phone@example.com',
		sourceIdentifier: 'pos-1',
		tags: ['CreatorCommerce'],
		lineItems: [
			{ title: 'By phone', quantity: 2, priceSet: price('10.00') },
			{ variantId: variant.id, quantity: 1, priceSet: price('5.50') },
		],
		transactions: [{ kind: 'SALE', status: 'SUCCESS', amountSet: price('25.50') }],
	};
	const made = (await b.graphql(ORDER_CREATE, { order })).data.data.orderCreate;
	expect(made).toMatchObject({
		order: {
			sourceIdentifier: 'pos-1',
			displayFinancialStatus: 'PAID',
			currentTotalPriceSet: { shopMoney: { amount: '25.5' } },
			lineItems: { nodes: [{ title: 'By phone' }, { variant: { id: variant.id } }] },
		},
		userErrors: [],
	});
	b.sandbox.shopify.setShopify({ ordersPerMinute: 1 });
	await b.graphql(ORDER_CREATE, { order });
	expect(await names('source_identifier:pos-1')).toHaveLength(2);
	await b.sandbox.shopify.flush();
	expect(hook.received).toHaveLength(2);
	const limited = (await b.graphql(ORDER_CREATE, { order })).data.data.orderCreate;
	expect(limited.userErrors[0].message).toContain('Too many attempts');
	b.sandbox.shopify.setShopify({ ordersPerMinute: null });
	const empty = (await b.graphql(ORDER_CREATE, { order: { ...order, lineItems: [] } })).data.data.orderCreate;
	expect(empty).toMatchObject({ order: null, userErrors: [{ field: ['order', 'lineItems'] }] });
});
