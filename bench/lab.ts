import { setTimeout as sleep } from 'node:timers/promises';
import { type BenchSandbox, startSandboxes } from './sandbox/client';
import type { SandboxStart } from './sandbox/protocol';
import { startWorker, type Worker } from './worker/client';

/**
 * Where benches that run side by side wait for each other. Starting processes and reading a thousand items is work enough for
 * the machine, so nobody sets out before all processes have started, and then one after the other.
 */
export class Gate {
	private starting = 0;
	private open: () => void = () => undefined;
	private readonly opened = new Promise<void>((resolve) => (this.open = resolve));
	private line: Promise<unknown> = this.opened;

	/** To be called before anything is awaited; the function given back once all is started, or cannot be. */
	enter(): () => void {
		this.starting++;
		return () => {
			if (--this.starting === 0) this.open();
		};
	}

	/** Starts a run when its turn has come; the next one's comes with this one's first request. */
	async setOut<T>(sandbox: BenchSandbox, run: () => Promise<T>): Promise<T> {
		const turn = this.line;
		let next: () => void = () => undefined;
		this.line = new Promise<void>((resolve) => (next = resolve));
		await turn;
		try {
			const running = run();
			void hasBegun(sandbox, running).finally(next);
			return await running;
		} finally {
			next();
		}
	}
}

const LOOK_EVERY_MS = 50;

async function hasBegun(sandbox: BenchSandbox, running: Promise<unknown>): Promise<void> {
	let over = false;
	const end = (): void => void (over = true);
	running.then(end, end);
	while (!over && (await sandbox.ask('requests')) === 0) await sleep(LOOK_EVERY_MS);
}

export interface Lab {
	stores: BenchSandbox[];
	workers: Worker[];
}

/** Starts sandboxes and n8n instances, and ends them when the work is done, however it ends. */
export async function withLab<T>(
	gate: Gate,
	start: SandboxStart,
	workers: number,
	work: (lab: Lab) => Promise<T>,
): Promise<T> {
	const ready = gate.enter();
	const started = await Promise.allSettled([
		startSandboxes(start),
		...Array.from({ length: workers }, async () => await startWorker()),
	]);
	ready();
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
