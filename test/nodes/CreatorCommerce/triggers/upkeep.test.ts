import { useTriggerBench } from './support/bench';
import type { Host } from './support/host';

const bench = useTriggerBench({ shopify: { restoreRate: 1_000_000 } });
const EVENTS = ['partner.updated', 'order.attributed'];
const ALL = ['METAOBJECTS_CREATE', 'METAOBJECTS_UPDATE', 'ORDERS_CREATE', 'ORDERS_UPDATED'];
const HOUR_MS = 3_600_000;

const subscriptions = () => bench.sandbox.shopify.subscriptions();
const topics = () =>
	subscriptions()
		.map(({ topic }) => topic)
		.sort();
const looks = (): number =>
	bench.sandbox.journal().filter(({ operationId }) => operationId?.includes('WebhooksList')).length;

/** As if Shopify had removed it after eight failures. */
function removed(topic: string): void {
	for (const one of subscriptions()) {
		if (one.topic === topic) bench.sandbox.shopify.removeSubscription(one.id);
	}
}

let webhooks = 0;
/** Each on an address of its own, as what a process remembers of one is nothing to the next. */
const active = async (events = EVENTS): Promise<Host> => {
	const webhookId = `d9f1c2aa-0000-4000-8000-${String(++webhooks).padStart(12, '0')}`;
	const host = await bench.host(events, { webhookId });
	await host.activate();
	return host;
};

/** A sale that Shopify tells of. */
async function sale(): Promise<void> {
	bench.sandbox.shopify.createOrder({ partner: bench.sandbox.state.collabs()[0]?.creator.email ?? '' });
	await bench.settle();
}

/** The sale is delivered again, so many ms from now by n8n's clock; the sandbox keeps its own. */
async function delivered(host: Host, after: number): Promise<void> {
	const delivery = bench.sandbox.shopify.deliveries().find(({ topic }) => topic === 'ORDERS_CREATE');
	if (!delivery) throw new Error('nothing was delivered');
	const now = Date.now() + after;
	const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
	const answer = host.receive(Buffer.from(delivery.body), delivery.headers);
	clock.mockRestore();
	expect((await answer).status).toBe(200);
}

async function until(holds: () => boolean): Promise<void> {
	while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}

/** Long enough for what is not to happen. */
const pause = async (): Promise<void> => await new Promise((resolve) => setTimeout(resolve, 300));

it('what Shopify has removed is set up again with the first delivery in an hour', async () => {
	const host = await active();
	await sale();
	removed('METAOBJECTS_UPDATE');
	removed('ORDERS_UPDATED');
	await delivered(host, HOUR_MS - 60_000);
	await pause();
	expect(topics()).toEqual(['METAOBJECTS_CREATE', 'ORDERS_CREATE']);
	await delivered(host, HOUR_MS + 60_000);
	await until(() => subscriptions().length === ALL.length);
	expect(topics()).toEqual(ALL);
	for (const { uri, filter, topic } of subscriptions()) {
		expect(uri).toBe(host.url());
		expect(filter ?? '').toBe(topic.startsWith('METAOBJECTS') ? 'type:creator' : '');
	}
	// All of them are the node's own: it takes them down again.
	await host.deactivate();
	expect(subscriptions()).toEqual([]);
});

it('deliveries within an hour look once, and nothing whole is touched', async () => {
	const host = await active();
	await sale();
	const before = subscriptions();
	const looksBefore = looks();
	await delivered(host, HOUR_MS + 60_000);
	await delivered(host, HOUR_MS + 120_000);
	await delivered(host, HOUR_MS + 180_000);
	await pause();
	expect(looks() - looksBefore).toBe(1);
	expect(subscriptions().map(({ id }) => id)).toEqual(before.map(({ id }) => id));
});

it('a process that does not know the address goes by what is there', async () => {
	const host = await active();
	await sale();
	removed('METAOBJECTS_UPDATE');
	const { baseUrl } = host;
	host.baseUrl = 'http://localhost:5678';
	await delivered(host, HOUR_MS + 60_000);
	await until(() => subscriptions().length === ALL.length);
	for (const { uri } of subscriptions()) expect(uri.startsWith(baseUrl)).toBe(true);
});

it('deactivated while it is looked at: nothing is left behind', async () => {
	const host = await active();
	await sale();
	removed('METAOBJECTS_UPDATE');
	bench.sandbox.setFaults([
		{ match: { graphql: 'WebhookCreate' }, times: 1, effect: { kind: 'latency', minMs: 500, maxMs: 500 } },
	]);
	const creating = (): boolean =>
		bench.sandbox.journal().some(({ operationId }) => operationId?.includes('WebhookCreate'));
	bench.sandbox.clearJournal();
	await delivered(host, HOUR_MS + 60_000);
	await until(creating);
	await host.deactivate();
	const made = (): boolean =>
		bench.sandbox.journal().some(({ operationId, answeredAt }) => {
			return operationId?.includes('WebhookCreate') === true && answeredAt > 0;
		});
	await until(made);
	await until(() => subscriptions().length === 0);
	await pause();
	expect(subscriptions()).toEqual([]);
});

it('Shopify that cannot be asked spoils no delivery', async () => {
	const host = await active();
	await sale();
	host.events();
	bench.sandbox.setFaults([
		{ match: { graphql: 'WebhooksList' }, times: 10, effect: { kind: 'status', status: 403 } },
	]);
	await delivered(host, HOUR_MS + 60_000);
	await pause();
	expect(host.events()).toHaveLength(1);
	expect(host.answers.every((status) => status === 200)).toBe(true);
	expect(topics()).toEqual(ALL);
	bench.sandbox.setFaults([]);
});
