import fc from 'fast-check';
import {
	estimateMinutes,
	fewestWindows,
	Limiter,
	lowerBoundWindows,
	planMerge,
	Scheduler,
	VENDOR_LIMITS,
	type PlannedRequest,
	type RowGroup,
} from '../../../../nodes/CreatorCommerce/traffic';
import { SimulatedServer, writes } from './support/server';
import { VirtualClock } from './support/virtualClock';

const OPTIONS = { chunk: 20, writesPerMinute: 50, bulkPerMinute: 10 };

const groupsOf = (most: number, largest: number) =>
	fc
		.array(fc.nat({ max: largest }), { maxLength: most })
		.map((counts) => counts.map((count, i): RowGroup => ({ key: `drop ${i}`, count })));

const optionsOf = fc.record({
	chunk: fc.integer({ min: 1, max: 25 }),
	writesPerMinute: fc.integer({ min: 1, max: 60 }),
	bulkPerMinute: fc.integer({ min: 1, max: 60 }),
});

function shape(plan: PlannedRequest[]): string[] {
	return plan.map((one) => `${one.key} ${one.from}-${one.to} ${one.windows.join('+')}`);
}

test('every row is in exactly one request, in order, none larger than the chunk, each counted where it belongs', () => {
	fc.assert(
		fc.property(groupsOf(30, 80), optionsOf, (groups, options) => {
			const plan = planMerge(groups, options);
			for (const { key, count } of groups) {
				const rows = plan
					.filter((one) => one.key === key)
					.flatMap((one) => Array.from({ length: one.to - one.from }, (_, i) => one.from + i))
					.sort((a, b) => a - b);
				expect(rows).toEqual(Array.from({ length: count }, (_, i) => i));
			}
			for (const one of plan) {
				expect(one.to - one.from).toBeLessThanOrEqual(options.chunk);
				expect(one.windows).toEqual(one.to - one.from > 1 ? ['write', 'bulk'] : ['write']);
			}
		}),
	);
});

test('a plan takes the lower bound, rounded up to whole windows: 5 % are never used', () => {
	fc.assert(
		fc.property(groupsOf(60, 120), optionsOf, (groups, options) => {
			const bound = lowerBoundWindows(groups, options);
			const windows = fewestWindows(planMerge(groups, options), options);
			expect(windows).toBe(Math.ceil(Math.max(0, bound - 1e-9)));
			expect(windows).toBeLessThanOrEqual(Math.ceil(1.05 * bound));
		}),
		{ numRuns: 500 },
	);
});

/** All ways to cut a group, told by {bulk requests → fewest writes}; by trying, not by the planner's reasoning. */
function cuts(count: number, chunk: number): Map<number, number> {
	const ways: Array<Map<number, number>> = [new Map([[0, 0]])];
	for (let rows = 1; rows <= count; rows++) {
		const here = new Map<number, number>();
		for (let last = 1; last <= Math.min(chunk, rows); last++) {
			for (const [bulk, requests] of ways[rows - last] ?? []) {
				const more = bulk + (last > 1 ? 1 : 0);
				here.set(more, Math.min(here.get(more) ?? Infinity, requests + 1));
			}
		}
		ways.push(here);
	}
	return ways[count] ?? new Map();
}

test('no other way to cut small groups takes fewer windows (all ways tried)', () => {
	fc.assert(
		fc.property(
			groupsOf(5, 9),
			fc.record({
				chunk: fc.integer({ min: 1, max: 5 }),
				writesPerMinute: fc.integer({ min: 1, max: 6 }),
				bulkPerMinute: fc.integer({ min: 1, max: 4 }),
			}),
			(groups, options) => {
				let all = new Map([[0, 0]]);
				for (const { count } of groups) {
					const next = new Map<number, number>();
					for (const [bulk, requests] of all) {
						for (const [b, r] of cuts(count, options.chunk)) {
							next.set(bulk + b, Math.min(next.get(bulk + b) ?? Infinity, requests + r));
						}
					}
					all = next;
				}
				const best = Math.min(
					...[...all].map(([bulk, requests]) =>
						Math.max(Math.ceil(bulk / options.bulkPerMinute), Math.ceil(requests / options.writesPerMinute)),
					),
				);
				expect(fewestWindows(planMerge(groups, options), options)).toBe(best);
				expect(lowerBoundWindows(groups, options)).toBeLessThanOrEqual(best + 1e-9);
			},
		),
		{ numRuns: 500 },
	);
});

