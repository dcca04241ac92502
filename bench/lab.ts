import { type BenchSandbox, startSandboxes } from './sandbox/client';
import type { SandboxStart } from './sandbox/protocol';
import { startWorker, type Worker } from './worker/client';

export interface Lab {
	stores: BenchSandbox[];
	workers: Worker[];
}

/** Starts sandboxes and n8n instances, and ends them when the work is done, however it ends. */
export async function withLab<T>(
	start: SandboxStart,
	workers: number,
	work: (lab: Lab) => Promise<T>,
): Promise<T> {
	const started = await Promise.allSettled([
		startSandboxes(start),
		...Array.from({ length: workers }, async () => await startWorker()),
	]);
	try {
		const failed = started.find((one) => one.status === 'rejected');
		if (failed) throw failed.reason;
		const [sandboxes, ...rest] = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
		return await work({
			stores: sandboxes && 'stores' in sandboxes ? sandboxes.stores : [],
			workers: rest.flatMap((one) => ('run' in one ? [one] : [])),
		});
	} finally {
		await Promise.all(
			started.map(async (one) => (one.status === 'fulfilled' ? await one.value.stop() : undefined)),
		);
	}
}
