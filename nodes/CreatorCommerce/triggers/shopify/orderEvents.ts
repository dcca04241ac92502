import type { CreatorCommerceEvent, EventCampaign, EventPartner } from '../event';
import { isoOf } from './creatorEvents';
import { type Memory, ORDERS_KEPT, keepNewestOrders, shortId } from './memory';
import type { Order } from './order';

/** Shopify keeps older orders from most apps; whatever happens to them tells nothing any more. */
const WINDOW_DAYS = 60;

/** A delivery: its topic and a digest of its body, since Shopify's times only count seconds. */
export interface OrderDelivery {
	topic: 'create' | 'updated';
	digest: string;
}

export const markOf = ({ topic, digest }: OrderDelivery): string =>
	`${topic === 'create' ? 'c' : 'u'}${digest.slice(0, 8)}`;

/**
 * Whether this delivery is the one that tells of the order's attribution: the first in which it is attributed, and that
 * same delivery when it comes again. Told already are also orders older than the window, and those older than the oldest
 * of the last 1,000 attributed ones.
 */
export function isFirstTold(order: Order, delivery: OrderDelivery, memory: Memory, now: number): boolean {
	const told = memory.orders.get(shortId(order.id));
	if (told !== undefined) return told === markOf(delivery);
	const created = Date.parse(order.createdAt ?? '');
	if (!Number.isNaN(created) && now - created > WINDOW_DAYS * 86_400_000) return false;
	if (memory.orders.size < ORDERS_KEPT) return true;
	const id = Number(order.id);
	for (const key of memory.orders.keys()) if (parseInt(key, 36) < id) return true;
	return false;
}

export function rememberTold(order: Order, delivery: OrderDelivery, memory: Memory): void {
	memory.orders.set(shortId(order.id), markOf(delivery));
	keepNewestOrders(memory);
}

export const orderEvent = (
	order: Order,
	partner: EventPartner,
	campaign: EventCampaign | undefined,
	context: { shop: string; receivedAt: string },
): CreatorCommerceEvent => ({
	event: 'order.attributed',
	// An order is attributed once: deliveries that repeat it, of whatever kind, have the same id.
	eventId: `order.attributed:${order.id}`,
	occurredAt:
		isoOf(order.attribution?.by === 'attributes' ? order.createdAt : order.updatedText) ?? context.receivedAt,
	source: 'shopify',
	shop: context.shop,
	partner,
	order: order.details,
	...(campaign && { campaign }),
	...(order.customer && { customer: order.customer }),
});
