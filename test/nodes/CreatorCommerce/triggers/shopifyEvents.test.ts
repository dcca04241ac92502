import { useTriggerBench } from './support/bench';
import type { Host } from './support/host';

const bench = useTriggerBench({ shopify: { restoreRate: 1_000_000 } });
const names = (host: Host) => host.events().map(({ event }) => event);

/** A partner who has no metaobject yet. */
const newcomer = () => {
	const found = bench.sandbox.state.collabs().find(({ creator }) => !creator.isOnboarded);
	if (!found) throw new Error('everybody is onboarded');
	return found;
};

/** The first partner with a metaobject. */
const known = () => {
	const ids = bench.sandbox.shopify.metaobjects().map(({ fields }) => fields['cc-creator-id']);
	const found = bench.sandbox.state.collabs().find(({ creator }) => ids.includes(creator._id));
	if (!found) throw new Error('nobody has signed in');
	return found;
};

async function update(collabId: string, body: Record<string, unknown>): Promise<void> {
	const { url, shopDomain, channelKey } = bench.sandbox;
	const answer = await fetch(`${url}/creators/collabs/${collabId}?myshopify_domain=${shopDomain}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-channel-access-token': channelKey },
		body: JSON.stringify({ myshopifyDomain: shopDomain, ...body }),
	});
	if (!answer.ok) throw new Error(await answer.text());
}

const EVERY_PARTNER_EVENT = [
	'partner.created',
	'partner.activated',
	'partner.updated',
	'drop.updated',
	'content.generated',
];

describe.each(['map', 'list'] as const)('partners, with fields as a %s', (metaobjectFields) => {
	beforeEach(() => bench.sandbox.shopify.setShopify({ metaobjectFields }));

	it('sign in for the first time, are onboarded, and change', async () => {
		const host = await bench.host(EVERY_PARTNER_EVENT);
		await host.activate();
		const { creator, _id } = newcomer();
		bench.sandbox.shopify.signIn(creator.email, false);
		await bench.settle();
		expect(host.events()).toMatchObject([
			{
				event: 'partner.created',
				source: 'shopify',
				shop: bench.sandbox.shopDomain,
				partner: { email: creator.email, collabId: _id, creatorId: creator._id, isOnboarded: false },
			},
		]);
		bench.sandbox.shopify.signIn(creator.email, true);
		await bench.settle();
		expect(names(host)).toEqual(['partner.activated', 'partner.updated']);
		await update(_id, { discount: { discountCode: 'NEWCODE10' } });
		await bench.settle();
		expect(host.events()).toMatchObject([{ event: 'partner.updated', changed: ['codes'] }]);
		expect(bench.sandbox.shopify.deliveries().every(({ state }) => state === 'delivered')).toBe(true);
	});

	it('who was there before starts nothing until they change, over restarts too', async () => {
		const host = await bench.host(EVERY_PARTNER_EVENT);
		await host.activate();
		const { _id } = known();
		await host.activate('init');
		expect(host.events()).toEqual([]);
		await update(_id, { discount: { discountCode: 'OTHER20' } });
		await bench.settle();
		expect(names(host)).toEqual(['partner.updated']);
	});
});

it('what is remembered of a partner takes at most 64 bytes', async () => {
	const host = await bench.host(['partner.updated']);
	await host.activate();
	const text = JSON.stringify(host.staticData);
	const memory = JSON.parse(JSON.parse(text)['node:Trigger'].memory);
	const entries: string[] = memory.partners.split(',');
	expect(entries.length).toBe(bench.sandbox.shopify.metaobjects().length);
	for (const entry of entries) expect(Buffer.byteLength(`${entry},`)).toBeLessThanOrEqual(64);
});

it('a redelivery tells the same again with the same id; an older delivery tells nothing', async () => {
	const host = await bench.host(['partner.updated']);
	await host.activate();
	const { _id } = known();
	for (const code of ['ONE', 'TWO']) {
		await update(_id, { discount: { discountCode: code } });
		await bench.settle();
		await new Promise((resolve) => setTimeout(resolve, 1100));
	}
	const [first, second] = host.events();
	const [one, two] = bench.sandbox.shopify.deliveries();
	if (!one || !two) throw new Error('not delivered');
	const again = await host.receive(Buffer.from(two.body), two.headers);
	expect(again.items).toMatchObject([{ eventId: second?.eventId, changed: ['codes'] }]);
	const older = await host.receive(Buffer.from(one.body), one.headers);
	expect(older).toMatchObject({ status: 200, items: undefined });
	expect(first?.eventId).not.toBe(second?.eventId);
});

describe('orders', () => {
	it('count as attributed at once by attributes, later by tags, and once', async () => {
		const host = await bench.host(['order.attributed']);
		await host.activate();
		const { creator } = known();
		const { shopify } = bench.sandbox;
		const order = shopify.createOrder({ partner: creator.email, total: 50 });
		await bench.settle();
		expect(host.events()).toMatchObject([
			{
				event: 'order.attributed',
				eventId: `order.attributed:${order.id}`,
				partner: { creatorId: creator._id, email: creator.email },
				order: { id: String(order.id), total: 50, attributedBy: 'attributes' },
			},
		]);
		shopify.tagOrder(order.id, { partner: creator.email });
		shopify.refundOrder(order.id, 5);
		await bench.settle();
		expect(host.events()).toEqual([]);

		const plain = shopify.createOrder({ total: 20 });
		await bench.settle();
		expect(host.events()).toEqual([]);
		shopify.tagOrder(plain.id, { partner: creator.email });
		await bench.settle();
		expect(host.events()).toMatchObject([
			{ order: { id: String(plain.id), attributedBy: 'tags' }, partner: { email: creator.email } },
		]);
		shopify.refundOrder(plain.id, 5);
		await bench.settle();
		expect(host.events()).toEqual([]);
	});

	it.each([
		['the partner’s e-mail', () => ({ partners: known().creator.email.toUpperCase() }), 1],
		['somebody else', () => ({ partners: 'nobody@example.com' }), 0],
		['a smaller minimum', () => ({ minimumOrderValue: 49.99 }), 1],
		['a larger minimum', () => ({ minimumOrderValue: 50.01 }), 0],
		['a tier nobody has', () => ({ tiers: 'No Such Tier' }), 0],
	])('filtered by %s', async (_, filters, expected) => {
		const host = await bench.host(['order.attributed'], { with: { filters: filters() } });
		await host.activate();
		bench.sandbox.shopify.createOrder({ partner: known().creator.email, total: 50 });
		await bench.settle();
		expect(host.events()).toHaveLength(expected);
	});

	it('are delivered again when a filter needs Shopify and Shopify cannot answer', async () => {
		const host = await bench.host(['order.attributed'], {
			with: { filters: { partners: known().creator.email } },
		});
		await host.activate();
		bench.sandbox.setFaults([
			{ match: { graphql: 'CreatorByHandle' }, times: 4, effect: { kind: 'status', status: 500 } },
		]);
		bench.sandbox.shopify.createOrder({ partner: known().creator.email });
		await bench.settle();
		expect(host.answers).toEqual([503, 200]);
		expect(host.events()).toHaveLength(1);
	});
});

describe('milestones', () => {
	const start = async (thresholds: Record<string, string>) => {
		const host = await bench.host(['milestone.reached'], { with: thresholds });
		await host.activate();
		return host;
	};
	const sell = async (email: string, total: number) => {
		const order = bench.sandbox.shopify.createOrder({ partner: email, total });
		await bench.settle();
		return order;
	};
	/** Somebody without orders before. */
	const fresh = () => {
		const orders = JSON.stringify(bench.sandbox.shopify.orders());
		const found = bench.sandbox.state.collabs().find(({ creator }) => !orders.includes(creator._id));
		if (!found) throw new Error('everybody has sold something');
		return { email: found.creator.email, earlier: 0 };
	};

	it('by orders: each threshold once, however orders and tags arrive', async () => {
		const { email, earlier } = fresh();
		const host = await start({ orderThresholds: `${earlier + 2}, ${earlier + 3}, ${earlier + 90}` });
		await sell(email, 10);
		expect(host.events()).toEqual([]);
		const order = await sell(email, 10);
		expect(host.events()).toMatchObject([
			{ milestone: { metric: 'orders', threshold: earlier + 2, value: earlier + 2 }, partner: { email } },
		]);
		bench.sandbox.shopify.tagOrder(order.id, { partner: email });
		await bench.settle();
		expect(host.events()).toEqual([]);
		await sell(email, 10);
		expect(host.events()).toMatchObject([{ milestone: { threshold: earlier + 3 } }]);
	});

	it('orders at once: none is missed and none told twice', async () => {
		const { email, earlier } = fresh();
		const host = await start({ orderThresholds: `${earlier + 6}` });
		for (let at = 0; at < 6; at++) bench.sandbox.shopify.createOrder({ partner: email, total: 10 });
		await bench.settle();
		expect(names(host)).toEqual(['milestone.reached']);
	});

	it('by revenue, after refunds', async () => {
		const { email } = fresh();
		const host = await start({ revenueThresholds: '1000000' });
		const order = await sell(email, 600_000);
		bench.sandbox.shopify.refundOrder(order.id, 500_000);
		await bench.settle();
		await sell(email, 600_000);
		expect(host.events()).toEqual([]);
		await sell(email, 400_000);
		expect(host.events()).toMatchObject([{ milestone: { metric: 'revenue', threshold: 1_000_000 } }]);
	});

	it('is delivered again when Shopify cannot say what was sold', async () => {
		const { email } = fresh();
		const host = await start({ orderThresholds: '1' });
		bench.sandbox.setFaults([
			{ match: { graphql: 'OrdersSearch' }, times: 4, effect: { kind: 'status', status: 500 } },
		]);
		await sell(email, 10);
		expect(host.answers).toEqual([503, 200]);
		expect(host.events()).toMatchObject([{ milestone: { threshold: 1, value: 1 } }]);
	});

	it('that cannot be added up holds back no order that is told', async () => {
		const { email } = fresh();
		const host = await bench.host(['milestone.reached', 'order.attributed'], {
			with: { orderThresholds: '1, 2' },
		});
		await host.activate();
		bench.sandbox.setFaults([
			{ match: { graphql: 'OrdersSearch' }, times: 4, effect: { kind: 'status', status: 500 } },
		]);
		await sell(email, 10);
		expect(names(host)).toEqual(['order.attributed']);
		await sell(email, 10);
		expect(host.events()).toMatchObject([
			{ event: 'order.attributed' },
			{ milestone: { threshold: 1, value: 2 } },
			{ milestone: { threshold: 2, value: 2 } },
		]);
	});

	it('what was reached before activation is not announced', async () => {
		const { email } = fresh();
		for (let at = 0; at < 3; at++) {
			const order = await sell(email, 10);
			bench.sandbox.shopify.tagOrder(order.id, { partner: email });
		}
		await new Promise((resolve) => setTimeout(resolve, 1100));
		const host = await start({ orderThresholds: '1, 2, 3' });
		await sell(email, 10);
		expect(host.events()).toEqual([]);
	});
});

it('a test run sees what production remembers as little as the other way round', async () => {
	const host = await bench.host(['partner.updated']);
	await host.activate();
	await host.activate('manual', true);
	await update(known()._id, { discount: { discountCode: 'BOTH' } });
	await bench.settle();
	// Production knows what was there before, the test does not.
	const [first, second] = host.events().sort((left) => (left.changed === undefined ? 1 : -1));
	expect(first).toMatchObject({ event: 'partner.updated', changed: ['codes'] });
	expect(second).not.toHaveProperty('changed');
	await host.deactivate(true);
	expect(bench.sandbox.shopify.subscriptions()).toHaveLength(2);
});
