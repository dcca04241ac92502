import { InputError } from '../api/failure';
import { asFlag, asText, isRecord } from '../api/narrow';
import { parseTexts } from '../api/list';
import type { Store } from '../runtime/run';
import { blankless } from '../runtime/item';

/** The value of a locator inside a collection, or the plain text that older workflows and expressions leave there. */
export const chosen = (given: unknown): string | undefined =>
	blankless(isRecord(given) ? given.value : given);

/** @throws InputError when it is neither true nor false; undefined when blank */
export function readFlag(given: unknown, field: string): boolean | undefined {
	if (given === undefined || given === null || given === '') return undefined;
	const flag = asFlag(typeof given === 'string' ? given.trim().toLowerCase() : given);
	if (flag !== undefined) return flag;
	throw new InputError(
		`“${asText(given) ?? JSON.stringify(given)}” is neither true nor false`,
		field,
		'Use an expression that gives true or false.',
	);
}

/**
 * The ids of tiers chosen from the list, or named by title, key or id.
 * @throws InputError for a tier the store does not have
 */
export async function readTiers(given: unknown, store: Store): Promise<string[] | undefined> {
	const named = parseTexts(given, 'Tier Names or IDs');
	if (named === undefined) return undefined;
	const ids = await Promise.all(named.map(async (name) => await store.tiers.idOf(name)));
	return [...new Set(ids)];
}

/** What a user reads where nothing at all would be written. */
export const nothingToUpdate = (): InputError =>
	new InputError('There is nothing to update', 'Update Fields', 'Add at least one field that is not empty.');
