import { InputError } from '../failure';
import { apiIdFrom, listedId } from '../ids';
import { codeKey, emailKey, handleKey, parseEmail, shown } from '../text';

/** How a user names a partner. `id` takes the collab id and the creator id. */
export interface PartnerKey {
	by: 'id' | 'email' | 'handle' | 'code';
	value: string;
	/** Chosen from the editor's list: an ID as the API gave it. */
	listed?: boolean;
}

/** The parameter's display name. */
export const FIELD = 'Partner';

const WORDS = { id: 'ID', email: 'e-mail', handle: 'handle', code: 'code' } as const;

/** The key as messages name it. */
export const nameOf = (key: PartnerKey): string => `${WORDS[key.by]} ${shown(key.value.trim())}`;

/** @throws InputError when it is no ID of the API */
export function parseId({ value: text, listed }: PartnerKey): string {
	const id = listed ? listedId(text) : apiIdFrom(text);
	if (id !== undefined) return id;
	const advice = text.includes('@')
		? 'This looks like an e-mail address: choose By Email instead of By ID.'
		: text.trim().startsWith('gid://')
			? 'This is a Shopify ID. Use the collab ID or the creator ID: 24 digits and letters a–f.'
			: 'An ID has 24 digits and letters a–f, such as 68d482d502627cba69150a33.';
	throw new InputError(
		text.trim() === '' ? 'The partner ID is empty' : `“${shown(text)}” is not a partner ID`,
		FIELD,
		advice,
	);
}

/** What two keys that mean the same have in common. @throws InputError when the text cannot be such a key */
export function comparable(key: PartnerKey): string {
	if (key.value.trim() === '')
		throw new InputError(`The partner’s ${WORDS[key.by]} is empty`, FIELD, 'Fill it in.');
	if (key.by === 'email') return emailKey(parseEmail(key.value, FIELD));
	return key.by === 'handle' ? handleKey(key.value) : codeKey(key.value);
}
