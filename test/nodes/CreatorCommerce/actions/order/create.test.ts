import type { CollabRecord, FaultRule, JournalEntry } from '../../../../../sandbox';
import { CATALOGUE } from '../../../../../sandbox/store/catalogue';
import { attributionOf } from '../../../../../nodes/CreatorCommerce/shopify';
import { UNWANTED_WORDS, by, jsons, must, rows, seen, statuses, told, useSandbox } from '../support/bench';

jest.mock('../../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual<object>('../support/fastClock'),
);
jest.setTimeout(400_000);

/** A minute of the node's clock is 0.6 s here, so Shopify's minute for orders is as long. */
const MINUTE_MS = 600;
const CAMPAIGN = '6997d1305fe142fd13cff501';

const bench = useSandbox({
	partners: 16,
	shopify: { tagDelayMs: null, restoreRate: 1_000_000, orderWindowMs: MINUTE_MS },
});
let partner: CollabRecord;
let seeded = 0;
beforeEach(() => {
	const pages = new Set(bench.sandbox.shopify.metaobjects().map((page) => page.creatorId));
	partner = must(bench.sandbox.state.collabs().find(({ creator }) => pages.has(creator._id)));
	seeded = bench.sandbox.shopify.orders().length;
});

const recorded = () => bench.sandbox.shopify.orders().slice(seeded);
const identifiers = () => recorded().map(({ sourceIdentifier }) => sourceIdentifier);
const graphql = (operation: string): JournalEntry[] =>
	bench.sandbox.journal().filter(({ operationId }) => operationId?.startsWith(`shopify ${operation}`));
const creates = () => graphql('OrderCreate');
const LINES = '[{"title": "Stall sale", "price": "10.00"}]';
/** A row of a till: its number, and what the parameters make of it. */
const record = async (
	items: Array<Record<string, unknown>>,
	more: Record<string, unknown> = {},
	options: Parameters<typeof bench.run>[2] = {},
) =>
	await bench.run(
		'order:create',
		{
			partner: by('id', partner.creator._id),
			sourceName: 'pos-berlin',
			sourceIdentifier: '={{ $json.number }}',
			specifyLineItems: 'json',
			lineItemsJson: `={{ $json.items ?? ${LINES} }}`,
			...more,
		},
		{ items, ...options },
	);
const numbered = (count: number, from = 1) => rows(count, (at) => ({ number: `R-${from + at}` }));
const on = (
	graphqlPattern: string,
	effect: FaultRule['effect'],
	more: Partial<FaultRule> = {},
): FaultRule => ({
	match: { graphql: graphqlPattern },
	effect,
	...more,
});

