import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { DOCUMENTS, STOREFRONT_DOCUMENTS } from '../../../../nodes/CreatorCommerce/shopify/documents';

const SHOPIFY = join(__dirname, '../../../../sandbox/shopify');
const schemasIn = (folder: string) =>
	readdirSync(join(SHOPIFY, folder))
		.filter((file) => file.endsWith('.graphql'))
		.map((file) => ({ file, schema: buildSchema(readFileSync(join(SHOPIFY, folder, file), 'utf8')) }));

describe.each([
	{ api: 'Admin', folder: 'schema', documents: DOCUMENTS },
	{ api: 'Storefront', folder: 'storefront/schema', documents: STOREFRONT_DOCUMENTS },
])('documents of the $api API', ({ folder, documents }) => {
	const schemas = schemasIn(folder);

	describe.each(schemas)('against Shopify’s schema in $file', ({ schema }) => {
		it.each(documents.map((document) => [document.name, document.text]))('%s is valid', (name, text) => {
			const document = parse(text);
			expect(validate(schema, document)).toEqual([]);
			const [operation] = document.definitions;
			expect(operation?.kind === 'OperationDefinition' && operation.name?.value).toBe(name);
		});
	});

	it('are held against at least two versions of the schema', () => {
		expect(schemas.length).toBeGreaterThanOrEqual(2);
	});

	it('have names of their own', () => {
		expect(new Set(documents.map(({ name }) => name)).size).toBe(documents.length);
	});
});
