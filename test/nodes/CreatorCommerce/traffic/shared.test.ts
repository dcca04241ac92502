import { Limiter, Scheduler, sharedLimiter, VENDOR_LIMITS } from '../../../../nodes/CreatorCommerce/traffic';
import { DROP_UNUSED_AFTER_MS, sharedLimiterCount } from '../../../../nodes/CreatorCommerce/traffic/shared';
import { CLOCKS_APART_MS } from '../../../../nodes/CreatorCommerce/traffic/window';
import { acquire } from './support/acquire';
import { SimulatedServer, writes } from './support/server';
import { VirtualClock } from './support/virtualClock';

const LESS = { readsPerMinute: 50, writesPerMinute: 25, bulkPerMinute: 10 };
const SPENT = { readsPerMinute: 60, writesPerMinute: 10, bulkPerMinute: 20 };

test('two executions with one key share its limits; another key has its own', async () => {
	const clock = new VirtualClock(1);
	const server = new SimulatedServer(clock, { kind: 'sliding log' });
	const scheduler = () => new Scheduler({ limiter: sharedLimiter('shared', VENDOR_LIMITS, clock), clock });
	const runs = [scheduler(), scheduler()].flatMap((one, i) =>
		writes(server, 80, `${i}-`).map(async (task) => await one.run(task)),
	);
	await clock.until(Promise.all(runs));
	expect(server.limited).toBe(0);
	expect(sharedLimiter('another', VENDOR_LIMITS, clock).snapshot().write).toBe(50);
});

test('different limits for one key: the smaller while it is in use, the latest after a quiet minute', async () => {
	const clock = new VirtualClock(1);
	const limiter = sharedLimiter('different', LESS, clock);
	const permit = await acquire(limiter, clock, ['write']);
	expect(sharedLimiter('different', SPENT, clock)).toBe(limiter);
	expect(limiter.getLimits()).toEqual({ readsPerMinute: 50, writesPerMinute: 10, bulkPerMinute: 10 });
	if (permit !== 'timeIsUp') permit.answered();
	await clock.runTo(60_000 + CLOCKS_APART_MS);
	sharedLimiter('different', VENDOR_LIMITS, clock);
	expect(limiter.getLimits()).toEqual(VENDOR_LIMITS);
});

test('raised limits let those go at once who wait', async () => {
	const clock = new VirtualClock(1);
	const limiter = new Limiter(LESS, clock);
	const sentAt: number[] = [];
	const all = Promise.all(
		Array.from({ length: 50 }, async () => {
			const permit = await acquire(limiter, clock, ['write']);
			sentAt.push(clock.now());
			if (permit !== 'timeIsUp') permit.answered();
		}),
	);
	await clock.runTo(5_000);
	expect(sentAt).toHaveLength(25);
	limiter.setLimits(VENDOR_LIMITS);
	await clock.until(all);
	expect(sentAt[49]).toBe(5_000);
});

test('keys unused for ten minutes are forgotten', async () => {
	const clock = new VirtualClock(1);
	const kept = sharedLimiter('kept', VENDOR_LIMITS, clock);
	const old = sharedLimiter('old', VENDOR_LIMITS, clock);
	await clock.runTo(DROP_UNUSED_AFTER_MS - 1);
	await acquire(kept, clock, ['read']);
	const before = sharedLimiterCount();
	await clock.runTo(DROP_UNUSED_AFTER_MS);
	expect(sharedLimiter('kept', VENDOR_LIMITS, clock)).toBe(kept);
	expect(sharedLimiterCount()).toBeLessThan(before);
	expect(sharedLimiter('old', VENDOR_LIMITS, clock)).not.toBe(old);
});

describe('leave to send', () => {
	test('first come, first served', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter({ ...VENDOR_LIMITS, writesPerMinute: 2 }, clock);
		const order: number[] = [];
		const one = async (i: number) => {
			const permit = await acquire(limiter, clock, ['write']);
			order.push(i);
			if (permit !== 'timeIsUp') permit.answered();
		};
		await clock.until(Promise.all([0, 1, 2, 3, 4, 5].map(one)));
		expect(order).toEqual([0, 1, 2, 3, 4, 5]);
		expect(clock.now()).toBe(120_000 + 2 * CLOCKS_APART_MS);
	});

	test('a request without an answer holds its slot 2 s longer, and no other slot', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter({ ...VENDOR_LIMITS, writesPerMinute: 2 }, clock);
		const lost = await acquire(limiter, clock, ['write']);
		const fine = await acquire(limiter, clock, ['write']);
		if (lost !== 'timeIsUp') lost.unanswered();
		await clock.runTo(500);
		if (fine !== 'timeIsUp') fine.answered();
		await clock.until(acquire(limiter, clock, ['write']));
		expect(clock.now()).toBe(60_500 + CLOCKS_APART_MS);
		await clock.until(acquire(limiter, clock, ['write']));
		expect(clock.now()).toBe(62_000 + CLOCKS_APART_MS);
	});

	test('ends when aborted or when time is up, also behind others in the line', async () => {
		const clock = new VirtualClock(1);
		const limiter = new Limiter({ ...VENDOR_LIMITS, writesPerMinute: 1 }, clock);
		await acquire(limiter, clock, ['write']);
		const abort = new AbortController();
		const patient = acquire(limiter, clock, ['write'], abort.signal);
		const hurried = acquire(limiter, clock, ['write'], undefined, 1_000);
		expect(await clock.until(hurried)).toBe('timeIsUp');
		expect(clock.now()).toBe(1_000);
		abort.abort(new Error('enough'));
		await expect(clock.until(patient)).rejects.toThrow('enough');
		expect(clock.now()).toBe(1_000);
		expect(clock.sleepers).toBe(0);
	});
});
