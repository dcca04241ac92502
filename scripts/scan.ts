/**
 * `npm run scan`: what n8n's verification of a community package looks at, as far as it can be told without a
 * published version (no provenance, no download): its lint rules on the sources and on the packed build, and the
 * manifest.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildPackage, packPackage, unpack } from './n8n/package';
import { asArray, asObject, asText, readJsonFile, type JsonObject } from './n8n/readJson';
import { say } from './n8n/say';

const CHECKOUT = resolve(__dirname, '..');
const MAX_PACKED_BYTES = 250_000;
const BUILD_PATTERNS = ['dist/**/*.js', 'package.json'];
/** Scripts that npm would run on the user's machine. */
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare'];

interface Check {
	name: string;
	/** Empty = nothing found. */
	findings: string[];
}

interface Scanner {
	patterns: string[];
	analyze: (folder: string, patterns: string[]) => Promise<unknown>;
}

async function loadScanner(): Promise<Scanner> {
	// The scanner ships no types, so its exports are looked at before they are used.
	const path = join(CHECKOUT, 'node_modules', '@n8n', 'scan-community-package', 'scanner', 'scanner.mjs');
	const exported: unknown = await import(path);
	const { analyzePackage, SOURCE_FILE_PATTERNS } = asObject(exported);
	if (typeof analyzePackage !== 'function') throw new Error('The scanner has no analyzePackage.');
	return {
		patterns: asArray(SOURCE_FILE_PATTERNS).map(asText),
		analyze: async (folder, patterns): Promise<unknown> => {
			const result: unknown = await Reflect.apply(analyzePackage, undefined, [folder, patterns]);
			return result;
		},
	};
}

async function lintCheck(name: string, scanner: Scanner, folder: string, patterns: string[]): Promise<Check> {
	const result = asObject(await scanner.analyze(folder, patterns));
	const message = asText(result.message);
	// "No files found" passes in the scanner; here it means that we looked in the wrong place.
	if (result.passed === true && !message) return { name, findings: [] };
	return { name, findings: [`${message}\n${asText(result.details)}`.trim()] };
}

function manifestCheck(manifest: JsonObject): Check {
	const findings: string[] = [];
	const expect = (holds: boolean, finding: string) => void (holds || findings.push(finding));
	const n8n = asObject(manifest.n8n);
	const author = asObject(manifest.author);
	expect(/^(@[^/]+\/)?n8n-nodes-/.test(asText(manifest.name)), 'name does not begin with n8n-nodes-');
	expect(manifest.license === 'MIT', 'license is not MIT');
	expect(
		asArray(manifest.keywords).includes('n8n-community-node-package'),
		'keyword n8n-community-node-package is missing',
	);
	expect(manifest.dependencies === undefined, 'there are dependencies');
	expect(manifest.overrides === undefined, 'there are overrides');
	expect(
		JSON.stringify(manifest.peerDependencies) === '{"n8n-workflow":"*"}',
		'peerDependencies are not exactly {"n8n-workflow": "*"}',
	);
	expect(JSON.stringify(manifest.files) === '["dist"]', 'files are not exactly ["dist"]');
	expect(asText(author.name) !== '' && asText(author.email) !== '', 'author has no name or e-mail');
	expect(asText(manifest.homepage) !== '', 'homepage is missing');
	expect(asText(asObject(manifest.repository).url) !== '', 'repository is missing');
	expect(n8n.n8nNodesApiVersion === 1, 'n8n.n8nNodesApiVersion is not 1');
	for (const script of INSTALL_SCRIPTS) {
		expect(asObject(manifest.scripts)[script] === undefined, `there is a lifecycle script "${script}"`);
	}
	return { name: 'manifest', findings };
}

function packedCheck(manifest: JsonObject, size: number, files: string[]): Check {
	const findings: string[] = [];
	if (!(size < MAX_PACKED_BYTES))
		findings.push(`packed size is ${size} bytes, more than ${MAX_PACKED_BYTES}`);
	const n8n = asObject(manifest.n8n);
	const entries = [...asArray(n8n.nodes), ...asArray(n8n.credentials)].map(asText);
	for (const entry of entries) {
		if (!files.includes(entry)) findings.push(`${entry} is named in package.json but not packed`);
	}
	const shipped = /^(dist\/|package\.json$|README\.md$|LICENSE\.md$|CHANGELOG\.md$|index\.js$)/;
	const stray = files.filter((file) => !shipped.test(file) || /\.(test|spec)\.|\.map$|\.ts$/.test(file));
	if (stray.length > 0) findings.push(`packed, but no part of the package: ${stray.join(', ')}`);
	return { name: `packed files (${files.length} files, ${(size / 1000).toFixed(1)} kB)`, findings };
}

async function main(): Promise<void> {
	await buildPackage(CHECKOUT);
	const temporary = mkdtempSync(join(tmpdir(), 'creatorcommerce-scan-'));
	try {
		const { tarball, size, files } = await packPackage(CHECKOUT, temporary);
		const build = join(temporary, 'package');
		await unpack(tarball, build);
		const manifest = asObject(readJsonFile(join(build, 'package.json')));
		const scanner = await loadScanner();
		const checks = [
			manifestCheck(manifest),
			packedCheck(manifest, size, files),
			await lintCheck('n8n’s rules on the sources', scanner, CHECKOUT, scanner.patterns),
			await lintCheck('n8n’s rules on the packed build', scanner, build, BUILD_PATTERNS),
		];
		for (const { name, findings } of checks) {
			say(`${findings.length === 0 ? 'ok    ' : 'FOUND '} ${name}`);
			for (const finding of findings) say(`       ${finding.replaceAll('\n', '\n       ')}`);
		}
		const failed = checks.filter(({ findings }) => findings.length > 0).length;
		say(`checks: ${checks.length - failed} passed, ${failed} failed`);
		if (failed > 0) process.exitCode = 1;
	} finally {
		rmSync(temporary, { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
