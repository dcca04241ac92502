import { forgetProcess } from '../../../../nodes/CreatorCommerce/triggers/shopify/store';
import type { OrderWish } from '../../../../sandbox';
import { useTriggerBench } from './support/bench';
import type { Host } from './support/host';

/** What docs/events.md says of orders, milestones and filters, a test a sentence. */
const bench = useTriggerBench({ partners: 20, shopify: { restoreRate: 1_000_000 } });

const DAY_MS = 86_400_000;
const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

/** A partner with a metaobject that names tier and campaign, and without orders. */
function partner() {
	const sold = JSON.stringify(bench.sandbox.shopify.orders());
	for (const { fields } of bench.sandbox.shopify.metaobjects()) {
		const [creatorId, email] = [fields['cc-creator-id'] ?? '', fields['cc-creator-email'] ?? ''];
		const [tier, tierKey] = [fields['cc-collab-tier'], fields['cc-collab-tier-key']];
		const [campaignId, campaign] = [fields['cc-campaign-id'], fields['cc-campaign-title']];
		if (sold.includes(creatorId) || !tier || !tierKey || !campaignId || !campaign) continue;
		const collabId = fields['cc-collab-id'] ?? '';
		const handle = fields['cc-creator-handle'] ?? '';
		return { creatorId, collabId, email, handle, tier, tierKey, campaignId, campaign };
	}
	throw new Error('nobody has all of it');
}

const sell = async (wish: OrderWish) => {
	const order = bench.sandbox.shopify.createOrder(wish);
	await bench.settle();
	return order;
};

/** n8n is stopped and started again: only its database is left. */
async function restart(host: Host): Promise<void> {
	forgetProcess();
	await host.activate('init');
}

describe('an event of an order', () => {
	it('holds the campaign it came by, and the customer', async () => {
		const host = await bench.host(['order.attributed']);
		await host.activate();
		const { email, campaignId, campaign } = partner();
		await sell({ partner: email, email: 'grace@example.com' });
		const [event] = host.events();
		expect(event).toMatchObject({
			campaign: { id: campaignId, title: campaign },
			customer: { email: 'grace@example.com' },
			order: { customerEmail: 'grace@example.com', campaignId },
		});
		expect(Object(event?.customer).id).toMatch(/^\d+$/);

		await sell({ partner: email, campaignId: '0123456789abcdef01234567' });
		expect(host.events()[0]?.campaign).toEqual({ id: '0123456789abcdef01234567' });
		await sell({ partner: email, email: null });
		expect(host.events()[0]).not.toHaveProperty('customer');
	});

	it('is told once when the tags come after a restart, and not again after another', async () => {
		const host = await bench.host(['order.attributed']);
		await host.activate();
		const { email } = partner();
		const order = await sell({ total: 20 });
		await restart(host);
		bench.sandbox.shopify.tagOrder(order.id, { partner: email });
		await bench.settle();
		expect(host.events()).toMatchObject([{ order: { id: String(order.id), attributedBy: 'tags' } }]);
		await restart(host);
		bench.sandbox.shopify.refundOrder(order.id, 5);
		await bench.settle();
		expect(host.events()).toEqual([]);
	});

	it('has the same eventId in a redelivery, also after a restart', async () => {
		const host = await bench.host(['order.attributed']);
		await host.activate();
		await sell({ partner: partner().email });
		const [first] = host.events();
		const [delivery] = bench.sandbox.shopify.deliveries();
		if (!delivery) throw new Error('nothing was delivered');
		await restart(host);
		await host.receive(Buffer.from(delivery.body), delivery.headers);
		expect(host.events()).toMatchObject([{ eventId: first?.eventId }]);
	});

	it('names the partner of the creator ID, where the handle is another’s', async () => {
		const host = await bench.host(['order.attributed']);
		await host.activate();
		const { creatorId, email } = partner();
		const other = bench.sandbox.shopify
			.metaobjects()
			.find(({ fields }) => fields['cc-creator-id'] !== creatorId)?.handle;
		await sell({
			attributes: [
				{ key: 'cc-creator-id', value: creatorId },
				{ key: 'cc-creator-handle', value: other ?? '' },
			],
		});
		expect(host.events()).toMatchObject([{ partner: { creatorId, email } }]);
	});

	it('is not told of orders older than 60 days', async () => {
		const host = await bench.host(['order.attributed']);
		await host.activate();
		await sell({ partner: partner().email, createdAt: daysAgo(61) });
		expect(host.events()).toEqual([]);
		await sell({ partner: partner().email, createdAt: daysAgo(59) });
		expect(host.events()).toHaveLength(1);
	});
});

