import { useTriggerBench } from './support/bench';

const bench = useTriggerBench({ shopify: { restoreRate: 1_000_000 } });
const asked = (): number =>
	bench.sandbox.journal().filter(({ operationId }) => operationId?.includes('CreatorByHandle')).length;

const partner = (at = 0): string =>
	bench.sandbox.shopify.metaobjects()[at]?.fields['cc-creator-email'] ?? 'nobody';

const sell = (email: string) => bench.sandbox.shopify.createOrder({ partner: email, total: 20 });

it('a burst of orders of one partner asks Shopify once, and every order knows the partner', async () => {
	const host = await bench.host(['order.attributed']);
	await host.activate();
	for (let at = 0; at < 30; at++) sell(partner());
	await bench.settle();
	const events = host.events();
	expect(events).toHaveLength(30);
	for (const event of events) expect(event.partner).toMatchObject({ email: partner() });
	expect(asked()).toBe(1);
	sell(partner(1));
	await bench.settle();
	expect(host.events()[0]?.partner).toMatchObject({ email: partner(1) });
	expect(asked()).toBe(2);
});

it('a partner who changes is read anew some seconds later', async () => {
	const host = await bench.host(['order.attributed']);
	await host.activate();
	sell(partner());
	await bench.settle();
	const delivery = bench.sandbox.shopify.deliveries()[0];
	if (!delivery) throw new Error('nothing was delivered');
	const now = Date.now() + 11_000;
	const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
	const again = host.receive(Buffer.from(delivery.body), delivery.headers);
	clock.mockRestore();
	expect((await again).items).toHaveLength(1);
	expect(asked()).toBe(2);
});

it('what could not be read is asked again by the next order', async () => {
	const host = await bench.host(['order.attributed'], { with: { filters: { partners: partner() } } });
	await host.activate();
	bench.sandbox.setFaults([
		{ match: { graphql: 'CreatorByHandle' }, times: 4, effect: { kind: 'status', status: 500 } },
	]);
	sell(partner());
	await bench.settle();
	expect(host.answers).toEqual([503, 200]);
	expect(host.events()).toHaveLength(1);
});
