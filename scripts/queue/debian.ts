import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, tail } from '../n8n/command';
import { say } from '../n8n/say';

/** Debian keeps PostgreSQL's server commands out of the PATH, a folder a version. */
const POSTGRES_VERSIONS = '/usr/lib/postgresql';

function foldersToLookIn(): string[] {
	const versions = existsSync(POSTGRES_VERSIONS) ? readdirSync(POSTGRES_VERSIONS) : [];
	const newestFirst = versions.sort((left, right) => Number(right) - Number(left));
	return [
		...newestFirst.map((version) => join(POSTGRES_VERSIONS, version, 'bin')),
		...(process.env.PATH ?? '').split(delimiter),
		'/usr/sbin',
	];
}

/** The full path of a command, or undefined. */
export function find(command: string): string | undefined {
	return foldersToLookIn()
		.map((folder) => join(folder, command))
		.find((path) => existsSync(path));
}

/** @throws saying what to install */
export function need(command: string): string {
	const path = find(command);
	if (path === undefined) throw new Error(`There is no ${command} on this machine. ${HOW}`);
	return path;
}

const HOW = 'Install Redis and PostgreSQL (Debian: apt-get install redis-server postgresql).';
const COMMANDS: ReadonlyArray<readonly [string, string]> = [
	['redis-server', 'redis-server'],
	['initdb', 'postgresql'],
	['psql', 'postgresql'],
];

/** Installs what is missing of Redis and PostgreSQL, where that can be done without asking: as root on Debian. */
export async function ensureServices(): Promise<void> {
	const missing = COMMANDS.filter(([command]) => find(command) === undefined).map(([, name]) => name);
	if (missing.length === 0) return;
	const apt = find('apt-get');
	if (apt === undefined || process.getuid?.() !== 0) throw new Error(`${missing[0]} is missing. ${HOW}`);
	say(`Installing ${[...new Set(missing)].join(' and ')}.`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	for (const args of [
		['update', '-qq'],
		['install', '-y', '-qq', '--no-install-recommends', ...missing],
	]) {
		const { code, stderr } = await run(apt, args, { cwd: '/', env });
		if (code !== 0) throw new Error(`apt-get ${args[0]} did not work:\n${tail(stderr)}`);
	}
}
