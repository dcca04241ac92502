/** When each node's subscriptions were looked at last, in this process; wall clock in ms. */
const looked = new Map<string, number>();

const LOOK_EVERY_MS = 60 * 60_000;

/**
 * Shopify removes a subscription after eight failed deliveries in a row, and tells nobody. A delivery of another topic is the
 * only sign of life there is in between: with the first one in an hour the subscriptions are looked at. Nobody's answer waits
 * for it. The first delivery only sets the clock, since activation and start have just looked.
 */
export function keepUp(key: string, now: number, look: () => Promise<void>): void {
	const last = looked.get(key);
	if (last !== undefined && now - last < LOOK_EVERY_MS) return;
	looked.set(key, now);
	if (last !== undefined) void look();
}
