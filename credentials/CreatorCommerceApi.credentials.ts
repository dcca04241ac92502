import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/** What the node's own reader makes of the domain (api/shopDomain.ts), for the test request: n8n runs an expression there. */
const STORE = `$credentials.myshopifyDomain.trim().toLowerCase().replace(/^https?:\\/\\//, "").replace(/^admin\\.shopify\\.com\\/store\\//, "").split(/[\\/?#:]/)[0].replace(/\\.myshopify\\.com$/, "") + ".myshopify.com"`;

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
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				'={{ $credentials.keyType === "partner" ? "x-partner-access-token" : "x-channel-access-token" }}':
					'={{ $credentials.apiKey.trim() }}',
			},
		},
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ $credentials.environment === "custom" ? $credentials.baseUrl.trim().replace(/\\/+$/, "") : "https://unified-api.creatorcommerce.shop" }}',
			url: `={{ "/channels/" + ${STORE} }}`,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'statusCode',
					value: 401,
					message:
						'CreatorCommerce did not accept the API key. Check that it is complete, and that Key Type is right (CreatorCommerce → Settings → API).',
				},
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'statusCode',
					value: 403,
					message: 'The API key belongs to another store. Check Store Domain, or use a key of that store.',
				},
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'statusCode',
					value: 429,
					message: 'The API key is right, but its limit is used up for now. Try again in a minute.',
				},
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'message',
					value: 'Creator or Channel not found',
					message:
						'CreatorCommerce knows no such store. Check Store Domain: it ends in .myshopify.com, and CreatorCommerce must be installed there.',
				},
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'statusCode',
					value: 500,
					message:
						'CreatorCommerce could not find the store or could not answer. Check Store Domain, then try again in a minute.',
				},
			},
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'channel',
					// n8n compares with ===: without a channel in it, the answer is not the API’s.
					value: undefined,
					message:
						'Something other than the CreatorCommerce API answered there. Check Environment and Base URL, and whether a proxy stands in between.',
				},
			},
		],
	};
}
