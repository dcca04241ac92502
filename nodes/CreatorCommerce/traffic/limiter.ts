import { Alarm } from './alarm';
import { List, type Place } from './list';
import { RateWindow } from './window';
import { WINDOW_NAMES, type Clock, type Limits, type WindowName } from './types';

/** Leave to send one request now. Exactly one of its methods is to be called; further calls do nothing. */
export interface Permit {
	/** The answer came. */
	answered(): void;
	/** No answer will come (cut, timed out, aborted); the request may still reach the server. */
	unanswered(): void;
	/** 429 came; `retryAfterMs` from its Retry-After, if it had one. */
	limited(retryAfterMs?: number): void;
}

/** Someone waiting for leave to send. Neither function may throw; both are called synchronously. */
export interface Waiter {
	windows: readonly WindowName[];
	/** Clock ms: no leave is given from then on. */
	stopAt: number | undefined;
	/** The request is to be sent before this returns. */
	granted(permit: Permit): void;
	/** stopAt has come, no slot can be free before it, or it is not wanted any more. */
	expired(): void;
	/** Asked, maybe often, once it is the first in line; false takes it out of the line. Left out: always true. */
	wanted?(): boolean;
}

interface Lane {
	windows: readonly WindowName[];
	waiters: List<{ waiter: Waiter; order: number }>;
}

function limitOf(limits: Limits, name: WindowName): number {
	if (name === 'read') return limits.readsPerMinute;
	return name === 'write' ? limits.writesPerMinute : limits.bulkPerMinute;
}

/**
 * Gives leave to send, so that no window ever holds more than its limit. First come, first served within
 * one kind of request (same windows); kinds do not block each other. A write that also counts as bulk goes
 * before single writes whenever both its windows have room: single writes lose nothing by it, because the
 * bulk window is the smaller one (where it is not, the longest waiting goes first).
 * One sleep at a time, for the earliest moment at which anyone waiting can go.
 */
export class Limiter {
	private readonly windows: Record<WindowName, RateWindow>;
	private readonly lanes = new Map<string, Lane>();
	private waiting = 0;
	private nextOrder = 0;
	private dispatching = false;
	private readonly alarm: Alarm;
	private lastUsedAt: number;

	constructor(
		limits: Limits,
		private readonly clock: Clock,
	) {
		this.windows = {
			read: new RateWindow(limits.readsPerMinute),
			write: new RateWindow(limits.writesPerMinute),
			bulk: new RateWindow(limits.bulkPerMinute),
		};
		this.lastUsedAt = clock.now();
		this.alarm = new Alarm(clock, () => this.dispatch());
	}

	/** Takes effect at once, for those who wait too. Values below 1 count as 1. */
	setLimits(limits: Limits): void {
		for (const name of WINDOW_NAMES) this.windows[name].setLimit(limitOf(limits, name));
		this.dispatch();
	}

	getLimits(): Limits {
		return {
			readsPerMinute: this.windows.read.getLimit(),
			writesPerMinute: this.windows.write.getLimit(),
			bulkPerMinute: this.windows.bulk.getLimit(),
		};
	}

	/** Free slots a window; 0 while a 429 is being waited out. */
	snapshot(): Record<WindowName, number> {
		const now = this.clock.now();
		return {
			read: this.windows.read.free(now),
			write: this.windows.write.free(now),
			bulk: this.windows.bulk.free(now),
		};
	}

	/** Milliseconds until such a request could go if nobody else waited; Infinity while it hangs on open requests. */
	msUntilFree(windows: readonly WindowName[]): number {
		const now = this.clock.now();
		return this.earliest(windows, now) - now;
	}

	/** Nobody waits, nothing is under way, and the last minute is forgotten. */
	isIdle(): boolean {
		const now = this.clock.now();
		return this.waiting === 0 && WINDOW_NAMES.every((name) => this.windows[name].isIdle(now));
	}

