import {
	type ICredentialTestFunctions,
	type ICredentialsDecrypted,
	type IHookFunctions,
	type INodeCredentialTestResult,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { webhookCredentialTest } from './triggers/inbound/credentialTest';
import { checkExists, create, remove } from './triggers/lifecycle';
import { triggerProperties } from './triggers/properties';
import { receive } from './triggers/receive';
import { testShopifyCredential } from './triggers/shopify/testCredential';

export class CreatorCommerceTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CreatorCommerce Trigger',
		name: 'creatorCommerceTrigger',
		icon: { light: 'file:creatorCommerce.svg', dark: 'file:creatorCommerce.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow when a partner signs up, changes or sells something',
		defaults: { name: 'CreatorCommerce Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'creatorCommerceShopifyApi',
				required: true,
				testedBy: 'shopifyCredentialTest',
				displayOptions: { show: { source: ['shopify'] } },
			},
			{
				name: 'creatorCommerceWebhookApi',
				required: true,
				testedBy: 'webhookCredentialTest',
				// Were all sources named by "show", n8n would take Source for a choice of authentication and not show it.
				displayOptions: { hide: { source: ['shopify'] } },
			},
		],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' }],
		properties: triggerProperties,
	};

	methods = {
		credentialTest: {
			webhookCredentialTest,
			async shopifyCredentialTest(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				return await testShopifyCredential(this, credential);
			},
		},
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await create(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await remove(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
