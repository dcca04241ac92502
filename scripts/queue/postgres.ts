import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run, tail } from '../n8n/command';
import { freePort } from '../n8n/ports';
import { startProcess } from '../n8n/process';
import { need } from './debian';

const HOST = '127.0.0.1';
const DATABASE = 'postgres';
const USER = 'n8n';
/** PostgreSQL refuses to run as root; Debian's package makes this user. */
const SYSTEM_USER = 'postgres';
const START_WITHIN_MS = 30_000;
const POLL_MS = 200;

export interface Postgres {
	/** What n8n has to know of it. */
	env: NodeJS.ProcessEnv;
	/** Rows of a query, a column each, as PostgreSQL writes them. */
	rows: (sql: string) => Promise<string[]>;
}

/**
 * A PostgreSQL of our own on a free port of this machine, with a new database.
 * @param folder an empty one, which is made over to the user PostgreSQL runs as
 */
export async function startPostgres(folder: string): Promise<Postgres> {
	const data = join(folder, 'data');
	const password = randomBytes(16).toString('hex');
	const passwordFile = join(folder, 'password');
	writeFileSync(passwordFile, password);
	mkdirSync(data);
	const asUser = await whoRunsIt([folder, data, passwordFile]);

	const [initdb = '', ...options] = [
		...asUser,
		need('initdb'),
		...['-D', data, '-U', USER, '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--no-sync'],
	];
	const made = await run(initdb, options, { cwd: folder });
	if (made.code !== 0) throw new Error(`PostgreSQL's data could not be set up:\n${tail(made.stderr)}`);

	const port = await freePort();
	const [server = '', ...args] = [
		...asUser,
		need('postgres'),
		...['-D', data, '-h', HOST, '-p', String(port), '-k', folder],
	];
	const running = startProcess({
		command: server,
		args,
		cwd: folder,
		env: process.env,
		logFile: join(folder, 'postgres.log'),
	});
	const psql = need('psql');
	const env = { ...process.env, PGPASSWORD: password };
	const ask = async (sql: string) =>
		await run(psql, ['-h', HOST, '-p', String(port), '-U', USER, '-d', DATABASE, '-AtXc', sql], {
			cwd: folder,
			env,
		});
	const deadline = Date.now() + START_WITHIN_MS;
	while ((await ask('select 1')).code !== 0) {
		if (running.ended() || Date.now() > deadline) {
			await running.stop();
			throw new Error(`PostgreSQL did not start. Its last lines:\n${running.lastLines()}`);
		}
		await sleep(POLL_MS);
	}
	return {
		env: {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: HOST,
			DB_POSTGRESDB_PORT: String(port),
			DB_POSTGRESDB_DATABASE: DATABASE,
			DB_POSTGRESDB_USER: USER,
			DB_POSTGRESDB_PASSWORD: password,
		},
		rows: async (sql) => {
			const { code, stdout, stderr } = await ask(sql);
			if (code !== 0) throw new Error(`PostgreSQL refused a query:\n${tail(stderr)}`);
			return stdout.split('\n').filter(Boolean);
		},
	};
}

/** What to put before a command so that it does not run as root; the files are made over to that user. */
async function whoRunsIt(files: string[]): Promise<string[]> {
	if (process.getuid?.() !== 0) return [];
	const id = async (flag: string): Promise<number> => {
		const { code, stdout } = await run('id', [flag, SYSTEM_USER], { cwd: '/' });
		if (code !== 0) throw new Error(`There is no user “${SYSTEM_USER}” to run PostgreSQL as.`);
		return Number(stdout);
	};
	const [uid, gid] = [await id('-u'), await id('-g')];
	for (const file of files) {
		chownSync(file, uid, gid);
		chmodSync(file, 0o700);
	}
	return [need('setpriv'), `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
}
