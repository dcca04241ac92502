/** The resource Partner. */
import type { World } from '../world';
import type { NodeCase } from './node';

/** A resource locator as n8n stores it. */
export const locator = (mode: string, value: string) => ({ __rl: true, mode, value });

/** Custom fields as JSON, and as the resource mapper stores them. */
export const asJson = (fields: Record<string, unknown>) => ({
	customFieldsInput: 'json',
	customFieldsJson: JSON.stringify(fields),
});
export const mapped = (value: Record<string, unknown>) => ({
	customFieldsInput: 'mapper',
	customFields: { mappingMode: 'defineBelow', value },
});

const partner = (operation: string, parameters: Record<string, unknown> = {}) => ({
	resource: 'partner',
	operation,
	...parameters,
});
const byId = ({ collabId }: World) => ({ partner: locator('id', collabId) });

const profile = {
	affiliateCode: 'NEWCODE10',
	affiliateUrl: 'https://brand.example/r/ada lovelace?utm=a&b',
	handle: '@ada-contract',
	primaryColor: '#66CCFF',
	title: 'Ada’s Favourites',
	profilePicture: 'https://media.example/ada.png',
};
const discount = {
	discountAmount: '15%',
	discountType: 'Percentage',
	discountCode: 'ADA15',
	isOnboarded: true,
};
const NEW = 'new+contract@example.com';

export const PARTNER_CASES: NodeCase[] = [
	{
		operationId: 'createCollab',
		name: 'partner create, minimal',
		parameters: () => partner('create', { email: NEW, firstName: 'Ada', lastName: 'Byron' }),
	},
	{
		operationId: 'createCollab',
		name: 'partner create, full',
		keyType: 'partner',
		parameters: ({ tierId, custom }) =>
			partner('create', {
				email: NEW,
				firstName: 'Ada',
				lastName: 'Byron',
				additionalFields: { ...profile, tier: locator('list', tierId) },
				...asJson({ [custom.collab]: 'Hello' }),
			}),
	},
	{
		operationId: 'createCollab',
		name: 'partner upsert, new and full',
		parameters: ({ tierTitle, custom }) =>
			partner('upsert', {
				email: NEW,
				firstName: 'Ada',
				lastName: 'Byron',
				updateFields: { ...profile, ...discount, tier: locator('id', tierTitle) },
				...mapped({ [custom.collab]: 'Hello' }),
			}),
	},
	{
		operationId: 'updateCollab',
		name: 'partner upsert, existing',
		parameters: ({ email }) => partner('upsert', { email, updateFields: { affiliateCode: 'CHANGED10' } }),
	},
	{
		operationId: 'updateCollab',
		name: 'partner update, minimal',
		parameters: (world) => partner('update', { ...byId(world), updateFields: { firstName: 'Ada' } }),
	},
	{
		operationId: 'updateCollab',
		name: 'partner update, full',
		keyType: 'partner',
		parameters: ({ email, tierId, custom }) =>
			partner('update', {
				partner: locator('email', email),
				updateFields: {
					...profile,
					...discount,
					discountType: 'FixedAmount',
					discountAmount: 12.5,
					email: 'moved+contract@example.com',
					firstName: 'Ada',
					lastName: 'Byron',
					tier: locator('id', tierId),
				},
				performance: { followers: '51.1k', clicks: '4,156', clicksField: 'clicks-30d' },
				...asJson({ [custom.collab]: 'Hello' }),
			}),
	},
	{
		operationId: 'updateCollab',
		name: 'partner sync, a changed row and a new one',
		parameters: () =>
			partner('sync', {
				matchOn: 'email',
				matchValue: '={{ $json.Email }}',
				updateFields: {
					...discount,
					affiliateCode: '={{ $json.Code }}',
					firstName: '={{ $json.First }}',
					lastName: 'Byron',
					tier: '={{ $json.Tier }}',
				},
			}),
		items: ({ email, tierTitle }) => [
			{ Email: email, First: 'Ada', Code: 'SYNC1', Tier: tierTitle },
			{ Email: NEW, First: 'Grace', Code: 'SYNC2', Tier: tierTitle },
		],
	},
	{
		operationId: 'createCollab',
		name: 'partner sync, only new rows, by handle',
		parameters: () =>
			partner('sync', {
				matchOn: 'handle',
				matchValue: '={{ $json.handle }}',
				updateFields: { email: '={{ $json.email }}', firstName: 'Ada', lastName: 'Byron' },
			}),
		items: () => [
			{ handle: '@contract-one', email: 'one+contract@example.com' },
			{ handle: 'contract-two', email: 'two@example.com' },
		],
	},
	{
		operationId: 'getChannelCollab',
		name: 'partner get, by ID',
		parameters: (world) => partner('get', byId(world)),
	},
	{
		operationId: 'getChannelCollab',
		name: 'partner get, by creator ID',
		parameters: ({ creatorId }) => partner('get', { partner: locator('id', creatorId) }),
	},
	{
		operationId: 'getChannelCollab',
		name: 'partner get, by email',
		keyType: 'partner',
		parameters: ({ email }) => partner('get', { partner: locator('email', email), simplify: false }),
	},
	{
		operationId: 'getChannelCollabs',
		name: 'partner get, by handle',
		parameters: ({ handle }) => partner('get', { partner: locator('handle', handle) }),
	},
	{
		operationId: 'getChannelCollabs',
		name: 'partner get, by code',
		parameters: ({ affiliateCode }) => partner('get', { partner: locator('code', affiliateCode) }),
	},
	{
		operationId: 'getChannelCollabs',
		name: 'partner get many, all pages',
		parameters: () => partner('getAll', { returnAll: true }),
	},
	{
		operationId: 'getChannelCollabs',
		name: 'partner get many, by email and search',
		keyType: 'partner',
		parameters: ({ email }) => partner('getAll', { limit: 5, filters: { email, query: 'a & b+c' } }),
	},
	{
		operationId: 'getMagicLink',
		name: 'partner get magic link, by email',
		parameters: ({ email }) => partner('getMagicLink', { partner: locator('email', email) }),
	},
	{
		operationId: 'getMagicLink',
		name: 'partner get magic link, by ID',
		keyType: 'partner',
		parameters: (world) => partner('getMagicLink', byId(world)),
	},
	{
		operationId: 'getCreatorForms',
		name: 'partner get forms',
		parameters: (world) => partner('getForms', byId(world)),
	},
];