describe('an order from somewhere else', () => {
	it('is recorded with what was sold, when, to whom, where, and whose it is from the start', async () => {
		const [first, second] = CATALOGUE;
		const bySku = must(
			second?.variants.find(({ sku }) => sku !== null && sku !== ''),
			'a SKU',
		);
		const variant = must(first?.variants[0], 'a variant');
		const result = await record([{ number: 'R-1' }], {
			specifyLineItems: 'fields',
			lineItems: {
				item: [
					{ variant: `gid://shopify/ProductVariant/${variant.id}`, quantity: 2, price: '12.50' },
					{ sku: bySku.sku, quantity: 1 },
					{ title: 'Gift wrap', price: '3', quantity: 1 },
				],
			},
			additionalFields: {
				campaignId: CAMPAIGN,
				currency: 'eur',
				customerEmail: 'Buyer@example.com',
				customerFirstName: 'Bo',
				customerLastName: 'Buyer',
				processedAt: '2026-03-01T10:00:00Z',
				note: 'From the stall',
				tags: 'pos, berlin',
				shipping: '4.90',
				test: true,
			},
		});
		expect(told(result)).toBe(' | ');
		const [order] = recorded();
		expect(jsons(result)).toEqual([
			{
				status: 'created',
				order: { id: String(order?.id), name: order?.name },
				source: 'pos-berlin',
				sourceIdentifier: 'R-1',
				partner: {
					id: partner._id,
					creatorId: partner.creator._id,
					handle: partner.creator.handle,
					email: partner.creator.email,
				},
				campaignId: CAMPAIGN,
			},
		]);
		expect(order).toMatchObject({
			sourceName: 'pos-berlin',
			sourceIdentifier: 'R-1',
			currency: 'EUR',
			email: 'Buyer@example.com',
			processedAt: '2026-03-01T10:00:00.000Z',
			note: 'From the stall',
			financialStatus: 'PAID',
			test: true,
			total: 32.9 + Number(bySku.price),
			lineItems: [
				{ variantId: variant.id, quantity: 2, price: 12.5 },
				{ variantId: bySku.id, quantity: 1, price: Number(bySku.price) },
				{ title: 'Gift wrap', variantId: null, quantity: 1, price: 3 },
			],
		});
		expect(order?.tags).toEqual(expect.arrayContaining(['CreatorCommerce', 'pos', 'berlin']));
		const attributes = must(order).attributes.map(({ key, value }) => ({ name: key, value }));
		expect(attributionOf({ tags: must(order).tags, attributes })).toMatchObject({
			creatorId: partner.creator._id,
			creatorHandle: partner.creator.handle,
			campaignIds: [CAMPAIGN],
			taggedCreatorIds: [partner.creator._id],
		});
		const [sent] = creates();
		expect(sent?.body).toMatchObject({
			variables: {
				options: { inventoryBehaviour: 'BYPASS', sendReceipt: false, sendFulfillmentReceipt: false },
			},
		});
	});

	it('takes a discount off the whole, and keeps its code', async () => {
		const result = await record([{ number: 'R-1' }], {
			additionalFields: { discountCode: 'ADA10', discountAmount: '2.50', shipping: '4.90' },
		});
		expect(told(result)).toBe(' | ');
		expect(recorded()).toMatchObject([{ total: 12.4, discount: 2.5, discountCodes: ['ADA10'] }]);
	});

	it('sends a receipt and takes from the stock only when told to', async () => {
		await record([{ number: 'R-1' }], { options: { sendReceipt: true, changeInventory: true } });
		expect(creates()[0]?.body).toMatchObject({
			variables: {
				options: { inventoryBehaviour: 'DECREMENT_IGNORING_POLICY', sendReceipt: true },
			},
		});
	});

	it('fires the trigger’s attribution at once: no order is ever there without its partner', async () => {
		await record([{ number: 'R-1' }]);
		const [order] = recorded();
		expect(order?.createdAt).toBe(order?.updatedAt);
	});
});

