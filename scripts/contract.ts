/**
 * npm run contract -- FILE
 * Holds what the built package sends against an OpenAPI file of the CreatorCommerce Unified API (the vendor
 * publishes it; it is not part of this repository). Exit code 0 only if every request fits and every
 * operation of the file was reached.
 */
import { existsSync } from 'node:fs';

import { KNOWN_ADDITIONS } from './contract/additions';
import { DIST } from './contract/driveApi';
import { loadApi } from './contract/openapi';
import type { CaseResult } from './contract/run';
import { runContract } from './contract/run';

const say = (line: string) => process.stdout.write(`${line}\n`);

function showCase({ operationId, name, via, requests, findings }: CaseResult): void {
	const mark = findings.length === 0 ? '✓' : '✗';
	say(`${mark} ${operationId} · ${name} (${via}, ${requests} ${requests === 1 ? 'request' : 'requests'})`);
	for (const finding of findings) say(`    ${finding}`);
}

function showNames(title: string, names: string[], sourceOf: (name: string) => string): void {
	const once = [...new Set(names)].sort();
	if (once.length === 0) return;
	say(`\n${title}`);
	for (const name of once) say(`  ${name}${sourceOf(name)}`);
}

async function main(): Promise<number> {
	const file = process.argv[2];
	if (file === undefined || !existsSync(file)) {
		say('Usage: npm run contract -- FILE\nFILE is the OpenAPI file of the CreatorCommerce Unified API.');
		return 2;
	}
	if (!existsSync(DIST)) {
		say('There is no dist/ yet: npm run build first.');
		return 2;
	}
	const tally = await runContract(loadApi(file), showCase);
	const { results, operations, throughNode, inAll, missing } = tally;
	showNames(
		'Known additions (sent, though the file does not name them):',
		results.flatMap(({ additions }) => additions),
		(name) => {
			const known = KNOWN_ADDITIONS.find((one) => name === `${one.operationId}: ${one.in} ${one.name}`);
			return known ? ` – ${known.source}` : '';
		},
	);
	showNames(
		'Named by an example of the file only:',
		results.flatMap(({ notes }) => notes),
		() => '',
	);

	const failed = results.filter(({ findings }) => findings.length > 0).length;
	if (missing.length > 0) say(`\nNot reached: ${missing.join(', ')}`);
	say(`\n${throughNode}/${operations} through the node, ${inAll}/${operations} in all`);
	say(`contract: ${results.length - failed} passed, ${failed} failed`);
	return failed === 0 && inAll === operations && results.length > 0 ? 0 : 1;
}

main().then(
	(code) => {
		process.exitCode = code;
	},
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
		process.exitCode = 1;
	},
);
