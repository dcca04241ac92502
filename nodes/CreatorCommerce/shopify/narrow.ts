/** Narrowing of what Shopify sends. */
import { asRecord, asText } from '../outside/narrow';

export * from '../outside/narrow';

/** Follows a path through records; undefined as soon as there is none. */
export const at = (value: unknown, ...path: string[]): unknown =>
	path.reduce<unknown>((inner, key) => asRecord(inner)[key], value);

/** The number at the end of `gid://shopify/Order/123`, or of a bare id. */
export const bareId = (value: unknown): string | undefined =>
	/(\d+)(?:\?.*)?$/.exec(asText(value) ?? '')?.[1];
