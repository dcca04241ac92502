import { Limiter, Scheduler, VENDOR_LIMITS, type Permit } from '../../../../nodes/CreatorCommerce/traffic';
import { CLOCKS_APART_MS, FIRST_AT_ONCE } from '../../../../nodes/CreatorCommerce/traffic/window';
import { acquire } from './support/acquire';
import { SERVER_KINDS, SimulatedServer, writes } from './support/server';
import { VirtualClock } from './support/virtualClock';

describe.each(SERVER_KINDS)('another process uses the same key, the server counts by %s', (kind) => {
	test.each(['exact', 'seconds', 'none'] as const)(
		'every write gets done, and Retry-After (%s) is obeyed',
		async (retryAfter) => {
			for (let seed = 1; seed <= 5; seed++) {
				const clock = new VirtualClock(seed);
				const server = new SimulatedServer(clock, { kind, retryAfter });
				const scheduler = new Scheduler({ limiter: new Limiter(VENDOR_LIMITS, clock), clock });
				let over = false;
				const neighbour = async () => {
					while (!over) {
						await clock.sleep(clock.random() * 6_000); // 20 a minute
						server.admit(['write']);
					}
				};
				void neighbour();
				const outcomes = await clock.until(
					Promise.all(writes(server, 300).map(async (task) => await scheduler.run(task))),
				);
				over = true;
				expect(outcomes.filter((outcome) => outcome.kind === 'done')).toHaveLength(300);
				expect(server.sentTooEarly()).toEqual([]);
				expect(scheduler.stats.refusedByLimit).toBe(server.limited);
				// at least 30 a minute are left to us (the neighbour is refused too): ten minutes, and one to learn it
				const minutes = scheduler.stats.finishedAt / 60_000;
				if (process.env.TRAFFIC_NUMBERS)
					console.log(kind, retryAfter, 'minutes', minutes, '429', server.limited);
				expect(minutes).toBeLessThan(11);
			}
		},
	);
});

