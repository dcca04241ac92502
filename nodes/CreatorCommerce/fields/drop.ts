import type { INodeProperties } from 'n8n-workflow';
import { fieldCollection } from './common';
import { dropFormField, productFormField } from './form';
import { withShopify } from './stores';

export const dropLocator: INodeProperties = {
	displayName: 'Drop',
	name: 'drop',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The drop: a list of products on the partner’s page',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a drop…',
			typeOptions: { searchListMethod: 'searchDrops', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 68d4bf4b7796e248a07dfc2f',
		},
	],
};

/** A Shopify product. All but By ID need the Shopify credential, see {@link productLookups}. */
export const productLocator = (required: boolean): INodeProperties => ({
	displayName: 'Product',
	name: 'product',
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	required,
	description: 'The Shopify product',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a product…',
			typeOptions: { searchListMethod: 'searchProducts', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 9192128643323',
			hint: 'The number, the whole gid://shopify/Product/… or the address in the Shopify admin; needs no Shopify credential',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://your-brand.com/products/red-shirt',
			hint: 'The address of the product in the store or in the Shopify admin',
		},
		{
			displayName: 'By Handle',
			name: 'handle',
			type: 'string',
			placeholder: 'e.g. red-shirt',
			hint: 'The last part of the product’s address in the store',
		},
		{
			displayName: 'By SKU',
			name: 'sku',
			type: 'string',
			placeholder: 'e.g. RED-SHIRT-M',
			hint: 'The whole SKU; the variant with it is shown, unless another is named',
		},
	],
});

const LOOKED_UP = { '/product.mode': ['list', 'url', 'handle', 'sku'] };

/** Asks for the Shopify credential where a product is looked up. @param show when the product is asked for at all */
export const productLookups = (show: Record<string, string[]> = {}): INodeProperties =>
	withShopify({ ...show, ...LOOKED_UP });

const customFieldsJson: INodeProperties = {
	displayName: 'Product Custom Fields (JSON)',
	name: 'custom',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. {"product-badge": "Creator favourite"}',
	hint: 'Such as {"product-badge": "Creator favourite"}',
	description: 'Handle or name of each custom field of the product with its value',
};

const media: INodeProperties = {
	displayName: 'Media URLs',
	name: 'media',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/photo.jpg',
	description:
		'Addresses of pictures or videos, several separated by commas; a list or media objects from an expression are taken too',
};

const note: INodeProperties = {
	displayName: 'Note',
	name: 'note',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	placeholder: 'e.g. I wear this every day',
	description: 'What the partner says about the product',
};

const variant: INodeProperties = {
	displayName: 'Variant ID',
	name: 'variant',
	type: 'string',
	default: '',
	placeholder: 'e.g. 47773464363259',
	description: 'Shopify variant to show; the number or the whole gid://shopify/ProductVariant/…',
};

/** What a row says about its product. */
export const productFields = fieldCollection('Product Fields', 'productFields', [
	media,
	note,
	customFieldsJson,
	productFormField,
	variant,
]);

export const enhancementFields = fieldCollection('Update Fields', 'updateFields', [
	media,
	note,
	productFormField,
	variant,
]);

export const dropUpdateFields = fieldCollection('Update Fields', 'updateFields', [
	{
		displayName: 'Description',
		name: 'description',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		description: 'Text below the title of the drop',
	},
	dropFormField,
	media,
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		description: 'Title of the drop',
	},
]);

export const dropCreateFields = fieldCollection('Additional Fields', 'additionalFields', [dropFormField]);

/** Options of the operations that put products into drops. */
export const skipExistingOption: INodeProperties = {
	displayName: 'Skip Products Already There',
	name: 'skipExisting',
	type: 'boolean',
	default: true,
	description:
		'Whether to leave out products that are in the drop already, so that running it again adds nothing twice',
};

/** With what asks for the Shopify credential. No entry of Options: n8n cannot show a credential by what is in a collection. */
export const skipUnavailableFields: INodeProperties[] = [
	{
		displayName: 'Skip Unavailable Products',
		name: 'skipUnavailable',
		type: 'boolean',
		default: false,
		description:
			'Whether to leave out products that are not active in Shopify, not published to the online store, or out of stock; each such row says so. Needs the Shopify credential.',
	},
	withShopify({ skipUnavailable: [true] }),
];

export const matchOnTitleOption: INodeProperties = {
	displayName: 'Match on Title',
	name: 'matchOnTitle',
	type: 'boolean',
	default: true,
	description: 'Whether to use a drop of the partner that has the same title, instead of making a second one',
};
