import type { FaultRule } from '../../../../../sandbox';
import type { RunNodeResult } from '../../../../support/headless';
import { by, must, rows, statuses, useSandbox } from '../support/bench';

jest.mock('../../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../support/fastClock'),
);

/** Several executions of one process at the same time, for the same drop. */
const bench = useSandbox({ partners: 60 });

const DROPS = /\/creators\/collabs\/[0-9a-f]{24}\/drops$/;
const PRODUCTS = /\/products$/;
const LATENCY: FaultRule = { effect: { kind: 'latency', minMs: 0, maxMs: 25 } };
/** The first write gets no answer for longer than any of these tests takes, and does not take place. */
const HANGS: FaultRule = { match: { method: 'POST' }, times: 1, effect: { kind: 'hang', ms: 5_000 } };

const line = (product: number, partner = 0) => ({
	partner: bench.partner(partner)._id,
	drop: bench.sandbox.state.drops(bench.partner(partner)._id)[0]?._id,
	product: String(product),
});
type Line = ReturnType<typeof line>;
const PARTNER = { partner: by('id', '={{ $json.partner }}'), product: by('id', '={{ $json.product }}') };

type Options = Parameters<typeof bench.run>[2];
const add = async (items: Line[], options: Options = {}, parameters = {}) =>
	await bench.run(
		'drop:addProducts',
		{ ...PARTNER, drop: by('id', '={{ $json.drop }}'), ...parameters },
		{ items, ...options },
	);
const create = async (items: Line[], title = 'Fresh', options: Options = {}, parameters = {}) =>
	await bench.run('drop:create', { ...PARTNER, title, ...parameters }, { items, ...options });

const shopifyIds = (products: string[]): string[] =>
	products.map((id) => must(bench.sandbox.state.product(id)).shopifyId);
/** The first drop of a partner, made where there is none. */
const firstDrop = async (partner = 0): Promise<void> => {
	if (line(1, partner).drop === undefined) await create([line(1, partner)], 'First');
	bench.sandbox.clearJournal();
};
const inFirstDrop = (partner = 0): string[] =>
	shopifyIds(must(bench.sandbox.state.drops(bench.partner(partner)._id)[0]).products);
const titled = (title: string, partner = 0) =>
	bench.sandbox.state
		.drops(bench.partner(partner)._id)
		.filter((drop) => drop.title.toLowerCase() === title.toLowerCase());
const doubled = (products: string[]): string[] => products.filter((id, at) => products.indexOf(id) !== at);
const all = (results: RunNodeResult[]) => results.flatMap(statuses).sort();
/** Until so many requests have reached the API. */
const reached = async (path: RegExp, count = 1): Promise<void> => {
	while (bench.entries('POST').filter((entry) => path.test(entry.path)).length < count)
		await new Promise((resolve) => setTimeout(resolve, 1));
};

/** Until so many executions have looked at the drops. */
const readBy = async (count: number): Promise<void> => {
	while (bench.entries('GET').length < count) await new Promise((resolve) => setTimeout(resolve, 1));
	// Its answer has to be read too.
	await new Promise((resolve) => setTimeout(resolve, 50));
};

