import { parseTimestamp } from '../../signature';
import type { Look } from './look';

/** Keys that say when something happened, the most telling first. */
const KEYS = [
	'occurredAt',
	'occurred_at',
	'occurred-at',
	'datetime',
	'timestamp',
	'updatedAt',
	'updated_at',
	'createdAt',
	'created_at',
];

/** ISO 8601, or undefined when the source does not tell. */
export function momentOf(look: Look): string | undefined {
	for (const key of KEYS) {
		const text = look.text(key);
		const ms = text === undefined ? undefined : parseTimestamp(text);
		if (ms !== undefined) return new Date(ms).toISOString();
	}
	return undefined;
}
