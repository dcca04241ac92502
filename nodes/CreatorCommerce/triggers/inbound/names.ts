import { EVENT_NAMES, type EventName } from '../event';
import type { Look } from './look';

/** What a source calls an event, without regard to case and punctuation. */
export type NameTable = ReadonlyMap<string, EventName>;

export const nameTable = (names: Readonly<Record<string, EventName>>): NameTable =>
	new Map([
		...EVENT_NAMES.map((name): [string, EventName] => [nameKey(name), name]),
		...Object.entries(names).map(([theirs, ours]): [string, EventName] => [nameKey(theirs), ours]),
	]);

/** The first of the keys that names an event the table knows. */
export function eventNamed(table: NameTable, look: Look, keys: readonly string[]): EventName | undefined {
	for (const key of keys) {
		const given = look.text(key);
		const name = given === undefined || given.length > 200 ? undefined : table.get(nameKey(given));
		if (name !== undefined) return name;
	}
	return undefined;
}

/** `Creator Drop Created`, `creator_drop_created` and `creator-drop-created` are one. */
export const nameKey = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '');
