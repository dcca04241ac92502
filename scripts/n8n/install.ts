import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, n8nBin, n8nFolder } from './cache';
import { npm, run, tail } from './command';
import { withLock } from './lock';
import { asObject, readJsonFile } from './readJson';
import { say, tellWhile } from './say';

const TRIES = 3;
const SIZE_POLL_MS = 8_000;

/** n8n asks for xlsx by a download address outside npm; the same reader's last release on npm does for us. */
const OVERRIDES = { xlsx: '0.18.5' };

const stampPath = (version: string) => join(n8nFolder(version), 'install-complete.json');

/** npm writes node_modules/.package-lock.json as its last step, so its absence tells a half install. */
function looksComplete(version: string): boolean {
	const modules = join(n8nFolder(version), 'node_modules');
	const manifest = asObject(readJsonFile(join(modules, 'n8n', 'package.json')));
	return (
		manifest.version === version &&
		existsSync(n8nBin(version)) &&
		existsSync(join(modules, '.package-lock.json'))
	);
}

/** The database driver is the one part that is compiled at install; without it n8n starts and then gives up. */
async function databaseLoads(version: string): Promise<boolean> {
	const { code } = await run(process.execPath, ['-e', "require('sqlite3')"], { cwd: n8nFolder(version) });
	return code === 0;
}

async function folderSize(folder: string): Promise<string> {
	try {
		const { code, stdout } = await run('du', ['-sk', folder], { cwd: cacheFolder() });
		const megabytes = Number.parseInt(stdout, 10) / 1024;
		if (code !== 0 || !(megabytes >= 1)) return '';
		return megabytes < 1000 ? `${Math.round(megabytes)} MB` : `${(megabytes / 1024).toFixed(1)} GB`;
	} catch {
		return ''; // no du on this system: the elapsed time has to do
	}
}

async function installOnce(version: string, attempt: number): Promise<string | undefined> {
	const folder = n8nFolder(version);
	// A cut-off npm can leave packages that look whole and are not. What was downloaded is in npm's own cache.
	if (!existsSync(join(folder, 'node_modules', '.package-lock.json'))) {
		rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
	}
	mkdirSync(folder, { recursive: true });
	const manifest = { private: true, dependencies: { n8n: version }, overrides: OVERRIDES };
	writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, '\t')}\n`);

	let size = '';
	let measuring = false;
	const measure = async () => {
		if (measuring) return;
		measuring = true;
		size = await folderSize(folder);
		measuring = false;
	};
	const timer = setInterval(() => void measure(), SIZE_POLL_MS);
	try {
		const args = ['install', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error'];
		if (attempt > 1) args.push('--prefer-offline');
		const label = `Installing n8n ${version}${attempt > 1 ? ` (try ${attempt} of ${TRIES})` : ''}`;
		const result = await tellWhile(
			label,
			async () => await npm(args, { cwd: folder }),
			() => (size ? `${size} of about 2.3 GB` : 'finding out what is needed'),
		);
		if (result.code !== 0) return tail(result.stderr || result.stdout);
	} finally {
		clearInterval(timer);
	}
	if (!looksComplete(version)) return 'npm ended without a complete n8n.';
	if (!(await databaseLoads(version))) {
		rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
		return 'n8n’s database driver (sqlite3) was not built. It needs Python 3, make and a C++ compiler.';
	}
	return undefined;
}

/**
 * Makes sure that n8n of this version is installed in the cache folder, and installs it with npm when it is not.
 * Takes about five minutes the first time, nothing afterwards.
 * @throws when three tries did not give a complete install; the message has npm's last lines
 */
export async function ensureN8n({ version }: { version: string }): Promise<void> {
	if (existsSync(stampPath(version)) && looksComplete(version)) return;
	await withLock(`${n8nFolder(version)}.lock`, `installing n8n ${version}`, async () => {
		const complete = async () => looksComplete(version) && (await databaseLoads(version));
		if (!(await complete())) {
			rmSync(stampPath(version), { force: true });
			say(
				`n8n ${version} is not on this machine yet: installing it once, in ${cacheFolder()} (about 2.3 GB, about 5 minutes).`,
			);
			const begun = Date.now();
			let reason: string | undefined;
			for (let attempt = 1; attempt <= TRIES; attempt++) {
				reason = await installOnce(version, attempt);
				if (reason === undefined) break;
				say(`The install did not finish: ${reason}`);
			}
			if (reason !== undefined) {
				throw new Error(
					`n8n ${version} could not be installed after ${TRIES} tries. What was downloaded is kept: ` +
						'check the network and free disk space, then run the same command again.',
				);
			}
			say(`n8n ${version} is installed (${Math.round((Date.now() - begun) / 1000)} s).`);
		}
		const stamp = { version, node: process.version };
		writeFileSync(stampPath(version), `${JSON.stringify(stamp)}\n`);
	});
}
