/** Narrowing of outside data: whatever others sent is `unknown` until it went through one of these. */

export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const asRecord = (value: unknown): Json => (isRecord(value) ? value : {});

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The entries of a list that `read` can read; the others are left out. */
export const readEach = <T>(value: unknown, read: (entry: unknown) => T | undefined): T[] =>
	asList(value)
		.map((entry) => read(entry))
		.filter((entry) => entry !== undefined);

/** A non-empty text, trimmed at neither end; numbers are taken as their text. */
export function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value === '' ? undefined : value;
	return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** A finite number; numeric text is taken too, since some send numbers, and Shopify money, as text. */
export function asNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const number = Number(value);
	return Number.isFinite(number) ? number : undefined;
}