describe('sixty orders', () => {
	it('are recorded once each; again, and nothing is', async () => {
		const result = await record(numbered(60));
		expect(new Set(statuses(result))).toEqual(new Set(['created']));
		expect(seen(result.output).map(({ item }) => item)).toEqual(rows(60, (at) => at));
		expect(identifiers().sort()).toEqual(
			numbered(60)
				.map(({ number }) => number)
				.sort(),
		);
		expect(creates()).toHaveLength(60);
		expect(result.hints[0]?.message).toMatch(/^60 items: 60 created\. \d+ requests in/);

		const again = await record(numbered(60));
		expect(new Set(statuses(again))).toEqual(new Set(['existing']));
		expect(jsons(again).map(({ order }) => order)).toEqual(jsons(result).map(({ order }) => order));
		expect(creates()).toHaveLength(60);
		expect(jsons(again)[0]).toMatchObject({ isCredited: true });
	});

	it('are not recorded again while the search does not know them yet, not even by another process', async () => {
		bench.sandbox.shopify.setShopify({ searchLagMs: 600_000 });
		await record(numbered(20));
		const again = await record(numbered(25));
		expect(statuses(again)).toEqual([...rows(20, () => 'existing'), ...rows(5, () => 'created')]);
		// What a process remembers goes by the store's address: another name for it is another process.
		const elsewhere = bench.shopifyCredential({
			baseUrl: bench.sandbox.url.replace('127.0.0.1', 'localhost'),
		});
		const other = await record(
			numbered(30),
			{},
			{
				credentials: { creatorCommerceApi: bench.credential(), creatorCommerceShopifyApi: elsewhere },
			},
		);
		expect(statuses(other)).toEqual([...rows(25, () => 'existing'), ...rows(5, () => 'created')]);
		expect(recorded()).toHaveLength(30);
	});

	it('are recorded once by three executions at the same time', async () => {
		const results = await Promise.all([record(numbered(40)), record(numbered(40)), record(numbered(40))]);
		expect(new Set(identifiers()).size).toBe(40);
		expect(recorded()).toHaveLength(40);
		const counted = results.flatMap((result) => statuses(result));
		expect(counted.filter((status) => status === 'created')).toHaveLength(40);
		expect(counted.filter((status) => status === 'existing')).toHaveLength(80);
	});

	it('recorded days ago are found by the search, whatever signs their identifiers have', async () => {
		const odd = [`it's "R:1" AND (2)`, 'a\\b', '-x', '*', 'R-1 OR *'];
		const old = [...numbered(30).map(({ number }) => number), ...odd];
		const created = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
		for (const sourceIdentifier of old) {
			bench.sandbox.shopify.createOrder({
				partner: partner.creator.email,
				sourceName: 'pos-berlin',
				sourceIdentifier,
				createdAt: created(3),
				attributed: 'both',
			});
		}
		// More than the plain list of the newest is read for.
		for (let at = 0; at < 101; at++) bench.sandbox.shopify.createOrder({ createdAt: created(1) });
		const items = [...old.map((number) => ({ number })), { number: 'R-new' }];
		expect(statuses(await record(items))).toEqual([...old.map(() => 'existing'), 'created']);
		expect(creates()).toHaveLength(1);
	});

	it('that were deleted meanwhile are recorded again', async () => {
		await record(numbered(5));
		await bench.sandbox.reset();
		const again = await record(numbered(5));
		expect(statuses(again)).toEqual(rows(5, () => 'created'));
	});

	it('look up all their SKUs together', async () => {
		const skus = CATALOGUE.flatMap(({ variants }) => variants.map(({ sku }) => sku)).filter(Boolean);
		const items = numbered(30).map((item, at) => ({ ...item, items: [{ sku: skus[at % skus.length] }] }));
		const result = await record(items);
		expect(told(result)).toBe(' | ');
		expect(new Set(statuses(result))).toEqual(new Set(['created']));
		expect(graphql('VariantsSearch').length).toBeLessThanOrEqual(2);
	});
});

