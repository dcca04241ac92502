/** Reads an OpenAPI 3.0 file into what requests are checked against. */
import { readFileSync } from 'node:fs';

import { parse } from 'yaml';

export type Json = Record<string, unknown>;

export interface Parameter {
	name: string;
	in: 'path' | 'query';
	required: boolean;
	schema: Json;
}

export interface Operation {
	id: string;
	method: string;
	/** As the file writes it, e.g. `/things/{thingId}`. */
	path: string;
	parameters: Parameter[];
	body?: { required: boolean; schema: Json; examples: unknown[] };
	/** The headers one of which must carry the key; empty when the operation needs none. */
	authHeaders: string[];
	/** The file's own example of a good answer, if it has one. */
	answer?: unknown;
}

export interface Api {
	operations: Operation[];
	/** `components`, to which `$ref`s point. */
	components: Json;
}

export function isObject(value: unknown): value is Json {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const objectAt = (value: unknown, ...path: string[]): Json => {
	const at = path.reduce<unknown>((current, key) => (isObject(current) ? current[key] : undefined), value);
	return isObject(at) ? at : {};
};

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/**
 * The header names a scheme stands for. An API key has one in its `name`; further ones are only named in the
 * description ("… or x-other-token"), so whatever looks like a token header there counts as well.
 */
function headersOf(scheme: Json): string[] {
	if (scheme.type === 'http') return ['authorization'];
	if (scheme.type !== 'apiKey' || scheme.in !== 'header') return [];
	const described = String(scheme.description ?? '').match(/\bx(?:-\w+)+-token\b/gi) ?? [];
	return [String(scheme.name), ...described].map((name) => name.toLowerCase());
}

function authHeaders(requirements: unknown, file: Json): string[] {
	const schemes = objectAt(file, 'components', 'securitySchemes');
	const names = list(requirements).flatMap((requirement) =>
		isObject(requirement) ? Object.keys(requirement) : [],
	);
	return [...new Set(names.flatMap((name) => headersOf(objectAt(schemes, name))))];
}

function readParameter(value: unknown): Parameter | undefined {
	if (!isObject(value) || typeof value.name !== 'string') return undefined;
	if (value.in !== 'path' && value.in !== 'query') return undefined;
	const required = value.in === 'path' || value.required === true;
	return { name: value.name, in: value.in, required, schema: objectAt(value, 'schema') };
}

/** `example` and `examples` of one media type, as plain values. */
function examplesOf(media: Json): unknown[] {
	const named = Object.values(objectAt(media, 'examples')).map((example) =>
		isObject(example) ? example.value : undefined,
	);
	return [media.example, ...named].filter((example) => example !== undefined);
}

function readOperation(
	file: Json,
	path: string,
	method: string,
	operation: Json,
	shared: unknown[],
): Operation {
	const parameters = [...shared, ...list(operation.parameters)];
	const media = objectAt(operation, 'requestBody', 'content', 'application/json');
	const answer = objectAt(operation, 'responses', '200', 'content', 'application/json');
	return {
		id: typeof operation.operationId === 'string' ? operation.operationId : `${method} ${path}`,
		method: method.toUpperCase(),
		path,
		parameters: parameters.map(readParameter).filter((parameter) => parameter !== undefined),
		body: isObject(operation.requestBody)
			? {
					required: operation.requestBody.required === true,
					schema: objectAt(media, 'schema'),
					examples: examplesOf(media),
				}
			: undefined,
		authHeaders: authHeaders(operation.security ?? file.security, file),
		answer: examplesOf(answer)[0],
	};
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

export function readApi(file: unknown): Api {
	if (!isObject(file) || !isObject(file.paths))
		throw new Error('This is not an OpenAPI file: it has no paths');
	const operations = Object.entries(file.paths).flatMap(([path, item]) =>
		METHODS.filter((method) => isObject(objectAt(item)[method])).map((method) =>
			readOperation(file, path, method, objectAt(item, method), list(objectAt(item).parameters)),
		),
	);
	return { operations, components: objectAt(file, 'components') };
}

export function loadApi(path: string): Api {
	const file: unknown = parse(readFileSync(path, 'utf8'));
	return readApi(file);
}
