import { fork } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** Arguments with which Node runs a TypeScript file of this checkout, without a wrapper process in between. */
const TSX_ARGS = ['--import', pathToFileURL(require.resolve('tsx')).href];

/** A question to a child process; each is answered once, by its id. */
type Question = { id: number };
type Reply = { kind: string; id?: number; message?: string };

export interface Child<R extends Reply> {
	/** What it said when it was ready. */
	ready: R;
	/** @throws when the child says it broke, or ends */
	ask(question: object): Promise<R>;
	stop(): Promise<void>;
}

/** Starts a file of the bench as a process of its own; resolves when it says `ready`. */
export async function startChild<R extends Reply>(
	file: string,
	args: string[] = [],
	env: NodeJS.ProcessEnv = {},
): Promise<Child<R>> {
	const child = fork(file, args, {
		execArgv: TSX_ARGS,
		env: { ...process.env, ...env },
		serialization: 'advanced',
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
	});
	const pending = new Map<number, { resolve: (reply: R) => void; reject: (error: Error) => void }>();
	let asked = 0;
	let stopping = false;

	const ready = await new Promise<R>((resolve, reject) => {
		child.on('message', (message: unknown) => {
			const reply = message as R; // from a file of ours
			if (reply.kind === 'ready') return resolve(reply);
			const waiting = pending.get(reply.id ?? 0);
			pending.delete(reply.id ?? 0);
			if (reply.kind === 'broke') waiting?.reject(new Error(reply.message));
			else waiting?.resolve(reply);
		});
		child.on('error', reject);
		child.on('exit', (code) => {
			if (stopping) return;
			const error = new Error(`${file} ended with ${code}`);
			reject(error);
			for (const waiting of pending.values()) waiting.reject(error);
		});
	});

	return {
		ready,
		ask: async (question) =>
			await new Promise((resolve, reject) => {
				const numbered: Question = { ...question, id: ++asked };
				pending.set(numbered.id, { resolve, reject });
				child.send(numbered);
			}),
		stop: async () => {
			stopping = true;
			if (child.exitCode !== null || child.signalCode !== null) return;
			const over = new Promise((resolve) => child.once('exit', resolve));
			child.disconnect();
			await over;
		},
	};
}
