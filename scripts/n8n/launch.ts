import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { n8nBin, N8N_VERSION } from './cache';
import { freePort } from './ports';
import { startProcess, waitUntilHealthy, type RunningProcess } from './process';

const START_WITHIN_MS = 180_000;
const HOST = '127.0.0.1';

/** Settings of another n8n in the user's shell must not reach this one: least of all its database. */
const FOREIGN_SETTINGS =
	/^(N8N_|DB_|QUEUE_|EXECUTIONS_|NODES_|CREDENTIALS_|WEBHOOK_URL$|GENERIC_TIMEZONE$|npm_|NODE_OPTIONS$)/i;

/** What a process of n8n does; only in queue mode there are others than `start`. */
export type Role = 'start' | 'webhook' | 'worker';

/** Where each tells that it is ready. */
const READY_PATHS: Record<Role, string> = {
	start: '/rest/settings',
	webhook: '/healthz/readiness',
	worker: '/healthz/readiness',
};

export interface LaunchOptions {
	role?: Role;
	/** n8n keeps everything (database, key, nodes) in `<userFolder>/.n8n`. */
	userFolder: string;
	port: number;
	version?: string;
	env?: NodeJS.ProcessEnv;
}

export interface RunningN8n extends RunningProcess {
	/** Without a slash at the end. */
	url: string;
}

function n8nEnvironment(userFolder: string, port: number, brokerPort: number): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN_SETTINGS.test(name));
	return {
		...Object.fromEntries(inherited),
		N8N_USER_FOLDER: userFolder,
		N8N_PORT: String(port),
		N8N_LISTEN_ADDRESS: HOST,
		N8N_HOST: 'localhost',
		N8N_SECURE_COOKIE: 'false',
		// Two n8n on one machine must not share the default port of the Code node's runner.
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_PYTHON_ENABLED: 'false',
		// Nothing calls home, and nothing stands between the user and the editor.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '8',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		NO_PROXY: [process.env.NO_PROXY, 'localhost', HOST].filter(Boolean).join(','),
	};
}

/** A worker serves nothing but its health. */
const workerEnvironment = (port: number): NodeJS.ProcessEnv => ({
	QUEUE_HEALTH_CHECK_ACTIVE: 'true',
	QUEUE_HEALTH_CHECK_PORT: String(port),
	N8N_WORKER_SERVER_ADDRESS: HOST,
});

/** Starts n8n and waits until it answers. @throws when it does not start; nothing is left running then */
export async function launchN8n(options: LaunchOptions): Promise<RunningN8n> {
	const { userFolder, port, role = 'start', version = N8N_VERSION, env } = options;
	mkdirSync(userFolder, { recursive: true });
	const running = startProcess({
		command: process.execPath,
		args: [n8nBin(version), role],
		// n8n reads a .env file from where it is started.
		cwd: userFolder,
		env: {
			...n8nEnvironment(userFolder, port, await freePort()),
			...(role === 'worker' && workerEnvironment(port)),
			...env,
		},
		logFile: join(userFolder, 'n8n.log'),
	});
	const url = `http://localhost:${port}`;
	try {
		await waitUntilHealthy(
			`n8n (${role})`,
			running,
			`http://${HOST}:${port}${READY_PATHS[role]}`,
			START_WITHIN_MS,
		);
	} catch (error) {
		await running.stop();
		throw error;
	}
	return { ...running, url };
}
