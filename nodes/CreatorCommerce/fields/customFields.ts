import type { INodeProperties } from 'n8n-workflow';
import type { CustomFieldDirectory, CustomFieldOwner } from '../api/customFields';
import { definitionFor } from '../api/customFields';
import { InputError } from '../api/failure';
import { type Json, asRecord, isRecord } from '../api/narrow';
import type { Item } from '../runtime/item';

const MAPPER_METHODS: Record<CustomFieldOwner, string> = {
	collab: 'getPartnerCustomFields',
	drop: 'getDropCustomFields',
	enhancement: 'getEnhancementCustomFields',
};

/** Custom fields, mapped from the definitions of the store, or as JSON. */
export const customFieldsFields = (owner: CustomFieldOwner): INodeProperties[] => [
	{
		displayName: 'Custom Fields',
		name: 'customFieldsInput',
		type: 'options',
		default: 'none',
		options: [
			{ name: 'As JSON', value: 'json', description: 'Give them as one JSON object' },
			{
				name: 'Mapped One by One',
				value: 'mapper',
				description:
					'Choose them from the fields your store has defined, or take all columns that are called like one',
			},
			{ name: 'None', value: 'none', description: 'Leave custom fields as they are' },
		],
		description: 'How custom fields are given',
	},
	{
		displayName: 'Custom Fields',
		name: 'customFields',
		type: 'resourceMapper',
		default: { mappingMode: 'defineBelow', value: null },
		noDataExpression: true,
		displayOptions: { show: { customFieldsInput: ['mapper'] } },
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: MAPPER_METHODS[owner],
				mode: 'add',
				fieldWords: { singular: 'custom field', plural: 'custom fields' },
				addAllFields: false,
				supportAutoMap: true,
				noFieldsError: 'This store has no custom fields of this kind. Define them in CreatorCommerce first.',
			},
		},
	},
	{
		displayName: 'Custom Fields (JSON)',
		name: 'customFieldsJson',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. {"hero-header": "Hello"}',
		hint: 'Such as {"hero-header": "Hello"}',
		displayOptions: { show: { customFieldsInput: ['json'] } },
		description:
			'Handle or name of each custom field with its value; the cc- prefix may be left out. Empty values are left as they are.',
	},
];

/**
 * The custom fields of an item as handle → value, checked against the definitions of the store.
 * @throws InputError naming the field
 */
export async function readCustomFieldsOf(
	item: Item,
	directory: CustomFieldDirectory,
	owner: CustomFieldOwner,
): Promise<Record<string, unknown>> {
	switch (item.raw('customFieldsInput')) {
		case 'json':
			return await directory.resolve(item.jsonObject('customFieldsJson', 'Custom Fields (JSON)'), owner);
		case 'mapper':
			return await directory.resolve(await mapped(item, directory, owner), owner);
		default:
			return {};
	}
}

async function mapped(item: Item, directory: CustomFieldDirectory, owner: CustomFieldOwner): Promise<Json> {
	const mapper = asRecord(item.raw('customFields'));
	if (mapper.mappingMode !== 'autoMapInputData') return asRecord(mapper.value);
	// Auto-map takes the input's columns that are called like a custom field; other columns are no custom fields.
	const definitions = await directory.all(owner);
	return Object.fromEntries(
		Object.entries(item.json()).filter(([column]) => definitionFor(definitions, column)),
	);
}

/** Custom fields given as JSON inside a list of products. */
export function customFieldsIn(value: unknown, field: string): Json {
	if (value === undefined || value === null || value === '') return {};
	if (isRecord(value)) return value;
	throw new InputError(`${field} is no object`, field, 'Use the form {"hero-header": "Hello"}.');
}
