import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema, type IntrospectionQuery } from 'graphql';
import { STOREFRONT } from '../storefront/kept';
import { ADMIN } from './admin';
import { subsetOf } from './subset';

/**
 * Cuts Shopify's schemas down to what the stand-in answers. The introspections are in the npm package `@shopify/dev-mcp`,
 * as dist/data/admin_<version>.json.gz and storefront-graphql_<version>.json.gz:
 *   npx tsx sandbox/shopify/schema/prune.ts admin_2026-10.json.gz sandbox/shopify/schema/admin-2026-10.graphql
 *   npx tsx sandbox/shopify/schema/prune.ts storefront-graphql_2026-10.json.gz sandbox/shopify/storefront/schema/storefront-2026-10.graphql
 */
const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined) {
	console.error('Usage: tsx sandbox/shopify/schema/prune.ts <introspection.json.gz> <out.graphql>');
	process.exit(1);
}
const read: { data?: IntrospectionQuery } & IntrospectionQuery = JSON.parse(
	gunzipSync(readFileSync(source)).toString('utf8'),
);
const kept = basename(source).startsWith('storefront') ? STOREFRONT : ADMIN;
writeFileSync(target, subsetOf(buildClientSchema(read.data ?? read), kept));
