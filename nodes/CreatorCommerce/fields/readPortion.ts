import { InputError } from '../api/failure';
import { asNumber } from '../api/narrow';
import type { Item } from '../runtime/item';

/** How much of a list an item asks for, and how it is shown. */
export interface Portion {
	/** Infinity for all. */
	limit: number;
	simplify: boolean;
}

/** @throws InputError naming Limit */
export const readPortion = (item: Item): Portion => ({
	limit: item.flag('returnAll') ? Infinity : readLimit(item.raw('limit')),
	simplify: item.flag('simplify'),
});

/** @throws InputError when it is no number above 0 */
export function readLimit(given: unknown): number {
	const limit = asNumber(given);
	if (limit !== undefined && Number.isInteger(limit) && limit > 0) return limit;
	throw new InputError(
		'Limit is not a whole number above 0',
		'Limit',
		'Use a number such as 50, or turn on Return All.',
	);
}