describe('Add Products of several executions', () => {
	it('adds each product once, whoever comes first', async () => {
		await firstDrop();
		for (const round of rows(4, (at) => at)) {
			bench.sandbox.setFaults([LATENCY]);
			const products = rows(4, (at) => 7000 + round * 10 + at);
			const results = await Promise.all(
				rows(3, async () => await add(products.map((product) => line(product)))),
			);
			expect(all(results)).toEqual([...Array(8).fill('alreadyThere'), ...Array(4).fill('added')].sort());
			for (const { output } of results)
				for (const { json } of output)
					expect(json).toMatchObject({ enhancementId: expect.stringMatching(/^[0-9a-f]{24}$/) });
		}
		expect(doubled(inFirstDrop())).toEqual([]);
		expect(inFirstDrop()).toEqual(expect.arrayContaining(rows(4, (round) => String(7000 + round * 10))));
	});

	it('adds what the others did not, in a burst of one row each, with one more look each', async () => {
		await firstDrop();
		bench.sandbox.setFaults([LATENCY]);
		bench.sandbox.clearJournal();
		const results = await Promise.all(rows(20, async (at) => await add([line(8000 + (at % 10))])));
		expect(all(results)).toEqual([...Array(10).fill('added'), ...Array(10).fill('alreadyThere')]);
		expect(doubled(inFirstDrop())).toEqual([]);
		// Before, after, and once in between.
		expect(bench.entries('GET').length).toBeLessThanOrEqual(3 * 20);
	});

	it('goes on with requests of its own where others have written between them', async () => {
		await firstDrop();
		bench.sandbox.setFaults([LATENCY]);
		const results = await Promise.all([
			add(rows(120, (at) => line(9000 + at))),
			add(rows(120, (at) => line(9100 - at))),
		]);
		expect(all(results).filter((status) => status === 'added')).toHaveLength(139);
		expect(doubled(inFirstDrop())).toEqual([]);
	});

	it('counts a product as there that another execution adds without looking', async () => {
		await firstDrop();
		bench.sandbox.setFaults([
			{
				match: { method: 'POST', path: PRODUCTS.source },
				times: 1,
				effect: { kind: 'latency', minMs: 300, maxMs: 300 },
			},
		]);
		const blindly = { options: { skipExisting: false } };
		const [first, second] = await Promise.all([
			add([line(6000), line(6000)], {}, blindly),
			reached(PRODUCTS).then(async () => await add([line(6000)])),
		]);
		expect(statuses(first)).toEqual(['added', 'added']);
		expect(statuses(second)).toEqual(['alreadyThere']);
	});

	it('goes on when the first is cancelled', async () => {
		await firstDrop();
		bench.sandbox.setFaults([HANGS]);
		let cancel = (): void => undefined;
		const first = add([line(5000)], { cancel: (stop) => (cancel = stop) });
		await reached(PRODUCTS);
		const second = add([line(5000), line(5001)]);
		await readBy(2);
		cancel();
		expect((await first).status).toBe('canceled');
		expect(statuses(await second)).toEqual(['added', 'added']);
		expect(inFirstDrop()).toEqual(expect.arrayContaining(['5000', '5001']));
		expect(doubled(inFirstDrop())).toEqual([]);
	});

	it('goes on when the first is refused', async () => {
		await firstDrop();
		bench.sandbox.setFaults([
			LATENCY,
			{
				match: { method: 'POST', path: PRODUCTS.source },
				times: 1,
				effect: { kind: 'status', status: 400, body: { message: 'No' } },
			},
		]);
		const results = await Promise.all(
			rows(3, async () => await add([line(4000)], { onError: 'continueRegularOutput' })),
		);
		expect(all(results)).toEqual(['added', 'alreadyThere', 'error']);
	});

	it('ends waiting for another execution when its time is up or it is cancelled', async () => {
		await firstDrop();
		bench.sandbox.setFaults([HANGS]);
		let cancelFirst = (): void => undefined;
		const first = add([line(3000)], { cancel: (stop) => (cancelFirst = stop) });
		await reached(PRODUCTS);
		let cancel = (): void => undefined;
		const cancelled = add([line(3002)], { cancel: (stop) => (cancel = stop) });
		const late = await add([line(3001)], {}, { options: { stopAfter: 0.5 } });
		expect(statuses(late)).toEqual(['notSent']);
		cancel();
		expect((await cancelled).status).toBe('canceled');
		// The first one is under way all the time.
		expect(bench.entries('POST').filter(({ path }) => PRODUCTS.test(path))).toHaveLength(1);
		cancelFirst();
		expect((await first).status).toBe('canceled');
	});

	it('of one row does not wait for a long run that has the drop far back in its line', async () => {
		const partners = rows(60, (at) => at)
			.filter((at) => line(1, at).drop !== undefined)
			.slice(0, 30);
		expect(partners).toHaveLength(30);
		const last = must(partners.at(-1));
		// Six windows for the long run.
		const credential = { writesPerMinute: 5, bulkPerMinute: 5 };
		const long = add(
			partners.map((at) => line(2000, at)),
			{ credential },
		);
		await reached(PRODUCTS, 5);
		expect(statuses(await add([line(2000, last)], { credential }))).toEqual(['added']);
		expect(bench.entries('POST').length).toBeLessThan(30);
		// What was called back goes on, and finds the product there.
		expect(statuses(await long)).toEqual([...rows(29, () => 'added'), 'alreadyThere']);
		expect(doubled(inFirstDrop(last))).toEqual([]);
		expect(bench.entries('POST')).toHaveLength(30);
	});
});

