import { forgetProcess } from '../../../../nodes/CreatorCommerce/triggers/shopify/store';
import { useTriggerBench } from './support/bench';
import type { Host } from './support/host';

/** What the trigger remembers over activating, pausing and restarting. */
const bench = useTriggerBench({ shopify: { restoreRate: 1_000_000 } });
const { parse, stringify } = JSON;

/** The first partner with a metaobject. */
function known() {
	const ids = bench.sandbox.shopify.metaobjects().map(({ fields }) => fields['cc-creator-id']);
	const found = bench.sandbox.state.collabs().find(({ creator }) => ids.includes(creator._id));
	if (!found) throw new Error('nobody has signed in');
	return found;
}

async function update(collabId: string, body: Record<string, unknown>): Promise<void> {
	const { url, shopDomain, channelKey } = bench.sandbox;
	const answer = await fetch(`${url}/creators/collabs/${collabId}?myshopify_domain=${shopDomain}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-channel-access-token': channelKey },
		body: stringify({ myshopifyDomain: shopDomain, ...body }),
	});
	if (!answer.ok) throw new Error(await answer.text());
	await bench.settle();
}

/** An order that CreatorCommerce has tagged. */
async function tagged() {
	const { shopify } = bench.sandbox;
	const { email } = known().creator;
	const order = shopify.createOrder({ partner: email });
	shopify.tagOrder(order.id, { partner: email });
	await bench.settle();
	return order;
}

async function refunded(id: number): Promise<void> {
	bench.sandbox.shopify.refundOrder(id, 1);
	await bench.settle();
}

/** n8n is stopped and started between, and so many hours went by. */
async function pause(host: Host, hours: number, meanwhile: () => Promise<void>): Promise<void> {
	await host.deactivate();
	const data = host.staticData['node:Trigger'];
	const memory = parse(String(Object(data).memory));
	expect(typeof memory.pausedAt).toBe('string');
	memory.pausedAt = new Date(Date.parse(memory.pausedAt) - hours * 3_600_000).toISOString();
	host.staticData = { 'node:Trigger': { memory: stringify(memory) } };
	forgetProcess();
	await meanwhile();
	await host.activate();
	expect(host.events()).toEqual([]);
}

it('an order that was tagged before the workflow was activated first tells nothing when it changes', async () => {
	const before = await tagged();
	const host = await bench.host(['order.attributed']);
	await host.activate();
	await refunded(before.id);
	expect(host.events()).toEqual([]);
	const after = await tagged();
	expect(host.events()).toMatchObject([{ order: { id: String(after.id) } }]);
});

it('an order of a short pause is told with its next change, one of a long pause is not', async () => {
	const host = await bench.host(['order.attributed']);
	await host.activate();
	for (const [hours, expected] of [
		[0.9, 1],
		[1.1, 0],
	] as const) {
		let id = 0;
		await pause(host, hours, async () => {
			({ id } = await tagged());
		});
		await refunded(id);
		expect(host.events()).toHaveLength(expected);
	}
});

it('what changed of a partner in a short pause is told with the next change, what changed in a long one is not', async () => {
	const host = await bench.host(['partner.updated']);
	await host.activate();
	const { _id } = known();
	for (const [hours, expected] of [
		[0.9, ['profile', 'codes']],
		[1.1, ['profile']],
	] as const) {
		await pause(host, hours, async () => await update(_id, { affiliateCode: `P${hours}` }));
		await update(_id, { firstName: `Ada ${hours}` });
		expect(host.events()).toMatchObject([{ event: 'partner.updated', changed: [...expected] }]);
	}
});

it('a delivery that comes again is told again: at once, and when n8n was stopped in between', async () => {
	const host = await bench.host(['order.attributed']);
	await host.activate();
	// Past the quarter of a second in which what is remembered may wait to be saved.
	await new Promise((resolve) => setTimeout(resolve, 300));
	const { id } = bench.sandbox.shopify.createOrder({ partner: known().creator.email });
	await bench.settle();
	expect(stringify(host.staticData)).toContain(`${id.toString(36)}:c`);
	const [delivery] = bench.sandbox.shopify.deliveries();
	if (!delivery) throw new Error('nothing was delivered');
	const told = [{ eventId: `order.attributed:${id}` }];
	expect(host.events()).toMatchObject(told);
	for (const stops of [false, true]) {
		if (stops) forgetProcess();
		await host.receive(Buffer.from(delivery.body), delivery.headers);
		expect(host.events()).toMatchObject(told);
	}
	// The same order by another delivery was told already.
	await refunded(id);
	expect(host.events()).toEqual([]);
});
