import type { JsonObject } from '../../json';
import { refusal } from './call';

const PAGE_MAX = 250;

type Key = string | number;

/** What a list is ordered by: a value, and a number where values are equal. */
export type Place = [Key, number];

/** A page of a list, as `first`, `after`, `last`, `before` and `reverse` ask for it. */
export function connection<T>(
	rows: T[],
	args: JsonObject,
	placeOf: (row: T) => Place,
	show: (row: T) => unknown,
): JsonObject {
	const size = args.first ?? args.last;
	if (typeof size !== 'number') throw refusal('you must provide one of first or last', 'BAD_REQUEST');
	if (size > PAGE_MAX) throw refusal(`Page size may not be more than ${PAGE_MAX}`, 'BAD_REQUEST');
	if (size < 0) throw refusal('first and last cannot be negative', 'BAD_REQUEST');
	const way = args.reverse === true ? -1 : 1;
	const sorted = [...rows].sort((a, b) => way * compare(placeOf(a), placeOf(b)));
	const after = typeof args.after === 'string' ? readCursor(args.after) : undefined;
	const before = typeof args.before === 'string' ? readCursor(args.before) : undefined;
	const within = sorted.filter(
		(row) =>
			(!after || way * compare(placeOf(row), after) > 0) &&
			(!before || way * compare(placeOf(row), before) < 0),
	);
	const page = typeof args.first === 'number' ? within.slice(0, size) : size === 0 ? [] : within.slice(-size);
	const isCut = page.length < within.length;
	const cursors = page.map((row) => cursorOf(placeOf(row)));
	return {
		nodes: () => page.map(show),
		edges: () => page.map((row, index) => ({ cursor: cursors[index], node: show(row) })),
		pageInfo: {
			hasNextPage: typeof args.first === 'number' ? isCut : before !== undefined,
			hasPreviousPage: typeof args.first === 'number' ? after !== undefined : isCut,
			startCursor: cursors[0] ?? null,
			endCursor: cursors.at(-1) ?? null,
		},
	};
}

function compare(one: Place, other: Place): number {
	if (one[0] !== other[0]) return one[0] < other[0] ? -1 : 1;
	return one[1] - other[1];
}

function cursorOf([value, id]: Place): string {
	return Buffer.from(JSON.stringify({ last_id: id, last_value: value })).toString('base64');
}

function readCursor(cursor: string): Place {
	try {
		const read: unknown = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8'));
		if (typeof read === 'object' && read !== null && 'last_id' in read && 'last_value' in read) {
			const { last_id: id, last_value: value } = read;
			if (typeof id === 'number' && (typeof value === 'string' || typeof value === 'number'))
				return [value, id];
		}
	} catch {
		// Told below.
	}
	throw refusal(`Invalid cursor for current pagination sort: ${cursor}.`, 'BAD_REQUEST');
}
