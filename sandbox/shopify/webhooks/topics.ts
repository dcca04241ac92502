/** Topics the stand-in fires, their names in headers, and the scope an app needs for them. */
export const TOPICS = {
	METAOBJECTS_CREATE: { header: 'metaobjects/create', scope: 'read_metaobjects' },
	METAOBJECTS_UPDATE: { header: 'metaobjects/update', scope: 'read_metaobjects' },
	METAOBJECTS_DELETE: { header: 'metaobjects/delete', scope: 'read_metaobjects' },
	ORDERS_CREATE: { header: 'orders/create', scope: 'read_orders' },
	ORDERS_UPDATED: { header: 'orders/updated', scope: 'read_orders' },
	ORDERS_PAID: { header: 'orders/paid', scope: 'read_orders' },
	ORDERS_CANCELLED: { header: 'orders/cancelled', scope: 'read_orders' },
	REFUNDS_CREATE: { header: 'refunds/create', scope: 'read_orders' },
} as const;

export type Topic = keyof typeof TOPICS;

function isFired(topic: string): topic is Topic {
	return topic in TOPICS;
}

/** The name of any topic in a header: ORDERS_CREATE is orders/create. */
export function headerOf(topic: string): string {
	if (isFired(topic)) return TOPICS[topic].header;
	const at = topic.lastIndexOf('_');
	return `${topic.slice(0, at)}/${topic.slice(at + 1)}`.toLowerCase();
}

/** The scope a topic needs; topics that are never fired need none. */
export function scopeOf(topic: string): string | undefined {
	return isFired(topic) ? TOPICS[topic].scope : undefined;
}
