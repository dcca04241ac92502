/** Trial and development stores: five orders a minute by API (shopify.dev, orderCreate). */
const ORDERS_A_MINUTE = 5;
const MINUTE_MS = 60_000;
/** Shopify's minute is not ours to the millisecond. */
const MARGIN_MS = 1_000;
/** Where nothing is known of what others made. */
const BLIND_PAUSE_MS = 15_000;
/** After that, without a refusal, the store is tried as one without the limit: it may be on a plan by now. */
const BELIEVED_FOR_MS = 10 * MINUTE_MS;

/** An order that was sent. */
interface Sent {
	at: number;
}

/**
 * The limit on new orders of one store. It is known only from its refusals; from the first one on, orders are paced.
 * Times are ms of the clock given.
 */
export class OrderPace {
	/** Those of the last minute that took a place, or may have. */
	private made: Sent[] = [];
	private limitedUntil = -Infinity;
	private blindUntil = 0;

	/** Milliseconds to wait before the next order. */
	before(now: number): number {
		this.made = this.made.filter(({ at }) => at + MINUTE_MS + MARGIN_MS > now);
		if (now >= this.limitedUntil) return 0;
		const first = this.made.at(-ORDERS_A_MINUTE);
		const free = first === undefined ? now : first.at + MINUTE_MS + MARGIN_MS;
		return Math.max(0, free - now, this.blindUntil - now);
	}

	/** Called when an order is sent: whatever comes of it, a place may be used. */
	sent(now: number): Sent {
		const sent = { at: now };
		this.made.push(sent);
		return sent;
	}

	/** An order was refused by the limit: it took no place. */
	refused(order: Sent, now: number): void {
		this.limitedUntil = now + BELIEVED_FOR_MS;
		this.made = this.made.filter((one) => one !== order);
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
