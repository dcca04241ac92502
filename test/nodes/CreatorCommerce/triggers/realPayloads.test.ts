import { createHmac } from 'crypto';
import { createServer } from 'http';
import type { AddressInfo } from 'net';
import { forgetProcess } from '../../../../nodes/CreatorCommerce/triggers/shopify/store';
import { Host } from './support/host';

/** Bodies as Shopify really sends them, with what is odd about them: nothing is missed, nothing throws. */

const SECRET = 'secret-of-the-app';
const SHOP = 'brand.myshopify.com';
const CREATOR = '68d482d502627cba69150a33';
const DAY_MS = 86_400_000;

const EVENTS = [
	'partner.created',
	'partner.activated',
	'partner.updated',
	'drop.updated',
	'content.generated',
	'order.attributed',
];

/** A Shopify that knows no creators: orders go out with what they tell themselves. */
const shopify = createServer((_, response) => response.end('{"data":{"metaobjects":{"nodes":[]}}}'));
let baseUrl = '';
beforeAll(async () => {
	await new Promise<void>((resolve) => shopify.listen(0, '127.0.0.1', resolve));
	baseUrl = `http://127.0.0.1:${(shopify.address() as AddressInfo).port}`;
});
afterAll(() => {
	shopify.closeAllConnections();
	shopify.close();
});

const open = (filters: Record<string, unknown> = {}): Host =>
	new Host({
		parameters: { source: 'shopify', events: EVENTS, filters },
		credential: {
			shopDomain: SHOP,
			authentication: 'accessToken',
			accessToken: 'shpat_none',
			apiSecret: SECRET,
			baseUrl,
		},
		baseUrl: 'https://n8n.example.com',
	});

let host: Host;
beforeEach(() => {
	forgetProcess();
	host = open();
});

/** @param changes of the headers; undefined leaves one out */
async function send(
	topic: string,
	text: string,
	to = host,
	changes: Record<string, string | undefined> = {},
) {
	const body = Buffer.from(text);
	const headers = {
		'content-type': 'application/json',
		'x-shopify-topic': topic,
		'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
		'x-shopify-shop-domain': SHOP,
		'x-shopify-api-version': '2026-10',
		'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
		...changes,
	};
	const sent = Object.entries(headers).filter(([, value]) => value !== undefined);
	const answer = await to.receive(body, Object.fromEntries(sent));
	expect(answer.threw).toBeUndefined();
	return { status: answer.status, events: answer.items ?? [] };
}

const money = (amount: string, currency: string) => ({ amount, currency_code: currency });
const moneySet = (shop: string, presentment = shop, currency = 'USD') => ({
	shop_money: money(shop, 'USD'),
	presentment_money: money(presentment, currency),
});

/** `-05:00`, to the second, as the webhooks write times. */
const eastern = (ms: number): string => `${new Date(ms - 5 * 3_600_000).toISOString().slice(0, 19)}-05:00`;
const NOW = Math.floor(Date.now() / 1000) * 1000;

const ID = 6_210_004_812_345;

const order = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
	id: ID,
	admin_graphql_api_id: `gid://shopify/Order/${String(changes.id ?? ID)}`,
	app_id: 580_111,
	browser_ip: '203.0.113.9',
	buyer_accepts_marketing: false,
	cancel_reason: null,
	cancelled_at: null,
	checkout_id: 38_572_049_105_196,
	client_details: null,
	closed_at: null,
	company: null,
	confirmed: true,
	contact_email: 'grace@example.com',
	created_at: eastern(NOW - 60_000),
	currency: 'USD',
	current_subtotal_price: '38.00',
	current_total_additional_fees_set: null,
	current_total_duties_set: null,
	current_total_price: '42.50',
	current_total_price_set: moneySet('42.50'),
	customer: {
		id: 7_713_004_812_345,
		admin_graphql_api_id: 'gid://shopify/Customer/7713004812345',
		email: 'grace@example.com',
		first_name: 'Grace',
		last_name: 'Hopper',
		state: 'disabled',
		tags: '',
		default_address: { id: 1, first_name: 'Grace', country_code: 'US' },
	},
	discount_applications: [],
	discount_codes: [{ code: 'ADA10', amount: '4.50', type: 'percentage' }],
	email: 'grace@example.com',
	financial_status: 'paid',
	fulfillment_status: null,
	line_items: [
		{
			id: 1,
			quantity: 2,
			current_quantity: 2,
			gift_card: false,
			price: '19.00',
			properties: [],
			title: 'Tee',
		},
	],
	name: '#1001',
	note: null,
	note_attributes: [
		{ name: 'cc-creator-id', value: CREATOR },
		{ name: 'cc-creator-handle', value: 'ada' },
	],
	order_number: 1001,
	presentment_currency: 'USD',
	processed_at: eastern(NOW - 60_000),
	refunds: [],
	shipping_address: null,
	source_name: 'web',
	tags: '',
	test: false,
	total_price: '42.50',
	total_price_set: moneySet('42.50'),
	updated_at: eastern(NOW - 59_000),
	user_id: null,
	...changes,
});

