import { Limiter, Scheduler, VENDOR_LIMITS } from '../../../../nodes/CreatorCommerce/traffic';
import { FIRST_AT_ONCE } from '../../../../nodes/CreatorCommerce/traffic/window';
import { SERVER_KINDS, SimulatedServer, writes, type ServerKind } from './support/server';
import { VirtualClock } from './support/virtualClock';

const MEAN_ROUND_TRIP = 525;
const LONGEST_ROUND_TRIP = 1_000;

async function makespan(kind: ServerKind, count: number, seed: number) {
	const clock = new VirtualClock(seed);
	const server = new SimulatedServer(clock, { kind });
	const scheduler = new Scheduler({ limiter: new Limiter(VENDOR_LIMITS, clock), clock });
	const outcomes = await clock.until(
		Promise.all(writes(server, count).map(async (task) => await scheduler.run(task))),
	);
	const done = outcomes.filter((outcome) => outcome.kind === 'done').length;
	return { ms: scheduler.stats.finishedAt - scheduler.stats.startedAt, server, done, clock, scheduler };
}

/** (windows − 1) × (60 s + *mean* round trip) + one longest round trip for the last request. */
function ideal(count: number): number {
	const windows = Math.ceil(count / VENDOR_LIMITS.writesPerMinute);
	return (windows - 1) * (60_000 + MEAN_ROUND_TRIP) + LONGEST_ROUND_TRIP;
}

describe.each(SERVER_KINDS)('against a server that counts by %s', (kind) => {
	test.each([
		[500, 20],
		[1_000, 10],
	])('%d writes meet no 429 and take at most 1 %% longer than the limit makes them', async (count, seeds) => {
		const ratios: number[] = [];
		for (let seed = 1; seed <= seeds; seed++) {
			const run = await makespan(kind, count, seed);
			expect(run.done).toBe(count);
			expect(run.server.limited).toBe(0);
			expect(run.scheduler.stats).toMatchObject({
				requests: count,
				writes: count,
				refusedByLimit: 0,
				repeats: 0,
			});
			ratios.push(run.ms / ideal(count));
		}
		if (process.env.TRAFFIC_NUMBERS) console.log(kind, count, Math.min(...ratios), Math.max(...ratios));
		expect(Math.max(...ratios)).toBeLessThanOrEqual(1.01);
	});

	test('two executions with one key meet no 429 together, and the short one is not held up', async () => {
		for (let seed = 1; seed <= 10; seed++) {
			const clock = new VirtualClock(seed);
			const server = new SimulatedServer(clock, { kind });
			const limiter = new Limiter(VENDOR_LIMITS, clock);
			const long = new Scheduler({ limiter, clock });
			const short = new Scheduler({ limiter, clock });
			const first = Promise.all(writes(server, 300, 'long').map(async (task) => await long.run(task)));
			await clock.runTo(30_000);
			const second = Promise.all(writes(server, 20, 'short').map(async (task) => await short.run(task)));
			await clock.until(Promise.all([first, second]));
			expect(server.limited).toBe(0);
			expect(server.effects.size).toBe(320);
			// its 20 writes go in the next window, not behind the 250 that waited before
			expect(short.stats.finishedAt).toBeLessThan(65_000);
		}
	});

	test('reads, writes and bulk together keep all three limits', async () => {
		const clock = new VirtualClock(3);
		const server = new SimulatedServer(clock, { kind });
		const scheduler = new Scheduler({ limiter: new Limiter(VENDOR_LIMITS, clock), clock });
		const tasks = [
			...writes(server, 120, 'single'),
			...writes(server, 30, 'bulk', ['write', 'bulk']),
			...writes(server, 250, 'read', ['read']),
		];
		await clock.until(Promise.all(tasks.map(async (task) => await scheduler.run(task))));
		expect(server.limited).toBe(0);
		expect(server.effects.size).toBe(400);
		expect(scheduler.stats).toMatchObject({ requests: 400, reads: 250, writes: 150, bulk: 30 });
		// three windows for each of the three; a few under way at once at first
		expect(scheduler.stats.finishedAt).toBeLessThan(2 * 61_000 + 3_000);
	});
});