	/** Milliseconds since someone asked for leave or got an answer; 0 while anyone waits. */
	unusedForMs(): number {
		return this.waiting > 0 ? 0 : this.clock.now() - this.lastUsedAt;
	}

	/** The waiter's functions may be called before this returns. Returns a function that ends the waiting. */
	wait(waiter: Waiter): () => void {
		const lane = this.lane(waiter.windows);
		const place = lane.waiters.push({ waiter, order: this.nextOrder++ });
		this.waiting++;
		this.lastUsedAt = this.clock.now();
		this.dispatch();
		return () => {
			if (place.list === undefined) return;
			this.take(lane, place);
			this.dispatch();
		};
	}

	private lane(windows: readonly WindowName[]): Lane {
		const name = windows.length === 1 ? (windows[0] ?? '') : [...windows].sort().join('+');
		let lane = this.lanes.get(name);
		if (!lane) {
			lane = { windows: [...new Set(windows)], waiters: new List() };
			this.lanes.set(name, lane);
		}
		return lane;
	}

	private take(lane: Lane, place?: Place<{ waiter: Waiter; order: number }>): void {
		this.waiting--;
		if (place) lane.waiters.remove(place);
		else lane.waiters.shift();
	}

	private earliest(windows: readonly WindowName[], now: number): number {
		let at = now;
		for (const name of windows) at = Math.max(at, this.windows[name].earliest(now));
		return at;
	}

	private atBest(windows: readonly WindowName[], now: number): number {
		return Math.max(...windows.map((name) => this.windows[name].atBest(now)));
	}

	/** Gives leave to all who can go, then sets the alarm for the next who can. */
	private dispatch(): void {
		if (this.dispatching) return;
		this.dispatching = true;
		let next = Infinity;
		try {
			do next = this.dispatchOne();
			while (next === -Infinity);
		} finally {
			this.dispatching = false;
		}
		this.alarm.setTo(next);
	}

	/** -Infinity when someone was served; else when someone can be, as far as is known. */
	private dispatchOne(): number {
		const now = this.clock.now();
		let next = Infinity;
		let best: Lane | undefined;
		for (const lane of this.lanes.values()) {
			const head = lane.waiters.first();
			if (!head) continue;
			const { stopAt } = head.waiter;
			const at = this.earliest(lane.windows, now);
			if (
				(stopAt !== undefined && this.atBest(lane.windows, now) >= stopAt) ||
				head.waiter.wanted?.() === false
			) {
				this.take(lane);
				head.waiter.expired();
				return -Infinity;
			}
			if (at > now) next = Math.min(next, at);
			else if (!best || this.goesBefore(lane, best)) best = lane;
		}
		const head = best?.waiters.first();
		if (!best || !head) return next;
		this.take(best);
		head.waiter.granted(this.permit(best.windows, now));
		return -Infinity;
	}

	private goesBefore(a: Lane, b: Lane): boolean {
		const bulkIsScarcer = this.windows.bulk.getLimit() < this.windows.write.getLimit();
		if (bulkIsScarcer && a.windows.length !== b.windows.length) return a.windows.length > b.windows.length;
		return (a.waiters.first()?.order ?? Infinity) < (b.waiters.first()?.order ?? Infinity);
	}

	private permit(names: readonly WindowName[], sentAt: number): Permit {
		for (const name of names) this.windows[name].sent(sentAt);
		let ended = false;
		const end = (tell: (window: RateWindow, now: number) => void) => {
			if (ended) return;
			ended = true;
			const now = (this.lastUsedAt = this.clock.now());
			for (const name of names) tell(this.windows[name], now);
			if (this.waiting > 0) this.dispatch();
		};
		return {
			answered: () => end((window, now) => window.answered(now, sentAt, false)),
			unanswered: () => end((window, now) => window.answered(now, sentAt, true)),
			limited: (retryAfterMs) => {
				const random = this.clock.random();
				end((window, now) => window.limited(now, sentAt, retryAfterMs, random));
			},
		};
	}
}
