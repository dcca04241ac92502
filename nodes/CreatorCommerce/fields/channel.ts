import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { type Json, asFlag, asList, asRecord, asText, idOf, known } from '../api/narrow';
import { connectedIn } from '../api/readers/integration';
import { withoutSecrets } from '../api/secrets';
import { fieldCollection } from './common';
import { output } from './outputs';

/** The settings that the API's file names; whatever else a store has goes in as JSON. */
export const settingsFields: INodeProperties[] = [
	fieldCollection('Brand Kit', 'brandKit', [
		{
			displayName: 'Brand Description',
			name: 'description',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			description: 'What the brand is about',
		},
		{
			displayName: 'Primary Color',
			name: 'primaryColor',
			type: 'color',
			default: '',
			placeholder: 'e.g. #270803',
			description: 'Main colour of the brand, as six hex digits',
		},
		{
			displayName: 'Primary Domain',
			name: 'primaryDomain',
			type: 'string',
			default: '',
			placeholder: 'e.g. www.your-brand.com',
			description: 'Domain that customers know the store by',
		},
		{
			displayName: 'Brand Title',
			name: 'title',
			type: 'string',
			default: '',
			description: 'Name of the brand',
		},
	]),
	fieldCollection('Features', 'features', [
		{
			displayName: 'Is Default Messaging Enabled',
			name: 'isDefaultMessagingEnabled',
			type: 'boolean',
			default: true,
			description: 'Whether CreatorCommerce’s default messaging is switched on',
		},
		{
			displayName: 'Is Web Pixel Enabled',
			name: 'isWebPixelEnabled',
			type: 'boolean',
			default: true,
			description: 'Whether CreatorCommerce’s web pixel is switched on',
		},
	]),
	fieldCollection('Onboarding', 'onboardingSettings', [
		{
			displayName: 'Perks',
			name: 'perks',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Exclusive discount',
			description:
				'What partners get, one per line; they replace the present ones. A list from an expression is taken too.',
		},
		{
			displayName: 'Welcome Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Welcome to the creator program',
			description: 'Title that new partners are welcomed with',
		},
	]),
	{
		displayName: 'Other Settings (JSON)',
		name: 'settingsJson',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"brandKit": {"logo": {"url": "https://example.com/logo.png"}}}',
		hint: 'Such as {"brandKit": {"logo": {"url": "https://example.com/logo.png"}}}',
		description:
			'Settings that have no field above, under the names that Get shows without Simplify. What is not named stays as it is, at any depth; lists are replaced.',
	},
];

/** The settings of a store in plain fields; keys of integrations are never among them. */
export function channelOutput(channel: Json): IDataObject {
	const shopify = asRecord(channel.shopify);
	return output(
		known({
			id: idOf(channel),
			name: asText(channel.name),
			handle: asText(channel.handle),
			shopDomain: asText(shopify.myshopifyDomain),
			shopId: asText(shopify.shopId),
			platform: asText(channel.platform),
			isInstalled: asFlag(channel.isInstalled),
			isTest: asFlag(channel.isTest),
			brandKit: hidden(channel.brandKit),
			features: hidden(channel.features),
			onboardingSettings: hidden(channel.onboardingSettings),
			integrations: Array.isArray(channel.connectedIntegrations)
				? connectedIn(channel).map((one) => known({ ...one }))
				: undefined,
			tags: Array.isArray(channel.tags) ? asList(channel.tags).map(asText) : undefined,
			createdAt: asText(channel.createdAt),
			updatedAt: asText(channel.updatedAt),
		}),
	);
}

/** The record as it came, but for the values of keys. */
export const rawChannelOutput = (channel: Json): IDataObject =>
	output(
		known({
			...asRecord(withoutSecrets(channel)),
			connectedIntegrations: Array.isArray(channel.connectedIntegrations)
				? connectedIn(channel).map((one) => known({ ...one }))
				: undefined,
		}),
	);

const hidden = (value: unknown): unknown => (value === undefined ? undefined : withoutSecrets(value));
