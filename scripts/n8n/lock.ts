import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say';

const POLL_MS = 1_000;

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it lives, but belongs to someone else.
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

function take(path: string): boolean {
	try {
		writeFileSync(path, String(process.pid), { flag: 'wx' });
		return true;
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
		throw error;
	}
}

function holder(path: string): number | undefined {
	try {
		const pid = Number(readFileSync(path, 'utf8'));
		return Number.isInteger(pid) && pid > 0 ? pid : undefined;
	} catch {
		return undefined;
	}
}

/** Runs `work` while no other process on this machine holds `path`. A lock whose holder has died is taken over. */
export async function withLock<T>(path: string, waitingFor: string, work: () => Promise<T>): Promise<T> {
	mkdirSync(dirname(path), { recursive: true });
	let told = false;
	while (!take(path)) {
		const pid = holder(path);
		if (pid === undefined || !isAlive(pid)) {
			rmSync(path, { force: true });
			continue;
		}
		if (!told) say(`Another run (process ${pid}) is ${waitingFor}; waiting for it.`);
		told = true;
		await sleep(POLL_MS);
	}
	try {
		return await work();
	} finally {
		rmSync(path, { force: true });
	}
}
