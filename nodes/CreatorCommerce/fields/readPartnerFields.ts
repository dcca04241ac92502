import { sameCustomValue } from '../api/customFields';
import { type DiscountType, parseDiscountAmount } from '../api/discount';
import { InputError } from '../api/failure';
import { type Json, asFlag, asRecord, asText, isRecord } from '../api/narrow';
import type { PartnerFields } from '../api/partner/fields';
import type { PartnerKey } from '../api/partner/directory';
import { bareHandle, parseColor, parseEmail, parseUrl, shown } from '../api/text';
import { type Item, blankless } from '../runtime/item';
import type { Store } from '../runtime/run';
import { readCustomFieldsOf } from './customFields';
import { readOneMedia } from './readMedia';
import { readPerformance } from './performance';

/** The partner a locator names. From List gives the collab id. */
export function partnerKey(item: Item): PartnerKey {
	const { mode, value } = item.locator('partner');
	if (value === '')
		throw new InputError('No partner is chosen', 'Partner', 'Choose a partner, or check the expression.');
	if (mode === 'list') return { by: 'id', value, listed: true };
	return { by: mode === 'email' || mode === 'handle' || mode === 'code' ? mode : 'id', value };
}

/**
 * The fields of a partner as an item gives them, checked and normalised. Blank values count as not given, so that empty
 * cells of a file wipe nothing.
 * @throws InputError naming the field
 */
export async function readPartnerFields(item: Item, store: Store, given: Json): Promise<PartnerFields> {
	const text = (name: string): string | undefined => blankless(given[name]);
	const parsed = <T>(name: string, parse: (value: string) => T): T | undefined => {
		const value = text(name);
		return value === undefined ? undefined : parse(value);
	};
	const amount = text('discountAmount');
	const discountType = readDiscountType(given.discountType);
	const tier = tierText(given.tier);
	const custom = await readCustomFieldsOf(item, store.customFields, 'collab');
	const fields: PartnerFields = {
		email: parsed('email', (value) => parseEmail(value)),
		firstName: text('firstName'),
		lastName: text('lastName'),
		handle: parsed('handle', bareHandle),
		affiliateCode: text('affiliateCode'),
		affiliateUrl: parsed('affiliateUrl', (value) => parseUrl(value, 'Affiliate URL')),
		discountAmount:
			amount === undefined ? undefined : parseDiscountAmount(amount, discountType ?? 'Percentage'),
		discountType: amount === undefined ? undefined : (discountType ?? 'Percentage'),
		discountCode: text('discountCode'),
		isOnboarded: readFlag(given.isOnboarded),
		title: text('title'),
		primaryColor: parsed('primaryColor', (value) => parseColor(value, 'Page Color')),
		profilePicture: readOneMedia(given.profilePicture, 'Profile Picture URL'),
		tier: tier === undefined ? undefined : await store.tiers.idOf(tier),
	};
	const figures = await readPerformance(item, store.customFields);
	for (const [handle, value] of Object.entries(figures)) {
		if (!(handle in custom) || sameCustomValue(custom[handle], value)) continue;
		throw new InputError(
			`Custom Fields and Performance name different values for ${handle}`,
			'Performance',
			'Give it in one of them.',
		);
	}
	const allCustom = { ...custom, ...figures };
	if (Object.keys(allCustom).length > 0) fields.custom = allCustom;
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function tierText(given: unknown): string | undefined {
	return blankless(isRecord(given) ? asRecord(given).value : given);
}

/** As the list has it, or as a file writes it: "fixed amount", "percentage". Anything else is not taken for a percentage. */
function readDiscountType(given: unknown): DiscountType | undefined {
	const text = blankless(given);
	if (text === undefined) return undefined;
	const word = text.toLowerCase().replace(/[\s_-]+/g, '');
	if (word === 'fixedamount') return 'FixedAmount';
	if (word === 'percentage') return 'Percentage';
	throw new InputError(
		`“${shown(text)}” is no discount type`,
		'Discount Type',
		'Use Percentage or FixedAmount.',
	);
}

/** Sheets and CSV exports write TRUE. */
function readFlag(given: unknown): boolean | undefined {
	if (given === undefined || given === null || (typeof given === 'string' && given.trim() === ''))
		return undefined;
	const flag = asFlag(typeof given === 'string' ? given.trim().toLowerCase() : given);
	if (flag !== undefined) return flag;
	throw new InputError(
		`“${asText(given) ?? String(given)}” is neither true nor false`,
		'Is Onboarded',
		'Use an expression that gives true or false, such as {{ $json.Status === "active" }}.',
	);
}
