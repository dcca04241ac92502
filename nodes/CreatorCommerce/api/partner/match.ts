import { codeKey, emailKey, handleKey } from '../text';
import type { Partner } from '../readers/partner';
import type { PartnerFields } from './fields';

export type MatchOn = 'email' | 'handle' | 'affiliateCode';

export interface SyncRow {
	/** Which input item it is, from 0. */
	index: number;
	/** The e-mail, handle or affiliate code the partner is found by, as given. */
	match: string;
	fields: PartnerFields;
}

/** Rows that name one partner, and what they want together. */
export interface RowGroup {
	key: string;
	match: string;
	rows: SyncRow[];
	fields: PartnerFields;
}

/** What two ways of writing the same e-mail, handle or code have in common. */
export const matchKey = (matchOn: MatchOn, value: string): string =>
	matchOn === 'email' ? emailKey(value) : matchOn === 'handle' ? handleKey(value) : codeKey(value);

/** The key a partner of the store would be found by; undefined when the answer did not carry it. */
export function keyOfPartner(matchOn: MatchOn, partner: Partner): string | undefined {
	const value = partner[matchOn];
	return value === undefined ? undefined : matchKey(matchOn, value);
}
