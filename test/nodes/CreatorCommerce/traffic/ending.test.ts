import { getEventListeners } from 'node:events';
import {
	Limiter,
	Scheduler,
	VENDOR_LIMITS,
	type Answer,
	type Outcome,
	type Task,
} from '../../../../nodes/CreatorCommerce/traffic';
import { FIRST_AT_ONCE } from '../../../../nodes/CreatorCommerce/traffic/window';
import { SERVER_KINDS, SimulatedServer, writes } from './support/server';
import { VirtualClock } from './support/virtualClock';

function setUp(options: { seed?: number; stopAt?: number; maxInFlight?: number } = {}) {
	const clock = new VirtualClock(options.seed ?? 1);
	const abort = new AbortController();
	const limiter = new Limiter(VENDOR_LIMITS, clock);
	const server = new SimulatedServer(clock, { kind: 'sliding log' });
	const scheduler = new Scheduler({ limiter, clock, signal: abort.signal, ...options });
	return { clock, abort, limiter, server, scheduler };
}

/** When and with what a promise rejects. */
async function rejection(clock: VirtualClock, promise: Promise<unknown>) {
	return await promise.then(
		() => ({ at: -1, reason: undefined }),
		(reason: unknown) => ({ at: clock.now(), reason }),
	);
}

const passing: Answer<string, string> = { kind: 'passing', tookPlace: 'no', failure: '503' };
const cut: Answer<string, string> = { kind: 'passing', tookPlace: 'unknown', failure: 'ECONNRESET' };

function tally(outcomes: Array<Outcome<string, string>>) {
	const count = (kind: string) => outcomes.filter((outcome) => outcome.kind === kind).length;
	return { done: count('done'), failed: count('failed'), notSent: count('notSent') };
}

describe('cancelling the execution', () => {
	const reason = new Error('cancelled by the user');

	async function cancelAt(at: number, tasks: Array<Task<string, string>>, set = setUp()) {
		const ends = tasks.map((task) => rejection(set.clock, set.scheduler.run(task)));
		await set.clock.runTo(at);
		set.abort.abort(reason);
		const all = await set.clock.until(Promise.all(ends));
		for (const end of all.filter((one) => one.at !== -1)) {
			expect(end.reason).toBe(reason);
			expect(end.at - at).toBeLessThanOrEqual(100);
		}
		return all.filter((one) => one.at !== -1).length;
	}

	test('ends the waiting for a slot at once, and leaves no timer behind', async () => {
		const set = setUp();
		expect(await cancelAt(20_000, writes(set.server, 200), set)).toBe(150);
		expect(set.clock.sleepers).toBe(0);
		expect(set.server.seen).toHaveLength(50);
	});

	test('ends a pause before a repeat at once', async () => {
		const set = setUp();
		const task: Task<string, string> = { windows: ['write'], replaySafe: true, send: async () => passing };
		expect(await cancelAt(4_000, [task], set)).toBe(1);
		expect(set.scheduler.stats.requests).toBeGreaterThan(1);
		expect(set.clock.sleepers).toBe(0);
	});

	test.each([
		['while it looks', 1_000],
		['in the pause before it looks again', 6_000],
	])('ends looking for the effect of a write at once: %s', async (_, at) => {
		const set = setUp();
		const task: Task<string, string> = {
			windows: ['write'],
			replaySafe: false,
			send: async () => cut,
			lookFirst: async () => {
				await set.clock.sleep(5_000);
				return { kind: 'absent' };
			},
		};
		expect(await cancelAt(at, [task], set)).toBe(1);
		expect(set.scheduler.stats.requests).toBe(1);
	});

	test('ends a request under way at once, even if it does not listen', async () => {
		const set = setUp();
		const send = async () => {
			await set.clock.sleep(30_000);
			return passing;
		};
		expect(await cancelAt(500, [{ windows: ['write'], replaySafe: true, send }], set)).toBe(1);
	});

	test('before the start: nothing is sent', async () => {
		const set = setUp();
		set.abort.abort(reason);
		const [task] = writes(set.server, 1);
		if (!task) throw new Error('no task');
		await expect(set.scheduler.run(task)).rejects.toBe(reason);
		expect(set.server.seen).toHaveLength(0);
	});

	test('of one of two executions: the other goes on without a 429', async () => {
		for (const kind of SERVER_KINDS) {
			for (let seed = 1; seed <= 5; seed++) {
				const clock = new VirtualClock(seed);
				const server = new SimulatedServer(clock, { kind });
				const limiter = new Limiter(VENDOR_LIMITS, clock);
				const abort = new AbortController();
				const one = new Scheduler({ limiter, clock, signal: abort.signal });
				const other = new Scheduler({ limiter, clock });
				// the aborted requests' answers are not awaited, as a cut socket would not
				const hasty = writes(server, 100, 'one').map((task) => ({
					...task,
					send: async () =>
						await new Promise<Answer<string, string>>((resolve, reject) => {
							abort.signal.addEventListener('abort', () => reject(abort.signal.reason));
							task.send().then(resolve, reject);
						}),
				}));
				const ends = hasty.map((task) => rejection(clock, one.run(task)));
				const rest = Promise.all(writes(server, 120, 'other').map(async (task) => await other.run(task)));
				await clock.runTo(200);
				abort.abort(reason);
				await clock.until(Promise.all([...ends, rest]));
				expect(tally(await rest).done).toBe(120);
				expect(server.limited).toBe(0);
			}
		}
	});
});

