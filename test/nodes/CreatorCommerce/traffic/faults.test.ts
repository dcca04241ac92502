import {
	Limiter,
	RETRY_POLICY,
	Scheduler,
	VENDOR_LIMITS,
	type Answer,
	type Task,
} from '../../../../nodes/CreatorCommerce/traffic';
import { CLOCKS_APART_MS } from '../../../../nodes/CreatorCommerce/traffic/window';
import { SERVER_KINDS, SimulatedServer, type Fault, type ServerOptions } from './support/server';
import { VirtualClock } from './support/virtualClock';

/** A third of all requests goes wrong in one of the ways. */
function often(random: () => number): Fault {
	const faults: Fault[] = ['not reached', 'lost request', 'lost answer', 'busy', '429', 'refused'];
	return random() < 0.33 ? (faults[Math.floor(random() * faults.length)] ?? 'none') : 'none';
}

function setUp(seed: number, options: Partial<ServerOptions> = {}) {
	const clock = new VirtualClock(seed);
	const server = new SimulatedServer(clock, { kind: 'sliding log', fault: often, ...options });
	const scheduler = new Scheduler({ limiter: new Limiter(VENDOR_LIMITS, clock), clock });
	return { clock, server, scheduler };
}

function lookedFor(server: SimulatedServer, scheduler: Scheduler, id: string): Task<string, string> {
	return {
		windows: ['write'],
		replaySafe: false,
		send: async () => await server.request(id, ['write']),
		lookFirst: async () => {
			const read = await scheduler.run<string, string>({
				windows: ['read'],
				replaySafe: true,
				send: async () => await server.request(`search ${id}`, ['read']),
			});
			if (read.kind !== 'done') return { kind: 'unknown' };
			return server.isVisible(id) ? { kind: 'found', value: id } : { kind: 'absent' };
		},
	};
}

test('creating with lost answers, 503s and 429s: nothing lost, nothing doubled, no wrong report', async () => {
	let found = 0;
	for (const kind of SERVER_KINDS) {
		for (let seed = 1; seed <= 6; seed++) {
			const { clock, server, scheduler } = setUp(seed, { kind, searchLagMs: 1_500 });
			const ids = Array.from({ length: 150 }, (_, i) => `drop ${i}`);
			const outcomes = await clock.until(
				Promise.all(ids.map(async (id) => await scheduler.run(lookedFor(server, scheduler, id)))),
			);
			for (const [i, outcome] of outcomes.entries()) {
				const times = server.effects.get(`drop ${i}`)?.length ?? 0;
				expect(times).toBeLessThanOrEqual(1);
				if (outcome.kind === 'done') expect(times).toBe(1);
				else if (outcome.kind === 'notSent' || outcome.effect === 'none') expect(times).toBe(0);
				if (outcome.kind === 'done' && outcome.foundLater) found++;
			}
			expect(outcomes.filter((outcome) => outcome.kind === 'done').length).toBeGreaterThan(120);
			expect(server.sentTooEarly()).toEqual([]);
		}
	}
	expect(found).toBeGreaterThan(50);
});

test('updating (safe to repeat) under the same faults: what is reported done took place, and nothing is lost', async () => {
	for (let seed = 1; seed <= 10; seed++) {
		const { clock, server, scheduler } = setUp(seed);
		const outcomes = await clock.until(
			Promise.all(
				Array.from({ length: 150 }, async (_, i) => {
					return await scheduler.run<string, string>({
						windows: ['write'],
						replaySafe: true,
						send: async () => await server.request(`u${i}`, ['write']),
					});
				}),
			),
		);
		for (const [i, outcome] of outcomes.entries()) {
			const times = server.effects.get(`u${i}`)?.length ?? 0;
			if (outcome.kind === 'done') expect(times).toBeGreaterThan(0);
			else if (outcome.kind === 'failed' && outcome.effect === 'none') expect(times).toBe(0);
		}
		expect(outcomes.some((outcome) => outcome.kind === 'notSent')).toBe(false);
		// only a final no, or five passing failures in a row, may end one
		const gaveUp = outcomes.filter((outcome) => outcome.kind === 'failed' && outcome.failure !== '400');
		expect(gaveUp.length).toBeLessThan(5);
	}
});

