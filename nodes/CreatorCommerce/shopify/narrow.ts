/** Narrowing of what Shopify sends. A floor of its own: nothing here knows the CreatorCommerce API. */

export type Json = Record<string, unknown>;

export const isRecord = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const asRecord = (value: unknown): Json => (isRecord(value) ? value : {});

export const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** A non-empty text; numbers are taken as their text. */
export function asText(value: unknown): string | undefined {
	if (typeof value === 'string') return value === '' ? undefined : value;
	return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

/** A finite number; numeric text is taken too: Shopify sends money as text. */
export function asNumber(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** Follows a path through records; undefined as soon as there is none. */
export const at = (value: unknown, ...path: string[]): unknown =>
	path.reduce<unknown>((inner, key) => asRecord(inner)[key], value);

/** The number at the end of `gid://shopify/Order/123`, or of a bare id. */
export const bareId = (value: unknown): string | undefined =>
	/(\d+)(?:\?.*)?$/.exec(asText(value) ?? '')?.[1];