it('an order tells all it holds', async () => {
	const { status, events } = await send('orders/create', JSON.stringify(order()));
	expect(status).toBe(200);
	expect(events).toEqual([
		{
			event: 'order.attributed',
			eventId: `order.attributed:${ID}`,
			occurredAt: new Date(NOW - 60_000).toISOString(),
			source: 'shopify',
			shop: SHOP,
			partner: { creatorId: CREATOR, handle: 'ada' },
			customer: { id: '7713004812345', email: 'grace@example.com', firstName: 'Grace', lastName: 'Hopper' },
			order: {
				id: String(ID),
				name: '#1001',
				total: 42.5,
				currency: 'USD',
				discountCodes: ['ADA10'],
				customerEmail: 'grace@example.com',
				campaignId: undefined,
				itemCount: 2,
				isTest: false,
				financialStatus: 'paid',
				createdAt: eastern(NOW - 60_000),
				attributedBy: 'attributes',
			},
		},
	]);
});

/** What is odd, what it makes of the order, and what of it the event tells. */
const ORDERS: Array<[string, Record<string, unknown>, Record<string, unknown>]> = [
	['no customer at all', { customer: null, email: '', contact_email: null }, {}],
	[
		'a customer without personal data',
		{ customer: { id: 5, email: null, first_name: null } },
		{ customer: { id: '5' } },
	],
	[
		'no discount codes, no line items',
		{ discount_codes: null, line_items: null },
		{ order: { discountCodes: [], itemCount: 0 } },
	],
	[
		'a total of zero',
		{ total_price: '0.00', current_total_price: '0.00', financial_status: 'paid' },
		{ order: { total: 0 } },
	],
	[
		'another currency at the checkout: the store’s counts',
		{ presentment_currency: 'JPY', total_price_set: moneySet('42.50', '6300', 'JPY') },
		{ order: { total: 42.5, currency: 'USD' } },
	],
	['cancelled', { cancelled_at: eastern(NOW), cancel_reason: 'customer' }, { order: { id: String(ID) } }],
	[
		'refunded in part: the price when ordered is told',
		{
			current_total_price: '12.50',
			financial_status: 'partially_refunded',
			refunds: [{ id: 1, order_id: ID, transactions: [{ amount: '30.00' }], refund_line_items: [] }],
		},
		{ order: { total: 42.5, financialStatus: 'partially_refunded' } },
	],
	[
		'made from a draft',
		{ source_name: 'shopify_draft_order', checkout_id: null },
		{ order: { id: String(ID) } },
	],
	[
		'of gift cards only',
		{ line_items: [{ id: 2, quantity: 1, gift_card: true, product_id: null, variant_id: null }] },
		{ order: { itemCount: 1 } },
	],
	[
		'edited: pieces that were removed were ordered all the same',
		{ line_items: [{ quantity: 3, current_quantity: 1 }] },
		{ order: { itemCount: 3 } },
	],
	['without a payment status', { financial_status: null }, { order: { id: String(ID) } }],
	[
		'attributes of other apps, empty and doubled ones among them',
		{
			note_attributes: [
				{ name: 'gift', value: null },
				{ name: '', value: '' },
				{ name: 'rank', value: 3 },
				{ name: 'cc-creator-id', value: ` ${CREATOR} ` },
				{ name: 'cc-creator-id', value: 'another' },
			],
		},
		{ partner: { creatorId: CREATOR } },
	],
	[
		'no attributes, but tags',
		{ note_attributes: null, tags: `VIP, CreatorCommerce, cc-creator-id-${CREATOR}, cc-campaign-id-c9` },
		{ partner: { creatorId: CREATOR }, order: { attributedBy: 'tags', campaignId: 'c9' } },
	],
	[
		'a handle alone',
		{ note_attributes: [{ name: 'cc-creator-handle', value: 'ada' }] },
		{ partner: { handle: 'ada' } },
	],
	['no tags', { tags: null }, { order: { id: String(ID) } }],
	[
		'made at a till',
		{ source_name: 'pos', browser_ip: null, location_id: 9, email: '' },
		{ order: { customerEmail: 'grace@example.com' } },
	],
	[
		'a time in Kiribati',
		{ created_at: `${new Date(NOW - 60_000 + 14 * 3_600_000).toISOString().slice(0, 19)}+14:00` },
		{},
	],
];

