import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type IntrospectionQuery } from 'graphql';
import { subsetOf } from './subset';

/**
 * Cuts Shopify's Admin schema down to what the stand-in answers. The introspection is in the npm package
 * `@shopify/dev-mcp`, as dist/data/admin_<version>.json.gz:
 *   npx tsx sandbox/shopify/schema/prune.ts admin_2026-10.json.gz sandbox/shopify/schema/admin-2026-10.graphql
 */
const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined) {
	console.error('Usage: tsx sandbox/shopify/schema/prune.ts <introspection.json.gz> <out.graphql>');
	process.exit(1);
}
const read: { data?: IntrospectionQuery } & IntrospectionQuery = JSON.parse(
	gunzipSync(readFileSync(source)).toString('utf8'),
);
writeFileSync(target, subsetOf(buildClientSchema(read.data ?? read)));
