import { setTimeout as sleep } from 'node:timers/promises';
import { say } from '../n8n/say';
import { happen, type Plan } from './changes';
import { figuresOf, type Figures } from './figures';
import type { Fleet } from './fleet';
import { deliveryCounts, expectedFrom } from './journal';
import { lastRunId, type Run, runCounts, runsSince } from './runs';
import type { SandboxStore } from './store';

const POLL_MS = 1_000;
const DONE_WITHIN_MS = 300_000;
/** n8n takes a worker for gone when its lock on a run is a minute old, and looks every half minute. */
const STALLED_WITHIN_MS = 240_000;

export interface Field {
	fleet: Fleet;
	store: SandboxStore;
}

/** Things happen, the store delivers, n8n runs; then the journal is held against the runs. */
export async function round(title: string, { fleet, store }: Field, plan: Plan): Promise<Figures> {
	const after = await begin(store, fleet);
	await happen(store, plan);
	await settled(fleet, after, plan.signUps + plan.orders, DONE_WITHIN_MS);
	return await tell(title, { fleet, store }, after, plan);
}

/** The same, with one of the two workers killed when a third of the runs are done. */
export async function roundWithKill(
	title: string,
	{ fleet, store }: Field,
	plan: Plan,
): Promise<{ figures: Figures; underWay: Run[] }> {
	const all = plan.signUps + plan.orders;
	const after = await begin(store, fleet);
	const happening = happen(store, plan);
	await until(DONE_WITHIN_MS, async () => ((await runCounts(fleet.postgres, after)).success ?? 0) >= all / 3);
	await fleet.killWorker();
	// n8n empties what it takes for dead: what those runs were to do is only seen now.
	const underWay = (await runsSince(fleet.postgres, after)).filter(({ status }) =>
		['new', 'running'].includes(status),
	);
	say(`       one of the two workers is killed (SIGKILL); ${underWay.length} runs are waiting or under way`);
	await happening;
	await settled(fleet, after, all, STALLED_WITHIN_MS);
	return { figures: await tell(title, { fleet, store }, after, plan, underWay), underWay };
}

async function begin(store: SandboxStore, fleet: Fleet): Promise<number> {
	await store.forgetDeliveries();
	return await lastRunId(fleet.postgres);
}

/** Until that many runs were begun and none is waiting or under way, and nothing is left to deliver. */
async function settled({ postgres }: Fleet, after: number, runs: number, withinMs: number): Promise<void> {
	let quietSince = Date.now();
	let before = '';
	await until(withinMs, async () => {
		const counts = await runCounts(postgres, after);
		const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
		const left = (counts.new ?? 0) + (counts.running ?? 0);
		const now = JSON.stringify(counts);
		if (now !== before) quietSince = Date.now();
		before = now;
		// Repeats come after: a little silence at the end.
		return left === 0 && (all >= runs ? Date.now() - quietSince > 5_000 : Date.now() - quietSince > 45_000);
	});
}

/** Waits until it holds, or the time is over: what is missing then is seen in the figures. */
async function until(withinMs: number, holds: () => Promise<boolean>): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (Date.now() < deadline && !(await holds())) await sleep(POLL_MS);
}

async function tell(
	title: string,
	{ fleet, store }: Field,
	after: number,
	plan: Plan,
	seen: Run[] = [],
): Promise<Figures> {
	const deliveries = await store.deliveries();
	const expected = expectedFrom(deliveries);
	const runs = await runsSince(fleet.postgres, after);
	const figures = figuresOf(expected, runs, seen);
	const { all, retried, undone } = deliveryCounts(deliveries);
	const wanted = plan.signUps + plan.orders;
	if (figures.expected !== wanted) {
		throw new Error(`The store was changed ${wanted} times, and its journal tells of ${figures.expected}.`);
	}
	const { median, p95, max, seconds } = figures;
	const each = Object.entries(await runCounts(fleet.postgres, after)).map(([status, n]) => `${n} ${status}`);
	say(`${title}: ${wanted} events`);
	say(`       deliveries ${all}, tried again ${retried}, not delivered ${undone}; runs: ${each.join(', ')}`);
	say(
		`       lost ${figures.lost.length}, cut off ${figures.cutOff.length}, repeated ${figures.repeated}, ` +
			`unasked ${figures.unasked.length}, with two eventIds ${figures.renamed.length}`,
	);
	say(
		`       change to run: median ${median} ms, p95 ${p95} ms, max ${max} ms; ${seconds.toFixed(1)} s in all`,
	);
	return figures;
}
