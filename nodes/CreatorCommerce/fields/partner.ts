import type { INodeProperties } from 'n8n-workflow';
import { fieldCollection } from './common';

/** How a partner is named. By e-mail, handle and code costs one request per distinct partner. */
export const partnerLocator: INodeProperties = {
	displayName: 'Partner',
	name: 'partner',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The creator partner, found by e-mail, handle, code or ID',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a partner…',
			typeOptions: { searchListMethod: 'searchPartners', searchable: true },
		},
		{
			displayName: 'By Email',
			name: 'email',
			type: 'string',
			placeholder: 'e.g. ada@example.com',
		},
		{
			displayName: 'By Handle',
			name: 'handle',
			type: 'string',
			placeholder: 'e.g. ada-lovelace',
		},
		{
			displayName: 'By Code',
			name: 'code',
			type: 'string',
			placeholder: 'e.g. ADA15',
			hint: 'The affiliate code or the discount code',
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 68d482d502627cba69150a33',
			hint: 'The collab ID; the creator ID is taken too',
		},
	],
};

/** A tier: from the list, or by ID, key or name. */
const tierLocator: INodeProperties = {
	displayName: 'Tier',
	name: 'tier',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The level the partner belongs to',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a tier…',
			typeOptions: { searchListMethod: 'searchTiers', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 6997d1305fe142fd13cff500',
			hint: 'The ID; a tier’s name or key is taken too',
		},
	],
};

const affiliateCode: INodeProperties = {
	displayName: 'Affiliate Code',
	name: 'affiliateCode',
	type: 'string',
	default: '',
	placeholder: 'e.g. ADA15',
	description: 'Code of the partner in your affiliate program',
};

const affiliateUrl: INodeProperties = {
	displayName: 'Affiliate URL',
	name: 'affiliateUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://shop.example.com/ada',
	description: 'Link that credits the partner',
};

const discountAmount: INodeProperties = {
	displayName: 'Discount Amount',
	name: 'discountAmount',
	type: 'string',
	default: '',
	placeholder: 'e.g. 15',
	description:
		'Discount of the partner’s code. 15, “15%” and 0.15 all mean fifteen percent; numbers above 0 and below 1 are taken as fractions.',
};

const discountCode: INodeProperties = {
	displayName: 'Discount Code',
	name: 'discountCode',
	type: 'string',
	default: '',
	placeholder: 'e.g. ADA15',
	description: 'Code the partner’s customers use at checkout',
};

const discountType: INodeProperties = {
	displayName: 'Discount Type',
	name: 'discountType',
	type: 'options',
	default: 'Percentage',
	options: [
		{ name: 'Fixed Amount', value: 'FixedAmount' },
		{ name: 'Percentage', value: 'Percentage' },
	],
	description: 'Whether Discount Amount is a percentage or an amount of money',
};

const email: INodeProperties = {
	displayName: 'Email',
	name: 'email',
	type: 'string',
	default: '',
	placeholder: 'e.g. ada@example.com',
	description: 'E-mail address the partner gets',
};

const firstName: INodeProperties = {
	displayName: 'First Name',
	name: 'firstName',
	type: 'string',
	default: '',
	description: 'Needed for partners that do not exist yet',
};

const handle: INodeProperties = {
	displayName: 'Handle',
	name: 'handle',
	type: 'string',
	default: '',
	placeholder: 'e.g. ada-lovelace',
	description: 'Name of the partner in page addresses; an @ in front is left out',
};

const isOnboarded: INodeProperties = {
	displayName: 'Is Onboarded',
	name: 'isOnboarded',
	type: 'boolean',
	default: true,
	description: 'Whether the partner has been onboarded',
};

const lastName: INodeProperties = {
	displayName: 'Last Name',
	name: 'lastName',
	type: 'string',
	default: '',
	description: 'Needed for partners that do not exist yet',
};

const primaryColor: INodeProperties = {
	displayName: 'Page Color',
	name: 'primaryColor',
	type: 'color',
	default: '',
	placeholder: 'e.g. #66ccff',
	description: 'Main colour of the partner’s page, as six hex digits such as #66ccff',
};

const title: INodeProperties = {
	displayName: 'Page Title',
	name: 'title',
	type: 'string',
	default: '',
	placeholder: 'e.g. Ada’s Favourites',
	description: 'Title of the partner’s page',
};

const profilePicture: INodeProperties = {
	displayName: 'Profile Picture URL',
	name: 'profilePicture',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/ada.jpg',
	description:
		'Address of a picture, of which CreatorCommerce keeps a copy, or media as Upload gives it. Sync and Create or Update send it only to partners without one.',
};

const tierText: INodeProperties = {
	displayName: 'Tier',
	name: 'tier',
	type: 'string',
	default: '',
	placeholder: 'e.g. Ambassador',
	description: 'Name, key or ID of the tier',
};

/** Fields in the order of their names, as n8n shows long lists. */
const byName = (...fields: INodeProperties[]): INodeProperties[] =>
	fields.sort((left, right) => (left.displayName < right.displayName ? -1 : 1));

const identity = [email, firstName, lastName];
/** What Create takes besides e-mail and names: no discount and no onboarding state (quirk 9). */
const page = [affiliateCode, affiliateUrl, handle, primaryColor, profilePicture, title];
const agreement = [discountAmount, discountCode, discountType, isOnboarded];

export const createFields = fieldCollection(
	'Additional Fields',
	'additionalFields',
	byName(...page, tierLocator),
);

/** Create or Update shows e-mail and names above. */
export const upsertFields = fieldCollection(
	'Fields',
	'updateFields',
	byName(...page, ...agreement, tierLocator),
);

export const updateFields = fieldCollection(
	'Update Fields',
	'updateFields',
	byName(...identity, ...page, ...agreement, tierLocator),
);

/** Sync maps columns, so its tier is a text: exports name tiers. */
export const syncFields = fieldCollection(
	'Fields',
	'updateFields',
	byName(...identity, ...page, ...agreement, tierText),
);