describe('filters', () => {
	type Partner = ReturnType<typeof partner>;
	const CASES: Array<[string, (one: Partner) => Record<string, unknown>, OrderWish, number]> = [
		['no filter', () => ({}), {}, 1],
		['the partner’s e-mail', ({ email }) => ({ partners: `x@example.com, ${email.toUpperCase()}` }), {}, 1],
		['the partner’s handle', ({ handle }) => ({ partners: handle }), {}, 1],
		['the creator ID', ({ creatorId }) => ({ partners: creatorId }), {}, 1],
		['the collab ID', ({ collabId }) => ({ partners: collabId }), {}, 1],
		['another partner', () => ({ partners: 'x@example.com' }), {}, 0],
		['the name of the tier', ({ tier }) => ({ tiers: `No Such Tier, ${tier.toLowerCase()}` }), {}, 1],
		['the key of the tier', ({ tierKey }) => ({ tiers: tierKey }), {}, 1],
		['another tier', () => ({ tiers: 'No Such Tier' }), {}, 0],
		['the ID of the campaign', ({ campaignId }) => ({ campaigns: campaignId }), {}, 1],
		['the title of the campaign', ({ campaign }) => ({ campaigns: campaign }), {}, 1],
		['another campaign', () => ({ campaigns: 'No Such Campaign' }), {}, 0],
		['an order of exactly the minimum', () => ({ minimumOrderValue: 50 }), { total: 50 }, 1],
		['an order below the minimum', () => ({ minimumOrderValue: 50 }), { total: 49.99 }, 0],
		['a test order', () => ({}), { test: true }, 0],
		['a test order, included', () => ({ includeTestOrders: true }), { test: true }, 1],
		[
			'all filters at once',
			({ email, tier, campaign }) => ({
				partners: email,
				tiers: tier,
				campaigns: campaign,
				minimumOrderValue: 1,
			}),
			{},
			1,
		],
		['all filters but one', ({ email, tier }) => ({ partners: email, tiers: tier, campaigns: 'x' }), {}, 0],
	];

	it.each(CASES)('of an order: %s', async (_, filters, wish, expected) => {
		const one = partner();
		const host = await bench.host(['order.attributed'], { with: { filters: filters(one) } });
		await host.activate();
		await sell({ partner: one.email, ...wish });
		expect(host.events()).toHaveLength(expected);
		// Left out is answered: Shopify does not deliver it again.
		expect(host.answers.every((status) => status === 200)).toBe(true);
	});

	it('of a partner: tier and campaign count, the minimum order value does not', async () => {
		const one = partner();
		const lists: Array<[Record<string, unknown>, number]> = [
			[{ tiers: one.tier, campaigns: one.campaign, minimumOrderValue: 1_000 }, 1],
			[{ tiers: 'No Such Tier' }, 0],
			[{ campaigns: 'No Such Campaign' }, 0],
			[{ partners: 'x@example.com' }, 0],
		];
		for (const [filters, expected] of lists) {
			const host = await bench.host(['partner.updated'], {
				with: { filters },
				webhookId: `d9f1c2aa-0000-4000-8000-${String(Math.random()).slice(2, 14).padEnd(12, '0')}`,
			});
			await host.activate();
			const { url, shopDomain, channelKey } = bench.sandbox;
			await fetch(`${url}/creators/collabs/${one.collabId}?myshopify_domain=${shopDomain}`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', 'x-channel-access-token': channelKey },
				body: JSON.stringify({ myshopifyDomain: shopDomain, affiliateCode: `C${Math.random()}` }),
			});
			await bench.settle();
			const events = host.events();
			expect([filters, events.length]).toEqual([filters, expected]);
			if (expected > 0) {
				expect(events[0]?.campaign).toEqual({ id: one.campaignId, title: one.campaign });
			}
			await host.deactivate();
		}
	});
});

