import {
	Limiter,
	Scheduler,
	VENDOR_LIMITS,
	type Answer,
	type Task,
} from '../../../../nodes/CreatorCommerce/traffic';
import { VirtualClock } from './support/virtualClock';

function setUp(stopAt?: number) {
	const clock = new VirtualClock(1);
	const limiter = new Limiter(VENDOR_LIMITS, clock);
	const sent: string[] = [];
	const scheduler = () => new Scheduler({ limiter, clock, stopAt });
	const task = (name: string, more: Partial<Task<string, string>> = {}): Task<string, string> => ({
		windows: ['write'],
		replaySafe: true,
		async send(): Promise<Answer<string, string>> {
			sent.push(name);
			await clock.sleep(200);
			return { kind: 'done', value: name };
		},
		...more,
	});
	const many = (count: number, name: string) =>
		Array.from({ length: count }, (_, at) => task(`${name}${at}`));
	return { clock, limiter, sent, scheduler, task, many };
}

describe('a task that is called back', () => {
	test('leaves the line, is not sent, and takes nobody’s slot', async () => {
		const { clock, sent, scheduler, task, many } = setUp();
		const [one, other] = [scheduler(), scheduler()];
		const recall = new AbortController();
		const before = Promise.all(many(50, 'a').map(async (each) => await other.run(each)));
		await clock.until(before);
		const called = one.run(task('recalled', { recall: recall.signal }));
		const after = Promise.all(many(50, 'b').map(async (each) => await other.run(each)));
		await clock.runTo(30_000);
		recall.abort();
		expect(await called).toEqual({ kind: 'notSent', reason: 'recalled' });
		await clock.until(after);
		expect(clock.now()).toBeLessThan(65_000);
		expect(sent).not.toContain('recalled');
		expect(sent).toHaveLength(100);
		expect(one.stats.requests).toBe(0);
		expect(clock.sleepers).toBe(0);
	});

	test('in the moment another one is sent: no leave is given to nobody', async () => {
		const { clock, limiter, sent, scheduler, task } = setUp();
		const [one, other] = [scheduler(), scheduler()];
		const recall = new AbortController();
		const first = task('first');
		const running = one.run({
			...first,
			send: async () => {
				recall.abort();
				return await first.send();
			},
		});
		const called = other.run(task('recalled', { recall: recall.signal }));
		expect(await clock.until(called)).toEqual({ kind: 'notSent', reason: 'recalled' });
		await clock.until(running);
		expect(sent).toEqual(['first']);
		// One slot is taken, and nobody waits.
		expect(limiter.snapshot().write).toBe(VENDOR_LIMITS.writesPerMinute - 1);
		await clock.runTo(clock.now() + 120_000);
		expect(limiter.isIdle()).toBe(true);
	});

	test('before it was handed in: is not sent; after it was sent: goes on', async () => {
		const { clock, sent, scheduler, task } = setUp();
		const one = scheduler();
		expect(await clock.until(one.run(task('never', { recall: AbortSignal.abort() })))).toEqual({
			kind: 'notSent',
			reason: 'recalled',
		});
		const recall = new AbortController();
		let tries = 0;
		const running = one.run(
			task('again', {
				recall: recall.signal,
				send: async () => {
					sent.push(`again${tries}`);
					await clock.sleep(200);
					return tries++ === 0
						? { kind: 'passing', tookPlace: 'no', failure: '503' }
						: { kind: 'done', value: 'done' };
				},
			}),
		);
		await clock.runTo(100);
		recall.abort();
		expect(await clock.until(running)).toMatchObject({ kind: 'done', tries: 2 });
		expect(sent).toEqual(['again0', 'again1']);
	});
});

test('a task that goes first goes before the others of its run', async () => {
	const { clock, sent, scheduler, task, many } = setUp();
	const one = scheduler();
	const all = Promise.all(many(80, 'a').map(async (each) => await one.run(each)));
	await clock.runTo(10_000);
	const first = one.run(task('first', { goesFirst: true }));
	await clock.until(Promise.all([all, first]));
	expect(sent.indexOf('first')).toBe(50);
	expect(one.stats.repeats).toBe(0);
});

describe('waiting for another run', () => {
	const never = new Promise<void>(() => undefined);

	test('ends with it, and then rests', async () => {
		const { clock, scheduler } = setUp(60_000);
		expect(await clock.until(scheduler().waitFor(clock.sleep(5_000), 2_000))).toBeUndefined();
		expect(clock.now()).toBe(7_000);
		expect(clock.sleepers).toBe(0);
	});

	test('ends when the time is up, when the run is stopped, and when it is cancelled', async () => {
		const { clock, limiter, scheduler } = setUp(60_000);
		const stopped = scheduler();
		const abort = new AbortController();
		const cancelled = new Scheduler({ limiter, clock, signal: abort.signal });
		const ends = Promise.all([
			scheduler().waitFor(never),
			stopped.waitFor(never),
			cancelled.waitFor(never).catch((reason: unknown) => reason),
			cancelled.waitFor(Promise.resolve(), 90_000).catch((reason: unknown) => reason),
		]);
		await clock.runTo(1_000);
		stopped.stop();
		const reason = new Error('cancelled by the user');
		abort.abort(reason);
		expect(await clock.until(ends)).toEqual(['timeIsUp', 'stopped', reason, reason]);
		expect(clock.now()).toBe(60_000);
		expect(await stopped.waitFor(never)).toBe('stopped');
		await expect(cancelled.waitFor(never)).rejects.toBe(reason);
		expect(clock.sleepers).toBe(0);
	});
});
