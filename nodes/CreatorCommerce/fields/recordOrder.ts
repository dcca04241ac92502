import { type INodeProperties, updateDisplayOptions } from 'n8n-workflow';
import { fieldCollection } from './common';
import { campaignIdField } from './markOrder';

const lineItemFields: INodeProperties[] = [
	{
		displayName: 'SKU',
		name: 'sku',
		type: 'string',
		default: '',
		placeholder: 'e.g. TEE-BLK-M',
		description:
			'Finds the variant when no Variant ID is given. A SKU that the store does not have needs Title and Price.',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Market stall sale',
		description: 'What was sold, where it is no variant of the store',
	},
	{
		displayName: 'Price',
		name: 'price',
		type: 'string',
		default: '',
		placeholder: 'e.g. 24.90',
		description: 'Price of one piece. Left empty, a variant has its price in the store.',
	},
	{
		displayName: 'Quantity',
		name: 'quantity',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 0 },
		default: 1,
		description: 'How many were sold',
	},
	{
		displayName: 'Variant ID',
		name: 'variant',
		type: 'string',
		default: '',
		placeholder: 'e.g. 44667889123456',
		description: 'Variant of the store: its number or gid://shopify/ProductVariant/…',
	},
];

/** Where the order was made, and what was sold. */
export const recordFields: INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'sourceName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. pos-berlin',
		description:
			'Where the order was made; it is kept with the order. Shopify keeps web, pos, iphone, android and shopify_draft_order for its own channels.',
	},
	{
		displayName: 'Source Identifier',
		name: 'sourceIdentifier',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. R-2026-0815',
		description:
			'Number or ID of the order there. An order with this identifier is recorded once, however often the item is run.',
	},
	{
		displayName: 'Specify Line Items',
		name: 'specifyLineItems',
		type: 'options',
		default: 'fields',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json', description: 'A list, such as one out of an expression' },
		],
		description: 'How to say what was sold',
	},
	...updateDisplayOptions({ show: { specifyLineItems: ['fields'] } }, [
		{
			displayName: 'Line Items',
			name: 'lineItems',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Line Item',
			default: {},
			options: [{ displayName: 'Line Item', name: 'item', values: lineItemFields }],
			description: 'What was sold, by variant, SKU, or title and price',
		},
	]),
	...updateDisplayOptions({ show: { specifyLineItems: ['json'] } }, [
		{
			displayName: 'Line Items (JSON)',
			name: 'lineItemsJson',
			type: 'json',
			default: '[]',
			required: true,
			placeholder: 'e.g. [{"sku": "TEE-BLK-M", "quantity": 2, "price": "24.90"}]',
			hint: 'Such as [{"sku": "TEE-BLK-M", "quantity": 2, "price": "24.90"}]',
			description: 'A list of objects with variant, sku, title, price and quantity',
		},
	]),
];

export const recordAdditionalFields = fieldCollection('Additional Fields', 'additionalFields', [
	campaignIdField,
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: '',
		placeholder: 'e.g. EUR',
		description: 'Currency of all prices, as a code of three letters. Left empty, it is the store’s.',
	},
	{
		displayName: 'Customer Email',
		name: 'customerEmail',
		type: 'string',
		default: '',
		placeholder: 'e.g. buyer@example.com',
		description: 'Customer of the order; Shopify makes one where it knows none with this address',
	},
	{
		displayName: 'Customer First Name',
		name: 'customerFirstName',
		type: 'string',
		default: '',
		description: 'Only used together with Customer Email',
	},
	{
		displayName: 'Customer Last Name',
		name: 'customerLastName',
		type: 'string',
		default: '',
		description: 'Only used together with Customer Email',
	},
	{
		displayName: 'Date',
		name: 'processedAt',
		type: 'dateTime',
		default: '',
		description: 'When the order was made. Left empty, it is now. It may not lie in the future.',
	},
	{
		displayName: 'Discount Amount',
		name: 'discountAmount',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5.00',
		description: 'What the discount took off the order, as an amount of money; needs Discount Code',
	},
	{
		displayName: 'Discount Code',
		name: 'discountCode',
		type: 'string',
		default: '',
		placeholder: 'e.g. ADA15',
		description: 'Code that was used; needs Discount Amount',
	},
	{
		displayName: 'Note',
		name: 'note',
		type: 'string',
		default: '',
		description: 'Note of the order, for the staff',
	},
	{
		displayName: 'Payment Status',
		name: 'financialStatus',
		type: 'options',
		default: 'PAID',
		options: [
			{ name: 'Paid', value: 'PAID' },
			{ name: 'Pending', value: 'PENDING' },
		],
		description: 'Whether the order is paid. Orders are recorded as paid unless this says otherwise.',
	},
	{
		displayName: 'Shipping Price',
		name: 'shipping',
		type: 'string',
		default: '',
		placeholder: 'e.g. 4.90',
		description: 'What the customer paid for shipping',
	},
	{
		displayName: 'Tags',
		name: 'tags',
		type: 'string',
		default: '',
		placeholder: 'e.g. pos, berlin',
		description: 'More tags for the order, separated by commas; CreatorCommerce’s come by themselves',
	},
	{
		displayName: 'Test Order',
		name: 'test',
		type: 'boolean',
		default: false,
		description: 'Whether it is a test order, which counts for no report',
	},
]);

export const recordOptions: INodeProperties[] = [
	{
		displayName: 'Change Inventory',
		name: 'changeInventory',
		type: 'boolean',
		default: false,
		description: 'Whether Shopify takes what was sold off its stock',
	},
	{
		displayName: 'Send Receipt',
		name: 'sendReceipt',
		type: 'boolean',
		default: false,
		description: 'Whether Shopify sends the customer an order confirmation',
	},
];
