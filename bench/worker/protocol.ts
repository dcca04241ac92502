import type { Job } from '../run';
import type { Address } from '../sandbox/protocol';

/** What a worker is told: executions to start at the same moment. */
export interface Order {
	id: number;
	factor: number;
	runs: Array<{ address: Address; job: Job }>;
}

/** What the executions cost the process. Loading the engine and the node is not in it. */
export interface Cost {
	cpuMs: number;
	wallMs: number;
	/** Peak resident memory of the process so far. */
	peakRssMb: number;
	/** Resident memory before the executions. */
	rssBeforeMb: number;
	/** Peak of the used heap, looked at every 100 ms. */
	peakHeapMb: number;
}

export type Report =
	| { kind: 'ready' }
	| { kind: 'done'; id: number; cost: Cost }
	| { kind: 'broke'; id: number; message: string };
