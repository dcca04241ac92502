/** Narrowing of outside data. Everything the API sends is `unknown` until it went through one of these. */

export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const asRecord = (value: unknown): Json => (isRecord(value) ? value : {});

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A non-empty text, trimmed at neither end; numbers are taken as their text. */
export function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value === '' ? undefined : value;
	return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** A finite number; numeric text is taken too, since some payloads send numbers as text. */
export function asNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const number = Number(value);
	return Number.isFinite(number) ? number : undefined;
}

/** A boolean; the texts "true" and "false" are taken too. */
export function asFlag(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	return value === 'true' ? true : value === 'false' ? false : undefined;
}

/** The id of something that comes as an id or as a populated object (quirk 3 of the API). */
export const idOf = (value: unknown): string | undefined =>
	isRecord(value) ? (asText(value._id) ?? asText(value.id)) : asText(value);

/** Leaves out what is undefined, so that an output or a body only carries what is known. */
export function known<T extends Json>(values: T): Json {
	const left: Json = {};
	for (const key in values) if (values[key] !== undefined) left[key] = values[key];
	return left;
}
