import { isObject, type JsonObject } from '../../json';
import { matches } from '../search/match';
import { parseSearch } from '../search/parse';
import { fieldsOf } from '../search/match';

/** Whether a payload passes a subscription's filter. A field that the payload does not know lets nothing pass. */
export function passes(filter: string | null, payload: JsonObject): boolean {
	const condition = filter === null ? null : parseSearch(filter);
	if (!condition) return true;
	if (fieldsOf(condition).some((field) => field === null || valuesAt(payload, field) === undefined))
		return false;
	return matches(condition, (field) => (field === null ? undefined : valuesAt(payload, field)));
}

/** Only the named fields of a payload; a dot goes a level down, into every member of a list. */
export function included(payload: JsonObject, fields: string[]): JsonObject {
	if (fields.length === 0) return payload;
	const kept: JsonObject = {};
	for (const [key, value] of Object.entries(payload)) {
		if (fields.includes(key)) kept[key] = value;
		else {
			const below = fields.flatMap((field) =>
				field.startsWith(`${key}.`) ? [field.slice(key.length + 1)] : [],
			);
			if (below.length > 0) kept[key] = includedBelow(value, below);
		}
	}
	return kept;
}

function includedBelow(value: unknown, fields: string[]): unknown {
	if (Array.isArray(value)) return value.map((member) => includedBelow(member, fields));
	return isObject(value) ? included(value, fields) : value;
}

function valuesAt(value: unknown, path: string): unknown[] | undefined {
	if (Array.isArray(value)) {
		const found = value.map((member) => valuesAt(member, path));
		return found.some((one) => one === undefined) ? undefined : found.flatMap((one) => one ?? []);
	}
	if (!isObject(value)) return undefined;
	if (path in value) {
		const held = value[path];
		return Array.isArray(held) ? held : [held];
	}
	const dot = path.indexOf('.');
	return dot === -1 ? undefined : valuesAt(value[path.slice(0, dot)], path.slice(dot + 1));
}
