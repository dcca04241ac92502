/** Narrowing of what the API sends. Everything is `unknown` until it went through one of these. */
import { type Json, asText, isRecord } from '../outside/narrow';

export * from '../outside/narrow';

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
