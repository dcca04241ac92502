import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreatorCommerce } from '../../nodes/CreatorCommerce/CreatorCommerce.node';
import { operationsPage } from '../../scripts/docs/operationsPage';

const PAGE = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');

/** Without what formatting changes: line ends, table padding, escapes. */
const words = (markdown: string): string => markdown.replace(/[\s|\\-]+/g, ' ');

test('docs/operations.md says what the node says (otherwise: npm run docs)', () => {
	expect(words(PAGE)).toBe(words(operationsPage(new CreatorCommerce().description)));
});

test('every operation has a heading of its own', () => {
	const { properties } = new CreatorCommerce().description;
	const operations = properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options }) => options ?? []);
	expect(operations.length).toBeGreaterThan(40);
	expect(PAGE.match(/^### /gm)).toHaveLength(operations.length);
});
