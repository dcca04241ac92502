import type { INodeProperties } from 'n8n-workflow';
import { fieldCollection } from './common';

export const campaignLocator: INodeProperties = {
	displayName: 'Campaign',
	name: 'campaign',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The campaign: groups tiers and says where their traffic goes',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a campaign…',
			typeOptions: { searchListMethod: 'searchCampaigns', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 699752d110aaf04ada0eb4ef',
			hint: 'The ID; a campaign’s title is taken too',
		},
	],
};

/** Tiers a campaign or form is for. The list replaces the present one. */
export const tiersField = (things: string): INodeProperties => ({
	displayName: 'Tier Names or IDs',
	name: 'tiers',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getTiers' },
	default: [],
	description: `Tiers the ${things} is for; on an update they replace the present ones. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.`,
});

const fields: INodeProperties[] = [
	{
		displayName: 'Brand Page',
		name: 'brandPage',
		type: 'string',
		default: '',
		description: 'Brand page of the campaign, as CreatorCommerce names it',
	},
	{
		displayName: 'Brand Page Redirect URL Template',
		name: 'brandPageRedirectUrlTemplate',
		type: 'string',
		default: '',
		description: 'Template of the address that visitors of the brand page are sent to',
	},
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: 'What the campaign is about',
	},
	{
		displayName: 'End Date',
		name: 'endAt',
		type: 'dateTime',
		default: '',
		placeholder: 'e.g. 2026-03-31',
		description:
			'When the campaign ends. Without a time zone it is taken in the time zone of the workflow; a day alone ends with that day.',
	},
	{
		displayName: 'Is Active',
		name: 'isActive',
		type: 'boolean',
		default: true,
		description: 'Whether the campaign is active',
	},
	{
		displayName: 'Product Page',
		name: 'productPage',
		type: 'string',
		default: '',
		description: 'Product page of the campaign, as CreatorCommerce names it',
	},
	{
		displayName: 'Product Page Redirect URL Template',
		name: 'productPageRedirectUrlTemplate',
		type: 'string',
		default: '',
		description: 'Template of the address that visitors of a product page are sent to',
	},
	{
		displayName: 'Query Parameters',
		name: 'queryParams',
		type: 'string',
		default: '',
		placeholder: 'e.g. utm_source=creatorcommerce&utm_medium=affiliate',
		description: 'What is added to the links of the campaign',
	},
	{
		displayName: 'Start Date',
		name: 'startAt',
		type: 'dateTime',
		default: '',
		placeholder: 'e.g. 2026-02-21',
		description:
			'When the campaign starts. Without a time zone it is taken in the time zone of the workflow; a day alone starts with that day.',
	},
	{
		displayName: 'Tags',
		name: 'tags',
		type: 'string',
		default: '',
		placeholder: 'e.g. spring, evergreen',
		description:
			'Words to sort campaigns by, separated by commas; a list from an expression is taken too. On an update they replace the present ones.',
	},
	tiersField('campaign'),
];

export const campaignCreateFields = fieldCollection('Additional Fields', 'additionalFields', fields);

export const campaignUpdateFields = fieldCollection('Update Fields', 'updateFields', [
	...fields,
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		description: 'New title of the campaign',
	},
]);
