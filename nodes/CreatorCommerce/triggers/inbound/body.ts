import { isRecord, type Json } from '../../api/narrow';
import { parseJson } from '../../outside/json';

/** More events in one request nobody sends (Klaviyo: 1,000); refused whole, so that none is lost unsaid. */
export const MOST_EVENTS = 10_000;
/** The deepest real body, a creator with drops, products and variants, has about ten levels. */
export const MOST_LEVELS = 64;
/** Beyond this the body is not even parsed: parsing millions of levels takes seconds. */
const MOST_LEVELS_PARSED = 1_000;

export type Body = { kind: 'read'; value: unknown } | { kind: 'unreadable'; reason: string };

/** The parsed body. An empty one is a `null`. Never throws. */
export function readBody(rawBody: Buffer): Body {
	if (isDeeper(rawBody, MOST_LEVELS_PARSED)) return unreadable('The body is nested too deeply');
	const text = rawBody.toString('utf8').replace(/^\uFEFF/, '');
	if (text.trim() === '') return { kind: 'read', value: null };
	const value = parseJson(text);
	return value === undefined ? unreadable('The body is not JSON') : { kind: 'read', value };
}

/** What a JSON text inside a body says, as bounded as the body itself; undefined when it is none. */
export function plainJson(text: string): unknown {
	const body = /^\s*[[{]/.test(text) ? readBody(Buffer.from(text)) : undefined;
	return body?.kind === 'read' ? plainCopy(body.value) : undefined;
}

const unreadable = (reason: string): Body => ({ kind: 'unreadable', reason });

const [QUOTE, BACKSLASH, OPEN_LIST, OPEN_RECORD, CLOSE_LIST, CLOSE_RECORD] = Buffer.from('"\\[{]}');

/** Whether brackets outside of texts are nested deeper than that, told without parsing. */
function isDeeper(bytes: Buffer, levels: number): boolean {
	let level = 0;
	let inText = false;
	for (let at = 0; at < bytes.length && level <= levels; at++) {
		const byte = bytes[at];
		if (inText) {
			if (byte === BACKSLASH) at++;
			else if (byte === QUOTE) inText = false;
		} else if (byte === QUOTE) inText = true;
		else if (byte === OPEN_LIST || byte === OPEN_RECORD) level++;
		else if (byte === CLOSE_LIST || byte === CLOSE_RECORD) level--;
	}
	return level > levels;
}

/** Names that would reach into an object's prototype wherever the data is merged later. */
const PROTOTYPE_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * A copy without prototype names, safe to hand on and to write as JSON; undefined when it is nested more than
 * `MOST_LEVELS` deep.
 */
export function plainCopy(value: unknown, levels = MOST_LEVELS): unknown {
	if (typeof value !== 'object' || value === null) return value;
	if (levels === 0) return undefined;
	if (Array.isArray(value)) {
		const list: unknown[] = [];
		for (const entry of value) {
			const copy = plainCopy(entry, levels - 1);
			if (copy === undefined) return undefined;
			list.push(copy);
		}
		return list;
	}
	const record: Json = {};
	for (const [key, entry] of Object.entries(value)) {
		if (PROTOTYPE_NAMES.has(key)) continue;
		const copy = plainCopy(entry, levels - 1);
		if (copy === undefined) return undefined;
		record[key] = copy;
	}
	return record;
}

/** The records a body holds: one, a list of them, or a list under one of the given keys. */
export function entriesOf(value: unknown, listKeys: readonly string[]): unknown[] {
	if (Array.isArray(value)) return value;
	if (!isRecord(value)) return [];
	for (const key of listKeys) {
		const list = Object.hasOwn(value, key) ? value[key] : undefined;
		if (Array.isArray(list)) return list;
	}
	return [value];
}
