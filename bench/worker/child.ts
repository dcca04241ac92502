/** Runs executions on n8n-core in a process of its own: one n8n instance. */
import { setClockFactor } from '../clock';
import { loadNode, runJob } from '../run';
import type { Cost, Order, Report } from './protocol';

const MB = 1024 * 1024;
/** A look takes half a millisecond: more often, it would be a part of what is measured. */
const LOOK_EVERY_MS = 100;

async function carryOut({ factor, runs }: Order): Promise<Cost> {
	for (const { job } of runs) loadNode(job.type);
	setClockFactor(factor);
	let peakHeap = 0;
	const look = (): void => {
		peakHeap = Math.max(peakHeap, process.memoryUsage().heapUsed);
	};
	const timer = setInterval(look, LOOK_EVERY_MS);
	const rssBefore = process.memoryUsage.rss();
	const startedAt = performance.now();
	const before = process.cpuUsage();
	try {
		await Promise.all(runs.map(async ({ address, job }) => await runJob(address, job)));
	} finally {
		clearInterval(timer);
	}
	look();
	const { user, system } = process.cpuUsage(before);
	return {
		cpuMs: (user + system) / 1000,
		wallMs: performance.now() - startedAt,
		peakRssMb: process.resourceUsage().maxRSS / 1024,
		rssBeforeMb: rssBefore / MB,
		peakHeapMb: peakHeap / MB,
	};
}

const tell = (report: Report): void => void process.send?.(report);

process.on('message', (order: Order) => {
	carryOut(order).then(
		(cost) => tell({ kind: 'done', id: order.id, cost }),
		(error: unknown) =>
			tell({ kind: 'broke', id: order.id, message: error instanceof Error ? error.message : String(error) }),
	);
});
// The bench ended, however it ended.
process.on('disconnect', () => process.exit(0));
tell({ kind: 'ready' });
