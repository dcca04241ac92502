/** Milliseconds the vendor's limits are counted over ("a minute"). */
export const WINDOW_MS = 60_000;

/**
 * A request whose answer never came may reach the server after we stopped listening. Its slot is kept this
 * much longer. Two seconds: more than the way to a server takes.
 */
export const UNANSWERED_GRACE_MS = 2_000;

/** Share of the limit that is used for one window after a 429. */
export const CAUTIOUS_SHARE = 0.95;

/** Wait after a 429 that named no usable Retry-After: 2 s, doubling with each further 429, at most a window. */
export const LIMIT_BACKOFF_MS = { first: 2_000, max: WINDOW_MS };

/** From this many 429s in a row on, Retry-After is no longer trusted to be long enough by itself. */
const DISTRUST_AFTER = 3;

/**
 * One limit as a sliding log: a slot is taken when a request is sent and free again 60 s after its
 * *response*. That is right for fixed windows, sliding logs and token buckets alike: between the response
 * and the next use of the slot lie 60 s on the server's clock too, whatever the latency.
 */
export class RateWindow {
	private limit = 1;
	/** Sent, not yet answered. */
	private open = 0;
	/** When answered slots are free again, ascending from `head`. */
	private frees: number[] = [];
	private head = 0;
	private blockedUntil = -Infinity;
	private cautiousUntil = -Infinity;
	private lastSentAt = -Infinity;
	private lastLimitedAt = -Infinity;
	private limitedInARow = 0;

	constructor(limit: number) {
		this.setLimit(limit);
	}

	/** Less than 1 (or no number) counts as 1; Infinity is no limit. */
	setLimit(limit: number): void {
		this.limit = limit >= 1 ? Math.floor(limit) : 1;
	}

	getLimit(): number {
		return this.limit;
	}

	private forget(now: number): void {
		let free = this.frees[this.head];
		while (free !== undefined && free <= now) free = this.frees[++this.head];
		if (this.head > 1024 && this.head * 2 > this.frees.length) {
			this.frees = this.frees.slice(this.head);
			this.head = 0;
		}
	}

	private used(): number {
		return this.open + this.frees.length - this.head;
	}

	/** When fewer than `limit` slots are taken: -Infinity for now, Infinity when it hangs on open requests. */
	private slotAt(limit: number): number {
		const excess = this.used() - limit;
		if (excess < 0) return -Infinity;
		return this.frees[this.head + excess] ?? Infinity;
	}

	/** The earliest time (≥ now) a request may be sent. Infinity: an open request must be answered first. */
	earliest(now: number): number {
		this.forget(now);
		const at = Math.max(now, this.blockedUntil, this.slotAt(this.limit));
		if (at >= this.cautiousUntil) return at;
		const fewer = Math.max(1, Math.floor(CAUTIOUS_SHARE * this.limit));
		const spacing = WINDOW_MS / (CAUTIOUS_SHARE * this.limit);
		return Math.min(Math.max(at, this.slotAt(fewer), this.lastSentAt + spacing), this.cautiousUntil);
	}

	sent(now: number): void {
		this.open++;
		this.lastSentAt = now;
	}

	/** An answer came (or none will: `unanswered`). `sentAt` is when its request was sent. */
	answered(now: number, sentAt: number, unanswered: boolean): void {
		this.open--;
		if (!unanswered && sentAt > this.lastLimitedAt) this.limitedInARow = 0;
		let i = this.frees.push(now + WINDOW_MS + (unanswered ? UNANSWERED_GRACE_MS : 0)) - 1;
		for (; i > this.head; i--) {
			const here = this.frees[i];
			const before = this.frees[i - 1];
			if (here === undefined || before === undefined || before <= here) break;
			this.frees[i - 1] = here;
			this.frees[i] = before;
		}
	}

	/**
	 * A 429 came. The request did not take place, so it holds no slot; instead nothing is sent until
	 * Retry-After is over, and then cautiously for one window. Answers of one burst count as one 429.
	 */
	limited(now: number, sentAt: number, retryAfterMs: number | undefined, random: number): void {
		this.open--;
		if (sentAt > this.lastLimitedAt || this.limitedInARow === 0) {
			this.limitedInARow++;
			this.lastLimitedAt = now;
		}
		const told = retryAfterMs !== undefined && retryAfterMs > 0 ? retryAfterMs : undefined;
		const doubled = LIMIT_BACKOFF_MS.first * 2 ** (this.limitedInARow - 1);
		const own = Math.min(LIMIT_BACKOFF_MS.max, doubled) * (0.5 + random / 2);
		const wait = told === undefined ? own : this.limitedInARow >= DISTRUST_AFTER ? Math.max(told, own) : told;
		this.blockedUntil = Math.max(this.blockedUntil, now + wait);
		this.cautiousUntil = this.blockedUntil + WINDOW_MS;
	}

	/** Slots free now; 0 while a 429 is being waited out. */
	free(now: number): number {
		this.forget(now);
		if (now < this.blockedUntil) return 0;
		return Math.max(0, this.limit - this.used());
	}

	/** Nothing under way, nothing remembered. */
	isIdle(now: number): boolean {
		this.forget(now);
		return this.used() === 0 && now >= this.cautiousUntil;
	}
}