describe('after a 429', () => {
	async function sendAll(clock: VirtualClock, limiter: Limiter, count: number): Promise<number[]> {
		const sentAt: number[] = [];
		const one = async () => {
			const permit = await acquire(limiter, clock, ['write']);
			sentAt.push(clock.now());
			if (permit !== 'timeIsUp') permit.answered();
		};
		await clock.until(Promise.all(Array.from({ length: count }, one)));
		return sentAt;
	}

	/** So many sent at once, all refused. */
	async function refused(
		clock: VirtualClock,
		limiter: Limiter,
		windows: ['write'] | ['write', 'bulk'],
		retryAfterMs: number,
		times = 1,
	) {
		const permits: Array<Permit | 'timeIsUp'> = await Promise.all(
			Array.from({ length: times }, async () => await acquire(limiter, clock, windows)),
		);
		for (const permit of permits) if (permit !== 'timeIsUp') permit.limited(retryAfterMs);
	}

	test('one by itself only makes it wait: then three at once, more with each answer, up to the whole limit', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter(VENDOR_LIMITS, clock);
		await sendAll(clock, limiter, 20);
		await refused(clock, limiter, ['write'], 10_000);
		const sentAt: number[] = [];
		const one = async () => {
			const permit = await acquire(limiter, clock, ['write']);
			sentAt.push(clock.now());
			await clock.sleep(500);
			if (permit !== 'timeIsUp') permit.answered();
		};
		void Promise.all(Array.from({ length: 60 }, one));
		await clock.runTo(10_000);
		expect(sentAt).toEqual([10_000, 10_000, 10_000]);
		await clock.runTo(59_000);
		expect(sentAt).toHaveLength(30);
		expect(sentAt[29]).toBeLessThan(14_000);
	});

	test('without Retry-After, one by itself costs a few seconds', async () => {
		for (let seed = 1; seed <= 20; seed++) {
			const clock = new VirtualClock(seed);
			const limiter = new Limiter(VENDOR_LIMITS, clock);
			await refused(clock, limiter, ['write'], 0);
			expect(limiter.msUntilFree(['write'])).toBeGreaterThanOrEqual(2_500);
			expect(limiter.msUntilFree(['write'])).toBeLessThanOrEqual(5_000);
		}
	});

	test('many together: what was accepted in the last minute is our share: evenly spaced, then tried for more, at last all of it', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter(VENDOR_LIMITS, clock);
		await sendAll(clock, limiter, 20);
		await refused(clock, limiter, ['write'], 10_000, 4);
		const sentAt = await sendAll(clock, limiter, 500);
		const inMinute = (from: number) => sentAt.filter((at) => at >= from && at < from + 60_000).length;
		expect(sentAt[0]).toBe(60_000 + CLOCKS_APART_MS); // the 20 slots come back then
		for (const minute of [1, 2]) expect(inMinute(minute * (60_000 + CLOCKS_APART_MS))).toBe(20);
		for (const [i, at] of sentAt.slice(1, 20).entries()) expect(at - (sentAt[i] ?? 0)).toBeCloseTo(3_000);
		const first = sentAt.findIndex((_, i) => i >= 20 && (sentAt[i] ?? 0) - (sentAt[i - 20] ?? 0) < 59_999);
		expect(sentAt[first]).toBeGreaterThan(3 * 60_000);
		expect(sentAt[first]).toBeLessThan(4.6 * 60_000);
		expect(inMinute(6 * 60_000)).toBe(50);
		for (const at of sentAt) expect(inMinute(at)).toBeLessThanOrEqual(50);
	});

	test('many together with nothing in hand: one is sent when Retry-After is over, then more with each answer', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter(VENDOR_LIMITS, clock);
		await refused(clock, limiter, ['write'], 10_000, 4);
		const sentAt: number[] = [];
		let open = 0;
		let most = 0;
		const one = async () => {
			const permit = await acquire(limiter, clock, ['write']);
			sentAt.push(clock.now());
			most = Math.max(most, ++open);
			await clock.sleep(500);
			open--;
			if (permit !== 'timeIsUp') permit.answered();
		};
		void Promise.all(Array.from({ length: 50 }, one));
		await clock.runTo(20_000);
		expect(sentAt.slice(0, 12)).toEqual(Array.from({ length: 12 }, (_, i) => 10_000 + i * 500));
		expect(sentAt.length).toBeLessThanOrEqual(14); // a quarter of the limit, then slower
		expect(most).toBe(1);
	});

	test.each([1, 2, 5])(
		'a limit of %d a minute is kept when the share is all of it',
		async (writesPerMinute) => {
			const clock = new VirtualClock(1);
			const limiter = new Limiter({ ...VENDOR_LIMITS, writesPerMinute }, clock);
			for (let i = 0; i < 4; i++) await clock.until(refused(clock, limiter, ['write'], 10_000));
			const sentAt = await sendAll(clock, limiter, 15 * writesPerMinute);
			for (const [i, at] of sentAt.slice(writesPerMinute).entries()) {
				expect(at - (sentAt[i] ?? 0)).toBeGreaterThanOrEqual(60_000);
			}
		},
	);

	test('reads are not held up by a refused write; single writes wait with a refused bulk write', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter(VENDOR_LIMITS, clock);
		await refused(clock, limiter, ['write', 'bulk'], 10_000);
		expect(limiter.msUntilFree(['read'])).toBe(0);
		expect(limiter.msUntilFree(['write'])).toBe(10_000);
		expect(limiter.snapshot()).toEqual({ read: 100, write: 0, bulk: 0 });
	});

	test('a burst of 429s counts as one: the pause does not explode', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter(VENDOR_LIMITS, clock);
		const permits = await Promise.all(
			Array.from({ length: FIRST_AT_ONCE }, async () => await acquire(limiter, clock, ['write'])),
		);
		await clock.runTo(500);
		for (const permit of permits) if (permit !== 'timeIsUp') permit.limited();
		expect(limiter.msUntilFree(['write'])).toBeLessThanOrEqual(20_000);
	});

	test('one who waits until a given time is not sent away while answers may still make room', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter(VENDOR_LIMITS, clock);
		const permits = await Promise.all(
			Array.from({ length: FIRST_AT_ONCE }, async () => await acquire(limiter, clock, ['write'])),
		);
		const patient = acquire(limiter, clock, ['write'], undefined, 5_000);
		await clock.runTo(1_000);
		for (const permit of permits) if (permit !== 'timeIsUp') permit.answered();
		expect(await clock.until(patient)).not.toBe('timeIsUp');
		expect(clock.now()).toBe(1_000);
	});
});
