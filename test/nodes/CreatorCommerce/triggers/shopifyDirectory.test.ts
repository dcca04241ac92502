import { useTriggerBench } from './support/bench';

/** A creator each order is attributed to by its tags only: nothing in it names the handle. */
const bench = useTriggerBench({ partners: 30, shopify: { restoreRate: 1_000_000 } });

const READING = 'CreatorIdsPage';
const readings = (): number =>
	bench.sandbox.journal().filter(({ operationId }) => operationId?.includes(READING)).length;

const isRead = (): boolean =>
	bench.sandbox
		.journal()
		.some(({ operationId, answeredAt }) => operationId?.includes(READING) && answeredAt > 0);

const creators = () =>
	bench.sandbox.shopify.metaobjects().map(({ fields }) => ({
		creatorId: fields['cc-creator-id'],
		email: fields['cc-creator-email'] ?? '',
	}));

/** Orders of different partners, and then all their tags at the same moment. */
async function tagged(many: number): Promise<void> {
	const { shopify } = bench.sandbox;
	const orders = Array.from({ length: many }, () => shopify.createOrder({ total: 20 }));
	await bench.settle();
	const all = creators();
	orders.forEach(({ id }, at) => shopify.tagOrder(id, { partner: all[at % all.length]?.email ?? '' }));
	await bench.settle();
}

it('forty orders tagged at the same moment: the creators are read once, and every order knows its partner', async () => {
	const host = await bench.host(['order.attributed']);
	await host.activate();
	await tagged(40);
	const events = host.events();
	expect(events).toHaveLength(40);
	const known = new Map(creators().map(({ creatorId, email }) => [creatorId, email]));
	for (const { partner } of events) {
		const { creatorId, email } = partner as { creatorId: string; email: string };
		expect(email).toBe(known.get(creatorId));
	}
	expect(readings()).toBe(1);
});

it('who was read once is not looked for again; a stranger is, once a minute', async () => {
	const host = await bench.host(['order.attributed']);
	await host.activate();
	await tagged(20);
	expect(readings()).toBe(0);
	const { shopify } = bench.sandbox;
	for (let at = 0; at < 3; at++) {
		const { id } = shopify.createOrder({ total: 20 });
		shopify.tagOrder(id, ['CreatorCommerce', 'cc-creator-id-000000000000000000000000']);
	}
	await bench.settle();
	const events = host.events();
	expect(events).toHaveLength(23);
	expect(events.at(-1)?.partner).toEqual({ creatorId: '000000000000000000000000' });
	expect(readings()).toBe(0);
});

it('a store whose creators take long to read: orders go out without them, and later ones know them', async () => {
	jest.resetModules();
	// As a process that was just started: nothing was read yet.
	const fresh = await import('./support/host');
	const host = new fresh.Host({
		parameters: { source: 'shopify', events: ['order.attributed'] },
		credential: bench.credential(),
	});
	try {
		await host.listen();
		await host.activate();
		bench.sandbox.setFaults([
			{ match: { graphql: READING }, times: 1, effect: { kind: 'latency', minMs: 6_000, maxMs: 6_000 } },
		]);
		await tagged(3);
		expect(isRead()).toBe(false);
		const first = host.events();
		expect(first).toHaveLength(3);
		for (const { partner } of first) expect(Object.keys(Object(partner))).toEqual(['creatorId']);
		expect(host.answers.every((status) => status === 200)).toBe(true);

		while (!isRead()) await new Promise((resolve) => setTimeout(resolve, 50));
		await tagged(3);
		const later = host.events();
		expect(later).toHaveLength(3);
		for (const { partner } of later) expect(partner).toHaveProperty('email');
		expect(readings()).toBe(1);
	} finally {
		await host.close();
	}
});
