import {
	type ICredentialTestFunctions,
	type ICredentialsDecrypted,
	type IExecuteFunctions,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { operationOf, resourceProperties, writingOperations } from './actions';
import { listSearch, loadOptions, resourceMapping } from './fields/methods';
import { CREATOR_COMMERCE_SHOWN, SHOPIFY_SHOWN } from './fields/stores';
import { execute } from './runtime/execute';
import { hintsBeforeRun } from './runtime/hints';
import { testCreatorCommerceCredential } from './runtime/testCredential';
import { testShopifyCredential } from './triggers/shopify/testCredential';

export class CreatorCommerce implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CreatorCommerce',
		name: 'creatorCommerce',
		icon: { light: 'file:creatorCommerce.svg', dark: 'file:creatorCommerce.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Find, create and sync creator partners, manage their drops, and credit Shopify orders to them, within the limits of CreatorCommerce',
		defaults: { name: 'CreatorCommerce' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'creatorCommerceApi',
				displayName: 'Credential for CreatorCommerce',
				required: true,
				testedBy: 'creatorCommerceCredentialTest',
				displayOptions: CREATOR_COMMERCE_SHOWN,
			},
			{
				name: 'creatorCommerceShopifyApi',
				displayName: 'Credential for Shopify',
				required: true,
				testedBy: 'shopifyCredentialTest',
				displayOptions: SHOPIFY_SHOWN,
			},
		],
		hints: hintsBeforeRun(writingOperations),
		properties: resourceProperties,
	};

	methods = {
		listSearch,
		loadOptions,
		resourceMapping,
		credentialTest: {
			async creatorCommerceCredentialTest(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				return await testCreatorCommerceCredential(this, credential);
			},
			async shopifyCredentialTest(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				return await testShopifyCredential(this, credential);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await execute(this, operationOf(this))];
	}
}
