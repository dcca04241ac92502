import { Host } from './support/host';

/** The filters and the choice of events count for what is pushed, as for Shopify’s own webhooks. */
const SECRET = 'a-long-secret-of-thirty-two-chars';

const ORDER = {
	event: 'order.attributed',
	shop: 'brand.myshopify.com',
	partner: { creatorId: 'c1', handle: 'ada', email: 'ada@example.com', tier: 'Gold' },
	campaign: { id: 'k1', title: 'Spring' },
	order: { id: '1', total: 50, currency: 'USD' },
};

describe.each(['customWebhook', 'shopifyFlow', 'klaviyo'])('source %s', (source) => {
	let reasons: unknown[] = [];
	beforeEach(() => (reasons = []));
	const send = async (
		filters: Record<string, unknown>,
		body: object = ORDER,
		events = ['order.attributed', 'partner.updated'],
	) => {
		const host = new Host({
			parameters: { source, events, filters },
			credential: {
				scheme: 'sharedSecret',
				headerName: 'X-CreatorCommerce-Secret',
				secret: SECRET,
			},
		});
		const headers = { 'x-creatorcommerce-secret': SECRET };
		const { status, items, said, threw } = await host.receive(Buffer.from(JSON.stringify(body)), headers);
		expect(threw).toBeUndefined();
		reasons.push(said);
		return [status, items?.length ?? 0];
	};

	it.each<[string, Record<string, unknown>, number]>([
		['no filter', {}, 1],
		['the partner', { partners: 'ADA@example.com' }, 1],
		['another partner', { partners: 'bob' }, 0],
		['the tier', { tiers: 'gold' }, 1],
		['another tier', { tiers: 'silver' }, 0],
		['the campaign', { campaigns: 'spring' }, 1],
		['another campaign', { campaigns: 'k2' }, 0],
		['exactly the minimum', { minimumOrderValue: 50 }, 1],
		['below the minimum', { minimumOrderValue: 50.01 }, 0],
	])('%s', async (_, filters, expected) => {
		// What is left out is answered all the same, so that nobody sends it again.
		expect(await send(filters)).toEqual([200, expected]);
	});

	it('leaves out test orders, unless they are included', async () => {
		const test = { ...ORDER, order: { ...ORDER.order, isTest: true } };
		expect(await send({}, test)).toEqual([200, 0]);
		expect(await send({ includeTestOrders: true }, test)).toEqual([200, 1]);
	});

	it('leaves out events that were not chosen', async () => {
		expect(await send({}, ORDER, ['partner.updated'])).toEqual([200, 0]);
	});

	it('tells the sender why nothing starts, and nothing of the kind when something does', async () => {
		await send({});
		await send({}, ORDER, ['partner.updated']);
		await send({ partners: 'bob' });
		await send({}, { event: 'order.attributed', partner: 'ada', order: 'forty' });
		await send({}, { hello: 'there' });
		expect(reasons).toEqual([
			undefined,
			expect.stringContaining('Trigger On'),
			expect.stringContaining('filters'),
			expect.stringContaining('no event can be read'),
			expect.stringContaining('no event can be read'),
		]);
	});
});
