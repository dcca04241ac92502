import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { npm, run, tail } from './command';
import { asArray, asObject, asText } from './readJson';

export const PACKAGE_NAME = 'n8n-nodes-creatorcommerce';

export interface PackedPackage {
	tarball: string;
	/** Compressed, in bytes. */
	size: number;
	files: string[];
}

/** `npm run build`. @throws with the compiler's last lines */
export async function buildPackage(checkout: string): Promise<void> {
	const built = await npm(['run', 'build'], { cwd: checkout });
	if (built.code !== 0) {
		throw new Error(`The package does not build:\n${tail(built.stdout + built.stderr, 30)}`);
	}
}

/** `npm pack` of what is built already, into `folder`. */
export async function packPackage(checkout: string, folder: string): Promise<PackedPackage> {
	mkdirSync(folder, { recursive: true });
	const packed = await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
		cwd: checkout,
	});
	if (packed.code !== 0) throw new Error(`npm pack did not work:\n${tail(packed.stderr)}`);
	const described: unknown = JSON.parse(packed.stdout);
	// npm 11 answers with a list, newer ones with an object by package name.
	const entry = asObject(Array.isArray(described) ? described[0] : Object.values(asObject(described))[0]);
	return {
		tarball: join(folder, asText(entry.filename)),
		size: Number(entry.size),
		files: asArray(entry.files).map((file) => asText(asObject(file).path)),
	};
}

/** Where n8n looks for community packages at its start. */
export function installedAt(userFolder: string): string {
	return join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE_NAME);
}

export async function unpack(tarball: string, folder: string): Promise<void> {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	const unpacked = await run('tar', ['-xzf', tarball, '-C', folder, '--strip-components=1'], {
		cwd: folder,
	});
	if (unpacked.code !== 0) throw new Error(`${tarball} could not be unpacked:\n${tail(unpacked.stderr)}`);
}

/** Puts a packed package where n8n loads it under its real type names. n8n must be (re)started afterwards. */
export async function installPackage(userFolder: string, tarball: string): Promise<void> {
	const target = installedAt(userFolder);
	// Unpacked beside it first: a cut-off start must not leave half a package for n8n to load.
	const beside = `${target}.new`;
	await unpack(tarball, beside);
	rmSync(target, { recursive: true, force: true });
	renameSync(beside, target);
}