describe('a milestone', () => {
	const start = async (values: Record<string, unknown>) => {
		const host = await bench.host(['milestone.reached'], { with: values });
		await host.activate();
		return host;
	};

	it('is told again by the delivery that told it, and by no other, also after a restart', async () => {
		const { email } = partner();
		const host = await start({ orderThresholds: '2' });
		await sell({ partner: email });
		await sell({ partner: email });
		const [told] = host.events();
		expect(told).toMatchObject({ event: 'milestone.reached', milestone: { threshold: 2, value: 2 } });
		const deliveries = bench.sandbox.shopify.deliveries();
		await restart(host);
		for (const { body, headers } of deliveries) await host.receive(Buffer.from(body), headers);
		const again = host.events();
		expect(again.map(({ eventId }) => eventId)).toEqual([told?.eventId]);
		await restart(host);
		await sell({ partner: email });
		expect(host.events()).toEqual([]);
	});

	it('is not announced again when a refund took it back and it is passed again', async () => {
		const { email } = partner();
		const host = await start({ revenueThresholds: '100' });
		const order = await sell({ partner: email, total: 120 });
		expect(host.events()).toMatchObject([{ milestone: { metric: 'revenue', value: 120, currency: 'USD' } }]);
		bench.sandbox.shopify.refundOrder(order.id);
		await bench.settle();
		await sell({ partner: email, total: 130 });
		expect(host.events()).toEqual([]);
	});

	it('counts no cancelled orders, and test orders only when they are included', async () => {
		const { email } = partner();
		const host = await start({ orderThresholds: '2' });
		const cancelled = await sell({ partner: email });
		bench.sandbox.shopify.cancelOrder(cancelled.id);
		await bench.settle();
		await sell({ partner: email, test: true });
		await sell({ partner: email });
		expect(host.events()).toEqual([]);
		await sell({ partner: email });
		expect(host.events()).toMatchObject([{ milestone: { value: 2 } }]);

		const other = await bench.host(['milestone.reached'], {
			with: { orderThresholds: '4', filters: { includeTestOrders: true } },
			webhookId: 'd9f1c2aa-0000-4000-8000-000000000002',
		});
		await other.activate();
		await sell({ partner: email, test: true });
		expect(other.events()).toMatchObject([{ milestone: { threshold: 4, value: 4 } }]);
	});

	it('of both kinds, several thresholds by one order: each once, lowest first', async () => {
		const { email } = partner();
		const host = await start({ orderThresholds: '1, 5', revenueThresholds: '1000, 100, 500, 100' });
		await sell({ partner: email, total: 600 });
		expect(host.events().map(({ milestone }) => milestone)).toMatchObject([
			{ metric: 'orders', threshold: 1 },
			{ metric: 'revenue', threshold: 100 },
			{ metric: 'revenue', threshold: 500 },
		]);
	});

	it('sees the orders of 60 days, or all with the scope read_all_orders', async () => {
		const { email } = partner();
		const { shopify } = bench.sandbox;
		const old = shopify.createOrder({ partner: email, createdAt: daysAgo(90) });
		shopify.tagOrder(old.id, { partner: email });
		const host = await start({ orderThresholds: '2' });
		await sell({ partner: email });
		expect(host.events()).toEqual([]);

		await host.deactivate();
		shopify.setShopify({ scopes: [...shopify.settings().scopes, 'read_all_orders'] });
		shopify.expireTokens();
		host.staticData = {};
		forgetProcess();
		await new Promise((resolve) => setTimeout(resolve, 1_100));
		host.parameters = { ...host.parameters, orderThresholds: '3' };
		await host.activate();
		await sell({ partner: email });
		expect(host.events()).toMatchObject([{ milestone: { threshold: 3, value: 3 } }]);
	});

	it('is left out by the filters like its order', async () => {
		const one = partner();
		const left = await start({ orderThresholds: '1', filters: { tiers: 'No Such Tier' } });
		await sell({ partner: one.email });
		expect(left.events()).toEqual([]);
		const told = await bench.host(['milestone.reached'], {
			with: { orderThresholds: '2', filters: { tiers: one.tier } },
			webhookId: 'd9f1c2aa-0000-4000-8000-000000000003',
		});
		await told.activate();
		await sell({ partner: one.email });
		expect(told.events()).toMatchObject([{ campaign: { id: one.campaignId } }]);
	});
});
