import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Entry } from '../api/catalogue';
import type { DefinitionRecord } from '../api/catalogues';
import { asFlag, asText, known } from '../api/narrow';
import { fieldCollection } from './common';
import { output } from './outputs';

/** What a custom field can belong to, as the API's file lists it. */
export const OWNER_TYPES: INodePropertyOptions[] = [
	{ name: 'Advert', value: 'advert' },
	{ name: 'Campaign', value: 'campaign' },
	{ name: 'Creator', value: 'creator', description: 'The person, in all stores' },
	{ name: 'Drop', value: 'drop' },
	{ name: 'Partner', value: 'collab', description: 'What operations of the resource Partner read and write' },
	{ name: 'Product', value: 'product', description: 'The product itself' },
	{
		name: 'Product in Drop',
		value: 'enhancement',
		description: 'What a partner says about a product of a drop',
	},
	{ name: 'Tier', value: 'collabTier' },
];

/** The types the API's file lists. */
export const FIELD_TYPES: INodePropertyOptions[] = [
	{ name: 'Collection', value: 'collection_reference' },
	{ name: 'Customer', value: 'customer_reference' },
	{ name: 'Date and Time', value: 'date_time' },
	{ name: 'Decimal Number', value: 'number_decimal' },
	{ name: 'Drop', value: 'drop' },
	{ name: 'File', value: 'file_reference' },
	{ name: 'JSON', value: 'json' },
	{ name: 'List of Collections', value: 'list.collection_reference' },
	{ name: 'List of Customers', value: 'list.customer_reference' },
	{ name: 'List of Drops', value: 'list.drop' },
	{ name: 'List of Files', value: 'list.file_reference' },
	{ name: 'List of Long Texts', value: 'list.multi_line_text_field' },
	{ name: 'List of Media', value: 'list.media' },
	{ name: 'List of Metaobjects', value: 'list.metaobject_reference' },
	{ name: 'List of Products', value: 'list.product' },
	{ name: 'List of Shopify Products', value: 'list.product_reference' },
	{ name: 'List of Tags', value: 'list.tags' },
	{ name: 'List of Texts', value: 'list.single_line_text_field' },
	{ name: 'Long Text', value: 'multi_line_text_field', description: 'Text of several lines' },
	{ name: 'Media', value: 'media', description: 'A picture or video' },
	{ name: 'Metaobject', value: 'metaobject_reference' },
	{ name: 'Page', value: 'page_reference' },
	{ name: 'Product', value: 'product' },
	{ name: 'Shopify Product', value: 'product_reference' },
	{ name: 'Shopify Variant', value: 'variant_reference' },
	{ name: 'Tag', value: 'tag' },
	{ name: 'Text', value: 'single_line_text_field', description: 'Text of one line' },
	{ name: 'True or False', value: 'boolean' },
	{ name: 'Whole Number', value: 'number_integer' },
];

export const definitionFields: INodeProperties[] = [
	{
		displayName: 'Belongs To',
		name: 'ownerType',
		type: 'options',
		default: 'collab',
		options: OWNER_TYPES,
		description: 'What the field is a field of',
	},
	{
		displayName: 'Name',
		// Not `name`: the editor keeps a field of that name from an AI agent.
		name: 'fieldName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Hero Header',
		description: 'Name of the field, as people read it',
	},
	{
		displayName: 'Type',
		name: 'fieldType',
		type: 'options',
		default: 'single_line_text_field',
		options: FIELD_TYPES,
		description: 'What kind of value the field holds; it cannot be changed later',
	},
	fieldCollection('Additional Fields', 'additionalFields', [
		{
			displayName: 'Description',
			name: 'description',
			type: 'string',
			default: '',
			description: 'What the field is for',
		},
		{
			displayName: 'Handle',
			name: 'handle',
			type: 'string',
			default: '',
			placeholder: 'e.g. hero-header',
			description:
				'The name that workflows and themes use: small letters, digits, - and _. It is made from the name when left out. CreatorCommerce puts cc- before it.',
		},
		{
			displayName: 'Is Creator Editable',
			name: 'isCreatorEditable',
			type: 'boolean',
			default: false,
			description: 'Whether creators can change the value themselves',
		},
		{
			displayName: 'Is Editable',
			name: 'isEditable',
			type: 'boolean',
			default: true,
			description: 'Whether the value can be changed',
		},
	]),
];

export const ownerWords = (ownerType: string): string =>
	OWNER_TYPES.find(({ value }) => value === ownerType)?.name ?? ownerType;

export const definitionOutput = ({ value, raw }: Entry<DefinitionRecord>): IDataObject =>
	output(
		known({
			id: value.id,
			handle: value.handle,
			name: value.name,
			description: asText(raw.description),
			ownerType: value.ownerType,
			type: value.type,
			isEditable: asFlag(raw.isEditable),
			isCreatorEditable: asFlag(raw.isCreatorEditable),
			createdAt: asText(raw.createdAt),
			updatedAt: asText(raw.updatedAt),
		}),
	);
