import { Slots } from './slots';

/** Milliseconds the vendor's limits are counted over ("a minute"). */
export const WINDOW_MS = 60_000;

/**
 * Two clocks are never quite the same: one that is being set right runs faster or slower than the other by up to half a
 * millisecond a second. A slot is kept that much longer.
 */
export const CLOCKS_APART_MS = 30;

/**
 * A request whose answer never came may reach the server after we stopped listening. Its slot is kept this
 * much longer. Two seconds: more than the way to a server takes.
 */
export const UNANSWERED_GRACE_MS = 2_000;

/** Requests of one window under way at once, at first. A 429 that meets a burst is then met by few. */
export const FIRST_AT_ONCE = 6;

/**
 * Wait after a 429 that named no usable Retry-After: doubles with each further 429, at most a window (and
 * down to half of it by chance). 20 s when others use the key: shorter ones meet a full fixed window again
 * and again. 5 s for a 429 that seems to have come by chance.
 */
export const LIMIT_BACKOFF_MS = { first: 20_000, byChance: 5_000, max: WINDOW_MS };

/**
 * 429s that come close together show that others use the key too: a full window refuses nearly everything.
 * Then what was accepted within the last minute is taken as our share. Numbers found by simulation: 2 and 4
 * processes on one key, and one alone that meets 429s at random, all three kinds of servers.
 */
export const SHARING = {
	/** So many 429s close together show others. One request in ten refused at random: once in 2,500 requests. */
	signs: 3.5,
	/** An accepted request takes back so much of a 429. */
	signsBack: 1 / 2,
	/** So many 429s above one for `chanceEvery` accepted requests are more than sharing costs: chance. */
	chances: 4,
	chanceEvery: 16,
	/** But only when they left no more than this part of our largest share. Twice the largest is tried then. */
	chancePart: 1 / 2,
	/** Even spacing of a share lasts this long after a 429. Bursts would make others' slots look free in between. */
	pacedMs: 2 * WINDOW_MS,
	/** Until the next try to get more than the share, after a 429; give or take an eighth. */
	claimAfterMs: 4 * WINDOW_MS,
	/** Between the first claims. */
	claimGapMs: 0.4 * WINDOW_MS,
	/** So many claims accepted in a row show that there is room: then one more with each answer. */
	proofs: 3,
	/** Part of the limit up to which one who was left with little claims with each answer. */
	quickPart: 1 / 4,
	/** No smaller part of the limit is taken as our share. */
	leastPart: 1 / 8,
	/** After this long without a request nothing is known any more about others. */
	forgottenAfterMs: 2 * WINDOW_MS,
};

/** From this many 429s in a row on, Retry-After is no longer trusted to be long enough by itself. */
const DISTRUST_AFTER = 3;

/**
 * One limit as a sliding log: a slot is taken when a request is sent and free again 60 s after its
 * *response*. That is right for fixed windows, sliding logs and token buckets alike: between the response
 * and the next use of the slot lie 60 s on the server's clock too, whatever the latency.
 *
 * A 429 by itself only makes it wait: some come without our doing. Other processes may use the same key and
 * are seen by 429s alone, many close together. Then the window keeps to a share: it uses its own slots again,
 * which takes nothing from anyone, and now and then claims one more. As each slot is used again only after
 * 60 s, shares that fit the limit together meet no 429. A claim that is refused costs one request; claims
 * that are accepted add up, and at the full limit we are alone again. So we are, too, when 429s go on however
 * small the share gets.
 */
