import { type Json, isRecord } from './narrow';

/**
 * Whether the API's own merging would lose something: it merges one level deep, so an object inside a section would
 * replace the one that is there (quirk 10).
 */
export const isDeeper = (settings: Json): boolean =>
	Object.values(settings).some((section) => isRecord(section) && Object.values(section).some(isRecord));

/** `settings` with what lies deeper completed from the present ones: only the sections and keys that are named. */
export const completedBy = (settings: Json, present: Json): Json =>
	Object.fromEntries(
		Object.entries(settings).map(([name, section]) => [
			name,
			isRecord(section) ? completeSection(section, present[name]) : section,
		]),
	);

const completeSection = (section: Json, present: unknown): Json =>
	Object.fromEntries(
		Object.entries(section).map(([name, value]) => [
			name,
			isRecord(present) ? deep(present[name], value) : value,
		]),
	);

function deep(present: unknown, given: unknown): unknown {
	if (!isRecord(present) || !isRecord(given)) return given;
	const merged: Json = { ...present };
	for (const [name, value] of Object.entries(given)) merged[name] = deep(present[name], value);
	return merged;
}
