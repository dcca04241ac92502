/** Trial and development stores: five orders a minute by API (shopify.dev, orderCreate). */
const ORDERS_A_MINUTE = 5;
const MINUTE_MS = 60_000;
/** Shopify's minute is not ours to the millisecond. */
const MARGIN_MS = 1_000;
/** Where nothing is known of what others made. */
const BLIND_PAUSE_MS = 15_000;
/** After that, without a refusal, the store is tried as one without the limit: it may be on a plan by now. */
const BELIEVED_FOR_MS = 10 * MINUTE_MS;

/**
 * The limit on new orders of one store. It is known only from its refusals; from the first one on, orders are paced.
 * Times are ms of the clock given.
 */
export class OrderPace {
	private made: number[] = [];
	private limitedUntil = -Infinity;
	private blindUntil = 0;

	/** Milliseconds to wait before the next order. */
	before(now: number): number {
		if (now >= this.limitedUntil) return 0;
		this.made = this.made.filter((at) => at > now - MINUTE_MS);
		const oldest = this.made.length >= ORDERS_A_MINUTE ? this.made.at(-ORDERS_A_MINUTE) : undefined;
		const free = oldest === undefined ? 0 : oldest + MINUTE_MS + MARGIN_MS;
		return Math.max(0, free - now, this.blindUntil - now);
	}

	/** Called when an order is sent; a place is used then, whatever comes of it. */
	sent(now: number): void {
		this.made.push(now);
		if (this.made.length > ORDERS_A_MINUTE) this.made = this.made.slice(-ORDERS_A_MINUTE);
	}

	/** The order sent last was refused by the limit: it took no place. */
	refused(now: number): void {
		this.limitedUntil = now + BELIEVED_FOR_MS;
		this.made.pop();
		if (this.before(now) === 0) this.blindUntil = now + BLIND_PAUSE_MS;
	}
}

/** Executions of this process share a store's limit. */
const paces = new Map<string, OrderPace>();

export function sharedPace(store: string): OrderPace {
	const known = paces.get(store) ?? new OrderPace();
	paces.set(store, known);
	return known;
}

/** Shopify's words, in GraphQL and in its older API. */
export const isOrderLimit = (said: string): boolean =>
	/too many attempts|order api rate limit|try again (later|in a minute)/i.test(said);
