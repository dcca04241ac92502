import { Limiter, Scheduler, VENDOR_LIMITS, type Limits } from '../../../../../nodes/CreatorCommerce/traffic';
import { SimulatedServer, writes, type ServerOptions } from './server';
import { seeded } from '../../../../support/random';
import { VirtualClock } from './virtualClock';

export interface Processes extends ServerOptions {
	seed: number;
	/** Writes of each process. */
	items: readonly number[];
	/** Each but the first starts up to this much later; 0: all at once. */
	staggerMs: number;
	/** What each process takes as its limits. */
	own?: Limits;
}

/** Processes that share a key and the server, and nothing else. */
export async function runProcesses(set: Processes) {
	const clock = new VirtualClock(set.seed);
	const server = new SimulatedServer(clock, set);
	const random = seeded(set.seed + 1_000);
	const starts = set.items.map((_, i) => (i === 0 ? 0 : random() * set.staggerMs));
	const one = async (count: number, i: number) => {
		await clock.sleep(starts[i] ?? 0);
		const limiter = new Limiter(set.own ?? VENDOR_LIMITS, clock);
		const scheduler = new Scheduler({ limiter, clock });
		const tasks = writes(server, count, `${i}/`, ['write'], `process ${i}`);
		const outcomes = await Promise.all(tasks.map(async (task) => await scheduler.run(task)));
		return { startedAt: starts[i] ?? 0, endedAt: clock.now(), outcomes, stats: scheduler.stats };
	};
	const runs = await clock.until(Promise.all(set.items.map(one)));
	const total = set.items.reduce((sum, count) => sum + count, 0);
	const done = runs.flatMap((run) => run.outcomes).filter((outcome) => outcome.kind === 'done').length;
	return { clock, server, runs, total, done, ms: clock.now() };
}
