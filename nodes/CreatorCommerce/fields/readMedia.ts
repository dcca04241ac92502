import { asText, isRecord, type Json } from '../api/narrow';
import { mediaObject } from '../api/readers/media';
import { parseUrl } from '../api/text';
import { parsedJson } from '../runtime/item';

/**
 * Addresses separated by commas or lines, a list of them, or media objects as Upload gives them (quirk 13): the object itself,
 * the whole item of Upload, or either as JSON text.
 * @throws InputError for anything else
 */
export function readMedia(given: unknown, field = 'Media URLs'): unknown[] | undefined {
	const value = fromText(given, field);
	if (value === undefined || value === null || value === '') return undefined;
	const entries: unknown[] = Array.isArray(value)
		? value
		: isRecord(value)
			? [value]
			: String(value).split(/[\n,]+\s*/);
	const media = entries.filter((entry) => entry !== '').map((entry) => one(entry, field));
	return media.length > 0 ? media : undefined;
}

/** The same for a field that takes one. */
export function readOneMedia(given: unknown, field: string): string | Json | undefined {
	const value = fromText(given, field);
	if (value === undefined || value === null || value === '') return undefined;
	return one(value, field);
}

function one(entry: unknown, field: string): string | Json {
	const value = fromText(entry, field);
	const media = mediaObject(value);
	if (media) return media;
	return parseUrl(asText(value) ?? JSON.stringify(value), field);
}

const fromText = (given: unknown, field: string): unknown =>
	typeof given === 'string' && /^\s*[[{]/.test(given) ? parsedJson(given, field) : given;
