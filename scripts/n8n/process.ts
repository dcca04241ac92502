import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { endCommands, tail } from './command';

const STOP_WITHIN_MS = 15_000;
const HEALTH_POLL_MS = 250;

export interface RunningProcess {
	/** Also the id of its process group. */
	pid: number;
	logFile: string;
	/** Whether it has ended, for whatever reason. */
	ended: () => boolean;
	/** Resolves with the exit code when it ends by itself or is stopped. */
	whenEnded: Promise<number>;
	/** The last lines of its log. */
	lastLines: (lines?: number) => string;
	/** Ends it and everything it started; resolves when all of it is gone. */
	stop: () => Promise<void>;
}

export interface StartOptions {
	command: string;
	args: string[];
	cwd: string;
	env: NodeJS.ProcessEnv;
	logFile: string;
}

const started = new Set<RunningProcess>();

const TSX = pathToFileURL(require.resolve('tsx')).href;

/** Starts a TypeScript file of this checkout the way `tsx` does, without a wrapper process in between. */
export function tsxCommand(file: string): { command: string; args: string[] } {
	return { command: process.execPath, args: ['--import', TSX, file] };
}

/** Starts a command under a guard (guard.ts) in a process group of its own, its output going to `logFile`. */
export function startProcess({ command, args, cwd, env, logFile }: StartOptions): RunningProcess {
	mkdirSync(dirname(logFile), { recursive: true });
	const log = openSync(logFile, 'w');
	const guard = tsxCommand(join(__dirname, 'guard.ts'));
	const child = spawn(guard.command, [...guard.args, command, ...args], {
		cwd,
		env,
		detached: true,
		stdio: ['pipe', log, log],
	});
	closeSync(log);
	const { pid } = child;
	if (pid === undefined) throw new Error(`Could not start ${command}.`);

	let over = false;
	const whenEnded = new Promise<number>((resolve) => {
		child.on('error', () => resolve(127));
		child.on('exit', (code) => {
			over = true;
			resolve(code ?? 1);
		});
	});
	const killGroup = (signal: NodeJS.Signals) => {
		try {
			process.kill(-pid, signal);
		} catch {
			// nobody left
		}
	};
	const running: RunningProcess = {
		pid,
		logFile,
		ended: () => over,
		whenEnded,
		lastLines: (lines) => {
			try {
				return tail(readFileSync(logFile, 'utf8'), lines);
			} catch {
				return '';
			}
		},
		stop: async () => {
			if (!over) {
				child.stdin?.end();
				await Promise.race([whenEnded, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
			}
			killGroup('SIGKILL');
			await whenEnded;
			started.delete(running);
		},
	};
	started.add(running);
	return running;
}

/** Ends everything that was started here, also what is still starting, and waits until it is gone. */
export async function stopEverything(): Promise<void> {
	endCommands();
	await Promise.all([...started].map(async (running) => await running.stop()));
}

/**
 * Waits until `url` answers 200 with JSON (n8n answers everything with 200 and a waiting page while it starts).
 * @throws when the process ends before that, or when `withinMs` have passed; the message has its last log lines
 */
export async function waitUntilHealthy(
	name: string,
	running: RunningProcess,
	url: string,
	withinMs: number,
): Promise<void> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		if (running.ended()) {
			throw new Error(`${name} ended while it was starting. Its last lines:\n${running.lastLines()}`);
		}
		const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
		await answer?.arrayBuffer().catch(() => undefined);
		if (answer?.status === 200 && answer.headers.get('content-type')?.includes('json')) return;
		if (Date.now() > deadline) {
			throw new Error(
				`${name} did not answer within ${withinMs / 1000} s. Its last lines:\n${running.lastLines()}`,
			);
		}
		await sleep(HEALTH_POLL_MS);
	}
}