test.each([1, 6, 7, 50])(
	'%d writes wait for no window: only for answers to those under way',
	async (count) => {
		for (let seed = 1; seed <= 5; seed++) {
			const { server, done, ms } = await makespan('fixed window', count, seed);
			expect(done).toBe(count);
			expect(ms).toBeLessThan(4 * LONGEST_ROUND_TRIP);
			const sent = server.seen.map((one) => one.sentAt).sort((a, b) => a - b);
			expect(sent.filter((at) => at === 0)).toHaveLength(Math.min(count, FIRST_AT_ONCE));
			const answered = server.seen.map((one) => one.answeredAt).sort((a, b) => a - b);
			// each later one goes in the moment an answer comes
			for (const [i, at] of sent.slice(FIRST_AT_ONCE).entries()) {
				expect(answered.slice(0, i + 1)).toContain(at);
			}
		}
	},
);

test('the 51st write goes 60 s after the first answer, not after the first send', async () => {
	const { server } = await makespan('sliding log', 51, 5);
	const sent = server.seen.map((one) => one.sentAt).sort((a, b) => a - b);
	expect(sent[50]).toBeGreaterThan(60_050);
	expect(sent[50]).toBeLessThan(60_200);
});

describe('bulk and single writes', () => {
	async function order(plan: Array<'bulk' | 'single'>, limits = VENDOR_LIMITS) {
		const clock = new VirtualClock(2);
		const server = new SimulatedServer(clock, { kind: 'sliding log', limits });
		const scheduler = new Scheduler({ limiter: new Limiter(limits, clock), clock });
		const tasks = plan.map((kind, i) =>
			writes(server, 1, `${kind}-${i}-`, kind === 'bulk' ? ['write', 'bulk'] : ['write']),
		);
		await clock.until(Promise.all(tasks.flat().map(async (task) => await scheduler.run(task))));
		expect(server.limited).toBe(0);
		return { seen: server.seen.sort((a, b) => a.sentAt - b.sentAt), ms: scheduler.stats.finishedAt };
	}

	test('a bulk write without room does not hold up single writes', async () => {
		const { seen } = await order([...Array(15).fill('bulk'), ...Array(40).fill('single')]);
		const early = seen.filter((one) => one.sentAt < 10_000).map((one) => one.id.split('-')[0]);
		expect(early.filter((kind) => kind === 'bulk')).toHaveLength(10);
		expect(early.filter((kind) => kind === 'single')).toHaveLength(40);
	});

	test('single writes do not starve bulk writes: the run is as short as the limits allow', async () => {
		const { ms } = await order([...Array(220).fill('single'), ...Array(30).fill('bulk')]);
		expect(ms).toBeLessThan(4 * 61_000 + 3_000); // 250 writes = 5 windows; bulk after the singles would be 7
	});

	test('with a bulk limit as large as the write limit, both get their turns', async () => {
		const limits = { readsPerMinute: 100, writesPerMinute: 10, bulkPerMinute: 10 };
		const { seen } = await order([...Array(20).fill('bulk'), ...Array(20).fill('single')], limits);
		const first = seen.slice(0, 20).map((one) => one.id.split('-')[0]);
		expect(first.filter((kind) => kind === 'single').length).toBeGreaterThan(5);
	});
});

test('requests with no limit in the way cost no timers, and ten times as many not much more than ten times the work', async () => {
	const cpuMsOf = async (count: number): Promise<number> => {
		const clock = new VirtualClock(1);
		const limits = { readsPerMinute: Infinity, writesPerMinute: Infinity, bulkPerMinute: Infinity };
		const scheduler = new Scheduler({ limiter: new Limiter(limits, clock), clock });
		const answer = { kind: 'done' as const, value: 1 };
		const begun = process.cpuUsage();
		const tasks = Array.from({ length: count }, async () => {
			return await scheduler.run({ windows: ['write'], replaySafe: true, send: async () => answer });
		});
		await clock.until(Promise.all(tasks));
		expect(scheduler.stats.requests).toBe(count);
		expect(clock.sleeps).toBe(0);
		return process.cpuUsage(begun).user / 1000;
	};
	await cpuMsOf(5_000); // what is compiled on the way counts for neither
	const few = await cpuMsOf(5_000);
	const many = await cpuMsOf(50_000);
	if (process.env.TRAFFIC_NUMBERS) console.log('cpu ms for 5,000 and 50,000 requests', few, many);
	// A line that is searched for every request would make it a hundred times.
	expect(many / few).toBeLessThan(50);
});

test('a long wait uses few timers: about one a request', async () => {
	const { clock, server } = await makespan('sliding log', 500, 4);
	// each request of the server's sleeps twice
	expect(clock.sleeps - 2 * server.seen.length).toBeLessThan(1.2 * 500);
	expect(clock.sleepers).toBe(0);
});
