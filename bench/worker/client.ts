import { join } from 'node:path';
import { startChild } from '../child';
import type { Cost, Order, Report } from './protocol';

export interface Worker {
	/** Starts the executions at the same moment and waits for all of them. */
	run(order: Omit<Order, 'id'>): Promise<Cost>;
	stop(): Promise<void>;
}

/** Starts an n8n instance of its own: a process with the engine loaded. */
export async function startWorker(): Promise<Worker> {
	const child = await startChild<Report>(join(__dirname, 'child.ts'));
	return {
		run: async (order) => {
			const report = await child.ask(order);
			if (report.kind !== 'done') throw new Error(`The worker answered with ${report.kind}`);
			return report.cost;
		},
		stop: child.stop,
	};
}
