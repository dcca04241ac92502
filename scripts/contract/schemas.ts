/** Bodies and parameters against the file's schemas: ajv for types, and a walk for names nobody knows. */
import Ajv from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

import type { Api, Json } from './openapi';
import { isObject } from './openapi';

export interface Schemas {
	/** What is wrong with the value, one line each; empty when it fits. */
	problems(schema: Json, value: unknown): string[];
	/** Pointers (`/a/0/b`) of properties the schema does not name. */
	unnamed(schema: Json, value: unknown): string[];
}

const FILE = 'file';

/**
 * `oneOf` is read as `anyOf`: files often write alternatives that overlap (an object with an id, or any
 * object), which under the letter of `oneOf` would refuse precisely the values they describe.
 */
function forAjv(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(forAjv);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => key !== 'example')
			.map(([key, inner]) => {
				if (key === '$ref' && typeof inner === 'string') return [key, inner.replace(/^#/, `${FILE}#`)];
				return [key === 'oneOf' ? 'anyOf' : key, forAjv(inner)];
			}),
	);
}

function line({ instancePath, message, params }: ErrorObject): string {
	const detail = 'allowedValues' in params ? `: ${String(params.allowedValues)}` : '';
	return `${instancePath || 'the value'} ${message ?? 'does not fit'}${detail}`;
}

export function createSchemas(api: Api): Schemas {
	const ajv = new Ajv({ allErrors: true, strict: false });
	addFormats(ajv);
	ajv.addSchema({ $id: FILE, components: forAjv(api.components) });
	const compiled = new Map<Json, ValidateFunction>();

	const validatorOf = (schema: Json): ValidateFunction => {
		const known = compiled.get(schema);
		if (known) return known;
		const adapted = forAjv(schema);
		const made = ajv.compile(isObject(adapted) ? adapted : {});
		compiled.set(schema, made);
		return made;
	};

	const resolve = (schema: unknown): Json => {
		if (!isObject(schema)) return {};
		if (typeof schema.$ref !== 'string') return schema;
		const keys = schema.$ref.replace('#/components/', '').split('/');
		return resolve(keys.reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), api.components));
	};

	/** The schemas a value may be read by: itself, or every alternative. */
	const alternatives = (schema: unknown): Json[] => {
		const found = resolve(schema);
		const choices = [found.oneOf, found.anyOf, found.allOf].find(Array.isArray);
		return choices ? choices.flatMap(alternatives) : [found];
	};

	const unnamed = (schemas: Json[], value: unknown, at: string): string[] => {
		if (Array.isArray(value)) {
			const items = schemas
				.filter(({ items }) => isObject(items))
				.flatMap(({ items }) => alternatives(items));
			return items.length === 0 ? [] : value.flatMap((item, index) => unnamed(items, item, `${at}/${index}`));
		}
		if (!isObject(value)) return [];
		const objects = schemas.filter(({ properties, type }) => isObject(properties) || type === 'object');
		// An object nothing is said about, or that is open on purpose, may hold anything.
		const open = objects.some(
			({ properties, additionalProperties }) => !isObject(properties) || Boolean(additionalProperties),
		);
		return Object.entries(value).flatMap(([key, inner]) => {
			const named = objects
				.map(({ properties }) => (isObject(properties) ? properties[key] : undefined))
				.filter((property) => property !== undefined);
			if (named.length > 0) return unnamed(named.flatMap(alternatives), inner, `${at}/${key}`);
			return open || objects.length === 0 ? [] : [`${at}/${key}`];
		});
	};

	return {
		problems(schema, value) {
			const validate = validatorOf(schema);
			return validate(value) ? [] : [...new Set((validate.errors ?? []).map(line))];
		},
		unnamed: (schema, value) => unnamed(alternatives(schema), value, ''),
	};
}