test('many pauses and requests at once do not make Node warn of a listener leak', async () => {
	const { clock, abort, scheduler } = setUp();
	let listeners = 0;
	const send = async () => {
		await clock.sleep(100);
		listeners = Math.max(listeners, getEventListeners(abort.signal, 'abort').length);
		return passing;
	};
	const runs = Array.from({ length: 40 }, async () => {
		return await scheduler.run({ windows: ['read'], replaySafe: true, send });
	});
	await clock.until(Promise.all(runs));
	expect(clock.mostListeners).toBe(1);
	expect(listeners).toBe(1);
	expect(getEventListeners(abort.signal, 'abort')).toHaveLength(0);
});

describe('Stop After', () => {
	test.each([
		['in the middle of a wait', 90_000, 50],
		['in the middle of a burst', 400, 20],
		['at once', 0, 50],
	])('%s: nothing is sent from then on, and every row is accounted for', async (_, stopAt, maxInFlight) => {
		for (let seed = 1; seed <= 10; seed++) {
			const { clock, server, scheduler } = setUp({ seed, stopAt, maxInFlight });
			const tasks = writes(server, 300);
			const outcomes = await clock.until(Promise.all(tasks.map(async (task) => await scheduler.run(task))));
			const { done, failed, notSent } = tally(outcomes);
			expect(done + failed + notSent).toBe(300);
			expect(done).toBe(server.effects.size);
			expect(server.seen.filter((one) => one.sentAt >= stopAt)).toHaveLength(0);
			expect(notSent).toBeGreaterThan(0);
			expect(clock.now()).toBeLessThanOrEqual(stopAt + 1_000);
			expect(clock.sleepers).toBe(0);
		}
	});

	test('ends early when no slot can be free before it', async () => {
		const { clock, server, scheduler } = setUp({ stopAt: 55_000 });
		const tasks = writes(server, 60);
		const outcomes = await clock.until(Promise.all(tasks.map(async (task) => await scheduler.run(task))));
		expect(tally(outcomes)).toEqual({ done: 50, failed: 0, notSent: 10 });
		expect(clock.now()).toBeLessThanOrEqual(4_000); // the 50 are done by then
	});

	test.each([
		['surely did not take place', passing, { kind: 'notSent', reason: 'timeIsUp', failure: '503' }],
		['may have taken place', cut, { kind: 'failed', failure: 'ECONNRESET', effect: 'unknown' }],
	])('in the pause after a try that %s: the row says so', async (_, answer, expected) => {
		const { clock, scheduler } = setUp({ stopAt: 2_000 });
		const outcome = await clock.until(
			scheduler.run({ windows: ['write'], replaySafe: true, send: async () => answer }),
		);
		expect(outcome).toMatchObject(expected);
		expect(clock.now()).toBeLessThan(2_000);
	});

	test('between two looks for the effect of a write: the row says that it cannot be known', async () => {
		const { clock, scheduler } = setUp({ stopAt: 1_500 });
		const outcome = await clock.until(
			scheduler.run({
				windows: ['write'],
				replaySafe: false,
				send: async () => cut,
				lookFirst: async () => ({ kind: 'absent' }),
			}),
		);
		expect(outcome).toEqual({ kind: 'failed', failure: 'ECONNRESET', tries: 1, effect: 'unknown' });
	});

	test('a Retry-After that goes past it is not waited for', async () => {
		const { clock, scheduler } = setUp({ stopAt: 10_000 });
		const limited: Answer<string, string> = { kind: 'limited', retryAfterMs: 20_000, failure: '429' };
		const outcome = await clock.until(
			scheduler.run({ windows: ['write'], replaySafe: true, send: async () => limited }),
		);
		expect(outcome).toEqual({ kind: 'notSent', reason: 'timeIsUp', failure: '429' });
		expect(clock.now()).toBe(0);
	});
});

test('stop(): what waits ends as not sent, what is under way is awaited', async () => {
	const { clock, server, scheduler } = setUp();
	const outcomes = Promise.all(writes(server, 120).map(async (task) => await scheduler.run(task)));
	await clock.runTo(10);
	scheduler.stop();
	const under = FIRST_AT_ONCE;
	expect(tally(await clock.until(outcomes))).toEqual({ done: under, failed: 0, notSent: 120 - under });
	expect((await outcomes)[119]).toEqual({ kind: 'notSent', reason: 'stopped' });
	expect(clock.sleepers).toBe(0);
	const [late] = writes(server, 1, 'late');
	if (!late) throw new Error('no task');
	expect(await scheduler.run(late)).toEqual({ kind: 'notSent', reason: 'stopped' });
});
