import {
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { npm, run, tail } from './command';
import { installedAt, PACKAGE_NAME } from './package';
import { asObject, readJsonFile } from './readJson';

/** What n8n gives to npm, so that nothing of a package runs at its install. */
const INSTALL_FLAGS = [
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

/**
 * Installs a packed package the way n8n's Settings → Community Nodes does (downloadPackage of its community packages
 * service, the same in 2.8.4 and 2.40.7), but for the download: the tarball is at hand. n8n must be (re)started afterwards.
 * @returns what npm put beside it: names of further packages, none for a package without dependencies
 * @throws with npm's last lines
 */
export async function installAsCommunityPackage(userFolder: string, tarball: string): Promise<string[]> {
	const nodes = join(userFolder, '.n8n', 'nodes');
	const target = installedAt(userFolder);
	mkdirSync(nodes, { recursive: true });
	const listPath = join(nodes, 'package.json');
	const list = existsSync(listPath)
		? asObject(readJsonFile(listPath))
		: { name: 'installed-nodes', private: true, dependencies: {} };

	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	const here = join(nodes, basename(tarball));
	copyFileSync(tarball, here);
	try {
		const unpacked = await run('tar', ['-xzf', here, '-C', target, '--strip-components=1'], { cwd: nodes });
		if (unpacked.code !== 0) throw new Error(`${tarball} could not be unpacked:\n${tail(unpacked.stderr)}`);
		const manifestPath = join(target, 'package.json');
		const manifest = asObject(JSON.parse(readFileSync(manifestPath, 'utf8')));
		for (const field of ['devDependencies', 'peerDependencies', 'optionalDependencies'])
			delete manifest[field];
		writeFileSync(manifestPath, JSON.stringify(manifest, null, 2));
		const installed = await npm(['install', ...INSTALL_FLAGS], { cwd: target });
		if (installed.code !== 0) {
			throw new Error(
				`npm install did not work in the package:\n${tail(installed.stderr || installed.stdout)}`,
			);
		}
		const dependencies = { ...asObject(list.dependencies), [PACKAGE_NAME]: manifest.version };
		writeFileSync(listPath, JSON.stringify({ ...list, dependencies }, null, 2));
	} finally {
		rmSync(here, { force: true });
	}
	const further = join(target, 'node_modules');
	return existsSync(further) ? readdirSync(further).filter((name) => !name.startsWith('.')) : [];
}
