import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreatorCommerce } from '../../nodes/CreatorCommerce/CreatorCommerce.node';
import { operationsPage } from '../../scripts/docs/operationsPage';

const PAGE = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');

/** Lines without what formatting changes: table padding and rules, escapes. */
const lines = (markdown: string): string[] =>
	markdown.split('\n').flatMap((line) => line.replace(/[\s|\\-]+/g, ' ').trim() || []);

test('docs/operations.md says what the node says (otherwise: npm run docs)', () => {
	expect(lines(PAGE)).toEqual(lines(operationsPage(new CreatorCommerce().description)));
});

test('every operation has a heading of its own', () => {
	const { properties } = new CreatorCommerce().description;
	const operations = properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options }) => options ?? []);
	expect(operations.length).toBeGreaterThan(40);
	expect(PAGE.match(/^### /gm)).toHaveLength(operations.length);
});