describe('Create of several executions', () => {
	it('goes on when the first is cancelled', async () => {
		bench.sandbox.setFaults([HANGS]);
		let cancel = (): void => undefined;
		const first = create([line(1)], 'Fresh', { cancel: (stop) => (cancel = stop) });
		await reached(DROPS);
		const second = create([line(2)]);
		await readBy(2);
		cancel();
		expect((await first).status).toBe('canceled');
		expect(statuses(await second)).toEqual(['created']);
		expect(titled('Fresh')).toHaveLength(1);
	});

	it('makes one drop of a title, with each product once', async () => {
		for (const round of rows(8, (at) => at)) {
			bench.sandbox.setFaults([LATENCY]);
			const title = `Fresh ${round}`;
			const results = await Promise.all(
				rows(
					3,
					async (at) => await create([line(100 + at), line(200)], at === 1 ? title.toUpperCase() : title),
				),
			);
			const [drop, ...more] = titled(title);
			expect(more).toEqual([]);
			expect(shopifyIds(must(drop).products).sort()).toEqual(['100', '101', '102', '200']);
			expect(all(results)).toEqual(['added', 'added', 'alreadyThere', 'alreadyThere', 'created', 'created']);
			const ids = results.flatMap(({ output }) =>
				output.map(({ json }) => Reflect.get(Object(json.drop), 'id')),
			);
			expect(new Set(ids)).toEqual(new Set([must(drop)._id]));
		}
	});

	it('makes one drop of a title and adds the rest of a long list to it, in any order', async () => {
		bench.sandbox.setFaults([LATENCY]);
		const results = await Promise.all([
			create(rows(120, (at) => line(1000 + at))),
			create(rows(120, (at) => line(1060 + at))),
		]);
		expect(titled('Fresh')).toHaveLength(1);
		const products = shopifyIds(must(titled('Fresh')[0]).products);
		expect(products.sort()).toEqual(rows(180, (at) => String(1000 + at)).sort());
		expect(all(results).filter((status) => status === 'alreadyThere')).toHaveLength(60);
	});

	it('makes one drop where none has products, and tells the others that it is there', async () => {
		bench.sandbox.setFaults([LATENCY]);
		const bare = { product: by('id', '') };
		const results = await Promise.all(rows(3, async () => await create([line(1)], 'Bare', {}, bare)));
		expect(titled('Bare')).toHaveLength(1);
		expect(all(results)).toEqual(['alreadyThere', 'alreadyThere', 'created']);
	});

	it('makes two where they are told not to match', async () => {
		bench.sandbox.setFaults([LATENCY]);
		const always = { options: { matchOnTitle: false } };
		const results = await Promise.all(rows(2, async () => await create([line(1)], 'Twin', {}, always)));
		expect(titled('Twin')).toHaveLength(2);
		expect(all(results)).toEqual(['created', 'created']);
	});

	it('makes one when the answer to the first is lost, and another one asks', async () => {
		bench.sandbox.setFaults([
			LATENCY,
			{ match: { method: 'POST', path: DROPS.source }, times: 1, effect: { kind: 'resetAfter' } },
		]);
		const results = await Promise.all(rows(3, async () => await create([line(1)])));
		expect(titled('Fresh')).toHaveLength(1);
		expect(all(results)).toEqual(['alreadyThere', 'alreadyThere', 'created']);
	});
});