describe('one source identifier', () => {
	it('twice in a run, the same order: recorded once', async () => {
		const result = await record([{ number: 'R-1' }, { number: 'R-1' }]);
		expect(statuses(result)).toEqual(['created', 'existing']);
		expect(jsons(result)[1]?.order).toEqual(jsons(result)[0]?.order);
		expect(recorded()).toHaveLength(1);
	});

	it('twice in a run, but not the same order: neither is recorded', async () => {
		const items = [
			{ number: 'R-1' },
			{ number: 'R-2' },
			{ number: 'R-1', items: [{ title: 'Other', price: '1' }] },
		];
		const result = await record(items, {}, { onError: 'continueRegularOutput' });
		expect(statuses(result)).toEqual(['error', 'created', 'error']);
		expect(seen(result.output)[0]?.error).toBe(
			'Items 1 and 3 have the source identifier R-1 and differ. Nothing was recorded for it. Give all line items of one order in one item, or each order an identifier of its own.',
		);
		expect(identifiers()).toEqual(['R-2']);
	});

	it('of another source: the order is not taken for this one, and not recorded over it', async () => {
		await record([{ number: '1001' }]);
		const result = await record([{ number: '1001' }], { sourceName: 'market-hall' });
		expect(told(result)).toMatch(
			/The source identifier 1001 is that of the order #\d+, which came from “pos-berlin”.*market-hall-1001/,
		);
		expect(recorded()).toHaveLength(1);
	});

	it('of an order that is another partner’s: told, and left as it is', async () => {
		await record([{ number: 'R-1' }]);
		const before = recorded();
		const other = must(bench.sandbox.state.collabs().find(({ _id }) => _id !== partner._id));
		const result = await record([{ number: 'R-1' }], { partner: by('email', other.creator.email) });
		expect(told(result)).toMatch(
			/recorded already \(#\d+\), for another partner .*Use Attribute with Overwrite/,
		);
		expect(recorded()).toEqual(before);
	});

	it('with quotes, colons and AND in it is found again', async () => {
		const items = [`it's "R:1" AND (2)`, 'a\\b', '-x', '*'].map((number) => ({ number }));
		expect(statuses(await record(items))).toEqual(rows(4, () => 'created'));
		expect(statuses(await record(items))).toEqual(rows(4, () => 'existing'));
	});
});

describe('when the answer is lost', () => {
	it.each<[string, FaultRule[]]>([
		['after the write', [on('OrderCreate', { kind: 'resetAfter' }, { times: 4 })]],
		['before the write', [on('OrderCreate', { kind: 'resetBefore' }, { times: 2 })]],
		[
			'and the gateway says 502 after the write',
			[on('OrderCreate', { kind: 'status', status: 502, tookPlace: true }, { times: 4 })],
		],
		[
			'and the gateway says 503 instead of writing',
			[on('OrderCreate', { kind: 'status', status: 503 }, { times: 2 })],
		],
		['half way', [on('OrderCreate', { kind: 'invalidJson' }, { times: 4 })]],
		[
			'late: the order is there only after some time',
			[on('OrderCreate', { kind: 'hangAfter', ms: 50 }, { times: 3 })],
		],
		['and the search lags', [on('OrderCreate', { kind: 'resetAfter' }, { times: 4 })]],
		[
			'and the points are used up',
			[
				on('OrderCreate', { kind: 'resetAfter' }, { times: 2 }),
				on('OrdersJustMade', { kind: 'throttled' }, { times: 3, after: 1 }),
			],
		],
	])('%s, every order is there once', async (how, rules) => {
		if (how.includes('search')) bench.sandbox.shopify.setShopify({ searchLagMs: 600_000 });
		bench.sandbox.setFaults(rules);
		const result = await record(numbered(8));
		expect(told(result)).toBe(' | ');
		expect(statuses(result)).toEqual(rows(8, () => 'created'));
		expect(identifiers().sort()).toEqual(
			numbered(8)
				.map(({ number }) => number)
				.sort(),
		);
		expect(bench.sandbox.journal().some((entry) => entry.fault !== undefined)).toBe(true);
		expect(jsons(result).some(({ foundLater }) => foundLater === true)).toBe(
			rules.some(
				({ effect }) => effect.kind !== 'resetBefore' && !(effect.kind === 'status' && !effect.tookPlace),
			),
		);
	});

	it('and Shopify cannot be asked whether the order is there: that is said, and the next run finds out', async () => {
		bench.sandbox.setFaults([
			on('OrderCreate', { kind: 'resetAfter' }, { times: 1 }),
			on('OrdersJustMade', { kind: 'status', status: 503 }, { after: 1 }),
		]);
		const result = await record([{ number: 'R-1' }], {}, { onError: 'continueRegularOutput' });
		const [row] = seen(result.output);
		expect(row?.error).toMatch(
			/^Whether the order R-1 was recorded is not known: .*it looks for the order first/,
		);
		expect(row?.error).not.toMatch(UNWANTED_WORDS);
		bench.sandbox.setFaults([]);
		expect(statuses(await record([{ number: 'R-1' }]))).toEqual(['existing']);
		expect(recorded()).toHaveLength(1);
	});

	it('again and again, and nothing is ever there: given up, with nothing recorded', async () => {
		bench.sandbox.setFaults([on('OrderCreate', { kind: 'resetBefore' })]);
		const result = await record([{ number: 'R-1' }], {}, { onError: 'continueRegularOutput' });
		expect(seen(result.output)[0]?.error).toMatch(/^Whether the order R-1 was recorded is not known/);
		expect(creates()).toHaveLength(3);
		expect(recorded()).toHaveLength(0);
	});
});

describe('in a trial or development store', () => {
	it('keeps to five orders a minute, and records them all', async () => {
		bench.sandbox.shopify.setShopify({ ordersPerMinute: 5 });
		const started = performance.now();
		const result = await record(numbered(17));
		expect(told(result)).toBe(' | ');
		expect(statuses(result)).toEqual(rows(17, () => 'created'));
		expect(new Set(identifiers()).size).toBe(17);
		expect(recorded()).toHaveLength(17);
		expect(performance.now() - started).toBeGreaterThan(3 * MINUTE_MS);
		// It learns of the limit from refusals, and then paces itself.
		expect(creates().length).toBeLessThanOrEqual(40);
	});

	it('Stop After: what is left comes out as not sent, and the next run records it', async () => {
		bench.sandbox.shopify.setShopify({ ordersPerMinute: 5 });
		const result = await record(numbered(12), { options: { stopAfter: 0.5 } });
		const counts = statuses(result);
		expect(counts).toHaveLength(12);
		expect(counts.filter((status) => status === 'notSent').length).toBeGreaterThanOrEqual(7);
		expect(recorded()).toHaveLength(counts.filter((status) => status === 'created').length);
		bench.sandbox.shopify.setShopify({ ordersPerMinute: null });
		const again = await record(numbered(12));
		expect(statuses(again)).toEqual(counts.map((one) => (one === 'notSent' ? 'created' : 'existing')));
	});

	it('Stop pressed: nothing more is sent', async () => {
		bench.sandbox.shopify.setShopify({ ordersPerMinute: 5 });
		let cancel = (): void => undefined;
		const running = record(numbered(40), {}, { cancel: (stop) => (cancel = stop) });
		while (recorded().length < 5) await new Promise((resolve) => setTimeout(resolve, 5));
		cancel();
		expect((await running).status).toBe('canceled');
		const sent = creates().length;
		await new Promise((resolve) => setTimeout(resolve, 2 * MINUTE_MS));
		expect(creates()).toHaveLength(sent);
	});
});

describe('what Shopify refuses', () => {
	it('fails that row alone, with Shopify’s words', async () => {
		const items = [{ number: 'R-1' }, { number: 'R-2', items: [{ variant: '999' }] }, { number: 'R-3' }];
		const result = await record(items, {}, { onError: 'continueRegularOutput' });
		expect(statuses(result)).toEqual(['created', 'error', 'created']);
		expect(seen(result.output)[1]?.error).toBe(
			'Shopify did not record the order R-2: “Product variant does not exist” (order.lineItems.0). Nothing was recorded. Change what Shopify names, then run the item again.',
		);
	});

	it('ends a run that stops at failures, and says which items were done', async () => {
		const items = [{ number: 'R-1', items: [{ variant: '999' }] }, ...numbered(30, 2)];
		const result = await record(items);
		expect(result.status).toBe('error');
		expect(result.error?.itemIndex).toBe(0);
		expect(told(result)).toMatch(/ \d+ of 31 items were done/);
		expect(recorded().length).toBeLessThan(10);
		expect(new Set(statuses(await record(numbered(30, 2))))).toEqual(new Set(['created', 'existing']));
		expect(recorded()).toHaveLength(30);
	});

	it('an app that may write no orders: one request, and the access scope is named', async () => {
		bench.sandbox.shopify.setShopify({ scopes: ['read_orders', 'read_metaobjects'] });
		const result = await record(numbered(20), {}, { onError: 'continueRegularOutput' });
		expect(seen(result.output)[0]?.error).toContain('lacks the access scope write_orders');
		expect(creates().length).toBeLessThanOrEqual(4);
	});

	it('a token that expires on the way is fetched anew', async () => {
		bench.sandbox.setFaults([on('OrderCreate', { kind: 'latency', minMs: 20, maxMs: 20 })]);
		const running = record(numbered(30));
		while (recorded().length < 5) await new Promise((resolve) => setTimeout(resolve, 5));
		bench.sandbox.shopify.expireTokens();
		expect(new Set(statuses(await running))).toEqual(new Set(['created']));
		expect(recorded()).toHaveLength(30);
	});
});

describe('input that cannot be used', () => {
	const sku = 'NO-SUCH-SKU';
	it.each<[string, Record<string, unknown>, Record<string, unknown>, RegExp]>([
		['no identifier', { number: '' }, {}, /Source Identifier is empty/],
		['no source', {}, { sourceName: '  ' }, /Source is empty/],
		['a source of Shopify’s own', {}, { sourceName: 'POS' }, /Shopify keeps the source “POS”.*pos-berlin/],
		['no line items', { items: [] }, {}, /The order has no line items/],
		['line items that are none', { items: ['a'] }, {}, /Line item 1 is no object/],
		['line items that are no JSON', {}, { lineItemsJson: '[{' }, /Line Items \(JSON\) is not valid JSON/],
		['a line without price', { items: [{ title: 'A' }] }, {}, /Line item 1 does not say what was sold/],
		[
			'a price with a comma',
			{ items: [{ title: 'A', price: '1,50' }] },
			{},
			/“1,50” is not an amount of money/,
		],
		['a price below 0', { items: [{ title: 'A', price: -1 }] }, {}, /“-1” is not an amount of money/],
		['no pieces', { items: [{ title: 'A', price: 1, quantity: 0 }] }, {}, /“0” is not a quantity/],
		['half a piece', { items: [{ title: 'A', price: 1, quantity: 1.5 }] }, {}, /“1.5” is not a quantity/],
		[
			'a product for a variant',
			{ items: [{ variant: 'gid://shopify/Product/1' }] },
			{},
			/is not a Shopify variant/,
		],
		['an unknown SKU', { items: [{ sku }] }, {}, /no variant with the SKU “NO-SUCH-SKU”/],
		['a currency that is none', {}, { additionalFields: { currency: 'XXZ' } }, /“XXZ” is not a currency/],
		['a date that is none', {}, { additionalFields: { processedAt: '02/03/2026' } }, /is not a date/],
		['a date to come', {}, { additionalFields: { processedAt: '2999-01-01' } }, /lies in the future/],
		['a name without e-mail', {}, { additionalFields: { customerFirstName: 'Bo' } }, /a name but no e-mail/],
		[
			'an e-mail that is none',
			{},
			{ additionalFields: { customerEmail: 'bo' } },
			/“bo” is not an e-mail address/,
		],
		['half a discount', {}, { additionalFields: { discountCode: 'ADA' } }, /The discount has no amount/],
		[
			'a partner that is none',
			{},
			{ partner: by('email', 'nobody@example.com') },
			/No partner has the e-mail/,
		],
	])('%s: refused before anything is recorded', async (_, row, more, message) => {
		const result = await record([{ number: 'R-1' }, { number: 'R-2', ...row }], more);
		expect(told(result)).toMatch(message);
		expect(told(result)).not.toMatch(UNWANTED_WORDS);
		expect(creates()).toHaveLength(0);
	});

	it('an unknown SKU with title and price is recorded as something the store does not sell', async () => {
		const result = await record([
			{ number: 'R-1', items: [{ sku, title: 'Old tee', price: 9.5, quantity: 2 }] },
		]);
		expect(statuses(result)).toEqual(['created']);
		expect(recorded()[0]).toMatchObject({
			total: 19,
			lineItems: [{ sku, title: 'Old tee', variantId: null }],
		});
	});
});
