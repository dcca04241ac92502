import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	buildSchema,
	GraphQLError,
	type GraphQLScalarType,
	type GraphQLSchema,
	isScalarType,
	Kind,
} from 'graphql';

const VERSIONS = ['2026-07', '2026-10'];

const cache = new Map<string, GraphQLSchema>();

/** The Admin API's schema of a version, cut down; undefined for a version that is not served. */
export const schemaOf = (version: string): GraphQLSchema | undefined =>
	readSchema(version, join(__dirname, '..', 'schema', `admin-${version}.graphql`));

/** The Storefront API's. */
export const storefrontSchemaOf = (version: string): GraphQLSchema | undefined =>
	readSchema(version, join(__dirname, '..', 'storefront', 'schema', `storefront-${version}.graphql`));

function readSchema(version: string, file: string): GraphQLSchema | undefined {
	if (!VERSIONS.includes(version)) return undefined;
	const known = cache.get(file);
	if (known) return known;
	const schema = buildSchema(readFileSync(file, 'utf8'));
	for (const [name, isValid] of Object.entries(CHECKS)) {
		const type = schema.getType(name);
		if (isScalarType(type)) guard(type, isValid);
	}
	cache.set(file, schema);
	return schema;
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

const CHECKS: Record<string, (value: unknown) => boolean> = {
	DateTime: (value) => typeof value === 'string' && DATE_TIME.test(value),
	Decimal: (value) => typeof value === 'number' || (typeof value === 'string' && DECIMAL.test(value)),
	Money: (value) => typeof value === 'number' || (typeof value === 'string' && DECIMAL.test(value)),
	URL: (value) => typeof value === 'string',
	UnsignedInt64: (value) => /^\d+$/.test(String(value)),
};

/** Makes a scalar refuse what Shopify's refuses; values come in as text. */
function guard(type: GraphQLScalarType, isValid: (value: unknown) => boolean): void {
	const read = (value: unknown): unknown => {
		if (!isValid(value)) throw new GraphQLError(`Invalid ${type.name} '${String(value)}'`);
		return value;
	};
	type.parseValue = read;
	type.parseLiteral = (node) =>
		read(
			node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT
				? node.value
				: undefined,
		);
}
