/**
 * Runs in a process of its own: one sync of many rows, and what it costs in memory and in time the event loop stood
 * still. Prints one line of JSON. Usage: node --import tsx --expose-gc measure.ts <file with {credential, parameters, items}>
 */
import { readFileSync } from 'node:fs';
import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { createInstance, runNode } from '../support/headless';

interface Job {
	credential: Record<string, unknown>;
	parameters: Record<string, unknown>;
	items: Array<Record<string, unknown>>;
}

export interface Measured {
	status: string;
	error?: string;
	rows: Record<string, number>;
	seconds: number;
	/** Megabytes over what the process had before, at most. */
	peakRssMb: number;
	peakHeapMb: number;
	baselineRssMb: number;
	/** Longest time the event loop stood still while the node ran, in ms: by the clock, and of that, CPU time of this process. */
	longestBlockMs: number;
	longestBlockCpuMs: number;
	/** How many times as slow as the machine the limit was set on; at least 1. */
	slowness: number;
	/** Blocks above 50 ms of CPU time, each with when it ended, in ms since the node began. */
	blocks: Array<{ atMs: number; ms: number; cpuMs: number }>;
}

const MB = 1024 * 1024;
const TICK_MS = 5;
const collect = globalThis.gc ?? (() => undefined);

/** Watches memory and the event loop; blocks only between start() and stop(). */
class Watch {
	peakRss = 0;
	peakHeap = 0;
	longest = 0;
	longestCpu = 0;
	readonly blocks: Measured['blocks'] = [];
	private readonly timer: NodeJS.Timeout;
	private startedAt: number | undefined;
	private last = performance.now();
	private lastCpu = process.cpuUsage();
	private lastMemory = 0;

	constructor() {
		this.timer = setInterval(() => this.tick(), TICK_MS);
	}

	start(): void {
		this.startedAt = this.last = performance.now();
		this.lastCpu = process.cpuUsage();
	}

	stop(): void {
		this.tick();
		this.startedAt = undefined;
	}

	end(): void {
		clearInterval(this.timer);
	}

	private tick(): void {
		const now = performance.now();
		const cpu = process.cpuUsage(this.lastCpu);
		if (this.startedAt !== undefined) {
			const ms = now - this.last - TICK_MS;
			// Other processes take the CPU away too: that is no block of ours.
			const cpuMs = Math.min(ms, (cpu.user + cpu.system) / 1_000);
			this.longest = Math.max(this.longest, ms);
			this.longestCpu = Math.max(this.longestCpu, cpuMs);
			if (cpuMs > 50) {
				this.blocks.push({
					atMs: Math.round(now - this.startedAt),
					ms: Math.round(ms),
					cpuMs: Math.round(cpuMs),
				});
			}
		}
		if (now - this.lastMemory > 20) {
			const memory = process.memoryUsage();
			this.peakRss = Math.max(this.peakRss, memory.rss);
			this.peakHeap = Math.max(this.peakHeap, memory.heapUsed);
			this.lastMemory = performance.now();
		}
		this.last = performance.now();
		this.lastCpu = process.cpuUsage();
	}
}

/**
 * How many times as slow as the machine this test was written on, where parsing and writing this text takes 17 ms of
 * processor time. Never below 1: a fast machine gets no stricter limit.
 */
function slowness(): number {
	const text = JSON.stringify(
		Array.from({ length: 16_000 }, (_, at) => ({
			id: `id-${at}`,
			name: 'A name',
			notes: 'x'.repeat(200),
			at,
		})),
	);
	const took = Array.from({ length: 9 }, () => {
		const before = process.cpuUsage();
		JSON.stringify(JSON.parse(text));
		return process.cpuUsage(before).user / 1_000;
	});
	return Math.max(1, (took.sort((a, b) => a - b)[4] ?? 0) / REFERENCE_MS);
}

const REFERENCE_MS = 17;

const isNode = (type: object): type is INodeType => 'execute' in type;

async function main(): Promise<Measured> {
	const job = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Job;
	const run = (items: Job['items'], options: Record<string, unknown>) =>
		runNode({
			parameters: { ...job.parameters, options },
			items,
			credentials: { creatorCommerceApi: job.credential },
			onError: 'continueRegularOutput',
		});
	// Warm: everything is loaded and compiled, connections are open.
	await run(job.items.slice(0, 20), { dryRun: true });

	const node = createInstance().registry.nodeTypes.getByName('n8n-nodes-creatorcommerce.creatorCommerce');
	if (!isNode(node)) throw new Error('no node');
	const watch = new Watch();
	const { execute } = node;
	// n8n's own copying of the items comes before and after; the node answers for what happens in between.
	node.execute = async function (this: IExecuteFunctions) {
		watch.start();
		try {
			return (await execute?.call(this)) ?? null;
		} finally {
			watch.stop();
		}
	};
	collect();
	const baseline = process.memoryUsage();
	watch.peakRss = baseline.rss;
	watch.peakHeap = baseline.heapUsed;
	const result = await run(job.items, {});
	watch.end();
	const rows: Record<string, number> = {};
	for (const { json } of result.output) rows[String(json.status)] = (rows[String(json.status)] ?? 0) + 1;
	return {
		status: result.status,
		error: result.error?.message,
		rows,
		seconds: Math.round(result.ms / 100) / 10,
		peakRssMb: Math.round((watch.peakRss - baseline.rss) / MB),
		peakHeapMb: Math.round((watch.peakHeap - baseline.heapUsed) / MB),
		baselineRssMb: Math.round(baseline.rss / MB),
		longestBlockMs: Math.round(watch.longest),
		longestBlockCpuMs: Math.round(watch.longestCpu),
		slowness: Math.round(slowness() * 10) / 10,
		blocks: watch.blocks,
	};
}

main().then(
	(measured) => console.log(JSON.stringify(measured)),
	(fault: unknown) => {
		console.error(fault);
		process.exitCode = 1;
	},
);
