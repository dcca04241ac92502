import fc from 'fast-check';
import {
	Limiter,
	MAX_IN_FLIGHT,
	Scheduler,
	VENDOR_LIMITS,
	type Limits,
	type WindowName,
} from '../../../../nodes/CreatorCommerce/traffic';
import { SERVER_KINDS, SimulatedServer, writes } from './support/server';
import { VirtualClock } from './support/virtualClock';

const KINDS: readonly WindowName[][] = [['read'], ['write'], ['write', 'bulk']];

/** Runs tasks and watches how many are under way at once. */
async function watch(set: {
	seed: number;
	kinds: WindowName[][];
	executions?: number;
	maxInFlight?: number;
	stopAt?: number;
	server?: (typeof SERVER_KINDS)[number];
	limits?: Limits;
}) {
	const clock = new VirtualClock(set.seed);
	const limits = set.limits ?? VENDOR_LIMITS;
	const server = new SimulatedServer(clock, { kind: set.server ?? 'sliding log', limits });
	const limiter = new Limiter(limits, clock);
	const { maxInFlight, stopAt } = set;
	const runs: Array<{ inFlight: number; most: number; scheduler: Scheduler }> = [];
	for (let i = 0; i < (set.executions ?? 1); i++) {
		runs.push({ inFlight: 0, most: 0, scheduler: new Scheduler({ limiter, clock, maxInFlight, stopAt }) });
	}
	const ends = set.kinds.map(async (windows, i) => {
		const run = runs[i % runs.length];
		const [task] = writes(server, 1, `${i}/`, windows);
		if (!run || !task) throw new Error('nothing to run');
		const send = async () => {
			run.most = Math.max(run.most, ++run.inFlight);
			const answer = await task.send();
			run.inFlight--;
			return answer;
		};
		return await run.scheduler.run({ ...task, send });
	});
	const outcomes = await clock.until(Promise.all(ends));
	return { clock, server, outcomes, most: Math.max(...runs.map((run) => run.most)) };
}

test('any mix of requests, by any number of executions: limits kept, nothing after Stop After, all accounted for', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.record({
				seed: fc.nat(),
				kinds: fc.array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: 150 }),
				executions: fc.integer({ min: 1, max: 3 }),
				maxInFlight: fc.integer({ min: 1, max: 60 }),
				stopAt: fc.option(fc.integer({ min: 0, max: 200_000 }), { nil: undefined }),
				server: fc.constantFrom(...SERVER_KINDS),
			}),
			async (set) => {
				const { clock, server, outcomes, most } = await watch(set);
				const done = outcomes.filter((outcome) => outcome.kind === 'done').length;
				const notSent = outcomes.filter((outcome) => outcome.kind === 'notSent').length;
				expect(server.limited).toBe(0);
				expect(most).toBeLessThanOrEqual(set.maxInFlight);
				expect(done + notSent).toBe(set.kinds.length);
				expect(server.effects.size).toBe(done);
				expect(clock.sleepers).toBe(0);
				if (set.stopAt === undefined) expect(notSent).toBe(0);
				else expect(server.seen.every((one) => one.sentAt < (set.stopAt ?? 0))).toBe(true);
			},
		),
		{ numRuns: 150 },
	);
});

test('no more than 50 requests of an execution are under way at once', async () => {
	// few at first, more with each answer: without a limit in the way, the bound is reached
	const limits = { readsPerMinute: 10_000, writesPerMinute: 10_000, bulkPerMinute: 10_000 };
	const { most } = await watch({ seed: 1, limits, kinds: Array<WindowName[]>(2_500).fill(['read']) });
	expect(most).toBe(MAX_IN_FLIGHT);
});

test('one at a time: a bulk write that waits for its minute does not hold up single writes and reads', async () => {
	const kinds = [
		...Array(12).fill(['write', 'bulk']),
		...Array(10).fill(['write']),
		...Array(10).fill(['read']),
	];
	const { server } = await watch({ seed: 1, kinds, maxInFlight: 1 });
	const late = server.seen.filter((one) => one.sentAt > 35_000);
	expect(late.map((one) => one.windows.join('+'))).toEqual(['write+bulk', 'write+bulk']);
});
