import { type DiscountType, sameDiscount } from '../discount';
import { sameCustomValue } from '../customFields';
import { InputError } from '../failure';
import { type Json, known } from '../narrow';
import type { Partner } from '../readers/partner';
import { bareHandle, codeKey, emailKey, handleKey, sameUrl } from '../text';

/** What a user wants a partner to have. Already checked and normalised; only what was given is set. */
export interface PartnerFields {
	email?: string;
	firstName?: string;
	lastName?: string;
	handle?: string;
	affiliateCode?: string;
	affiliateUrl?: string;
	/** The tier's id. */
	tier?: string;
	/** Percent for a percentage, money for a fixed amount. */
	discountAmount?: number;
	discountType?: DiscountType;
	discountCode?: string;
	isOnboarded?: boolean;
	/** Title of the partner's page. */
	title?: string;
	/** `#66ccff` */
	primaryColor?: string;
	/** An address, or a media object as an upload gives it. */
	profilePicture?: string | Json;
	custom?: Record<string, unknown>;
}

export interface FieldChange {
	/** The parameter's name, or the custom field's handle. */
	field: string;
	from: unknown;
	to: unknown;
}

type Comparison = (has: Partner, wants: PartnerFields) => { from: unknown; same: boolean };

const plain =
	<K extends keyof PartnerFields & keyof Partner>(
		key: K,
		same: (left: string, right: string) => boolean = Object.is,
	): Comparison =>
	(has, wants) => {
		const [from, to] = [has[key], wants[key]];
		return {
			from,
			same: from === to || (typeof from === 'string' && typeof to === 'string' && same(from, to)),
		};
	};

/** Files from a Mac write ë as two signs where others write one: nobody sees a difference, and some stores keep only one way. */
const sameLetters = (left: string, right: string): boolean => left.normalize() === right.normalize();

/** How each field is compared; the order is the order of `changes`. */
const COMPARISONS: Partial<Record<keyof PartnerFields, Comparison>> = {
	email: plain('email', (left, right) => emailKey(left) === emailKey(right)),
	firstName: plain('firstName', sameLetters),
	lastName: plain('lastName', sameLetters),
	handle: plain('handle', (left, right) => handleKey(left) === handleKey(right)),
	affiliateCode: plain('affiliateCode', (left, right) => codeKey(left) === codeKey(right)),
	affiliateUrl: plain('affiliateUrl', sameUrl),
	tier: (has, wants) => ({ from: has.tierId, same: has.tierId === wants.tier }),
	discountAmount: (has, wants) => ({
		from: has.discountAmount,
		same:
			has.discountAmount !== undefined &&
			wants.discountAmount !== undefined &&
			sameDiscount(
				has.discountAmount,
				wants.discountAmount,
				wants.discountType ?? has.discountType ?? 'Percentage',
			),
	}),
	discountType: plain('discountType'),
	discountCode: plain('discountCode', (left, right) => codeKey(left) === codeKey(right)),
	// A partner that was never onboarded may carry no flag at all.
	isOnboarded: (has, wants) => ({
		from: has.isOnboarded,
		same: (has.isOnboarded ?? false) === wants.isOnboarded,
	}),
	title: (has, wants) => ({
		from: has.shopTitle,
		same: sameLetters(has.shopTitle ?? '', wants.title ?? ''),
	}),
	primaryColor: plain('primaryColor', (left, right) => left.toLowerCase() === right.toLowerCase()),
	// CreatorCommerce keeps a copy at an address of its own, so a picture that is there cannot be compared with its source.
	profilePicture: (has) => ({ from: has.profilePictureUrl, same: has.profilePictureUrl !== undefined }),
};

/** What would have to change for the partner to be as wanted. Empty: nothing to write. */
export function changesBetween(has: Partner, wants: PartnerFields): FieldChange[] {
	const changes: FieldChange[] = [];
	for (const key of fieldNames) {
		const to = wants[key];
		if (to === undefined) continue;
		const { from, same } = COMPARISONS[key]?.(has, wants) ?? { from: undefined, same: false };
		if (!same) changes.push({ field: key, from: from ?? null, to });
	}
	for (const [handle, to] of Object.entries(wants.custom ?? {})) {
		const from = has.customFields?.[handle];
		if (!sameCustomValue(from, to)) changes.push({ field: handle, from: from ?? null, to });
	}
	return changes;
}

