import type { IAuthenticate, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { requestDomains } from '../nodes/CreatorCommerce/fields/requestDomains';

/** Tested by the node (runtime/testCredential.ts), so that one reader of the credential says where the key may go. */
export class CreatorCommerceApi implements ICredentialType {
	name = 'creatorCommerceApi';

	displayName = 'CreatorCommerce API';

	icon: Icon = { light: 'file:creatorCommerce.svg', dark: 'file:creatorCommerce.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-creatorcommerce/n8n-nodes-creatorcommerce#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Key Type',
			name: 'keyType',
			type: 'options',
			default: 'channel',
			options: [
				{
					name: 'Channel Key',
					value: 'channel',
					description: 'Made by the brand in CreatorCommerce under Settings → API',
				},
				{
					name: 'Partner Key',
					value: 'partner',
					description: 'Given to an agency or app by CreatorCommerce',
				},
			],
			description: 'Which kind of key it is; most people have a channel key',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'In CreatorCommerce: Settings → API → Generate Key',
		},
		{
			displayName: 'Store Domain',
			name: 'myshopifyDomain',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. your-brand.myshopify.com',
			description: 'The permanent domain of the Shopify store, as Shopify shows it under Settings → Domains',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			default: 'production',
			options: [
				{
					name: 'Custom',
					value: 'custom',
					description: 'A base URL that CreatorCommerce gave you, or the sandbox of this package',
				},
				{ name: 'Production', value: 'production' },
			],
			description: 'Where the API is',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://unified-api.creatorcommerce.shop',
			displayOptions: { show: { environment: ['custom'] } },
			description: 'The API key is sent to this address, so it has to be one you trust',
		},
		{
			displayName: 'Reads per Minute',
			name: 'readsPerMinute',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 100,
			description:
				'CreatorCommerce allows 100 a minute for a key. Lower it if other apps or n8n instances use the same key.',
		},
		{
			displayName: 'Writes per Minute',
			name: 'writesPerMinute',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description:
				'CreatorCommerce allows 50 a minute for a key. Lower it if other apps or n8n instances use the same key.',
		},
		{
			displayName: 'Bulk Operations per Minute',
			name: 'bulkPerMinute',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 10,
			description:
				'CreatorCommerce allows 10 a minute for a key. A request with several products counts as one.',
		},
		...requestDomains,
	];

	/** A function: of a declared header n8n works out two expressions for every request, an eighth of what a request costs. */
	authenticate: IAuthenticate = async ({ keyType, apiKey }, request) => ({
		...request,
		headers: {
			...request.headers,
			[keyType === 'partner' ? 'x-partner-access-token' : 'x-channel-access-token']: String(apiKey).trim(),
		},
	});
}