export class RateWindow {
	private limit = 1;
	private readonly slots = new Slots();
	private blockedUntil = -Infinity;
	/** Requests that may be under way at once: grows with each answer. */
	private atOnce = FIRST_AT_ONCE;
	/** Slots we hold while others use the key too; the limit or more while nobody seems to. */
	private share = Infinity;
	/** Below this share, claims follow each other with each answer. */
	private quickBelow = 0;
	private pacedUntil = -Infinity;
	private spacedFrom = -Infinity;
	/** When one more than the share may be sent; Infinity while that hangs on an answer. */
	private claimAt = Infinity;
	/** Answers to requests sent from then on say whether there is room. */
	private claimedAt = -Infinity;
	private proofs = 0;
	private lastSentAt = -Infinity;
	private lastLimitedAt = -Infinity;
	private limitedInARow = 0;
	/** 429s lately, as signs of others. */
	private signs = 0;
	/** 429s lately that our share does not explain. */
	private chances = 0;
	/** Largest share since others were last noticed. */
	private mostShare = 0;

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
		if (
			now - Math.max(this.lastSentAt, this.blockedUntil) >= SHARING.forgottenAfterMs &&
			this.slots.open === 0
		) {
			this.atOnce = FIRST_AT_ONCE;
			this.share = Infinity;
			this.signs = 0;
			this.pacedUntil = -Infinity;
		}
		this.slots.forgetFreed(now);
	}

	/** Slots we may use now. */
	private own(): number {
		return Math.min(this.limit, this.share);
	}

	private roomAt(now: number): number {
		this.forget(now);
		const own = this.own();
		const from = Math.max(now, this.blockedUntil);
		if (this.slots.used < own) {
			return Math.max(from, Math.min(this.spacedFrom + WINDOW_MS / own, this.pacedUntil));
		}
		const claimAt = own < this.limit ? this.claimAt : Infinity;
		return Math.max(from, Math.min(this.slots.whenBelow(own), claimAt));
	}

	/** The earliest time (≥ now) a request may be sent. Infinity: an open request must be answered first. */
	earliest(now: number): number {
		const at = this.roomAt(now);
		return this.slots.open < this.atOnce ? at : Infinity;
	}

	/** No request can be sent before this, whatever the answers to the open ones. */
	atBest(now: number): number {
		// A request still open frees its slot a window from now at the earliest; with a share, its answer may do.
		const at = Math.min(this.roomAt(now), now + WINDOW_MS);
		return this.share < this.limit ? Math.max(now, this.blockedUntil) : at;
	}

	sent(now: number): void {
		if (this.slots.used >= this.share && this.share < this.limit) {
			this.share++;
			this.claimAt = Infinity;
			this.claimedAt = now;
		}
		this.slots.take();
		this.lastSentAt = this.spacedFrom = now;
	}

	/** An answer came (or none will: `unanswered`). `sentAt` is when its request was sent. */
	answered(now: number, sentAt: number, unanswered: boolean): void {
		this.slots.freeAt(now + WINDOW_MS + CLOCKS_APART_MS + (unanswered ? UNANSWERED_GRACE_MS : 0));
		if (!unanswered) this.accepted(now, sentAt);
	}

	private accepted(now: number, sentAt: number): void {
		this.signs = Math.max(0, this.signs - SHARING.signsBack);
		this.chances = Math.max(0, this.chances - 1 / SHARING.chanceEvery);
		if (sentAt > this.lastLimitedAt) this.limitedInARow = 0;
		this.atOnce += 1 / this.atOnce;
		if (this.share >= this.limit || this.claimAt < Infinity || sentAt < this.claimedAt) return;
		const isQuick = this.share < this.quickBelow || ++this.proofs >= SHARING.proofs;
		this.claimAt = isQuick ? now : now + SHARING.claimGapMs;
	}

	/**
	 * A 429 came. The request did not take place, so it holds no slot; instead nothing is sent until
	 * Retry-After is over, and then few at once, or no more than our share. Answers of one burst count as
	 * one 429 for the wait.
	 */
	limited(now: number, sentAt: number, retryAfterMs: number | undefined, random: number): void {
		this.slots.giveBack();
		this.forget(now);
		this.signs++;
		const isNew = sentAt > this.lastLimitedAt || this.limitedInARow === 0;
		if (isNew) {
			this.limitedInARow++;
			this.lastLimitedAt = now;
		}
		const byChance = this.share >= this.limit && this.signs < SHARING.signs;
		const first = byChance ? LIMIT_BACKOFF_MS.byChance : LIMIT_BACKOFF_MS.first;
		const doubled = first * 2 ** (this.limitedInARow - 1);
		const own = Math.min(LIMIT_BACKOFF_MS.max, doubled) * (0.5 + random / 2);
		const told = retryAfterMs !== undefined && retryAfterMs > 0 ? retryAfterMs : undefined;
		const wait = told === undefined ? own : this.limitedInARow >= DISTRUST_AFTER ? Math.max(told, own) : told;
		this.blockedUntil = Math.max(this.blockedUntil, now + wait);
		if (byChance) this.atOnce = Math.min(this.atOnce, FIRST_AT_ONCE / 2);
		else this.keepToShare(now, isNew, random);
	}

	private keepToShare(now: number, isNew: boolean, random: number): void {
		const held = this.slots.used;
		if (this.share >= this.limit) {
			this.quickBelow = this.limit * SHARING.quickPart;
			this.chances = this.mostShare = 0;
		} else {
			this.mostShare = Math.max(this.mostShare, this.share);
			if (isNew && this.limitedInARow === 1) this.chances++;
			// Refused although it held something: more is not there for the taking.
			if (isNew && held > 0) this.quickBelow /= 2;
		}
		const least = Math.max(1, Math.floor(this.limit * SHARING.leastPart));
		if (held === 0) {
			// Just come: nothing learnt. One is sent, and then others as long as there is room.
			this.share = 1;
			this.spacedFrom = -Infinity;
		} else {
			this.share = Math.max(least, Math.min(this.own(), held));
		}
		const isLittle = this.share <= Math.max(least, this.mostShare * SHARING.chancePart);
		if (isLittle && this.chances >= SHARING.chances) {
			this.mostShare = Math.max(least, this.mostShare) * 2;
			this.share = this.mostShare;
			this.chances = this.signs = 0;
		}
		this.proofs = 0;
		this.claimedAt = now;
		this.claimAt =
			this.share < this.quickBelow ? Infinity : now + SHARING.claimAfterMs * (0.875 + random / 4);
		this.pacedUntil = this.share < this.limit ? this.blockedUntil + SHARING.pacedMs : -Infinity;
	}

	/** Slots free now; 0 while a 429 is being waited out. */
	free(now: number): number {
		this.forget(now);
		if (now < this.blockedUntil) return 0;
		return Math.max(0, this.own() - this.slots.used);
	}

	/** Nothing under way, nothing remembered. */
	isIdle(now: number): boolean {
		this.forget(now);
		return this.slots.used === 0 && now >= this.blockedUntil;
	}
}