const fieldNames = Object.keys(COMPARISONS).filter((key): key is keyof PartnerFields => key in COMPARISONS);

const OF_THE_CREATOR: Array<keyof PartnerFields> = [
	'email',
	'firstName',
	'lastName',
	'handle',
	'isOnboarded',
	'title',
	'primaryColor',
	'profilePicture',
];

const OF_THE_DISCOUNT: Array<keyof PartnerFields> = ['discountAmount', 'discountType', 'discountCode'];

/** The fields that a list of partners carries: a row without one of them has none, while of any other field nothing is known. */
export type Told = ReadonlySet<keyof PartnerFields>;

/** Adds the fields that this row carries. */
export function tell(told: Set<keyof PartnerFields>, row: Partner): void {
	if (told.size === fieldNames.length) return;
	for (const key of fieldNames) if (isCarried(row, key)) told.add(key);
}

const isCarried = (row: Partner, key: keyof PartnerFields): boolean =>
	COMPARISONS[key]?.(row, {}).from !== undefined;

/**
 * Whether comparing needs more than a list row told: a row without custom fields says nothing about them, a creator that
 * came as a bare id nothing about the creator (quirk 3), and a list that never carries a field nothing about that field: in
 * the vendor's own example that is so for onboarding state, discount code, page title and picture.
 * @param changes as the row alone shows them; a discount that changes is written whole, so all of it must be known
 */
export function needsFullRecord(
	has: Partner,
	wants: PartnerFields,
	changes: FieldChange[],
	told: Told,
): boolean {
	if (Object.keys(wants.custom ?? {}).length > 0 && has.customFields === undefined) return true;
	const isUntold = (key: keyof PartnerFields): boolean =>
		!isCarried(has, key) && (!told.has(key) || (!has.creatorPopulated && OF_THE_CREATOR.includes(key)));
	const isOfDiscount = ({ field }: FieldChange): boolean => OF_THE_DISCOUNT.some((key) => key === field);
	return (
		fieldNames.some((key) => wants[key] !== undefined && isUntold(key)) ||
		(changes.some(isOfDiscount) && OF_THE_DISCOUNT.some(isUntold))
	);
}

/** Only the wanted fields that differ; custom fields too. The discount goes whole, since its parts belong together. */
export function onlyChanged(wants: PartnerFields, changes: FieldChange[], has: Partner): PartnerFields {
	const changed = new Set(changes.map((change) => change.field));
	const rest: PartnerFields = {};
	for (const key of fieldNames) {
		if (changed.has(key)) Object.assign(rest, { [key]: wants[key] });
	}
	const custom = Object.entries(wants.custom ?? {}).filter(([handle]) => changed.has(handle));
	if (custom.length > 0) rest.custom = Object.fromEntries(custom);
	if (
		rest.discountAmount !== undefined ||
		rest.discountType !== undefined ||
		rest.discountCode !== undefined
	) {
		rest.discountAmount = wants.discountAmount ?? has.discountAmount;
		rest.discountType = wants.discountType ?? has.discountType;
		rest.discountCode = wants.discountCode ?? has.discountCode;
	}
	return rest;
}

/** What a new partner with these fields lacks: the API creates nobody without e-mail and both names. */
export function lackOf({ email, firstName, lastName }: PartnerFields): InputError | undefined {
	if (email === undefined)
		return new InputError('A new partner needs an e-mail address', 'Email', 'Fill in Email.');
	const missing = [firstName === undefined && 'First Name', lastName === undefined && 'Last Name'].filter(
		Boolean,
	);
	if (missing.length === 0) return undefined;
	return new InputError(
		`${email} is a new partner, and CreatorCommerce creates partners only with first and last name`,
		missing.join(' and '),
		`Fill in ${missing.join(' and ')}.`,
	);
}

