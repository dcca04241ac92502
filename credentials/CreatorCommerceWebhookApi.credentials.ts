import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** Whoever starts workflows from outside proves it by this: nothing that is not verified is let in. */
export class CreatorCommerceWebhookApi implements ICredentialType {
	name = 'creatorCommerceWebhookApi';

	displayName = 'CreatorCommerce Webhook API';

	icon: Icon = { light: 'file:creatorCommerce.svg', dark: 'file:creatorCommerce.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-creatorcommerce/n8n-nodes-creatorcommerce/blob/main/docs/inbound.md';

	properties: INodeProperties[] = [
		{
			displayName: 'Verification',
			name: 'scheme',
			type: 'options',
			default: 'sharedSecret',
			options: [
				{
					name: 'HMAC Signature',
					value: 'hmac',
					description: 'The sender signs each request, as Klaviyo system webhooks do. The strongest.',
				},
				{
					name: 'Shared Secret',
					value: 'sharedSecret',
					description: 'The sender puts the secret in a header, as Shopify Flow and Klaviyo flows can',
				},
			],
			description: 'How it is told that a request comes from the right sender; every other one gets a 401',
		},
		{
			displayName: 'Header Name',
			name: 'headerName',
			type: 'string',
			default: 'X-CreatorCommerce-Secret',
			required: true,
			placeholder: 'e.g. Klaviyo-Signature',
			description: 'The header that carries the secret or the signature, in upper or lower case',
		},
		{
			displayName: 'Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'At least 16 random characters, the same at the sender. Without a secret every request is refused.',
		},
		{
			displayName: 'Previous Secret',
			name: 'previousSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Still accepted while you change the secret at the sender. Empty it afterwards.',
		},
		{
			displayName: 'Prefix',
			name: 'prefix',
			type: 'string',
			default: '',
			placeholder: 'e.g. sha256=',
			description:
				'What stands before the secret or signature in the header, such as “sha256=” or “Bearer ”. Often nothing.',
		},
		{
			displayName: 'Algorithm',
			name: 'algorithm',
			type: 'options',
			default: 'sha256',
			options: [
				{ name: 'SHA-1', value: 'sha1' },
				{ name: 'SHA-256', value: 'sha256' },
				{ name: 'SHA-512', value: 'sha512' },
			],
			displayOptions: { show: { scheme: ['hmac'] } },
			description: 'The hash the sender signs with; SHA-256 for Klaviyo and most others',
		},
		{
			displayName: 'Encoding',
			name: 'encoding',
			type: 'options',
			default: 'hex',
			options: [
				{ name: 'Base64', value: 'base64' },
				{ name: 'Hex', value: 'hex' },
			],
			displayOptions: { show: { scheme: ['hmac'] } },
			description: 'How the signature is written: hex has only 0–9 and a–f',
		},
		{
			displayName: 'Signed Content',
			name: 'signedContent',
			type: 'options',
			default: 'body',
			options: [
				{ name: 'Body', value: 'body', description: 'The body alone, so that its age cannot be checked' },
				{
					name: 'Body Then Timestamp',
					value: 'bodyTimestamp',
					description: 'The body with the timestamp right behind it: Klaviyo system webhooks',
				},
				{
					name: 'ID, Timestamp and Body',
					value: 'id.timestamp.body',
					description: 'The three with dots between them',
				},
				{
					name: 'Timestamp and Body',
					value: 'timestamp.body',
					description: 'The two with a dot between them',
				},
			],
			displayOptions: { show: { scheme: ['hmac'] } },
			description: 'What the sender makes the signature of',
		},
		{
			displayName: 'Timestamp Header',
			name: 'timestampHeader',
			type: 'string',
			default: '',
			placeholder: 'e.g. Klaviyo-Timestamp',
			displayOptions: {
				show: {
					scheme: ['hmac'],
					signedContent: ['bodyTimestamp', 'timestamp.body', 'id.timestamp.body'],
				},
			},
			description: 'The header with the moment of sending: seconds, milliseconds, ISO 8601 or an HTTP date',
		},
		{
			displayName: 'ID Header',
			name: 'idHeader',
			type: 'string',
			default: '',
			placeholder: 'e.g. Webhook-Id',
			displayOptions: { show: { scheme: ['hmac'], signedContent: ['id.timestamp.body'] } },
			description: 'The header with the ID of the message',
		},
		{
			displayName: 'Tolerance (Seconds)',
			name: 'toleranceSeconds',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 300,
			displayOptions: {
				show: {
					scheme: ['hmac'],
					signedContent: ['bodyTimestamp', 'timestamp.body', 'id.timestamp.body'],
				},
			},
			description:
				'How far the timestamp may be from the current time. 0 takes any age: for senders that repeat a request with its first timestamp.',
		},
	];
}
