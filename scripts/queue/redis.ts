import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../n8n/ports';
import { startProcess } from '../n8n/process';
import { need } from './debian';

const HOST = '127.0.0.1';
const START_WITHIN_MS = 20_000;
const POLL_MS = 100;

/** A Redis of our own on a free port of this machine, which keeps nothing. Gives back what n8n has to know of it. */
export async function startRedis(folder: string): Promise<NodeJS.ProcessEnv> {
	mkdirSync(folder, { recursive: true });
	const port = await freePort();
	const running = startProcess({
		command: need('redis-server'),
		args: ['--bind', HOST, '--port', String(port), '--dir', folder, '--save', '', '--appendonly', 'no'],
		cwd: folder,
		env: process.env,
		logFile: join(folder, 'redis.log'),
	});
	const deadline = Date.now() + START_WITHIN_MS;
	while (!(await answers(port))) {
		if (running.ended() || Date.now() > deadline) {
			await running.stop();
			throw new Error(`Redis did not start. Its last lines:\n${running.lastLines()}`);
		}
		await sleep(POLL_MS);
	}
	return { QUEUE_BULL_REDIS_HOST: HOST, QUEUE_BULL_REDIS_PORT: String(port) };
}

async function answers(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, HOST, () => socket.write('PING\r\n'));
		const end = (is: boolean) => {
			socket.destroy();
			resolve(is);
		};
		socket.once('data', (data: Buffer) => end(data.toString().startsWith('+PONG')));
		socket.once('error', () => end(false));
		socket.setTimeout(1_000, () => end(false));
	});
}
