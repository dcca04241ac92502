import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startChild } from '../child';
import type { Address, AskName, Asks, SandboxStart, Told } from './protocol';

/** One sandbox. Its address can be sent to another process. */
export interface BenchSandbox {
	address: Address;
	ask<N extends AskName>(name: N): Promise<Asks[N]>;
}

export interface Sandboxes {
	stores: BenchSandbox[];
	stop(): Promise<void>;
}

/** A write that waits for the disk would be measured as waiting for the limit; so no disk, where the system has another place. */
const inMemory = (): NodeJS.ProcessEnv => (existsSync(MEMORY) ? { TMPDIR: MEMORY } : {});
const MEMORY = '/dev/shm';

/** Starts sandboxes in a process of their own, so that their work is not counted as anybody's. */
export async function startSandboxes(start: SandboxStart): Promise<Sandboxes> {
	const child = await startChild<Told>(join(__dirname, 'child.ts'), [JSON.stringify(start)], inMemory());
	const { ready } = child;
	if (ready.kind !== 'ready') throw new Error('The sandbox did not say where it is');
	return {
		stores: ready.addresses.map((address, store) => ({
			address,
			async ask<N extends AskName>(name: N) {
				const told = await child.ask({ name, store });
				if (told.kind !== 'answer') throw new Error(`The sandbox answered ${name} with ${told.kind}`);
				return told.answer as Asks[N];
			},
		})),
		stop: child.stop,
	};
}
