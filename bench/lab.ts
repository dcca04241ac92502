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
	private places = 0;
	private open: () => void = () => undefined;
	private readonly opened = new Promise<void>((resolve) => (this.open = resolve));
	private line: Promise<unknown> = Promise.resolve();

	/**
	 * To be called before anything is awaited; the function given back once all is started, or cannot be. It resolves when
	 * everybody's processes have, first for who entered first.
	 */
	enter(): () => Promise<void> {
		const place = this.places++;
		this.starting++;
		return async () => {
			if (--this.starting === 0) this.open();
			await this.opened;
			await sleep(place * APART_MS);
		};
	}

	/** Resolves when all others have set out. */
	async lineIsEmpty(): Promise<void> {
		let last: Promise<unknown>;
		do {
			last = this.line;
			await last;
		} while (last !== this.line);
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

const APART_MS = 5;
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

/** Starts sandboxes, all of one process with the same settings, and n8n instances; ends them when the work is done, however it ends. */
export async function withLab<T>(
	gate: Gate,
	starts: readonly SandboxStart[],
	workers: number,
	work: (lab: Lab) => Promise<T>,
): Promise<T> {
	const ready = gate.enter();
	const [sandboxes, instances] = await Promise.all([
		Promise.allSettled(starts.map(async (start) => await startSandboxes(start))),
		Promise.allSettled(Array.from({ length: workers }, async () => await startWorker())),
	]);
	await ready();
	try {
		return await work({
			stores: sandboxes.map(started).flatMap(({ stores }) => stores),
			workers: instances.map(started),
		});
	} finally {
		const all = [...sandboxes, ...instances];
		await Promise.all(all.map(async (one) => (one.status === 'fulfilled' ? await one.value.stop() : null)));
	}
}

function started<T>(one: PromiseSettledResult<T>): T {
	if (one.status === 'rejected') throw one.reason;
	return one.value;
}
