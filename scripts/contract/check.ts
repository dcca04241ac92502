/** One captured request against the file: everything a server that follows the file would trip over. */
import type { Addition } from './additions';
import { KNOWN_ADDITIONS } from './additions';
import type { Api, Json, Operation, Parameter } from './openapi';
import { isObject } from './openapi';
import type { Schemas } from './schemas';
import { createSchemas } from './schemas';

export interface CapturedRequest {
	method: string;
	/** Path and query exactly as they came over the wire. */
	rawUrl: string;
	headers: Record<string, string | string[] | undefined>;
	rawBody: string;
}

export interface Verdict {
	/** The operation the request is for; undefined when the file has none. */
	operationId?: string;
	/** What is wrong; empty when nothing is. */
	findings: string[];
	/** Names the file does not have but KNOWN_ADDITIONS does. */
	additions: string[];
	/** Names that only the file's own example of the request has. */
	notes: string[];
}

export interface CheckOptions {
	additions?: Addition[];
	/** The one header the key must be in, where the operation takes a key; default any the file allows. */
	authHeader?: string;
}

export interface Checker {
	check(request: CapturedRequest, options?: CheckOptions): Verdict;
}

const segments = (path: string) => path.split('/').filter(Boolean);
const isPlaceholder = (segment: string) => /^\{\w+\}$/.test(segment);

function matches(template: string, path: string): boolean {
	const [wanted, given] = [segments(template), segments(path)];
	if (wanted.length !== given.length) return false;
	return wanted.every((part, index) => isPlaceholder(part) || part === given[index]);
}

/** A path may fit two templates (`/things/new` and `/things/{id}`): the one with fewer placeholders is meant. */
function operationsFor(api: Api, path: string): Operation[] {
	const fitting = api.operations.filter((operation) => matches(operation.path, path));
	const placeholders = ({ path }: Operation) => segments(path).filter(isPlaceholder).length;
	const fewest = Math.min(...fitting.map(placeholders));
	return fitting.filter((operation) => placeholders(operation) === fewest);
}

function decode(text: string): string | undefined {
	try {
		return decodeURIComponent(text);
	} catch {
		return undefined;
	}
}

function pathFindings(operation: Operation, path: string, schemas: Schemas): string[] {
	const given = segments(path);
	return segments(operation.path).flatMap((part, index) => {
		if (!isPlaceholder(part)) return [];
		const name = part.slice(1, -1);
		const value = decode(given[index] ?? '');
		if (value === undefined) return [`path ${name}: not percent-encoded as it should be`];
		// The usual traces of a value that was not there when the path was put together.
		if (/^(undefined|null|NaN|\[object Object\]|\{.*\})$/.test(value)) return [`path ${name}: "${value}"`];
		const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
		return parameter ? schemas.problems(parameter.schema, value).map((text) => `path ${name}: ${text}`) : [];
	});
}

/** Query text as the schema's type: over the wire everything is text. */
function typed(schema: Json, value: string): unknown {
	if (schema.type === 'integer' || schema.type === 'number')
		return value.trim() === '' ? value : Number(value);
	if (schema.type === 'boolean') return value === 'true' ? true : value === 'false' ? false : value;
	return value;
}

interface Query {
	values: Map<string, string[]>;
	findings: string[];
}

function readQuery(raw: string): Query {
	const values = new Map<string, string[]>();
	const findings: string[] = [];
	for (const pair of raw.split('&').filter(Boolean)) {
		const [rawName = '', rawValue = ''] = pair.split(/=(.*)/s);
		const [name, value] = [decode(rawName), decode(rawValue)];
		if (name === undefined || value === undefined) {
			findings.push(`query ${pair}: not percent-encoded as it should be`);
			continue;
		}
		// A bare + is a space to most servers: an address with a + in it must come as %2B.
		if (rawValue.includes('+')) findings.push(`query ${name}: a bare "+" is read as a space`);
		values.set(name, [...(values.get(name) ?? []), value]);
	}
	return { values, findings };
}