describe('one task', () => {
	const done: Answer<string, string> = { kind: 'done', value: 'it' };
	const refused: Answer<string, string> = { kind: 'refused', failure: 'not found' };
	const busy: Answer<string, string> = { kind: 'passing', tookPlace: 'no', failure: '503' };
	const cut: Answer<string, string> = { kind: 'passing', tookPlace: 'unknown', failure: 'ECONNRESET' };

	async function run(
		answers: Array<Answer<string, string>>,
		more: Partial<Task<string, string>> = {},
		latency = 0,
	) {
		const clock = new VirtualClock(1);
		const scheduler = new Scheduler({ limiter: new Limiter(VENDOR_LIMITS, clock), clock });
		const sentAt: number[] = [];
		const send = async () => {
			sentAt.push(clock.now());
			if (latency > 0) await clock.sleep(latency);
			return answers[sentAt.length - 1] ?? answers[answers.length - 1] ?? done;
		};
		const task: Task<string, string> = { windows: ['write'], replaySafe: false, send, ...more };
		const outcome = await clock.until(scheduler.run(task));
		return { outcome, sentAt, stats: scheduler.stats };
	}

	test('a final no is not repeated', async () => {
		const { outcome, sentAt } = await run([refused], { replaySafe: true });
		expect(outcome).toEqual({ kind: 'failed', failure: 'not found', tries: 1, effect: 'none' });
		expect(sentAt).toHaveLength(1);
	});

	test('a passing failure without effect is repeated, with growing pauses', async () => {
		const { outcome, sentAt, stats } = await run([busy, busy, busy, busy, done]);
		expect(outcome).toEqual({ kind: 'done', value: 'it', tries: 5, foundLater: false });
		const pauses = sentAt.slice(1).map((at, i) => at - (sentAt[i] ?? 0));
		for (const [i, pause] of pauses.entries()) {
			expect(pause).toBeGreaterThanOrEqual(500 * 2 ** i);
			expect(pause).toBeLessThanOrEqual(1_000 * 2 ** i);
		}
		expect(stats).toMatchObject({ requests: 5, repeats: 4 });
	});

	test('after five passing failures the row fails with the last one', async () => {
		const { outcome } = await run([busy]);
		expect(outcome).toEqual({ kind: 'failed', failure: '503', tries: 5, effect: 'none' });
	});

	test('an unsafe write without a way to look is not repeated, and the row says it is not known', async () => {
		const { outcome } = await run([cut, done]);
		expect(outcome).toEqual({ kind: 'failed', failure: 'ECONNRESET', tries: 1, effect: 'unknown' });
	});

	test('an update cut once and then refused: the row says that the first may have taken place', async () => {
		const { outcome } = await run([cut, refused], { replaySafe: true });
		expect(outcome).toEqual({ kind: 'failed', failure: 'not found', tries: 2, effect: 'unknown' });
	});

	test('an unsafe write is repeated only after two looks, 2 s apart', async () => {
		let looks = 0;
		const { outcome, sentAt } = await run([cut, done], {
			lookFirst: async () => (looks++, { kind: 'absent' }),
		});
		expect(outcome).toEqual({ kind: 'done', value: 'it', tries: 2, foundLater: false });
		expect(looks).toBe(2);
		expect(sentAt[1]).toBeGreaterThanOrEqual(2_000);
	});

	test('a lost create, looked for and repeated, then refused: the row is surely without effect', async () => {
		const { outcome } = await run([cut, refused], { lookFirst: async () => ({ kind: 'absent' }) });
		expect(outcome).toEqual({ kind: 'failed', failure: 'not found', tries: 2, effect: 'none' });
	});

	test('a look that cannot tell, or breaks, ends as unknown', async () => {
		const expected = { kind: 'failed', effect: 'unknown', tries: 1 };
		const unknown = await run([cut, done], { lookFirst: async () => ({ kind: 'unknown' }) });
		expect(unknown.outcome).toMatchObject(expected);
		const broken = await run([cut, done], { lookFirst: async () => await Promise.reject(new Error('bug')) });
		expect(broken.outcome).toMatchObject(expected);
	});

	test('429 for ever: given up after 30 tries, each at least its Retry-After apart', async () => {
		const { outcome, sentAt } = await run(
			[{ kind: 'limited', retryAfterMs: 3_000, failure: '429' }],
			{},
			100,
		);
		expect(outcome).toEqual({
			kind: 'failed',
			failure: '429',
			tries: RETRY_POLICY.limitedTries,
			effect: 'none',
		});
		for (const [i, at] of sentAt.slice(1).entries())
			expect(at - (sentAt[i] ?? 0)).toBeGreaterThanOrEqual(3_100);
	});

	test('429 without Retry-After: the pauses grow up to a minute', async () => {
		const { sentAt } = await run([{ kind: 'limited', failure: '429' }], {}, 100);
		const pauses = sentAt.slice(1).map((at, i) => at - (sentAt[i] ?? 0) - 100);
		expect(pauses[0]).toBeGreaterThanOrEqual(2_500);
		expect(pauses[0]).toBeLessThanOrEqual(5_000);
		expect(Math.max(...pauses)).toBeLessThanOrEqual(60_000);
		expect(Math.min(...pauses.slice(5))).toBeGreaterThanOrEqual(30_000);
	});

	test('a request that breaks its promise and throws: run() rejects, and its slot is not lost for ever', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter({ ...VENDOR_LIMITS, writesPerMinute: 1 }, clock);
		const scheduler = new Scheduler({ limiter, clock });
		const bug = new Error('bug');
		const send = async () => await Promise.reject<Answer<string, string>>(bug);
		await expect(scheduler.run({ windows: ['write'], replaySafe: true, send })).rejects.toBe(bug);
		const after = scheduler.run({ windows: ['write'], replaySafe: true, send: async () => done });
		expect(await clock.until(after)).toMatchObject({ kind: 'done' });
		expect(clock.now()).toBe(62_000 + CLOCKS_APART_MS);
	});
});
