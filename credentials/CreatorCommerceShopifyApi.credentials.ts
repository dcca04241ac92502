import {
	ApplicationError,
	type IAuthenticateGeneric,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestHelper,
	type INodeProperties,
	type Icon,
} from 'n8n-workflow';
import { InputError } from '../nodes/CreatorCommerce/api/failure';
import { requestDomains } from '../nodes/CreatorCommerce/fields/requestDomains';
import { type ShopifySettings, readShopifySettings } from '../nodes/CreatorCommerce/runtime/shopify/settings';
import { readToken } from '../nodes/CreatorCommerce/runtime/shopify/token';
import { tokenRequest } from '../nodes/CreatorCommerce/shopify/grant';

/** Tested by the trigger node (triggers/shopify/testCredential.ts), which can name the access scopes that are missing. */
export class CreatorCommerceShopifyApi implements ICredentialType {
	name = 'creatorCommerceShopifyApi';

	displayName = 'CreatorCommerce Shopify API';

	icon: Icon = { light: 'file:creatorCommerce.svg', dark: 'file:creatorCommerce.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-creatorcommerce/n8n-nodes-creatorcommerce#shopify-credential';

	properties: INodeProperties[] = [
		{
			// n8n keeps the token here: fetched when empty, and again when Shopify answers 401.
			displayName: 'Session Token',
			name: 'sessionToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{
			displayName: 'Store Domain',
			name: 'shopDomain',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. your-brand.myshopify.com',
			description: 'The permanent domain of the Shopify store, as Shopify shows it under Settings → Domains',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			default: 'clientCredentials',
			options: [
				{
					name: 'Access Token',
					value: 'accessToken',
					description: 'For an app made in the store’s admin before 2026: its permanent token',
				},
				{
					name: 'Client ID and Secret',
					value: 'clientCredentials',
					description: 'For an app of the Dev Dashboard, in the organization that owns the store',
				},
			],
			description: 'How n8n gets into the store',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['clientCredentials'] } },
			description: 'In the Dev Dashboard: your app → Settings → Client ID',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['clientCredentials'] } },
			description:
				'In the Dev Dashboard: your app → Settings → Secret. Webhooks are verified with it as well.',
		},
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['accessToken'] } },
			description: 'The Admin API access token of the app; it begins with shpat_',
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { authentication: ['accessToken'] } },
			description: 'The “API secret key” of the app: webhooks are verified with it. Needed for the trigger.',
		},
		{
			displayName: 'Previous Secret',
			name: 'previousSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'While you rotate the secret: the old one, so that webhooks signed with it are still taken. Empty it afterwards.',
		},
		{
			displayName: 'Storefront Token',
			name: 'storefrontToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only to read creator pages with the public Storefront API',
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'string',
			default: '2026-10',
			placeholder: 'e.g. 2026-10',
			description: 'The version of Shopify’s Admin API; each is kept for a year',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. http://localhost:4020',
			description:
				'Leave empty. Only for a stand-in of Shopify, such as the sandbox of this package: the secrets are sent there.',
		},
		...requestDomains,
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				'X-Shopify-Access-Token':
					'={{ $credentials.authentication === "accessToken" ? $credentials.accessToken.trim() : $credentials.sessionToken }}',
			},
		},
	};

	/**
	 * Shopify's client credentials grant: a token for a day, without a refresh token (shopify.dev, "Client credentials
	 * grant"). n8n stores what this gives and asks again when the token is no longer taken.
	 */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		if (credentials.authentication === 'accessToken') return { sessionToken: credentials.accessToken };
		const settings = settingsOf(credentials);
		const request = tokenRequest(credentials);
		const answer: unknown = await this.helpers.httpRequest({
			method: 'POST',
			url: `${settings.origin}${request.path}`,
			headers: request.headers,
			body: request.body,
			json: false,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: 30_000,
		});
		const token = readToken(answer, settings.hidden);
		if ('refused' in token) throw new ApplicationError(token.refused, { level: 'warning' });
		return { sessionToken: token.accessToken };
	}
}

/** Says where the client secret may be sent: n8n's HTTP Request node gets here without our node having looked at it. */
function settingsOf(credentials: ICredentialDataDecryptedObject): ShopifySettings {
	try {
		return readShopifySettings(credentials);
	} catch (fault) {
		const words = fault instanceof InputError ? `${fault.message}. ${fault.advice ?? ''}`.trim() : undefined;
		throw new ApplicationError(words ?? 'The Shopify credential could not be read', { level: 'warning' });
	}
}
