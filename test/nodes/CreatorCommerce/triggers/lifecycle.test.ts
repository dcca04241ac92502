import { HookContext } from 'n8n-core';
import type { FaultRule } from '../../../../sandbox';
import { forgetProcess } from '../../../../nodes/CreatorCommerce/triggers/shopify/store';
import { useTriggerBench } from './support/bench';

const bench = useTriggerBench({ shopify: { restoreRate: 1_000_000 } });
const own = () => bench.sandbox.shopify.subscriptions();
const topics = () =>
	own()
		.map(({ topic }) => topic)
		.sort();

const FOREIGN = `mutation Foreign($input: WebhookSubscriptionInput!) {
	webhookSubscriptionCreate(topic: ORDERS_CREATE, webhookSubscription: $input) {
		webhookSubscription { id } userErrors { message }
	}
}`;

/** A subscription of the same app that is none of ours. */
async function foreign(uri = 'http://127.0.0.1:9/other'): Promise<void> {
	await fetch(`${bench.sandbox.url}/admin/api/2026-10/graphql.json`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'x-shopify-access-token': bench.sandbox.shopify.accessToken,
		},
		body: JSON.stringify({ query: FOREIGN, variables: { input: { uri, format: 'JSON' } } }),
	});
}

it.each([
	[['partner.created'], ['METAOBJECTS_CREATE']],
	[['partner.activated'], ['METAOBJECTS_CREATE', 'METAOBJECTS_UPDATE']],
	[['order.attributed'], ['ORDERS_CREATE', 'ORDERS_UPDATED']],
	[
		['drop.updated', 'order.attributed'],
		['METAOBJECTS_CREATE', 'METAOBJECTS_UPDATE', 'ORDERS_CREATE', 'ORDERS_UPDATED'],
	],
])('%s needs %s', async (events, expected) => {
	const host = await bench.host(events);
	await host.activate();
	expect(topics()).toEqual(expected);
	for (const { name, filter, topic } of own()) {
		expect(name).toMatch(/^[A-Za-z0-9_-]{20,50}$/);
		expect(filter ?? '').toBe(topic.startsWith('METAOBJECTS') ? 'type:creator' : '');
	}
	await host.deactivate();
	expect(topics()).toEqual([]);
});

it('mends what differs, and leaves alone what is not its own', async () => {
	await foreign();
	const host = await bench.host(['order.attributed', 'partner.created']);
	await host.activate();
	expect(own()).toHaveLength(4);
	// Other events: what is no longer needed goes, what is new comes.
	host.parameters = { source: 'shopify', events: ['partner.updated'] };
	await host.activate();
	expect(topics()).toEqual(['METAOBJECTS_CREATE', 'METAOBJECTS_UPDATE', 'ORDERS_CREATE']);
	// Another address of the same n8n: updated, not made anew.
	const before = own().map(({ id }) => id);
	host.baseUrl = 'http://127.0.0.1:4';
	await host.activate('init');
	expect(own().map(({ id }) => id)).toEqual(before);
	expect(own().filter(({ uri }) => uri === host.url())).toHaveLength(2);
	await host.deactivate();
	expect(own().map(({ uri }) => uri)).toEqual(['http://127.0.0.1:9/other']);
});

it('keeps workflows on one store, and test and production, apart', async () => {
	const one = await bench.host(['partner.created'], { webhookId: 'one' });
	const two = await bench.host(['partner.created'], { webhookId: 'two', baseUrl: one.baseUrl });
	await one.activate();
	await two.activate();
	await one.activate('manual', true);
	expect(own()).toHaveLength(3);
	expect(new Set(own().map(({ name }) => name)).size).toBe(3);
	await one.deactivate(true);
	expect(
		own()
			.map(({ uri }) => uri)
			.sort(),
	).toEqual([one.url(), two.url()].sort());
	await two.deactivate();
	expect(own().map(({ uri }) => uri)).toEqual([one.url()]);
	await one.deactivate();
	expect(own()).toEqual([]);
});

it('adopts what has its address and no name', async () => {
	const host = await bench.host(['order.attributed']);
	await foreign(host.url());
	await host.activate();
	expect(topics()).toEqual(['ORDERS_CREATE', 'ORDERS_UPDATED']);
	expect(own().every(({ name }) => name !== null)).toBe(true);
});

/** As somebody changes a subscription of the app by hand. */
async function narrow(id: number, input: Record<string, unknown>): Promise<void> {
	const query = `mutation Narrow($id: ID!, $input: WebhookSubscriptionInput!) {
		webhookSubscriptionUpdate(id: $id, webhookSubscription: $input) { userErrors { message } }
	}`;
	const variables = { id: `gid://shopify/WebhookSubscription/${id}`, input };
	await fetch(`${bench.sandbox.url}/admin/api/2026-10/graphql.json`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'x-shopify-access-token': bench.sandbox.shopify.accessToken,
		},
		body: JSON.stringify({ query, variables }),
	});
}