function checkQuery(
	operation: Operation,
	raw: string,
	schemas: Schemas,
	additions: Addition[],
	verdict: Verdict,
) {
	const { values, findings } = readQuery(raw);
	verdict.findings.push(...findings);
	const declared = new Map<string, Parameter>(
		operation.parameters.filter((one) => one.in === 'query').map((one) => [one.name, one]),
	);
	for (const [name, given] of values) {
		const parameter = declared.get(name);
		const known = additions.some((addition) => addition.in === 'query' && addition.name === name);
		if (!parameter && known) verdict.additions.push(`query ${name}`);
		else if (!parameter) verdict.findings.push(`query ${name}: the file does not name it`);
		if (given.length > 1) verdict.findings.push(`query ${name}: sent ${given.length} times`);
		const problems = parameter
			? given.flatMap((value) => schemas.problems(parameter.schema, typed(parameter.schema, value)))
			: [];
		verdict.findings.push(...problems.map((text) => `query ${name}: ${text}`));
	}
	for (const { name, required } of declared.values()) {
		if (required && !values.has(name)) verdict.findings.push(`query ${name}: required and missing`);
	}
}

function authFindings(operation: Operation, request: CapturedRequest, wanted?: string): string[] {
	if (operation.authHeaders.length === 0) return [];
	const sent = operation.authHeaders.filter((name) => {
		const value = request.headers[name];
		return typeof value === 'string' && value.trim() !== '';
	});
	if (sent.length === 0) return [`no key: one of ${operation.authHeaders.join(', ')} is needed`];
	if (sent.length > 1) return [`the key is in ${sent.length} headers: ${sent.join(', ')}`];
	if (wanted !== undefined && sent[0] !== wanted) return [`the key is in ${sent[0] ?? ''}, not in ${wanted}`];
	return [];
}

/** Whether the file's own example of the request holds a property the schema forgets. */
function inExamples(examples: unknown[], pointer: string): boolean {
	const reach = (at: unknown, [key, ...rest]: string[]): boolean => {
		if (key === undefined) return true;
		if (Array.isArray(at)) return at.some((item) => reach(item, rest));
		return isObject(at) && key in at && reach(at[key], rest);
	};
	return examples.some((example) => reach(example, pointer.split('/').slice(1)));
}

function checkBody(
	operation: Operation,
	request: CapturedRequest,
	schemas: Schemas,
	additions: Addition[],
	verdict: Verdict,
) {
	const { body } = operation;
	const empty = request.rawBody.length === 0;
	if (!body) {
		if (!empty) verdict.findings.push('body: the operation takes none');
		return;
	}
	if (empty) {
		if (body.required) verdict.findings.push('body: required and missing');
		return;
	}
	const type = String(request.headers['content-type'] ?? '');
	if (!/^application\/json\b/i.test(type))
		verdict.findings.push(`content-type: "${type}", not application/json`);
	let value: unknown;
	try {
		value = JSON.parse(request.rawBody);
	} catch {
		verdict.findings.push('body: not JSON');
		return;
	}
	verdict.findings.push(...schemas.problems(body.schema, value).map((text) => `body: ${text}`));
	for (const pointer of schemas.unnamed(body.schema, value)) {
		const known = additions.some((addition) => addition.in === 'body' && addition.name === pointer);
		if (known) verdict.additions.push(`body ${pointer}`);
		else if (inExamples(body.examples, pointer)) verdict.notes.push(`body ${pointer}`);
		else verdict.findings.push(`body ${pointer}: the schema does not name it`);
	}
}

export function createChecker(api: Api): Checker {
	const schemas = createSchemas(api);
	return {
		check(request, options = {}) {
			const verdict: Verdict = { findings: [], additions: [], notes: [] };
			const [path = '', query = ''] = request.rawUrl.split(/\?(.*)/s);
			const fitting = operationsFor(api, path);
			if (fitting.length === 0) return { ...verdict, findings: [`the file has no path ${path}`] };
			const operation = fitting.find(({ method }) => method === request.method.toUpperCase());
			if (!operation) {
				const methods = fitting.map(({ method }) => method).join(', ');
				return { ...verdict, findings: [`${request.method} ${path}: the file has ${methods}`] };
			}
			verdict.operationId = operation.id;
			const additions = (options.additions ?? KNOWN_ADDITIONS).filter(
				(addition) => addition.operationId === operation.id,
			);
			verdict.findings.push(...pathFindings(operation, path, schemas));
			checkQuery(operation, query, schemas, additions, verdict);
			verdict.findings.push(...authFindings(operation, request, options.authHeader));
			checkBody(operation, request, schemas, additions, verdict);
			return verdict;
		},
	};
}
