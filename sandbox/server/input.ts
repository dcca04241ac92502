import { isObject, type JsonObject } from '../json';
import { EMAIL_MAX } from '../store/store';
import { invalid } from './errors';

/** Readers for what a request brings. Each throws the vendor's 500 with a sentence naming the property. */

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const HEX_COLOUR = /^#[0-9A-Fa-f]{6}$/;

export function bodyObject(body: unknown): JsonObject {
	if (!isObject(body)) throw invalid('body must be object');
	return body;
}

export function textOf(source: JsonObject, key: string): string | undefined {
	const value = source[key];
	if (value === undefined || value === null) return undefined;
	if (typeof value !== 'string') throw invalid(`body/${key} must be string`);
	return value;
}

export function requiredTextOf(source: JsonObject, key: string): string {
	const value = textOf(source, key);
	if (value === undefined) throw invalid(`body must have required property '${key}'`);
	if (value.trim() === '') throw invalid(`body/${key} must NOT have fewer than 1 characters`);
	return value;
}

export function emailOf(source: JsonObject, key: string): string | undefined {
	const value = textOf(source, key);
	if (value === undefined) return undefined;
	if (value.length > EMAIL_MAX || !EMAIL.test(value)) throw invalid(`body/${key} must match format "email"`);
	return value;
}

export function colourOf(source: JsonObject, key: string): string | undefined {
	const value = textOf(source, key);
	if (value === undefined) return undefined;
	if (!HEX_COLOUR.test(value)) throw invalid(`body/${key} must match pattern "${HEX_COLOUR.source}"`);
	return value;
}

export function urlOf(source: JsonObject, key: string): string | undefined {
	const value = textOf(source, key);
	if (value === undefined) return undefined;
	if (!URL.canParse(value)) throw invalid(`body/${key} must match format "uri"`);
	return value;
}

export function booleanOf(source: JsonObject, key: string): boolean | undefined {
	const value = source[key];
	if (value === undefined || value === null) return undefined;
	if (typeof value !== 'boolean') throw invalid(`body/${key} must be boolean`);
	return value;
}

export function objectOf(source: JsonObject, key: string): JsonObject | undefined {
	const value = source[key];
	if (value === undefined || value === null) return undefined;
	if (!isObject(value)) throw invalid(`body/${key} must be object`);
	return value;
}

export function listOf(source: JsonObject, key: string): unknown[] | undefined {
	const value = source[key];
	if (value === undefined || value === null) return undefined;
	if (!Array.isArray(value)) throw invalid(`body/${key} must be array`);
	return value;
}

export function textsOf(source: JsonObject, key: string): string[] | undefined {
	return listOf(source, key)?.map((value) => {
		if (typeof value !== 'string') throw invalid(`body/${key} must be array of strings`);
		return value;
	});
}

/** Custom fields under normalised handles; null takes a value away. Merged one level deep. */
export function mergeCustom(before: JsonObject, given: JsonObject | undefined): JsonObject {
	const merged = { ...before };
	for (const [name, value] of Object.entries(given ?? {})) {
		const handle = fieldHandle(name);
		if (value === null) delete merged[handle];
		else merged[handle] = value;
	}
	return merged;
}

/** `Hero Header` → `cc-hero-header`; a handle with the prefix stays as it is. */
function fieldHandle(name: string): string {
	const plain = plainHandle(name);
	return plain.startsWith('cc-') ? plain : `cc-${plain}`;
}

/** `Hero Header` → `hero-header`. */
export const plainHandle = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, '-');
