import type { OrderWish } from '../../../../../sandbox/shopify/orders/make';
import { by, jsons, must, rows, seen, told, useSandbox } from '../support/bench';

const DAY_MS = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

describe('Get of orders', () => {
	const bench = useSandbox({ partners: 8, shopify: { tagDelayMs: null, restoreRate: 1_000_000 } });
	const sell = (wish: OrderWish = {}) =>
		bench.sandbox.shopify.createOrder({ partner: bench.partner(5)._id, createdAt: ago(2), ...wish });
	const get = async (mode: string, value: string, more: Record<string, unknown> = {}) =>
		await bench.run('order:get', { order: by(mode, value), ...more });
	const requests = () =>
		bench.sandbox
			.journal()
			.filter(({ path }) => path.endsWith('graphql.json'))
			.map(({ operationId }) => operationId?.split(' ')[1]);

	it.each(['number', 'GID', 'address', 'name', 'name without #'])('finds an order by its %s', async (way) => {
		const order = sell({ total: 42.5, discountCodes: ['ADA'] });
		const value = {
			number: String(order.id),
			GID: `gid://shopify/Order/${order.id}`,
			address: `https://admin.shopify.com/store/brand/orders/${order.id}?x=1`,
			name: order.name,
			'name without #': order.name.slice(1),
		}[way];
		const result = await get(way.startsWith('name') ? 'name' : 'id', must(value));
		expect(told(result)).toBe(' | ');
		const [item] = must(order.lineItems, 'line items');
		expect(jsons(result)).toEqual([
			expect.objectContaining({
				id: String(order.id),
				name: order.name,
				total: 42.5,
				currency: 'USD',
				attributedBy: 'attributes',
				partner: {
					creatorId: bench.partner(5).creator._id,
					handle: bench.partner(5).creator.handle,
				},
				lineItems: [
					expect.objectContaining({
						title: item?.title,
						quantity: 1,
						price: 42.5,
						total: 42.5,
						productId: item?.productId,
						variantId: item?.variantId,
					}),
				],
			}),
		]);
	});

	it('gives every line of an order with many', async () => {
		const lines = rows(130, (at) => ({ title: `Thing ${at}`, price: '1.00', quantity: at + 1 }));
		const created = await bench.run('order:create', {
			partner: by('email', must(bench.partner(5).creator.email)),
			sourceName: 'stall',
			sourceIdentifier: 'S-1',
			specifyLineItems: 'json',
			lineItemsJson: JSON.stringify(lines),
		});
		const order = must(jsons(created)[0]).order;
		const [json] = jsons(await get('id', String(Object(order).id)));
		const shown: unknown = json?.lineItems;
		expect(Array.isArray(shown) ? shown.map(({ title, quantity }) => [title, quantity]) : shown).toEqual(
			lines.map(({ title, quantity }) => [title, quantity]),
		);
	});

	it('gives an order that nobody is credited with, without a partner', async () => {
		const order = bench.sandbox.shopify.createOrder({ createdAt: ago(1) });
		const [json] = jsons(await get('id', String(order.id)));
		expect(json).toMatchObject({ name: order.name });
		expect(json).not.toHaveProperty('partner');
		expect(json).not.toHaveProperty('attributedBy');
	});

	it('takes no order whose name only resembles it', async () => {
		const orders = rows(12, () => sell());
		const last = must(orders.at(-1));
		const short = last.name.slice(0, -1);
		expect(told(await get('name', short))).toMatch(/No order has the name #\d+ \| Check it/);
		expect(jsons(await get('name', last.name))).toEqual([expect.objectContaining({ name: last.name })]);
	});

	it('finds an order by name that the search does not know yet', async () => {
		bench.sandbox.shopify.setShopify({ searchLagMs: 600_000 });
		const order = sell({ createdAt: new Date().toISOString() });
		expect(jsons(await get('name', order.name))).toEqual([expect.objectContaining({ id: String(order.id) })]);
	});

	it('gives many orders with few requests, each with its own item', async () => {
		const orders = rows(30, () => sell());
		const items = orders.map(({ id, name }, at) => ({ order: at % 2 === 0 ? String(id) : name }));
		const even = items.filter((_, at) => at % 2 === 0);
		const byId = await bench.run(
			'order:get',
			{ order: { __rl: true, mode: 'id', value: '={{ $json.order }}' } },
			{ items: even },
		);
		expect(seen(byId.output)).toEqual(
			even.map(({ order }, item) => ({ json: expect.objectContaining({ id: order }), item })),
		);
		expect(requests()).toEqual(rows(3, () => 'OrdersWhole'));
		bench.sandbox.clearJournal();
		const odd = items.filter((_, at) => at % 2 === 1);
		const byName = await bench.run(
			'order:get',
			{ order: { __rl: true, mode: 'name', value: '={{ $json.order }}' } },
			{ items: odd },
		);
		expect(jsons(byName).map(({ name }) => name)).toEqual(odd.map(({ order }) => order));
		expect(requests().filter((name) => name === 'OrdersNamed')).toHaveLength(1);
	});

	it('gives the same order to two items that name it', async () => {
		const order = sell();
		const result = await bench.run(
			'order:get',
			{ order: { __rl: true, mode: 'id', value: '={{ $json.id }}' } },
			{ items: [{ id: String(order.id) }, { id: `gid://shopify/Order/${order.id}` }] },
		);
		expect(jsons(result).map(({ name }) => name)).toEqual([order.name, order.name]);
	});

	it('gives the order as Shopify has it without Simplify', async () => {
		const order = sell();
		const [json] = jsons(await get('id', String(order.id), { simplify: false }));
		expect(json).toMatchObject({
			id: `gid://shopify/Order/${order.id}`,
			lineItems: { nodes: [expect.objectContaining({ quantity: 1 })] },
		});
	});

	it('leaves out product IDs where the app may not read products', async () => {
		const order = sell();
		bench.sandbox.shopify.setShopify({ scopes: ['read_orders'] });
		const [json] = jsons(await get('id', String(order.id)));
		expect(json?.lineItems).toEqual([expect.not.objectContaining({ productId: expect.anything() })]);
		bench.sandbox.shopify.setShopify({ scopes: ['read_products'] });
		expect(told(await get('id', String(order.id)))).toMatch(/lacks the access scope read_orders/);
	});

	it('says that an order may be too old for the app', async () => {
		const old = sell({ createdAt: ago(70) });
		expect(told(await get('id', String(old.id)))).toMatch(
			/No order has the ID \d+ \| .*Orders made before \d{4}-\d\d-\d\d.*read_all_orders/,
		);
		bench.sandbox.shopify.setShopify({ scopes: ['read_orders', 'read_products', 'read_all_orders'] });
		expect(jsons(await get('id', String(old.id)))).toEqual([expect.objectContaining({ name: old.name })]);
		const none = told(await get('id', '1'));
		expect(none).toMatch(/No order has the ID 1 \| Check it/);
		expect(none).not.toContain('read_all_orders');
	});

	it('gives each item its own message, and the others their orders', async () => {
		const order = sell();
		const result = await bench.run(
			'order:get',
			{ order: { __rl: true, mode: 'id', value: '={{ $json.order }}' } },
			{
				items: [{ order: '#1001' }, { order: String(order.id) }, { order: 77 }],
				onError: 'continueErrorOutput',
			},
		);
		expect(jsons(result).map(({ name }) => name)).toEqual([order.name]);
		expect(result.errorOutput.map(({ json }) => json.error)).toEqual([
			expect.stringMatching(/“#1001” is not an order ID\. .*By Name/),
			expect.stringMatching(/No order has the ID 77\./),
		]);
	});

	it.each([
		['id', '={{ "" }}', /No order is given/],
		['id', 'ada@example.com', /not an order ID.*address in the Shopify admin/],
		['id', 'gid://shopify/Customer/1', /not an order ID/],
		['name', '={{ undefined }}', /No order is given/],
	])('refuses %s %s before it asks', async (mode, value, message) => {
		expect(told(await get(mode, value))).toMatch(message);
		expect(requests()).toEqual([]);
	});

	it.each(["#10' OR name:'#1001", '#1001*', '(#1001)', '\\', '-1001'])(
		'takes %s for a name, not for a search',
		async (name) => {
			sell();
			expect(told(await get('name', name))).toMatch(/No order has the name/);
		},
	);

	it('needs no CreatorCommerce credential', async () => {
		const order = sell();
		const result = await bench.run(
			'order:get',
			{ order: by('id', String(order.id)) },
			{ credentials: { creatorCommerceShopifyApi: bench.shopifyCredential() } },
		);
		expect(jsons(result)).toHaveLength(1);
	});

	it('asks again after a passing fault, and says so when it does not pass', async () => {
		const order = sell();
		const fault = { match: { graphql: 'OrdersWhole' }, effect: { kind: 'status' as const, status: 502 } };
		bench.sandbox.setFaults([{ ...fault, times: 2 }]);
		expect(jsons(await get('id', String(order.id)))).toHaveLength(1);
		bench.sandbox.setFaults([fault]);
		expect(told(await get('id', String(order.id)))).toMatch(
			/could not be reached or could not answer \(HTTP 502\)/,
		);
	});
});
