import type { INodeProperties } from 'n8n-workflow';

/**
 * The setting that n8n gives every credential with a header: where its HTTP Request node may send the secret. n8n would set
 * it to All, so that whoever may use a credential could have its key sent to a server of their own. Here it is None until
 * somebody chooses otherwise; our own nodes do not need it. n8n knows the fields by these names and puts in none of its own
 * where they are.
 */
export const requestDomains: INodeProperties[] = [
	{
		displayName: 'Allowed HTTP Request Domains',
		name: 'allowedHttpRequestDomains',
		type: 'options',
		options: [
			{
				name: 'All',
				value: 'all',
				description: 'Whoever may use this credential can have its secret sent anywhere',
			},
			{
				name: 'None',
				value: 'none',
				description: 'The credential works in the CreatorCommerce nodes only',
			},
			{ name: 'Specific Domains', value: 'domains', description: 'Only the domains that you list' },
		],
		default: 'none',
		description:
			'Where n8n’s HTTP Request node may send this credential. The CreatorCommerce nodes do not need it.',
	},
	{
		displayName: 'Allowed Domains',
		name: 'allowedDomains',
		type: 'string',
		default: '',
		placeholder: 'e.g. unified-api.creatorcommerce.shop',
		displayOptions: { show: { allowedHttpRequestDomains: ['domains'] } },
		description: 'Separated by commas; *.example.com stands for all below example.com',
	},
];
