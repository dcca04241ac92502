import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { N8N_VERSION } from '../n8n/cache';
import { ensureN8n } from '../n8n/install';
import { launchN8n, type Role, type RunningN8n } from '../n8n/launch';
import { buildPackage, installPackage, packPackage } from '../n8n/package';
import { freePort } from '../n8n/ports';
import { stopEverything, type RunningProcess } from '../n8n/process';
import { N8nRest, type Owner } from '../n8n/rest';
import { startSandbox } from '../n8n/sandbox';
import { startPostgres, type Postgres } from './postgres';
import { startRedis } from './redis';

const OWNER: Owner = { email: 'owner@example.com', password: 'Sandbox-1234' };
const SEEDED_PARTNERS = '2400';
/** Shopify tries again after a minute, two, four …; here after ten seconds, twenty, forty … */
const SHOPIFY = { retrySpeed: 6 };
/** n8n's queue mode as people run it: PostgreSQL, Redis, a main process, a webhook process and two workers. */
export interface Fleet {
	sandboxUrl: string;
	postgres: Postgres;
	rest: N8nRest;
	/** Ends the first worker at once, as a power cut would. */
	killWorker: () => Promise<void>;
	/** Keeps the logs of all processes in `folder`. */
	keepLogs: (folder: string) => void;
	close: () => Promise<void>;
}

/** @throws when a part of it does not start; nothing is left running then */
export async function startFleet(checkout: string): Promise<Fleet> {
	await ensureN8n({ version: N8N_VERSION });
	const temporary = mkdtempSync(join(tmpdir(), 'creatorcommerce-queue-'));
	// Apart, since PostgreSQL may run as another user.
	const database = mkdtempSync(join(tmpdir(), 'creatorcommerce-postgres-'));
	const close = async (): Promise<void> => {
		await stopEverything();
		for (const folder of [temporary, database]) rmSync(folder, { recursive: true, force: true });
	};
	try {
		return { ...(await startIn(temporary, database, checkout)), close };
	} catch (error) {
		await close();
		throw error;
	}
}

async function startIn(temporary: string, database: string, checkout: string): Promise<Omit<Fleet, 'close'>> {
	await buildPackage(checkout);
	const { tarball } = await packPackage(checkout, temporary);

	const sandbox = await startSandbox({
		checkout,
		port: await freePort(),
		dataFolder: join(temporary, 'creatorcommerce'),
		logFile: join(temporary, 'sandbox.log'),
		args: ['--fresh', '--partners', SEEDED_PARTNERS, '--shopify', JSON.stringify(SHOPIFY)],
	});
	const postgres = await startPostgres(database);
	const webhookPort = await freePort();
	const env: NodeJS.ProcessEnv = {
		...postgres.env,
		...(await startRedis(join(temporary, 'redis'))),
		EXECUTIONS_MODE: 'queue',
		// The same in all processes: it also names the n8n.
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		WEBHOOK_URL: `http://127.0.0.1:${webhookPort}/`,
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
	};
	const logs: RunningProcess[] = [sandbox];
	// Each with folders of its own, as on machines of their own.
	const launch = async (name: string, role: Role, port: number): Promise<RunningN8n> => {
		const userFolder = join(temporary, name);
		await installPackage(userFolder, tarball);
		const running = await launchN8n({ role, userFolder, port, env });
		logs.push(running);
		return running;
	};
	// The main process sets up the database that the others need.
	const main = await launch('main', 'start', await freePort());
	await launch('webhook', 'webhook', webhookPort);
	const worker = await launch('worker-1', 'worker', await freePort());
	await launch('worker-2', 'worker', await freePort());
	const rest = new N8nRest(main.url);
	await rest.signIn(OWNER);

	return {
		sandboxUrl: sandbox.url,
		postgres,
		rest,
		killWorker: async () => {
			process.kill(-worker.pid, 'SIGKILL');
			await worker.whenEnded;
		},
		keepLogs: (folder) => {
			mkdirSync(folder, { recursive: true });
			for (const { logFile } of logs) cpSync(logFile, join(folder, logFile.split('/').slice(-2).join('-')));
		},
	};
}
