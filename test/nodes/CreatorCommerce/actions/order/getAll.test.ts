import type { OrderRecord } from '../../../../../sandbox/shopify/store/records';
import type { OrderWish } from '../../../../../sandbox/shopify/orders/make';
import { by, jsons, must, rows, seen, told, useSandbox } from '../support/bench';

const DAY_MS = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

describe('Get Many of orders', () => {
	const bench = useSandbox({ partners: 12, shopify: { tagDelayMs: null, restoreRate: 1_000_000 } });
	/** The first three partners have orders from the start. */
	const PARTNER = 6;
	const creatorId = (at = PARTNER): string => bench.partner(at).creator._id;
	const email = (at = PARTNER): string => must(bench.partner(at).creator.email);
	const sell = (wish: OrderWish = {}, at = PARTNER): OrderRecord => {
		const { shopify } = bench.sandbox;
		const order = shopify.createOrder({ partner: bench.partner(at)._id, createdAt: ago(3), ...wish });
		if (wish.attributed === 'attributes' || wish.attributed === 'none') return order;
		return shopify.tagOrder(order.id, {
			partner: bench.partner(at)._id,
			...(wish.campaignId !== undefined && { campaignId: wish.campaignId }),
		});
	};
	const one = (at = PARTNER) => ({ ordersOf: 'onePartner', partner: by('email', email(at)) });
	const names = (result: Awaited<ReturnType<typeof bench.run>>) => jsons(result).map(({ name }) => name);
	const graphql = (operation: string) =>
		bench.sandbox.journal().filter(({ operationId }) => operationId?.includes(operation));

	it('gives a partner’s orders, newest first, with who, what and where the credit was read', async () => {
		const older = sell({ total: 80.5, createdAt: ago(9), campaignId: 'c1', discountCodes: ['ADA15'] });
		const newer = sell({ total: 20 });
		bench.sandbox.shopify.refundOrder(older.id, 30.25);
		const result = await bench.run('order:getAll', one());
		expect(names(result)).toEqual([newer.name, older.name]);
		expect(jsons(result)[1]).toEqual({
			id: String(older.id),
			name: older.name,
			createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
			partner: expect.objectContaining({
				creatorId: creatorId(),
				handle: bench.partner(PARTNER).creator.handle,
			}),
			campaignId: 'c1',
			attributedBy: 'both',
			total: 80.5,
			currentTotal: 50.25,
			refunded: 30.25,
			currency: 'USD',
			itemCount: 1,
			discountCodes: ['ADA15'],
			financialStatus: 'PARTIALLY_REFUNDED',
			fulfillmentStatus: 'UNFULFILLED',
			isTest: false,
			isCancelled: false,
			sourceName: 'web',
			updatedAt: expect.any(String),
		});
	});

	it.each(['email', 'handle', 'code', 'id', 'creator id', 'list'])(
		'finds the partner by %s',
		async (mode) => {
			const mine = sell();
			sell({}, PARTNER + 1);
			const { creator, affiliateCode, _id } = bench.partner(PARTNER);
			bench.sandbox.shopify.signIn(_id);
			const value = {
				email: creator.email,
				handle: creator.handle,
				code: affiliateCode,
				id: _id,
				'creator id': creator._id,
				list: _id,
			}[mode];
			const result = await bench.run('order:getAll', {
				ordersOf: 'onePartner',
				partner: by(mode === 'creator id' ? 'id' : mode, must(value)),
			});
			expect(told(result)).toBe(' | ');
			expect(names(result)).toEqual([mine.name]);
		},
	);

	it.each([
		['attributes' as const, { attributed: 'attributes' as const, createdAt: new Date().toISOString() }],
		['tags' as const, { attributed: 'tagsLater' as const }],
		['both' as const, {}],
	])('says that the credit was read from %s', async (source, wish) => {
		const order = sell(wish);
		const result = await bench.run('order:getAll', one());
		expect(names(result)).toEqual([order.name]);
		expect(jsons(result)[0]).toMatchObject({ attributedBy: source, partner: { creatorId: creatorId() } });
	});

	it('goes by the attributes where tags name somebody else, and says whom', async () => {
		const order = sell();
		bench.sandbox.shopify.tagOrder(order.id, [`cc-creator-id-${creatorId(PARTNER + 1)}`]);
		const mine = await bench.run('order:getAll', one());
		expect(jsons(mine)[0]).toMatchObject({ alsoTaggedFor: [creatorId(PARTNER + 1)], attributedBy: 'both' });
		expect((await bench.run('order:getAll', one(PARTNER + 1))).output).toEqual([]);
	});

	it('finds an order that was never tagged when every order is looked at', async () => {
		const order = sell({ attributed: 'attributes', createdAt: ago(2) });
		expect((await bench.run('order:getAll', one())).output).toEqual([]);
		const every = await bench.run('order:getAll', { ...one(), options: { lookAt: 'every' } });
		expect(names(every)).toEqual([order.name]);
		expect(jsons(every)[0]).toMatchObject({ total: 100, currency: 'USD', itemCount: 1 });
	});

	it('looks at many orders for few points, and reads only those that are wanted', async () => {
		rows(300, () => sell({ attributed: 'none' }));
		const mine = rows(60, (at) => sell({ attributed: 'attributes', createdAt: ago(2 + at / 100) }));
		bench.sandbox.clearJournal();
		const parameters = { ...one(), returnAll: true, options: { lookAt: 'every', includeCustomer: true } };
		const result = await bench.run('order:getAll', parameters);
		expect(names(result)).toEqual(mine.map(({ name }) => name));
		expect(jsons(result).every(({ customer }) => customer !== undefined)).toBe(true);
		expect(graphql('OrdersLook')).toHaveLength(2);
		expect(graphql('OrdersByIds')).toHaveLength(2);
	});

	it('finds an order of a minute ago, though the search does not know it yet', async () => {
		bench.sandbox.shopify.setShopify({ searchLagMs: 600_000 });
		const order = sell({ createdAt: new Date().toISOString() });
		expect(names(await bench.run('order:getAll', one()))).toEqual([order.name]);
	});

	it('gives an order of a minute ago once, though the search knows it already, and counts it once', async () => {
		const older = sell({ total: 10 });
		const order = sell({ total: 5, createdAt: new Date().toISOString() });
		expect(names(await bench.run('order:getAll', one()))).toEqual([order.name, older.name]);
		const totals = await bench.run('order:getAll', { ...one(), output: 'totals' });
		expect(jsons(totals)).toMatchObject([{ orders: 2, revenue: 15 }]);
	});

	it('leaves out test and cancelled orders, unless they are wanted', async () => {
		const test = sell({ test: true });
		const cancelled = sell();
		bench.sandbox.shopify.cancelOrder(cancelled.id);
		expect((await bench.run('order:getAll', one())).output).toEqual([]);
		const all = await bench.run('order:getAll', {
			...one(),
			options: { includeTestOrders: true, includeCancelled: true },
		});
		expect(jsons(all)).toEqual([
			expect.objectContaining({ name: cancelled.name, isCancelled: true }),
			expect.objectContaining({ name: test.name, isTest: true }),
		]);
	});

	it('takes all partners, and no order that nobody is credited with', async () => {
		const mine = [sell(), sell({}, PARTNER + 1)];
		sell({ attributed: 'none' });
		bench.sandbox.shopify.createOrder({ total: 5, createdAt: ago(1) });
		const result = await bench.run('order:getAll', { filters: { createdAfter: ago(4) } });
		expect(names(result)).toEqual(expect.arrayContaining(mine.map(({ name }) => name)));
		// And the one of two days ago that is there from the start.
		expect(result.output).toHaveLength(3);
	});

	it('filters by campaign, time and payment', async () => {
		const a = sell({ campaignId: 'camp-a', createdAt: ago(20) });
		const b = sell({ campaignId: 'camp-b', createdAt: ago(10), financialStatus: 'PENDING' });
		const only = async (filters: Record<string, unknown>) =>
			names(await bench.run('order:getAll', { ...one(), filters }));
		expect(await only({ campaignId: 'camp-a' })).toEqual([a.name]);
		expect(await only({ createdAfter: ago(15) })).toEqual([b.name]);
		expect(await only({ createdBefore: ago(15) })).toEqual([a.name]);
		expect(await only({ createdBefore: ago(20).slice(0, 10) })).toEqual([a.name]);
		expect(await only({ financialStatus: ['PENDING'] })).toEqual([b.name]);
		expect(await only({ financialStatus: '={{ ["pending", "Paid"] }}' })).toEqual([b.name, a.name]);
		const all = await bench.run('order:getAll', { filters: { campaignId: 'camp-b' } });
		expect(names(all)).toEqual([b.name]);
	});

	it.each(["' OR tag:'x", 'c) OR (tag:CreatorCommerce', 'c\\', '*', '"'])(
		'takes %s for a campaign’s name, not for a search',
		async (campaignId) => {
			sell({ campaignId: 'camp-a' });
			const result = await bench.run('order:getAll', { filters: { campaignId, createdAfter: ago(30) } });
			expect(told(result)).toBe(' | ');
			expect(result.output).toEqual([]);
		},
	);

	it('reads more than 500 orders page by page, each once, and stops at the limit', async () => {
		const made = rows(520, (at) => sell({ total: 1, createdAt: ago(1 + at / 100) }));
		bench.sandbox.clearJournal();
		const result = await bench.run('order:getAll', { ...one(), returnAll: true });
		expect(names(result)).toEqual(made.map(({ name }) => name));
		expect(graphql('OrdersPage')).toHaveLength(12);
		bench.sandbox.clearJournal();
		expect(names(await bench.run('order:getAll', { ...one(), limit: 60 }))).toHaveLength(60);
		expect(graphql('OrdersPage')).toHaveLength(3);
	});

	it('waits as long as Shopify says when the points are used up, and loses no order', async () => {
		rows(160, () => sell({ total: 1 }));
		// A page costs 402 of 1,000 points; what was not used comes back, a fault takes two answers away.
		bench.sandbox.shopify.setShopify({ maximumAvailable: 1_000, restoreRate: 2_000 });
		bench.sandbox.setFaults([{ match: { graphql: 'OrdersPage' }, times: 2, effect: { kind: 'throttled' } }]);
		const result = await bench.run('order:getAll', { ...one(), returnAll: true });
		expect(result.output).toHaveLength(160);
	});

	it('gets a new token when the one it has has expired', async () => {
		const order = sell();
		const stale = { ...bench.shopifyCredential(), sessionToken: 'shpat_of_yesterday' };
		const result = await bench.run('order:getAll', one(), {
			credentials: { creatorCommerceApi: bench.credential(), creatorCommerceShopifyApi: stale },
		});
		expect(names(result)).toEqual([order.name]);
		expect(result.credentialsAfter.creatorCommerceShopifyApi?.sessionToken).not.toBe('shpat_of_yesterday');
	});

	it('names the access scope that is missing', async () => {
		bench.sandbox.shopify.setShopify({ scopes: ['read_metaobjects'] });
		const result = await bench.run('order:getAll', one());
		expect(told(result)).toMatch(/lacks the access scope read_orders \| Add it to the app/);
	});

	it('gives the customer only when asked', async () => {
		sell({ email: 'buyer@example.com' });
		const without = await bench.run('order:getAll', one());
		expect(JSON.stringify(jsons(without))).not.toContain('buyer@example.com');
		const withIt = await bench.run('order:getAll', { ...one(), options: { includeCustomer: true } });
		expect(jsons(withIt)[0]?.customer).toEqual({
			id: expect.stringMatching(/^\d+$/),
			email: 'buyer@example.com',
		});
		bench.sandbox.shopify.setShopify({ scopes: ['read_orders', 'read_metaobjects'] });
		const refused = await bench.run('order:getAll', { ...one(), options: { includeCustomer: true } });
		expect(told(refused)).toMatch(/lacks the access scope read_customers/);
	});

	it('says that orders older than 60 days are missing, when the time asked for reaches so far back', async () => {
		sell({ createdAt: ago(70) });
		const recent = sell();
		const cut = await bench.run('order:getAll', { ...one(), filters: { createdAfter: ago(100) } });
		expect(names(cut)).toEqual([recent.name]);
		expect(cut.hints).toEqual([
			expect.objectContaining({
				type: 'warning',
				message: expect.stringMatching(/no orders made before \d{4}-\d\d-\d\d \(60 days\).*read_all_orders/),
			}),
		]);
		const open = await bench.run('order:getAll', one());
		expect(open.hints).toEqual([expect.objectContaining({ type: 'info' })]);
		const near = await bench.run('order:getAll', { ...one(), filters: { createdAfter: ago(30) } });
		expect(near.hints).toEqual([]);
		const limited = await bench.run('order:getAll', { ...one(), limit: 1 });
		expect(limited.hints).toEqual([]);
		bench.sandbox.shopify.setShopify({
			scopes: ['read_orders', 'read_all_orders', 'read_metaobjects'],
		});
		const whole = await bench.run('order:getAll', one());
		expect(whole.output).toHaveLength(2);
		expect(whole.hints).toEqual([]);
	});

	it('adds up per partner and currency, to the cent', async () => {
		rows(30, () => sell({ total: 0.1 }));
		sell({ total: 1.01, currency: 'EUR' });
		const refunded = sell({ total: 50 });
		bench.sandbox.shopify.refundOrder(refunded.id, 20);
		sell({ total: 1_000, test: true });
		sell({ total: 7 }, PARTNER + 1);
		const result = await bench.run('order:getAll', {
			output: 'totals',
			filters: { createdAfter: ago(3.5) },
		});
		const of = (at: number) =>
			jsons(result).filter(({ partner }) => Reflect.get(Object(partner), 'creatorId') === creatorId(at));
		expect(of(PARTNER)).toEqual([
			{
				partner: expect.objectContaining({ creatorId: creatorId() }),
				currency: 'USD',
				orders: 31,
				revenue: 33,
				refunded: 20,
				items: 31,
				firstOrderAt: expect.any(String),
				lastOrderAt: expect.any(String),
			},
			expect.objectContaining({ currency: 'EUR', orders: 1, revenue: 1.01 }),
		]);
		expect(of(PARTNER + 1)).toEqual([expect.objectContaining({ orders: 1, revenue: 7 })]);
	});

	it('names partners with e-mail where they have a creator page', async () => {
		bench.sandbox.shopify.signIn(bench.partner(PARTNER)._id);
		sell();
		const totals = await bench.run('order:getAll', { ...one(), output: 'totals' });
		expect(jsons(totals)[0]?.partner).toMatchObject({
			creatorId: creatorId(),
			id: bench.partner(PARTNER)._id,
			email: email(),
		});
		bench.sandbox.shopify.setShopify({ scopes: ['read_orders'] });
		const without = await bench.run('order:getAll', { ...one(), output: 'totals' });
		expect(jsons(without)[0]?.partner).toEqual({
			creatorId: creatorId(),
			handle: bench.partner(PARTNER).creator.handle,
		});
	});

	it('still tells the orders of a partner who is gone, by the creator ID', async () => {
		const gone = 'aaaaaaaaaaaaaaaaaaaaaaaa';
		const order = bench.sandbox.shopify.createOrder({
			createdAt: ago(2),
			tags: ['CreatorCommerce', `cc-creator-id-${gone}`],
		});
		const byId = await bench.run('order:getAll', { ordersOf: 'onePartner', partner: by('id', gone) });
		expect(jsons(byId)).toEqual([
			expect.objectContaining({ name: order.name, partner: { creatorId: gone } }),
		]);
		const unknown = 'bbbbbbbbbbbbbbbbbbbbbbbb';
		const nobody = await bench.run('order:getAll', { ordersOf: 'onePartner', partner: by('id', unknown) });
		expect(nobody.output).toEqual([]);
		expect(nobody.hints.map(({ message }) => message)).toEqual(
			expect.arrayContaining([expect.stringMatching(/No order is credited to the partner b+.*By Email/)]),
		);
	});

	it('gives the orders as Shopify has them without Simplify', async () => {
		const order = sell();
		const result = await bench.run('order:getAll', { ...one(), simplify: false });
		expect(jsons(result)).toEqual([
			expect.objectContaining({
				id: `gid://shopify/Order/${order.id}`,
				customAttributes: expect.arrayContaining([{ key: 'cc-creator-id', value: creatorId() }]),
				totalPriceSet: { shopMoney: expect.objectContaining({ currencyCode: 'USD' }) },
			}),
		]);
	});

	it('looks for fresh orders once, however many partners are asked for', async () => {
		const orders = rows(5, (at) => sell({}, PARTNER + at));
		bench.sandbox.clearJournal();
		const result = await bench.run(
			'order:getAll',
			{ ordersOf: 'onePartner', partner: { __rl: true, mode: 'id', value: '={{ $json.id }}' } },
			{ items: rows(5, (at) => ({ id: creatorId(PARTNER + at) })) },
		);
		expect(names(result)).toEqual(orders.map(({ name }) => name));
		expect(graphql('OrdersPage')).toHaveLength(6);
		expect(graphql('CreatorNamesPage')).toHaveLength(1);
	});

	it('pairs each list with the item that asked, and an unknown partner with its own message', async () => {
		const orders = [sell(), sell({}, PARTNER + 1)];
		const result = await bench.run(
			'order:getAll',
			{ ordersOf: 'onePartner', partner: { __rl: true, mode: 'email', value: '={{ $json.email }}' } },
			{
				items: [{ email: email() }, { email: 'nobody@example.com' }, { email: email(PARTNER + 1) }],
				onError: 'continueRegularOutput',
			},
		);
		expect(seen(result.output)).toEqual([
			{ json: expect.objectContaining({ name: orders[0]?.name }), item: 0 },
			{
				json: { error: expect.stringMatching(/No partner has the e-mail nobody@example\.com\. Check/) },
				error: expect.any(String),
				item: 1,
			},
			{ json: expect.objectContaining({ name: orders[1]?.name }), item: 2 },
		]);
	});

	it('says so when the two credentials are for different stores', async () => {
		const credentials = {
			creatorCommerceApi: bench.credential(),
			creatorCommerceShopifyApi: bench.shopifyCredential({ shopDomain: 'other-shop.myshopify.com' }),
		};
		const result = await bench.run(
			'order:getAll',
			{ ...one(), filters: { createdAfter: ago(1) } },
			{ credentials },
		);
		expect(result.hints).toEqual([
			expect.objectContaining({
				type: 'warning',
				message: expect.stringMatching(
					/different stores: \S+\.myshopify\.com and other-shop\.myshopify\.com/,
				),
			}),
		]);
		const same = await bench.run('order:getAll', { ...one(), filters: { createdAfter: ago(1) } });
		expect(same.hints).toEqual([]);
	});

	describe('without a CreatorCommerce credential', () => {
		const shopifyOnly = () => ({ credentials: { creatorCommerceShopifyApi: bench.shopifyCredential() } });

		it('works for all partners and for an ID', async () => {
			const order = sell();
			const all = await bench.run('order:getAll', {}, shopifyOnly());
			expect(names(all)).toContain(order.name);
			const byId = await bench.run(
				'order:getAll',
				{ ordersOf: 'onePartner', partner: by('id', creatorId()) },
				shopifyOnly(),
			);
			expect(names(byId)).toEqual([order.name]);
			expect(bench.sandbox.journal().every(({ path }) => path.includes('/admin/'))).toBe(true);
		});

		it.each(['email', 'handle', 'code', 'list'])('says what to do for a partner by %s', async (mode) => {
			const result = await bench.run(
				'order:getAll',
				{ ordersOf: 'onePartner', partner: by(mode, 'ada@example.com') },
				shopifyOnly(),
			);
			expect(told(result)).toMatch(
				/No CreatorCommerce credential is chosen \| Choose a CreatorCommerce credential in the node.*By ID works without/,
			);
		});
	});

	it('says what to do without a Shopify credential', async () => {
		const result = await bench.run(
			'order:getAll',
			{},
			{
				credentials: { creatorCommerceApi: bench.credential() },
			},
		);
		expect(told(result)).toMatch(
			/No Shopify credential is chosen \| Choose a CreatorCommerce Shopify credential/,
		);
	});

	it.each([
		[{ ordersOf: 'onePartner', partner: by('id', '={{ "" }}') }, /No partner is chosen/],
		[{ ordersOf: 'onePartner', partner: by('id', 'ada@example.com') }, /not a partner ID.*By Email/],
		[{ ordersOf: 'onePartner', partner: by('email', 'nobody') }, /not an e-mail address/],
		[{ filters: { createdAfter: 'last week' } }, /“last week” is not a date.*2026-03-31/],
		[
			{ filters: { createdAfter: '2026-03-02', createdBefore: '2026-03-01' } },
			/Created After is not before Created Before/,
		],
		[{ filters: { financialStatus: '={{ ["paidd"] }}' } }, /“paidd” is not a payment status.*PAID/],
		[{ limit: '={{ 0 }}' }, /Limit is not a whole number above 0/],
	])('refuses %j before it asks for orders', async (parameters, message) => {
		const result = await bench.run('order:getAll', parameters);
		expect(told(result)).toMatch(message);
		expect(graphql('Orders')).toEqual([]);
	});

	it('says plainly when the token is refused, the store is unknown or Shopify is down', async () => {
		const wrong = async (changes: Record<string, unknown>) =>
			told(
				await bench.run(
					'order:getAll',
					{},
					{
						credentials: { creatorCommerceShopifyApi: bench.shopifyCredential(changes) },
					},
				),
			);
		expect(await wrong({ authentication: 'accessToken', accessToken: 'shpat_wrong' })).toMatch(
			/Shopify did not accept the credential for .*Test the Shopify credential/,
		);
		expect(await wrong({ authentication: 'accessToken', accessToken: 'shpat_mine' })).not.toContain(
			'shpat_mine',
		);
		const refused = await wrong({ clientSecret: 'shpss_wrong' });
		expect(refused).toMatch(
			/Test the Shopify credential\. Shopify did not accept the client ID or the secret\./,
		);
		expect(refused).not.toMatch(/It said|”\.”/);
		expect(await wrong({ apiVersion: 'newest' })).toMatch(/“newest” is not a version of Shopify’s API/);
		expect(await wrong({ apiVersion: '2019-01' })).toMatch(/no such store or API version/);
	});

	it('ends at once when the execution is cancelled', async () => {
		rows(120, () => sell({ total: 1 }));
		bench.sandbox.setFaults([
			{ match: { graphql: 'OrdersPage' }, effect: { kind: 'latency', minMs: 900, maxMs: 900 } },
		]);
		const result = await bench.run('order:getAll', { ...one(), returnAll: true }, { signalAfterMs: 200 });
		expect(result.status).toBe('canceled');
		expect(graphql('OrdersPage').length).toBeLessThanOrEqual(1);
	});
});
