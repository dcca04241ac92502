import type { CollabRecord, FaultEffect, FaultRule, JournalEntry } from '../../../../../sandbox';
import { attributionOf } from '../../../../../nodes/CreatorCommerce/shopify';
import type { OrderWish } from '../../../../../sandbox/shopify/orders/make';
import { UNWANTED_WORDS, by, jsons, must, rows, seen, statuses, told, useSandbox } from '../support/bench';

// A thousand rows on a busy machine.
jest.setTimeout(400_000);

const bench = useSandbox({ partners: 16, shopify: { tagDelayMs: null, restoreRate: 1_000_000 } });

const CAMPAIGN = '6997d1305fe142fd13cff501';
/** The nth partner who has signed in, and so has a creator page: who has none is asked of CreatorCommerce, which takes its time. */
const partner = (at: number) => must(signedIn[at], `partner ${at}`);
let signedIn: CollabRecord[] = [];
beforeEach(() => {
	const pages = new Set(bench.sandbox.shopify.metaobjects().map((page) => page.creatorId));
	signedIn = bench.sandbox.state.collabs().filter(({ creator }) => pages.has(creator._id));
});
const creatorId = (at: number): string => partner(at).creator._id;
const sell = (wish: OrderWish = {}) => bench.sandbox.shopify.createOrder(wish);
const orderNow = (id: number) =>
	must(
		bench.sandbox.shopify.orders().find((order) => order.id === id),
		`order ${id}`,
	);
/** Whose the order is, by the reader that the triggers and Get Many use. */
const ownerNow = (id: number) => {
	const { tags, attributes } = orderNow(id);
	return attributionOf({ tags, attributes: attributes.map(({ key, value }) => ({ name: key, value })) });
};
const graphql = (): JournalEntry[] =>
	bench.sandbox.journal().filter(({ path }) => path.endsWith('graphql.json'));
const writes = (): JournalEntry[] =>
	graphql().filter(({ operationId }) => operationId?.startsWith('shopify AttributeOrders'));

interface Mutation {
	kind: string;
	id: string;
	input: unknown;
}
/** The single mutations of the documents that were carried out. */
function mutations(): Mutation[] {
	return writes()
		.filter(({ tookPlace }) => tookPlace)
		.flatMap(({ body }) => {
			const { query, variables } = body as { query: string; variables: Record<string, unknown> };
			return [...query.matchAll(/s(\d+): (\w+)/g)].map(([, at, kind]) => {
				const input = variables[`v${at}`];
				const id = variables[`i${at}`] ?? (input as { id: string }).id;
				return { kind: String(kind), id: String(id), input };
			});
		});
}
const byId = (at: number) => by('id', creatorId(at));
const ROW = {
	order: by('id', '={{ $json.order }}'),
	partner: by('id', '={{ $json.creator }}'),
};
const attribute = async (
	items: Array<Record<string, unknown>>,
	more: Record<string, unknown> = {},
	options: Parameters<typeof bench.run>[2] = {},
) => await bench.run('order:attribute', { ...ROW, ...more }, { items, ...options });
/**
 * A credential of its own: what the node learns of a store's points is remembered by it, and the next test need not wait for
 * points that this one used up.
 */
const another = () => ({
	credentials: {
		creatorCommerceApi: bench.credential(),
		creatorCommerceShopifyApi: bench.shopifyCredential({
			authentication: 'accessToken',
			accessToken: bench.sandbox.shopify.accessToken,
		}),
	},
});
const fault = (effect: FaultEffect, rule: Omit<FaultRule, 'effect'> = {}) =>
	bench.sandbox.setFaults([{ match: { graphql: 'AttributeOrders' }, ...rule, effect }]);

