import type { INodeProperties } from 'n8n-workflow';
import { eventOptions } from './catalogue';
import type { EventName } from './event';
import { SHOPIFY_EVENTS } from './shopify/topics';
import { PUSH_SOURCES } from './sources';

const eventsOf = (source: string, events: readonly EventName[], preset: EventName): INodeProperties => ({
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: [preset],
	options: eventOptions(events),
	displayOptions: { show: { source: [source] } },
	description: 'What starts the workflow',
});

const milestone = { show: { source: ['shopify'], events: ['milestone.reached' satisfies EventName] } };

const shownFor = (source: string, property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: {
		...property.displayOptions,
		show: { source: [source], ...property.displayOptions?.show },
	},
});

export const triggerProperties: INodeProperties[] = [
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		default: 'shopify',
		options: [
			{
				name: 'Custom Webhook',
				value: 'customWebhook',
				description: 'Webhooks CreatorCommerce sets up for you, or anything else that sends events',
			},
			{
				name: 'Klaviyo',
				value: 'klaviyo',
				description: 'The webhook action of a Klaviyo flow, or Klaviyo’s own webhooks',
			},
			{
				name: 'Shopify',
				value: 'shopify',
				description: 'The node registers its webhooks in your store by itself',
			},
			{
				name: 'Shopify Flow',
				value: 'shopifyFlow',
				description: 'The action “Send HTTP request” of a Shopify Flow workflow',
			},
		],
		description: 'Who tells n8n what has happened',
	},
	eventsOf('shopify', SHOPIFY_EVENTS, 'order.attributed'),
	...PUSH_SOURCES.map(({ source, events }) =>
		eventsOf(source, events, events.includes('partner.updated') ? 'partner.updated' : 'order.attributed'),
	),
	...PUSH_SOURCES.flatMap(({ source, setup }) => setup.map((property) => shownFor(source, property))),
	{
		displayName: 'Order Count Thresholds',
		name: 'orderThresholds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1, 10, 50',
		displayOptions: milestone,
		description:
			'Numbers of attributed orders of one partner, separated by commas. Counted from the orders in Shopify, without cancelled and test orders.',
	},
	{
		displayName: 'Revenue Thresholds',
		name: 'revenueThresholds',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1000, 5000',
		displayOptions: milestone,
		description:
			'Sales of one partner in the store’s currency, after refunds, separated by commas. Without cancelled and test orders.',
	},
	{
		displayName:
			'Shopify shows an app the orders of the last 60 days. For milestones over all orders, give the app the access scope read_all_orders.',
		name: 'milestoneNotice',
		type: 'notice',
		default: '',
		displayOptions: milestone,
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Campaigns',
				name: 'campaigns',
				type: 'string',
				default: '',
				placeholder: 'e.g. Summer, 65f0c0ffee0000000000abcd',
				description: 'Campaign IDs or titles, separated by commas',
			},
			{
				displayName: 'Include Test Orders',
				name: 'includeTestOrders',
				type: 'boolean',
				default: false,
				description: 'Whether orders paid with a test gateway are told and counted too',
			},
			{
				displayName: 'Minimum Order Value',
				name: 'minimumOrderValue',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 2 },
				default: 0,
				description: 'In the store’s currency; smaller orders start nothing',
			},
			{
				displayName: 'Partners',
				name: 'partners',
				type: 'string',
				default: '',
				placeholder: 'e.g. ada@example.com, ada-lovelace',
				description: 'Emails, handles or creator IDs, separated by commas',
			},
			{
				displayName: 'Tiers',
				name: 'tiers',
				type: 'string',
				default: '',
				placeholder: 'e.g. Gold, Silver',
				description: 'Names or keys of tiers, separated by commas',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Include Raw Body',
				name: 'includeRaw',
				type: 'boolean',
				default: false,
				description: 'Whether to add what the source sent, as it came, to each event',
			},
		],
	},
];