test('1,000 products of one drop are 50 requests, not 1,000', () => {
	const plan = planMerge([{ key: 'drop', count: 1_000 }], OPTIONS);
	expect(plan).toHaveLength(50);
	expect(fewestWindows(plan, OPTIONS)).toBe(5);
});

test('100 drops of two products go partly as single writes: 4 windows instead of 10', () => {
	const groups = Array.from({ length: 100 }, (_, i) => ({ key: `drop ${i}`, count: 2 }));
	const plan = planMerge(groups, OPTIONS);
	expect(fewestWindows(plan, OPTIONS)).toBe(4);
	expect(plan.filter((one) => one.windows.includes('bulk'))).toHaveLength(40);
});

test('a group of one is a single write; no rows, no requests', () => {
	expect(shape(planMerge([{ key: 'a', count: 1 }], OPTIONS))).toEqual(['a 0-1 write']);
	expect(planMerge([{ key: 'a', count: 0 }], OPTIONS)).toEqual([]);
	expect(fewestWindows([], OPTIONS)).toBe(0);
});

test('bulk and single requests come evenly mixed, bulk first', () => {
	const groups = [{ key: 'a', count: 40 }, ...['b', 'c', 'd', 'e'].map((key) => ({ key, count: 1 }))];
	expect(shape(planMerge(groups, OPTIONS))).toEqual([
		'a 0-20 write+bulk',
		'b 0-1 write',
		'c 0-1 write',
		'a 20-40 write+bulk',
		'd 0-1 write',
		'e 0-1 write',
	]);
});

test('a merged plan, really sent, takes no longer than its windows say and meets no 429', async () => {
	for (let seed = 1; seed <= 5; seed++) {
		const clock = new VirtualClock(seed);
		const server = new SimulatedServer(clock, { kind: 'fixed window' });
		const scheduler = new Scheduler({ limiter: new Limiter(VENDOR_LIMITS, clock), clock });
		const groups = Array.from({ length: 120 }, (_, i) => ({ key: `${i}`, count: 1 + (i % 5) }));
		const plan = planMerge(groups, OPTIONS);
		const windows = fewestWindows(plan, OPTIONS);
		const tasks = plan.flatMap((one) => writes(server, 1, `${one.key}/${one.from}/`, one.windows));
		await clock.until(Promise.all(tasks.map(async (task) => await scheduler.run(task))));
		expect(server.limited).toBe(0);
		expect(server.effects.size).toBe(plan.length);
		// against the mean round trip, plus the longest for the last request
		const ratio = scheduler.stats.finishedAt / ((windows - 1) * 60_525 + 1_000);
		if (process.env.TRAFFIC_NUMBERS) console.log('plan', plan.length, windows, ratio);
		expect(ratio).toBeLessThanOrEqual(1.01);
	}
});

test.each([
	[{ reads: 0, writes: 0, bulk: 0 }, 0, 0],
	[{ reads: 100, writes: 50, bulk: 10 }, 0, 0.01],
	[{ reads: 10, writes: 500, bulk: 0 }, 9, 9.2],
	[{ reads: 10, writes: 30, bulk: 30 }, 2, 2.1],
])('the minutes a run of %j will take are told beforehand', (counts, least, most) => {
	const minutes = estimateMinutes(counts, VENDOR_LIMITS);
	expect(minutes).toBeGreaterThanOrEqual(least);
	expect(minutes).toBeLessThanOrEqual(most);
});