describe('a thousand orders', () => {
	const setUp = () =>
		rows(1000, (at) => {
			const order = sell({
				...(at % 4 === 0 && { attributes: [{ key: 'gift-note', value: `For ${at}` }] }),
				...(at % 3 === 0 && { tags: ['vip', `batch-${at % 7}`] }),
			});
			return { order: String(order.id), creator: creatorId(at % 5) };
		});

	it('are credited in 20 times fewer requests than one a row, none lost and none twice', async () => {
		const items = setUp();
		const result = await attribute(items);
		expect(told(result)).toBe(' | ');
		expect(new Set(statuses(result))).toEqual(new Set(['attributed']));
		expect(seen(result.output).map(({ item }) => item)).toEqual(rows(1000, (at) => at));

		items.forEach(({ order, creator }, at) => {
			const id = Number(order);
			expect(ownerNow(id)).toMatchObject({
				creatorId: creator,
				taggedCreatorIds: [creator],
				by: 'attributes',
			});
			const { tags, attributes } = orderNow(id);
			expect(tags).toContain('CreatorCommerce');
			if (at % 3 === 0) expect(tags).toEqual(expect.arrayContaining(['vip', `batch-${at % 7}`]));
			if (at % 4 === 0) expect(attributes).toContainEqual({ key: 'gift-note', value: `For ${at}` });
			expect(attributes.filter(({ key }) => key === 'cc-creator-id')).toHaveLength(1);
		});
		expect(graphql().length).toBeLessThanOrEqual(55);
		const done = mutations();
		expect(done).toHaveLength(2000);
		expect(new Set(done.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(2000);
		const [hint] = result.hints;
		expect(hint?.message).toMatch(/^1000 items: 1000 attributed\. \d\d requests in \d+ s\./);
	});

	it('run again: nothing is written', async () => {
		const items = setUp();
		await attribute(items);
		const before = JSON.stringify(bench.sandbox.shopify.orders());
		const sent = writes().length;
		const result = await attribute(items);
		expect(new Set(statuses(result))).toEqual(new Set(['unchanged']));
		expect(writes()).toHaveLength(sent);
		expect(JSON.stringify(bench.sandbox.shopify.orders())).toBe(before);
	});

	it('keep to the cost limit: what Shopify refuses is sent again, once there are points', async () => {
		bench.sandbox.shopify.setShopify({ maximumAvailable: 2_000, restoreRate: 5_000 });
		const items = setUp();
		const result = await attribute(items, {}, another());
		expect(new Set(statuses(result))).toEqual(new Set(['attributed']));
		expect(items.filter(({ order, creator }) => ownerNow(Number(order))?.creatorId !== creator)).toEqual([]);
		// The points are counted before anything is sent: a refusal is a matter of rounding.
		expect(graphql().filter(({ refused }) => refused).length).toBeLessThanOrEqual(5);
	});
});

describe('one order', () => {
	it('says what was written, and that nothing was the second time', async () => {
		const order = sell({ tags: ['vip'] });
		const ada = partner(2);
		const items = [{ order: `gid://shopify/Order/${order.id}`, creator: ada._id }];
		const more = { additionalFields: { campaignId: CAMPAIGN } };
		const about = {
			order: { id: String(order.id), name: order.name },
			partner: {
				id: ada._id,
				creatorId: ada.creator._id,
				handle: ada.creator.handle,
				email: ada.creator.email,
			},
			campaignId: CAMPAIGN,
		};
		expect(jsons(await attribute(items, more))).toEqual([
			{
				status: 'attributed',
				...about,
				tagsAdded: ['CreatorCommerce', `cc-creator-id-${ada.creator._id}`, `cc-campaign-id-${CAMPAIGN}`],
				attributesChanged: true,
			},
		]);
		expect(orderNow(order.id)).toMatchObject({
			tags: ['CreatorCommerce', `cc-campaign-id-${CAMPAIGN}`, `cc-creator-id-${ada.creator._id}`, 'vip'],
			attributes: [
				{ key: 'cc-creator-id', value: ada.creator._id },
				{ key: 'cc-creator-handle', value: ada.creator.handle },
				{ key: 'cc-campaign-id', value: CAMPAIGN },
			],
		});
		expect(jsons(await attribute(items, more))).toEqual([{ status: 'unchanged', ...about }]);
	});

	it.each(['email', 'handle', 'code', 'list'])(
		'finds the partner by %s through CreatorCommerce',
		async (mode) => {
			const order = sell();
			const { creator, affiliateCode, _id } = partner(3);
			const value = { email: creator.email, handle: creator.handle, code: affiliateCode, list: _id }[mode];
			const result = await attribute([{ order: String(order.id) }], { partner: by(mode, String(value)) });
			expect(statuses(result)).toEqual(['attributed']);
			expect(ownerNow(order.id)).toMatchObject({ creatorId: creator._id, creatorHandle: creator.handle });
		},
	);

	it('is found by name, with and without #, many with one search', async () => {
		const orders = rows(30, () => sell());
		const items = orders.map(({ name }, at) => ({
			order: at % 2 ? name : name.slice(1),
			creator: creatorId(1),
		}));
		const result = await attribute(items, { order: by('name', '={{ $json.order }}') });
		expect(new Set(statuses(result))).toEqual(new Set(['attributed']));
		for (const { id } of orders) expect(ownerNow(id)?.creatorId).toBe(creatorId(1));
		const searches = graphql().filter(({ operationId }) => operationId?.includes('OrdersNamed'));
		expect(searches).toHaveLength(2);
	});

	it('that the storefront left only a handle on is completed, not taken from anybody', async () => {
		const { creator } = partner(1);
		const order = sell({
			attributes: [
				{ key: 'cc-creator-handle', value: creator.handle.toUpperCase() },
				{ key: 'cc-shop-id', value: creator.shop._id },
			],
		});
		const result = await attribute([{ order: String(order.id), creator: creator._id }]);
		expect(statuses(result)).toEqual(['attributed']);
		expect(orderNow(order.id).attributes).toEqual([
			{ key: 'cc-creator-handle', value: creator.handle.toUpperCase() },
			{ key: 'cc-shop-id', value: creator.shop._id },
			{ key: 'cc-creator-id', value: creator._id },
		]);
	});

	it('keeps a tag that others add between reading and writing', async () => {
		const order = sell();
		fault({ kind: 'latency', minMs: 300, maxMs: 300 });
		const running = attribute([{ order: String(order.id), creator: creatorId(0) }]);
		while (writes().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		bench.sandbox.shopify.tagOrder(order.id, ['added-meanwhile']);
		expect(statuses(await running)).toEqual(['attributed']);
		expect(orderNow(order.id).tags).toContain('added-meanwhile');
	});

	it('tags the customer as referred when asked, each customer once', async () => {
		const orders = rows(3, () => sell({ email: 'same@example.com' }));
		const items = orders.map(({ id }) => ({ order: String(id), creator: creatorId(4) }));
		const result = await attribute(items, { options: { tagCustomer: true } });
		expect(jsons(result).map(({ customerTagged }) => customerTagged)).toEqual([true, true, true]);
		const [customer] = bench.sandbox.shopify.customers().filter(({ email }) => email === 'same@example.com');
		expect(customer?.tags).toEqual([`cc-referred-from-creator-id-${creatorId(4)}`]);
		expect(mutations().filter(({ id }) => id.includes('/Customer/'))).toHaveLength(1);
		const again = await attribute(items, { options: { tagCustomer: true } });
		expect(statuses(again)).toEqual(['unchanged', 'unchanged', 'unchanged']);
	});

	it('tags a customer of many orders once, though their orders take several requests', async () => {
		const items = rows(60, () => ({
			order: String(sell({ email: 'same@example.com' }).id),
			creator: creatorId(4),
		}));
		const result = await attribute(items, { options: { tagCustomer: true } });
		expect(new Set(statuses(result))).toEqual(new Set(['attributed']));
		expect(writes().length).toBeGreaterThan(1);
		expect(mutations().filter(({ id }) => id.includes('/Customer/'))).toHaveLength(1);
	});
});

describe('an order of another partner', () => {
	const anothers = () => {
		const order = sell({ partner: partner(1)._id, campaignId: CAMPAIGN, tags: ['vip'] });
		bench.sandbox.shopify.tagOrder(order.id, { partner: partner(1)._id, campaignId: CAMPAIGN });
		return order.id;
	};

	it('is refused and left as it is; the others are done', async () => {
		const [mine, its] = [sell().id, anothers()];
		const before = orderNow(its);
		const items = [its, mine].map((order) => ({ order: String(order), creator: creatorId(2) }));
		const result = await attribute(items, {}, { onError: 'continueRegularOutput' });
		expect(statuses(result)).toEqual(['error', 'attributed']);
		expect(seen(result.output)[0]?.error).toBe(
			`The order ${before.name} is credited to another partner (creator ID ${creatorId(1)}). It was left as it is. Turn on Overwrite under Options to replace that.`,
		);
		expect(orderNow(its)).toEqual(before);
	});

	it('ends a run that stops at failures before anything is written, if it is among the first hundred', async () => {
		const orders = [...rows(20, () => sell().id), anothers()];
		const result = await attribute(orders.map((order) => ({ order: String(order), creator: creatorId(2) })));
		expect(result.status).toBe('error');
		expect(result.error?.itemIndex).toBe(20);
		expect(told(result)).toContain('0 of 21 items were done.');
		expect(writes()).toHaveLength(0);
	});

	it('is taken over with Overwrite: what was the other’s goes, what is nobody’s stays', async () => {
		const id = anothers();
		const items = [{ order: String(id), creator: creatorId(2) }];
		const result = await attribute(items, { options: { overwrite: true } });
		expect(jsons(result)).toEqual([
			expect.objectContaining({
				status: 'attributed',
				tagsAdded: [`cc-creator-id-${creatorId(2)}`],
				tagsRemoved: [`cc-campaign-id-${CAMPAIGN}`, `cc-creator-id-${creatorId(1)}`],
				replaced: {
					creatorIds: [creatorId(1)],
					campaignIds: [CAMPAIGN],
					handle: partner(1).creator.handle,
				},
			}),
		]);
		expect(orderNow(id)).toMatchObject({
			tags: ['CreatorCommerce', `cc-creator-id-${creatorId(2)}`, 'vip'],
			attributes: [
				{ key: 'cc-creator-id', value: creatorId(2) },
				{ key: 'cc-creator-handle', value: partner(2).creator.handle },
			],
		});
		expect(statuses(await attribute(items))).toEqual(['unchanged']);
	});

	it('is refused for another campaign of the same partner too', async () => {
		const id = anothers();
		const before = orderNow(id);
		const other = '6997d1305fe142fd13cff502';
		const items = [{ order: String(id), creator: creatorId(1) }];
		const additionalFields = { campaignId: other };
		const refused = await attribute(items, { additionalFields }, { onError: 'continueRegularOutput' });
		expect(seen(refused.output)[0]?.error).toContain(`is credited to the campaign ${CAMPAIGN}.`);
		expect(orderNow(id)).toEqual(before);
		await attribute(items, { additionalFields, options: { overwrite: true } });
		expect(ownerNow(id)).toMatchObject({ creatorId: creatorId(1), campaignIds: [other] });
		// Without a campaign nothing is said of campaigns.
		expect(statuses(await attribute(items))).toEqual(['unchanged']);
	});

	it('two rows for one order: both are told, and nothing is half done', async () => {
		const [both, twice] = [sell(), sell()];
		const result = await attribute(
			[
				{ order: String(both.id), creator: creatorId(1) },
				{ order: String(twice.id), creator: creatorId(3) },
				{ order: both.name, creator: creatorId(2) },
				{ order: twice.name, creator: creatorId(3) },
			],
			{
				order: by('={{ $json.order.startsWith("#") ? "name" : "id" }}', '={{ $json.order }}'),
				options: { overwrite: true },
			},
			{ onError: 'continueRegularOutput' },
		);
		const disagree =
			'Items 1 and 3 name one order for different partners or campaigns. Nothing was written for this order. Keep the row that is right.';
		expect(seen(result.output).map(({ error }) => error)).toEqual([disagree, undefined, disagree, undefined]);
		expect(statuses(result)).toEqual(['error', 'attributed', 'error', 'attributed']);
		expect(orderNow(both.id)).toEqual(both);
		expect(mutations().map(({ id }) => id)).toEqual(rows(2, () => `gid://shopify/Order/${twice.id}`));
	});
});

describe('when Shopify does not do what it is asked', () => {
	const items = (count: number) =>
		rows(count, (at) => ({
			order: String(sell({ attributes: [{ key: 'gift-note', value: `For ${at}` }] }).id),
			creator: creatorId(at % 4),
		}));
	const allRight = (given: Array<{ order: string; creator: string }>) => {
		given.forEach(({ order, creator }, at) => {
			const { attributes } = orderNow(Number(order));
			expect(ownerNow(Number(order))).toMatchObject({ creatorId: creator, taggedCreatorIds: [creator] });
			expect(attributes.filter(({ key }) => key === 'gift-note')).toEqual([
				{ key: 'gift-note', value: `For ${at}` },
			]);
			expect(attributes.filter(({ key }) => key === 'cc-creator-id')).toHaveLength(1);
		});
	};

	it.each<[string, FaultRule[]]>([
		['is out of points', [{ times: 5, match: { path: 'graphql' }, effect: { kind: 'throttled' } }]],
		[
			'loses the answer after the write',
			[{ times: 3, match: { graphql: 'AttributeOrders' }, effect: { kind: 'resetAfter' } }],
		],
		['loses the request', [{ times: 3, effect: { kind: 'resetBefore' } }]],
		[
			'answers 502 after the write',
			[
				{
					times: 3,
					match: { graphql: 'AttributeOrders' },
					effect: { kind: 'status', status: 502, tookPlace: true },
				},
			],
		],
		[
			'sends half an answer',
			[{ times: 3, match: { graphql: 'AttributeOrders' }, effect: { kind: 'invalidJson' } }],
		],
		[
			'breaks at single mutations',
			[{ match: { graphql: 'AttributeOrders' }, times: 8, effect: { kind: 'fields', every: 7 } }],
		],
		[
			'breaks at single mutations after doing them',
			[
				{
					match: { graphql: 'AttributeOrders' },
					times: 8,
					effect: { kind: 'fields', every: 5, tookPlace: true },
				},
			],
		],
		[
			'answers a third of all requests with something else',
			[
				{ rate: 0.1, match: { path: 'graphql' }, effect: { kind: 'resetAfter' } },
				{ rate: 0.1, match: { path: 'graphql' }, effect: { kind: 'status', status: 503 } },
				{ rate: 0.1, match: { path: 'graphql' }, effect: { kind: 'throttled' } },
			],
		],
	])('and %s: all 200 orders are right all the same', async (_, rules) => {
		const given = items(200);
		bench.sandbox.setFaults(rules);
		const result = await attribute(given, {}, another());
		expect(told(result)).toBe(' | ');
		expect(new Set(statuses(result))).toEqual(new Set(['attributed']));
		expect(bench.sandbox.journal().filter((entry) => entry.fault !== undefined)).not.toHaveLength(0);
		allRight(given);
	});

	it('and the token expires on the way: a new one is fetched', async () => {
		const given = items(200);
		fault({ kind: 'latency', minMs: 50, maxMs: 50 });
		const running = attribute(given);
		while (writes().length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
		bench.sandbox.shopify.expireTokens();
		expect(new Set(statuses(await running))).toEqual(new Set(['attributed']));
		expect(graphql().some(({ status }) => status === 401)).toBe(true);
		allRight(given);
	});

	it('refuses a part of one order: only that row fails, and says what was written', async () => {
		const full = sell({ tags: rows(249, (at) => `tag-${at}`) });
		const given = [...items(60), { order: String(full.id), creator: creatorId(1) }];
		const result = await attribute(given, {}, { onError: 'continueRegularOutput' });
		expect(statuses(result).slice(0, 60)).toEqual(rows(60, () => 'attributed'));
		expect(seen(result.output)[60]?.error).toBe(
			`Shopify did not take the tags for the order ${full.name}: “Tags exceed the maximum of 250”. Written before: attributes. Change what Shopify names, then run the row again; what is right already is not written twice.`,
		);
		allRight(given.slice(0, 60));
	});

	it('breaks for good at one order: the row fails and is told as it is', async () => {
		const given = items(3);
		fault({ kind: 'fields', every: 1 }, {});
		const result = await attribute(given, {}, { onError: 'continueRegularOutput' });
		expect(statuses(result)).toEqual(['error', 'error', 'error']);
		for (const { error } of seen(result.output)) expect(error).toContain('running it again does no harm');
		bench.sandbox.setFaults([]);
		expect(new Set(statuses(await attribute(given)))).toEqual(new Set(['attributed']));
		allRight(given);
	});

	it('lets the app write no orders: the run ends and names the access scope', async () => {
		bench.sandbox.shopify.setShopify({ scopes: ['read_orders', 'read_metaobjects'] });
		const given = items(120);
		const result = await attribute(given, {}, { onError: 'continueRegularOutput' });
		expect(seen(result.output)[0]?.error).toContain('lacks the access scope write_orders');
		expect(writes()).toHaveLength(1);
	});

	it('lets the app tag no customers: the orders are done, and that is told', async () => {
		bench.sandbox.shopify.setShopify({
			scopes: ['read_orders', 'write_orders', 'read_metaobjects', 'read_customers'],
		});
		const given = items(2);
		const result = await attribute(
			given,
			{ options: { tagCustomer: true } },
			{ onError: 'continueRegularOutput' },
		);
		for (const { error } of seen(result.output)) {
			expect(error).toMatch(/tag of the customer.*write_customers.*Written before: attributes, tags/);
		}
		allRight(given);
	});

	it('finds a document too dear: it is sent in halves', async () => {
		bench.sandbox.shopify.setShopify({ maxQueryCost: 130 });
		const given = items(100);
		const emails = rows(4, (at) => [creatorId(at), partner(at).creator.email]);
		const withEmails = given.map((item) => ({ ...item, email: Object.fromEntries(emails)[item.creator] }));
		const result = await attribute(withEmails, { partner: by('email', '={{ $json.email }}') });
		expect(told(result)).toBe(' | ');
		expect(new Set(statuses(result))).toEqual(new Set(['attributed']));
		allRight(given);
	});
});

describe('ending early', () => {
	it('Stop After: rows that are left come out as not sent, and the next run does them', async () => {
		bench.sandbox.shopify.setShopify({ maximumAvailable: 1_000, restoreRate: 100 });
		const items = rows(150, () => ({ order: String(sell().id), creator: creatorId(0) }));
		const result = await attribute(items, { options: { stopAfter: 0.12 } }, another());
		const counts = statuses(result);
		expect(counts).toHaveLength(150);
		expect(new Set(counts)).toEqual(new Set(['attributed', 'notSent']));
		items.forEach(({ order }, at) =>
			expect(ownerNow(Number(order)) === undefined).toBe(counts[at] === 'notSent'),
		);
		bench.sandbox.shopify.setShopify({ restoreRate: 1_000_000 });
		const again = await attribute(items);
		expect(statuses(again)).toEqual(counts.map((one) => (one === 'notSent' ? 'attributed' : 'unchanged')));
	});

	it('Stop pressed: nothing more is sent', async () => {
		bench.sandbox.shopify.setShopify({ maximumAvailable: 1_000, restoreRate: 100 });
		const items = rows(150, () => ({ order: String(sell().id), creator: creatorId(0) }));
		let cancel = (): void => undefined;
		const running = attribute(items, {}, { ...another(), cancel: (stop) => (cancel = stop) });
		while (writes().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		cancel();
		expect((await running).status).toBe('canceled');
		const sent = graphql().length;
		await new Promise((resolve) => setTimeout(resolve, 200));
		expect(graphql()).toHaveLength(sent);
	});
});

describe('input that cannot be used', () => {
	it.each<[string, Record<string, unknown>, Record<string, unknown>, RegExp]>([
		['no order', { order: '' }, {}, /No order is given/],
		['an order that is none', { order: 'abc' }, {}, /“abc” is not an order ID/],
		['a product', { order: 'gid://shopify/Product/1' }, {}, /is not an order ID/],
		['no partner', { creator: '' }, {}, /No partner is chosen/],
		['a partner that is none', { creator: 'ada' }, {}, /“ada” is not a partner ID/],
		['an unknown partner', { creator: 'f'.repeat(24) }, {}, /No partner of .* has the ID f{24}/],
		[
			'a campaign that is none',
			{},
			{ additionalFields: { campaignId: 'summer' } },
			/“summer” is not a campaign ID/,
		],
	])('%s: refused before anything is written', async (_, row, more, message) => {
		const good = { order: String(sell().id), creator: creatorId(0) };
		const items = [good, { ...good, order: String(sell().id), ...row }];
		const result = await attribute(items, more);
		expect(told(result)).toMatch(message);
		expect(told(result)).not.toMatch(UNWANTED_WORDS);
		expect(result.error?.itemIndex).toBe('additionalFields' in more ? 0 : 1);
		expect(writes()).toHaveLength(0);
	});

	it('an order that does not exist, or is too old to be seen', async () => {
		const old = sell({ createdAt: new Date(Date.now() - 80 * 86_400_000).toISOString() });
		const items = ['1', String(old.id), String(sell().id)].map((order) => ({ order, creator: creatorId(0) }));
		const result = await attribute(items, {}, { onError: 'continueRegularOutput' });
		expect(statuses(result)).toEqual(['error', 'error', 'attributed']);
		for (const { error } of seen(result.output).slice(0, 2)) {
			expect(error).toMatch(/^No order has the ID \d+\. .*read_all_orders\.$/);
		}
	});

	it('an ID no creator page has, without a CreatorCommerce credential: it may be the collab’s, so it is refused', async () => {
		const order = sell();
		const result = await attribute(
			[{ order: String(order.id), creator: 'a'.repeat(24) }],
			{},
			{
				credentials: { creatorCommerceShopifyApi: bench.shopifyCredential() },
			},
		);
		expect(told(result)).toContain('Choose a CreatorCommerce credential in the node');
		expect(writes()).toHaveLength(0);
	});

	it('an ID no creator page has is asked of CreatorCommerce, the creator’s and the collab’s', async () => {
		const pages = new Set(bench.sandbox.shopify.metaobjects().map((page) => page.creatorId));
		const stranger = must(bench.sandbox.state.collabs().find(({ creator }) => !pages.has(creator._id)));
		const orders = [sell(), sell()];
		const ids = [stranger.creator._id, stranger._id];
		const result = await attribute(orders.map(({ id }, at) => ({ order: String(id), creator: ids[at] })));
		expect(told(result)).toBe(' | ');
		for (const { id } of orders) expect(ownerNow(id)?.creatorId).toBe(stranger.creator._id);
	});

	it('by ID the Shopify credential is enough', async () => {
		const order = sell();
		const result = await attribute(
			[{ order: String(order.id), creator: partner(5)._id }],
			{},
			{
				credentials: { creatorCommerceShopifyApi: bench.shopifyCredential() },
			},
		);
		expect(told(result)).toBe(' | ');
		expect(ownerNow(order.id)?.creatorId).toBe(creatorId(5));
	});
});

it('a literal partner for all rows is found once', async () => {
	const items = rows(40, () => ({ order: String(sell().id) }));
	await attribute(items, { partner: byId(2) });
	expect(graphql().filter(({ operationId }) => operationId?.includes('CreatorNames'))).toHaveLength(1);
});
