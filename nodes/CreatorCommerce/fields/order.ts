import { type INodeProperties, updateDisplayOptions } from 'n8n-workflow';
import { InputError } from '../api/failure';
import { shown } from '../api/text';
import { asList } from '../api/narrow';
import { type Item, blankless } from '../runtime/item';
import { filtersField } from './common';
import { partnerLocator } from './partner';
import { withoutCreatorCommerce } from './stores';

export const orderLocator: INodeProperties = {
	displayName: 'Order',
	name: 'order',
	type: 'resourceLocator',
	default: { mode: 'id', value: '' },
	required: true,
	description: 'The Shopify order',
	modes: [
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 6000000000001',
			hint: 'The number, the whole gid://shopify/Order/…, or the address of the order in the Shopify admin',
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. #1001',
			hint: 'The order number as Shopify shows it',
		},
	],
};

/** A bare number, or a name such as #1001. */
export interface OrderKey {
	by: 'id' | 'name';
	value: string;
}

/** @throws InputError when it is no order */
export function orderKey(item: Item): OrderKey {
	const { mode, value } = item.locator('order');
	if (value === '') {
		throw new InputError('No order is given', 'Order', 'Fill in Order, or check the expression.');
	}
	if (mode === 'name') return { by: 'name', value };
	const id =
		/^\d{1,20}$/.exec(value)?.[0] ??
		/^gid:\/\/shopify\/Order\/(\d{1,20})(?:\?.*)?$/.exec(value)?.[1] ??
		/^https?:\/\/\S+\/orders\/(\d{1,20})(?:[/?#]\S*)?$/.exec(value)?.[1];
	if (id !== undefined) return { by: 'id', value: id };
	throw new InputError(
		`“${shown(value)}” is not an order ID`,
		'Order',
		value.startsWith('#')
			? 'This looks like the name of an order: choose By Name instead of By ID.'
			: 'Use the order’s number, its gid://shopify/Order/… or its address in the Shopify admin.',
	);
}

const ONE: Record<string, string[]> = { ordersOf: ['onePartner'] };

/** All partners, or one; one by ID needs no CreatorCommerce credential. */
export const ordersOfFields: INodeProperties[] = [
	{
		displayName: 'Orders Of',
		name: 'ordersOf',
		type: 'options',
		default: 'allPartners',
		options: [
			{
				name: 'All Partners',
				value: 'allPartners',
				description: 'Every order that a partner is credited with',
			},
			{ name: 'One Partner', value: 'onePartner', description: 'Only orders credited to one partner' },
		],
		description: 'Whose orders to get',
	},
	...updateDisplayOptions({ show: ONE }, [partnerLocator]),
	withoutCreatorCommerce({ ordersOf: ['allPartners'] }),
	withoutCreatorCommerce({ ...ONE, '/partner.mode': ['id'] }),
];

const STATUSES = [
	'AUTHORIZED',
	'EXPIRED',
	'PAID',
	'PARTIALLY_PAID',
	'PARTIALLY_REFUNDED',
	'PENDING',
	'REFUNDED',
	'VOIDED',
];

const wordsOf = (status: string): string =>
	status
		.toLowerCase()
		.split('_')
		.map((word) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`)
		.join(' ');

/** A list, or texts separated by commas, however they are written. @throws InputError for what is no status */
export function readStatuses(given: unknown): string[] {
	return (typeof given === 'string' ? given.split(',') : asList(given))
		.map((status) => blankless(status))
		.filter((status) => status !== undefined)
		.map((status) => {
			const value = status.toUpperCase().replace(/[\s-]+/g, '_');
			if (STATUSES.includes(value)) return value;
			throw new InputError(
				`“${shown(status)}” is not a payment status`,
				'Payment Status',
				`Use one of ${STATUSES.join(', ')}.`,
			);
		});
}

export const orderFilters: INodeProperties = filtersField([
	{
		displayName: 'Campaign ID',
		name: 'campaignId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 699752d110aaf04ada0eb4ef',
		description: 'Only orders that came through this campaign',
	},
	{
		displayName: 'Created After',
		name: 'createdAfter',
		type: 'dateTime',
		default: '',
		description:
			'Only orders made at that time or later. Shopify keeps orders older than 60 days from apps without the access scope read_all_orders.',
	},
	{
		displayName: 'Created Before',
		name: 'createdBefore',
		type: 'dateTime',
		default: '',
		description: 'Only orders made before that time; a day without a time means its end',
	},
	{
		displayName: 'Payment Status',
		name: 'financialStatus',
		type: 'multiOptions',
		default: [],
		options: STATUSES.map((value) => ({ name: wordsOf(value), value })),
		description: 'Only orders with one of these payment statuses',
	},
]);

export const orderListOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Include Cancelled Orders',
			name: 'includeCancelled',
			type: 'boolean',
			default: false,
			description: 'Whether to take cancelled orders too',
		},
		{
			displayName: 'Include Customer',
			name: 'includeCustomer',
			type: 'boolean',
			default: false,
			description:
				'Whether to give the customer’s ID and e-mail. The app needs the access scope read_customers, and Shopify’s approval for personal data.',
		},
		{
			displayName: 'Include Test Orders',
			name: 'includeTestOrders',
			type: 'boolean',
			default: false,
			description: 'Whether to take orders of Shopify’s test mode too',
		},
		{
			displayName: 'Look At',
			name: 'lookAt',
			type: 'options',
			default: 'tagged',
			options: [
				{
					name: 'Every Order',
					value: 'every',
					description:
						'Reads each order of the time, so it finds those that CreatorCommerce never tagged. Slow in a store with many orders: set Created After.',
				},
				{
					name: 'Tagged and Newest Orders',
					value: 'tagged',
					description:
						'Finds orders by CreatorCommerce’s tags, and those of the last half hour by their attributes',
				},
			],
			description: 'Which orders of the store to look at',
		},
	],
};