it.each(ORDERS)('an order, %s', async (_, changes, expected) => {
	const { status, events } = await send('orders/create', JSON.stringify(order(changes)));
	expect(status).toBe(200);
	expect(events).toMatchObject([
		{
			event: 'order.attributed',
			occurredAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/),
			...expected,
		},
	]);
	const [event] = events;
	if (expected.order === undefined) {
		expect(event?.occurredAt).toBe(new Date(NOW - 60_000).toISOString());
	}
	if (changes.customer === null) expect(event).not.toHaveProperty('customer');
	// The tags come later, the order is refunded: told once.
	// orders/updated may come with orders/create, and the same body; later come the tags: told once.
	expect(await send('orders/updated', JSON.stringify(order(changes)))).toEqual({ status: 200, events: [] });
	const later = {
		...order(changes),
		tags: `CreatorCommerce, cc-creator-id-${CREATOR}`,
		updated_at: eastern(NOW),
	};
	expect(await send('orders/updated', JSON.stringify(later))).toEqual({ status: 200, events: [] });
});

it('an id beyond what a number of JSON can hold, as in Shopify’s own test notification', async () => {
	const text = JSON.stringify(
		order({
			id: 'ID',
			customer: { id: 'CUSTOMER', admin_graphql_api_id: 'gid://shopify/Customer/115310627314723954' },
		}),
	)
		.replace('"id":"ID"', '"id":820982911946154508')
		.replace('Order/ID', 'Order/820982911946154508')
		.replace('"CUSTOMER"', '115310627314723954');
	const { events } = await send('orders/create', text, host, { 'x-shopify-test': 'true' });
	expect(events).toMatchObject([
		{
			eventId: 'order.attributed:820982911946154508',
			order: { id: '820982911946154508' },
			customer: { id: '115310627314723954' },
		},
	]);
	expect((await send('orders/updated', text.replace('"tags":""', '"tags":"x"'))).events).toEqual([]);
});

describe('what is no attributed order tells nothing, and is answered 200', () => {
	const gid = (type: string): Record<string, unknown> => ({
		admin_graphql_api_id: `gid://shopify/${type}/${ID}`,
	});
	it.each<[string, Record<string, unknown>]>([
		['an order of nobody', { note_attributes: [], tags: 'VIP' }],
		['an empty attribute', { note_attributes: [{ name: 'cc-creator-id', value: '' }] }],
		[
			'a tag that only begins like one',
			{ note_attributes: [], tags: 'cc-creator-id-, xcc-creator-id-1, cc-creator-id' },
		],
		['a test order', { test: true }],
		['an order of 61 days ago', { created_at: eastern(NOW - 61 * DAY_MS) }],
		['a draft order', gid('DraftOrder')],
		['a refund', { ...gid('Refund'), order_id: ID }],
		['another order’s id beside its own', { admin_graphql_api_id: 'gid://shopify/Order/1' }],
		['an id that is none', { id: -1 }],
		['an id with a fraction', { id: 1.5 }],
	])('%s', async (_, changes) => {
		expect(await send('orders/create', JSON.stringify(order(changes)))).toEqual({ status: 200, events: [] });
	});
});

it('a test order is told when it is included', async () => {
	const including = open({ includeTestOrders: true });
	const { events } = await send('orders/create', JSON.stringify(order({ test: true })), including);
	expect(events).toMatchObject([{ order: { isTest: true } }]);
});

describe('a minimum order value', () => {
	it.each([
		['0.00', 0],
		['49.99', 0],
		['50.00', 1],
	])('of 50 and an order of %s', async (total_price, expected) => {
		const filtered = open({ minimumOrderValue: 50 });
		// Judged by what was ordered in the store's currency, not by what is left of it or was shown at the checkout.
		const body = order({
			total_price,
			current_total_price: '0.00',
			total_price_set: moneySet(total_price, '6300', 'JPY'),
		});
		const { status, events } = await send('orders/create', JSON.stringify(body), filtered);
		expect([status, events.length]).toEqual([200, expected]);
	});
});

const METAOBJECT = 91_234_567_890;

