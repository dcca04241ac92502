import {
	type ICredentialTestFunctions,
	type ICredentialsDecrypted,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { testCreatorCommerceCredential } from './runtime/testCredential';
import { poll } from './triggers/polling/poll';

export class CreatorCommercePollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'CreatorCommerce Polling Trigger',
		name: 'creatorCommercePollingTrigger',
		icon: { light: 'file:creatorCommerce.svg', dark: 'file:creatorCommerce.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'Starts the workflow when partners or their drops have changed; asks CreatorCommerce again and again',
		defaults: { name: 'CreatorCommerce Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'creatorCommerceApi', required: true, testedBy: 'creatorCommerceCredentialTest' }],
		properties: [
			{
				displayName: 'Trigger On',
				name: 'events',
				type: 'multiOptions',
				required: true,
				default: ['partner.created'],
				options: [
					{
						name: 'Content Generated',
						value: 'content.generated',
						description: 'A note, picture, video or custom field in a drop of a partner has changed',
					},
					{
						name: 'Drop Updated',
						value: 'drop.updated',
						description: 'A drop of a partner is new, gone, renamed, or has other products',
					},
					{
						name: 'Partner Activated',
						value: 'partner.activated',
						description: 'A partner has become onboarded',
					},
					{ name: 'Partner Created', value: 'partner.created', description: 'A partner is new in the store' },
					{
						name: 'Partner Updated',
						value: 'partner.updated',
						description: 'Profile, codes, tier, discount or custom fields of a partner have changed',
					},
				],
				description: 'What starts the workflow',
			},
			{
				displayName:
					'Partners that are there when you activate the workflow start nothing: only what changes from then on does. Each poll reads the whole list of partners, a page at a time, within half of the reads your key has in a minute; large stores take several polls for a round. For events within a second use the CreatorCommerce Trigger.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
		],
	};

	methods = {
		credentialTest: {
			async creatorCommerceCredentialTest(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				return await testCreatorCommerceCredential(this, credential);
			},
		},
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await poll(this);
	}
}
