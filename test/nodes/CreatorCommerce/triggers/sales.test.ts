import { CostPacer, ShopifyAdmin } from '../../../../nodes/CreatorCommerce/shopify';
import { addUp } from '../../../../nodes/CreatorCommerce/triggers/shopify/milestones';
import { type Order, readOrder } from '../../../../nodes/CreatorCommerce/triggers/shopify/order';

/** What counts as a partner's sales, order by order. */

const NOW = Date.parse('2026-11-22T12:00:00Z');
const ADA = { id: 'ada-id', handle: 'ada' };
const minutesAgo = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

interface Sale {
	id: number;
	total?: string;
	currency?: string;
	createdAt?: string;
	tags?: string[];
	attributes?: Record<string, string>;
	cancelledAt?: string;
	test?: boolean;
}

const node = ({ id, total = '10.00', createdAt = minutesAgo(5), tags = [], ...sale }: Sale) => ({
	id: `gid://shopify/Order/${id}`,
	createdAt,
	tags,
	test: sale.test ?? false,
	cancelledAt: sale.cancelledAt ?? null,
	customAttributes: Object.entries(sale.attributes ?? {}).map(([key, value]) => ({ key, value })),
	currentTotalPriceSet: { shopMoney: { amount: total, currencyCode: sale.currency ?? 'USD' } },
});

/** A store as it answers: what its search finds for the partner's tag, and its newest orders. */
function store(tagged: Sale[], newest: Sale[]): ShopifyAdmin {
	const clock = { now: () => 0, random: () => 0, sleep: async () => {} };
	return new ShopifyAdmin({
		clock,
		pacer: new CostPacer(clock),
		patienceMs: 0,
		transport: async ({ query, variables }) => {
			if (query.includes('ShopCurrency')) {
				return { status: 200, headers: {}, body: '{"data":{"shop":{"currencyCode":"USD"}}}' };
			}
			const isSearch = query.includes('OrdersSearch');
			if (isSearch) expect(variables.query).toBe("tag:'cc-creator-id-ada-id'");
			const nodes = (isSearch ? tagged : newest).map(node);
			return { status: 200, headers: {}, body: JSON.stringify({ data: { orders: { nodes } } }) };
		},
	});
}

function arrived(changes: Record<string, unknown> = {}): Order {
	const order = readOrder({
		id: 1,
		created_at: minutesAgo(1),
		currency: 'USD',
		total_price: '10.00',
		current_total_price: '10.00',
		tags: '',
		note_attributes: [{ name: 'cc-creator-id', value: 'ada-id' }],
		...changes,
	});
	if (order === undefined) throw new Error('no order');
	return order;
}

const sales = async (tagged: Sale[], newest: Sale[], order = arrived()) =>
	await addUp(store(tagged, newest), ADA, order, { since: minutesAgo(60), includeTests: false, now: NOW });

const OURS = ['CreatorCommerce', 'cc-creator-id-ada-id'];

it.each<[string, Sale[], Sale[], number]>([
	['the order alone that arrived', [], [], 1],
	['it once, though Shopify shows it twice', [{ id: 1, tags: OURS }], [{ id: 1, tags: OURS }], 1],
	['what is tagged', [{ id: 2, tags: OURS }], [], 2],
	['fresh ones by their attributes', [], [{ id: 2, attributes: { 'cc-creator-id': 'ada-id' } }], 2],
	['fresh ones by their handle alone', [], [{ id: 2, attributes: { 'cc-creator-handle': 'Ada' } }], 2],
	['no fresh ones of others', [], [{ id: 2, attributes: { 'cc-creator-id': 'bob' } }, { id: 3 }], 1],
	['no handle of others', [], [{ id: 2, attributes: { 'cc-creator-handle': 'bob' } }], 1],
	[
		'none whose attributes say another, whatever its tags say',
		[{ id: 2, tags: OURS, attributes: { 'cc-creator-id': 'bob' } }],
		[],
		1,
	],
	[
		'none that has lost its tags, though the search still finds it',
		[{ id: 2, tags: ['CreatorCommerce'] }],
		[],
		1,
	],
	['none that is cancelled', [{ id: 2, tags: OURS, cancelledAt: minutesAgo(2) }], [], 1],
	['no test orders', [{ id: 2, tags: OURS, test: true }], [], 1],
])('counts %s', async (_, tagged, newest, expected) => {
	expect((await sales(tagged, newest)).orders).toBe(expected);
});

it('looks no further than half an hour back for orders that have no tags yet', async () => {
	const attributes = { 'cc-creator-id': 'ada-id' };
	const newest = [
		{ id: 2, createdAt: minutesAgo(29), attributes },
		{ id: 3, createdAt: minutesAgo(31), attributes },
		{ id: 4, createdAt: minutesAgo(32), attributes },
	];
	expect((await sales([], newest)).orders).toBe(2);
});

it('takes what is left of an order that arrives after a refund', async () => {
	expect(await sales([], [], arrived({ current_total_price: '2.50' }))).toMatchObject({
		orders: 1,
		revenue: 2.5,
	});
	expect(await sales([], [], arrived({ current_total_price: '0.00' }))).toMatchObject({
		orders: 1,
		revenue: 0,
	});
	expect(await sales([], [], arrived({ cancelled_at: minutesAgo(0) }))).toMatchObject({
		orders: 0,
		revenue: 0,
	});
});

it('adds thousands of prices up exactly, also in currencies of three decimals', async () => {
	const many = Array.from({ length: 3_000 }, (_, at) => ({ id: 10 + at, total: '0.105', tags: OURS }));
	expect(await sales(many, [], arrived({ current_total_price: '0.105' }))).toMatchObject({
		orders: 3_001,
		revenue: 315.105,
	});
});

it('adds up the store’s currency alone, where orders were recorded in others too', async () => {
	const tagged = [
		{ id: 2, tags: OURS, total: '5.00' },
		{ id: 3, tags: OURS, total: '1000.00', currency: 'JPY' },
	];
	expect(await sales(tagged, [])).toMatchObject({ orders: 3, revenue: 15, currency: 'USD' });
	const yen = arrived({ currency: 'JPY', current_total_price: '900' });
	expect(await sales(tagged, [], yen)).toMatchObject({ orders: 3, revenue: 5, currency: 'USD' });
	expect(await sales([], [], yen)).toMatchObject({ orders: 1, revenue: 900, currency: 'JPY' });
});

it('keeps apart what was there before events were told, to the second', async () => {
	const before = { id: 2, createdAt: minutesAgo(61), tags: OURS, total: '30.00' };
	const then = { id: 3, createdAt: minutesAgo(60), tags: OURS, total: '5.00' };
	expect(await sales([before, then], [])).toMatchObject({
		orders: 3,
		revenue: 45,
		before: { orders: 1, revenue: 30 },
	});
});