const creator = (fields: Record<string, unknown>, changes: Record<string, unknown> = {}) => ({
	id: `gid://shopify/Metaobject/${METAOBJECT}`,
	type: 'creator',
	handle: 'ada-lovelace',
	created_at: '2026-11-01T10:00:00Z',
	updated_at: '2026-11-20T10:00:00Z',
	display_name: 'Ada Lovelace',
	definition_id: 9_000_000_001,
	capabilities: { publishable: { status: 'active' } },
	fields: {
		'cc-creator-id': CREATOR,
		'cc-creator-handle': 'ada',
		'cc-creator-email': 'ada@example.com',
		'cc-creator-is-onboarded': 'true',
		...fields,
	},
	...changes,
});

const DROP = {
	'cc-creator-drop-id': 'd1',
	'cc-creator-drop-title': 'Picks',
	'cc-creator-drop-products': [{ 'cc-creator-drop-product-id': 'p1', id: 1 }],
};

describe('a creator', () => {
	it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
		['whole', { 'cc-collab-tier': 'Gold' }, { partner: { tier: 'Gold', isOnboarded: true } }],
		[
			'with empty and missing values',
			{ 'cc-creator-email': null, 'cc-collab-tier': '' },
			{ partner: { handle: 'ada' } },
		],
		[
			'with booleans and numbers that are none of text',
			{ 'cc-creator-is-onboarded': true, 'cc-collab-discount-amount': 10 },
			{ partner: { isOnboarded: true } },
		],
		['with data that is cut', { data: '{"cc-creator-drops":[' }, { partner: { creatorId: CREATOR } }],
		['without drops in its data', { data: '{"cc-creator-drops":null}' }, { partner: { creatorId: CREATOR } }],
		[
			'with a domain spelled the old way',
			{ 'cc-channel-myshopify-domian': 'old.myshopify.com' },
			{ shop: 'old.myshopify.com' },
		],
	])('%s', async (_, fields, expected) => {
		const { status, events } = await send('metaobjects/create', JSON.stringify(creator(fields)));
		expect(status).toBe(200);
		expect(events[0]).toMatchObject({
			event: 'partner.created',
			occurredAt: '2026-11-01T10:00:00.000Z',
			...expected,
		});
	});

	it.each<[string, unknown]>([
		['a list', [DROP]],
		['the text of a list', JSON.stringify([DROP])],
		['numbered like a list', { 0: DROP }],
	])('whose drops are %s: a product more is a change of the drop', async (_, drops) => {
		const text = (list: unknown): string => JSON.stringify({ 'cc-creator-drops': list });
		await send('metaobjects/create', JSON.stringify(creator({ data: text(drops) })));
		const more = JSON.parse(JSON.stringify(drops).replace('p1', 'p2')) as unknown;
		const later = creator({ data: text(more) }, { updated_at: '2026-11-20T10:00:05Z' });
		const { events } = await send('metaobjects/update', JSON.stringify(later));
		expect(events).toMatchObject([
			{ event: 'drop.updated', changed: ['drops'], drop: { id: 'd1', title: 'Picks', productCount: 1 } },
		]);
	});

	it('of another type, or deleted, tells nothing', async () => {
		for (const body of [
			creator({}, { type: 'lookbook' }),
			creator({}, { id: `gid://shopify/Product/${METAOBJECT}` }),
			{ id: `gid://shopify/Metaobject/${METAOBJECT}`, type: 'creator', handle: 'ada-lovelace' },
		]) {
			expect(await send('metaobjects/update', JSON.stringify(body))).toEqual({ status: 200, events: [] });
		}
	});
});

describe('a genuine body under headers that are not its own', () => {
	it.each<[string, string, Record<string, string | undefined>]>([
		['no store', 'orders/create', { 'x-shopify-shop-domain': undefined }],
		['an empty store', 'orders/create', { 'x-shopify-shop-domain': '' }],
		['another store', 'orders/create', { 'x-shopify-shop-domain': 'other.myshopify.com' }],
		['a store that begins like it', 'orders/create', { 'x-shopify-shop-domain': `${SHOP}.evil.example` }],
		['no topic', '', {}],
		['a topic that was not registered', 'orders/paid', {}],
		['a topic that begins like one', 'orders/create2', {}],
	])('%s: refused', async (_, topic, headers) => {
		expect(await send(topic, JSON.stringify(order()), host, headers)).toEqual({ status: 401, events: [] });
	});

	it('a topic of events that were not chosen: refused', async () => {
		host.parameters = { ...host.parameters, events: ['partner.created'] };
		expect(await send('orders/create', JSON.stringify(order()))).toEqual({ status: 401, events: [] });
		expect(await send('metaobjects/update', JSON.stringify(creator({})))).toEqual({
			status: 401,
			events: [],
		});
	});
});