/**
 * Body of POST /creators/collabs, which takes no discount and no onboarding state (quirk 9).
 * @throws InputError when a name is missing: the API creates nobody without
 */
export function createBody(fields: PartnerFields, shopDomain: string): Json {
	const { email, firstName, lastName } = fields;
	const lack = lackOf(fields);
	if (lack !== undefined) throw lack;
	return known({
		myshopifyDomain: shopDomain,
		email,
		firstName,
		lastName,
		handle: fields.handle === undefined ? undefined : bareHandle(fields.handle),
		affiliateCode: fields.affiliateCode,
		affiliateUrl: fields.affiliateUrl,
		collabTier: fields.tier,
		profilePicture: fields.profilePicture,
		primaryColor: fields.primaryColor,
		title: fields.title,
		custom: nonEmpty(fields.custom),
	});
}

/** What a new partner gets in a second request. A partner starts as not onboarded, so `false` needs none. */
export function secondWriteOf(fields: PartnerFields): PartnerFields {
	const { discountAmount, discountType, discountCode, isOnboarded } = fields;
	const hasDiscount = discountAmount !== undefined || discountCode !== undefined;
	return {
		...(hasDiscount && { discountAmount, discountType, discountCode }),
		...(isOnboarded === true && { isOnboarded }),
	};
}

/** Body of POST /creators/collabs/{collabId}: partial. Percentages are written as percent. */
export function updateBody(fields: PartnerFields, shopDomain: string): Json {
	const discount = known({
		discountAmount: fields.discountAmount,
		discountType: fields.discountType ?? (fields.discountAmount === undefined ? undefined : 'Percentage'),
		discountCode: fields.discountCode,
	});
	return known({
		myshopifyDomain: shopDomain,
		email: fields.email,
		firstName: fields.firstName,
		lastName: fields.lastName,
		isOnboarded: fields.isOnboarded,
		collabTier: fields.tier,
		affiliateCode: fields.affiliateCode,
		handle: fields.handle === undefined ? undefined : bareHandle(fields.handle),
		affiliateUrl: fields.affiliateUrl,
		discount: nonEmpty(discount),
		profilePicture: fields.profilePicture,
		primaryColor: fields.primaryColor,
		title: fields.title,
		custom: nonEmpty(fields.custom),
	});
}

/** The display names of the fields on which two wishes for one partner disagree. */
export function disagreements(left: PartnerFields, right: PartnerFields): string[] {
	const asPartner: Partner = {
		collabId: '',
		creatorPopulated: true,
		...left,
		tierId: left.tier,
		shopTitle: left.title,
		customFields: left.custom,
	};
	const shared: PartnerFields = {};
	for (const key of fieldNames) {
		if (left[key] !== undefined && right[key] !== undefined) Object.assign(shared, { [key]: right[key] });
	}
	const pictures =
		shared.profilePicture !== undefined &&
		JSON.stringify(shared.profilePicture) !== JSON.stringify(left.profilePicture);
	delete shared.profilePicture;
	shared.custom = Object.fromEntries(
		Object.entries(right.custom ?? {}).filter(([handle]) => left.custom?.[handle] !== undefined),
	);
	return [
		...changesBetween(asPartner, shared).map((change) => change.field),
		...(pictures ? ['profilePicture'] : []),
	];
}

/** Both wishes in one; where both name a field, the second counts. */
export const merged = (first: PartnerFields, second: PartnerFields): PartnerFields => ({
	...first,
	...second,
	...((first.custom ?? second.custom) && { custom: { ...first.custom, ...second.custom } }),
});

export const isEmpty = (fields: PartnerFields): boolean =>
	fieldNames.every((key) => fields[key] === undefined) && Object.keys(fields.custom ?? {}).length === 0;

const nonEmpty = (values: Json | undefined): Json | undefined =>
	values !== undefined && Object.keys(values).length > 0 ? values : undefined;