it.each([
	['fewer fields', { includeFields: ['id', 'tags'] }],
	['a filter that lets nothing pass', { filter: 'total_price:>100' }],
])('widens again what was narrowed by hand: %s', async (_, input) => {
	const host = await bench.host(['order.attributed']);
	await host.activate();
	const wide = own().map(({ id, filter, includeFields }) => ({ id, filter, includeFields }));
	const [first] = own();
	await narrow(first?.id ?? 0, input);
	expect(own()[0]).toMatchObject(input);
	await host.activate('init');
	expect(own().map(({ id, filter, includeFields }) => ({ id, filter, includeFields }))).toEqual(wide);
});

it('a copy of the workflow in another n8n has subscriptions of its own', async () => {
	const here = await bench.host(['order.attributed']);
	await here.activate();
	const there = await bench.host(['order.attributed'], { baseUrl: 'http://127.0.0.1:4' });
	const instance = jest.spyOn(HookContext.prototype, 'getInstanceId').mockReturnValue('another-n8n');
	forgetProcess();
	await there.activate();
	expect(own()).toHaveLength(4);
	await there.deactivate();
	instance.mockRestore();
	expect(own().map(({ uri }) => uri)).toEqual([here.url(), here.url()]);
});

it('whose webhook has got another path takes its subscriptions along', async () => {
	const before = await bench.host(['order.attributed'], { webhookId: 'one' });
	await before.activate();
	const ids = own().map(({ id }) => id);
	forgetProcess();
	const after = await bench.host(['order.attributed'], { webhookId: 'two' });
	after.staticData = before.staticData;
	await after.activate('init');
	expect(own().map(({ id }) => id)).toEqual(ids);
	expect(own().map(({ uri }) => uri)).toEqual([after.url(), after.url()]);
});

it('says when Shopify cannot reach this n8n', async () => {
	const host = await bench.host(['partner.created'], {
		baseUrl: 'http://localhost:5678',
		credential: bench.credential({ baseUrl: '' }),
	});
	await expect(host.activate()).rejects.toMatchObject({
		message: expect.stringContaining('Shopify cannot reach this n8n'),
		description: expect.stringContaining('WEBHOOK_URL'),
	});
});

it('a store that cannot be asked is not taken for one without subscriptions', async () => {
	const host = await bench.host(['partner.created']);
	await host.activate();
	bench.sandbox.setFaults([{ match: { graphql: 'WebhooksList' }, effect: { kind: 'status', status: 503 } }]);
	await expect(host.activate('init')).rejects.toThrow('Shopify could not be reached');
	expect(own()).toHaveLength(1);
});

it('a token that is no longer taken is fetched anew', async () => {
	const host = await bench.host(['partner.created']);
	await host.activate();
	const first = host.credentials.stored.get('creatorCommerceShopifyApi')?.sessionToken;
	bench.sandbox.shopify.expireTokens();
	await host.deactivate();
	expect(host.credentials.stored.get('creatorCommerceShopifyApi')?.sessionToken).not.toBe(first);
	expect(own()).toEqual([]);
});

describe('fifty rounds of activating, restarting and deactivating under faults', () => {
	const FAULTS: FaultRule[][] = [
		[{ match: { graphql: 'WebhookCreate' }, times: 1, effect: { kind: 'status', status: 502 } }],
		[
			{
				match: { graphql: 'WebhookCreate' },
				times: 1,
				effect: { kind: 'status', status: 502, tookPlace: true },
			},
		],
		[{ match: { graphql: 'WebhookCreate' }, times: 1, effect: { kind: 'resetAfter' } }],
		[{ match: { graphql: 'WebhookCreate' }, times: 1, effect: { kind: 'resetBefore' } }],
		[{ match: { graphql: 'Webhook' }, times: 1, effect: { kind: 'throttled' } }],
		[{ match: { graphql: 'WebhooksList' }, times: 2, effect: { kind: 'status', status: 500 } }],
		[{ match: { graphql: 'WebhookDelete' }, times: 1, effect: { kind: 'resetAfter' } }],
		[{ match: { graphql: 'WebhookUpdate' }, times: 1, effect: { kind: 'status', status: 503 } }],
		[{ match: { graphql: 'WebhookCreate' }, times: 1, effect: { kind: 'invalidJson' } }],
		[],
	];

	it('leave exactly what is needed, then none', async () => {
		await foreign();
		const host = await bench.host(['order.attributed'], { baseUrl: 'http://127.0.0.1:3' });
		let [activations, deactivations] = [0, 0];
		for (let round = 0; round < 50; round++) {
			bench.sandbox.setFaults(FAULTS[round % FAULTS.length] ?? []);
			await host.activate();
			activations++;
			expect(topics()).toEqual(['ORDERS_CREATE', 'ORDERS_CREATE', 'ORDERS_UPDATED']);
			// A restart; sometimes Shopify has removed one meanwhile, or what was remembered is lost.
			forgetProcess();
			if (round % 3 === 0) {
				const [last] = own().slice(-1);
				if (last) bench.sandbox.shopify.removeSubscription(last.id);
			}
			if (round % 7 === 0) host.staticData = {};
			await host.activate('init');
			expect(topics()).toEqual(['ORDERS_CREATE', 'ORDERS_CREATE', 'ORDERS_UPDATED']);
			await host.deactivate();
			deactivations++;
			expect(own().map(({ uri }) => uri)).toEqual(['http://127.0.0.1:9/other']);
		}
		expect([activations, deactivations]).toEqual([50, 50]);
	}, 400_000);
});
