import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { DOCUMENTS } from '../../../../nodes/CreatorCommerce/shopify/documents';

const FOLDER = join(__dirname, '../../../../sandbox/shopify/schema');
const schemas = readdirSync(FOLDER)
	.filter((file) => file.endsWith('.graphql'))
	.map((file) => ({ file, schema: buildSchema(readFileSync(join(FOLDER, file), 'utf8')) }));

describe.each(schemas)('against Shopify’s schema in $file', ({ schema }) => {
	it.each(DOCUMENTS.map((document) => [document.name, document.text]))('%s is valid', (name, text) => {
		const document = parse(text);
		expect(validate(schema, document)).toEqual([]);
		const [operation] = document.definitions;
		expect(operation?.kind === 'OperationDefinition' && operation.name?.value).toBe(name);
	});
});

it('is held against at least two versions of the schema', () => {
	expect(schemas.length).toBeGreaterThanOrEqual(2);
});
