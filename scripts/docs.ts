/** Writes docs/operations.md from the built node: `npm run docs`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { operationsPage } from './docs/operationsPage';
import type { CreatorCommerce } from '../nodes/CreatorCommerce/CreatorCommerce.node';

const ROOT = join(__dirname, '..');
const PAGE = join(ROOT, 'docs/operations.md');

async function main(): Promise<void> {
	// The built node, as n8n loads it.
	const built = (await import(join(ROOT, 'dist/nodes/CreatorCommerce/CreatorCommerce.node.js'))) as {
		CreatorCommerce: typeof CreatorCommerce;
	};
	const page = operationsPage(new built.CreatorCommerce().description);
	writeFileSync(PAGE, await format(page, { ...(await resolveConfig(PAGE)), filepath: PAGE }));
	console.log('Wrote docs/operations.md');
}

main().catch((fault: unknown) => {
	console.error(fault);
	process.exitCode = 1;
});
