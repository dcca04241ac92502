import type { INodeProperties } from 'n8n-workflow';
import { KNOWN_INTEGRATIONS, type KnownIntegration } from '../api/integrations';
import { InputError } from '../api/failure';
import { shown } from '../api/text';
import type { Item } from '../runtime/item';
import { fieldCollection } from './common';

export const integrationField: INodeProperties = {
	displayName: 'Integration',
	name: 'integration',
	type: 'options',
	default: 'klaviyo',
	options: KNOWN_INTEGRATIONS.map(({ name, handle }) => ({ name, value: handle })),
	description: 'The app that is connected to the store',
};

export const connectFields: INodeProperties[] = [
	integrationField,
	{
		displayName: 'Settings',
		name: 'settings',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Setting',
		default: {},
		options: [
			{
				displayName: 'Setting',
				name: 'setting',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: 'apiKey',
						required: true,
						placeholder: 'e.g. apiKey',
						description: 'As Get Many shows it under fields',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						typeOptions: { password: true },
						default: '',
						required: true,
						description:
							'The key or other value. It is kept with the workflow: an expression such as {{ $vars.klaviyoKey }} keeps it elsewhere.',
					},
				],
			},
		],
		description: 'What the app needs, such as its API key: all of it, if any. It is sent and never shown.',
	},
	fieldCollection('Additional Fields', 'additionalFields', [
		{
			displayName: 'Is Enabled',
			name: 'isEnabled',
			type: 'boolean',
			default: true,
			description: 'Whether the integration is switched on',
		},
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			description: 'Name of the integration; that of the app when left out',
		},
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			default: 'affiliate',
			options: [
				{ name: 'Affiliate', value: 'affiliate' },
				{ name: 'Email and Messaging', value: 'esp' },
				{ name: 'Mobile App', value: 'mobile-app' },
			],
			description: 'Kind of integration; that of the app when left out',
		},
	]),
];

/** @throws InputError when it is none of those the API knows */
export function readIntegration(item: Item): KnownIntegration {
	const given = item.text('integration') ?? '';
	const wanted = given.toLowerCase();
	const found = KNOWN_INTEGRATIONS.find(
		({ handle, name }) => handle === wanted || name.toLowerCase() === wanted,
	);
	if (found) return found;
	throw new InputError(
		given === '' ? 'No integration is chosen' : `There is no integration “${shown(given)}”`,
		'Integration',
		`Use one of: ${KNOWN_INTEGRATIONS.map(({ handle }) => handle).join(', ')}.`,
	);
}
