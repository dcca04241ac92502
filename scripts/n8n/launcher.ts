import { run } from './command';

const POLL_MS = 1_000;

function isThere(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/**
 * Calls back when the `npm run` that started us is gone. npm passes a SIGTERM on to its shell only, which does not
 * pass it on to us, so that `kill <npm>` would otherwise leave everything running.
 */
export async function whenLauncherGone(stop: () => void): Promise<void> {
	if (process.env.npm_lifecycle_event === undefined) return;
	// Our parent is tsx; its parent is npm's shell, or npm.
	const parent = await run('ps', ['-o', 'ppid=', '-p', String(process.ppid)], { cwd: __dirname }).catch(
		() => undefined,
	);
	const launcher = Number(parent?.stdout);
	if (!(launcher > 1)) return;
	const timer = setInterval(() => {
		if (isThere(launcher)) return;
		clearInterval(timer);
		stop();
	}, POLL_MS);
	timer.unref();
}
