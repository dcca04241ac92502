import type { EventName } from '../event';
import type { Topic } from '../../shopify';

/** What Shopify's own webhooks can tell. */
export const SHOPIFY_EVENTS = [
	'content.generated',
	'drop.updated',
	'milestone.reached',
	'order.attributed',
	'partner.activated',
	'partner.created',
	'partner.updated',
] as const satisfies readonly EventName[];

export type ShopifyEvent = (typeof SHOPIFY_EVENTS)[number];

const CREATORS: Topic[] = ['METAOBJECTS_CREATE', 'METAOBJECTS_UPDATE'];
const ORDERS: Topic[] = ['ORDERS_CREATE', 'ORDERS_UPDATED'];

/**
 * The subscriptions an event needs. Whoever is created must be known before changes of theirs can be told, and an order
 * may be attributed at once or by tags later.
 */
const TOPICS: Record<ShopifyEvent, readonly Topic[]> = {
	'content.generated': CREATORS,
	'drop.updated': CREATORS,
	'milestone.reached': ORDERS,
	'order.attributed': ORDERS,
	'partner.activated': CREATORS,
	'partner.created': ['METAOBJECTS_CREATE'],
	'partner.updated': CREATORS,
};

/** Each with the filter Shopify wants for it, if any. */
export const FILTERS: Partial<Record<Topic, string>> = {
	METAOBJECTS_CREATE: 'type:creator',
	METAOBJECTS_UPDATE: 'type:creator',
};

export const topicsFor = (events: readonly EventName[]): Topic[] => [
	...new Set(SHOPIFY_EVENTS.filter((event) => events.includes(event)).flatMap((event) => TOPICS[event])),
];

/** Events that are told from a change: they need to know what was there before. */
export const needsCreatorBaseline = (events: readonly EventName[]): boolean =>
	topicsFor(events).includes('METAOBJECTS_UPDATE');

/** As the header names it: `metaobjects/create`. */
export const headerOf = (topic: Topic): string => topic.toLowerCase().replace('_', '/');
