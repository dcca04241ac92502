/**
 * Runs the command given on its command line, in the process group that it leads itself, and ends the whole group when
 * the process that started it is gone, however that ended: the pipe on stdin then closes. This is why even `kill -9`
 * or a closed terminal leaves no n8n behind.
 */
import { spawn } from 'node:child_process';

const GRACE_MS = 12_000;
const [command, ...args] = process.argv.slice(2);
if (command === undefined) throw new Error('guard: no command given');

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
let stopping = false;

function killGroup(signal: NodeJS.Signals): void {
	try {
		process.kill(-process.pid, signal);
	} catch {
		// nobody left
	}
}

function stop(): void {
	if (stopping) return;
	stopping = true;
	killGroup('SIGTERM');
	setTimeout(() => killGroup('SIGKILL'), GRACE_MS);
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, stop);
process.stdin.on('end', stop).on('close', stop).on('error', stop).resume();

child.on('error', (error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(127);
});
child.on('exit', (code) => {
	// The command's own children (n8n's task runner) go with it; the guard itself is the last of the group.
	process.on('exit', () => killGroup('SIGKILL'));
	process.exit(code ?? 1);
});
