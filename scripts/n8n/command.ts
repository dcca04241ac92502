import { spawn, type ChildProcess } from 'node:child_process';

export interface CommandResult {
	code: number;
	stdout: string;
	stderr: string;
}

export interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
}

const underWay = new Set<ChildProcess>();

/** Ends every command that is still running, with its children: for when the user stops us meanwhile. */
export function endCommands(): void {
	for (const { pid } of underWay) {
		try {
			if (pid !== undefined) process.kill(-pid, 'SIGTERM');
		} catch {
			// it has just ended
		}
	}
}

/** Runs a command to its end and gives back what it printed. Throws only when it cannot be started. */
export async function run(command: string, args: string[], options: CommandOptions): Promise<CommandResult> {
	return await new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			...options,
			// A group of its own, so that a compiler started by npm can be ended with it.
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		underWay.add(child);
		let stdout = '';
		let stderr = '';
		child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
		child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
		child.on('error', (error) => {
			underWay.delete(child);
			reject(error);
		});
		child.on('close', (code) => {
			underWay.delete(child);
			resolve({ code: code ?? 1, stdout, stderr });
		});
	});
}

/**
 * An environment for a nested npm: without the settings that an outer `npm run` hands down. Ours has
 * `ignore-scripts`, and n8n's database driver needs its install script.
 */
function environmentForNpm(): NodeJS.ProcessEnv {
	const inherited =
		/^npm_(config_(ignore_scripts|prefix|local_prefix|global_prefix|workspace|json)|lifecycle|package)/i;
	return Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
}

/** Runs the npm that started us, else the one on the PATH. */
export async function npm(args: string[], options: CommandOptions): Promise<CommandResult> {
	const withEnvironment = { env: environmentForNpm(), ...options };
	const cli = process.env.npm_execpath;
	return cli?.endsWith('.js')
		? await run(process.execPath, [cli, ...args], withEnvironment)
		: await run('npm', args, withEnvironment);
}

/** The last lines of what a command printed, for a message. */
export function tail(text: string, lines = 12): string {
	return text.trimEnd().split('\n').slice(-lines).join('\n');
}
