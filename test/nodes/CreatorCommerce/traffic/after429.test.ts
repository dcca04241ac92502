import { Limiter, Scheduler, VENDOR_LIMITS, type Permit } from '../../../../nodes/CreatorCommerce/traffic';
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
				// at least 30 a minute are left to us (the neighbour is refused too): ten minutes at most
				const minutes = scheduler.stats.finishedAt / 60_000;
				if (process.env.TRAFFIC_NUMBERS)
					console.log(kind, retryAfter, 'minutes', minutes, '429', server.limited);
				expect(minutes).toBeLessThan(10);
			}
		},
	);
});

describe('after a 429', () => {
	async function sendAll(clock: VirtualClock, limiter: Limiter, count: number): Promise<number[]> {
		const sentAt: number[] = [];
		const one = async () => {
			const permit = await limiter.acquire(['write']);
			sentAt.push(clock.now());
			if (permit !== 'timeIsUp') permit.answered();
		};
		await clock.until(Promise.all(Array.from({ length: count }, one)));
		return sentAt;
	}

	async function refused(limiter: Limiter, windows: ['write'] | ['write', 'bulk'], retryAfterMs: number) {
		const permit: Permit | 'timeIsUp' = await limiter.acquire(windows);
		if (permit !== 'timeIsUp') permit.limited(retryAfterMs);
	}

	test('writes go at 95 % of the limit, evenly spaced, for one minute, and then as before', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter(VENDOR_LIMITS, clock);
		await refused(limiter, ['write'], 10_000);
		const sentAt = await sendAll(clock, limiter, 150);
		expect(sentAt[0]).toBe(10_000);
		const careful = sentAt.filter((at) => at < 70_000);
		expect(careful.length).toBeLessThanOrEqual(47);
		expect(careful.length).toBeGreaterThanOrEqual(46);
		for (const [i, at] of careful.slice(1).entries()) {
			expect(at - (careful[i] ?? 0)).toBeGreaterThanOrEqual(60_000 / 47.5 - 1e-6);
		}
		// then each slot is used again as soon as it is free
		expect(sentAt[149]).toBeLessThan(10_000 + 3 * 60_000 + 2_000);
	});

	test('reads are not held up by a refused write; single writes wait with a refused bulk write', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter(VENDOR_LIMITS, clock);
		await refused(limiter, ['write', 'bulk'], 10_000);
		expect(limiter.msUntilFree(['read'])).toBe(0);
		expect(limiter.msUntilFree(['write'])).toBe(10_000);
		expect(limiter.snapshot()).toEqual({ read: 100, write: 0, bulk: 0 });
	});

	test('a burst of fifty 429s counts as one: the pause does not explode', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter(VENDOR_LIMITS, clock);
		const permits = await Promise.all(
			Array.from({ length: 50 }, async () => await limiter.acquire(['write'])),
		);
		await clock.runTo(500);
		for (const permit of permits) if (permit !== 'timeIsUp') permit.limited();
		expect(limiter.msUntilFree(['write'])).toBeLessThanOrEqual(2_000);
	});
});
