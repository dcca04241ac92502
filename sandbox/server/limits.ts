import type { BulkCounting, LimitSettings } from '../options';

export type LimitClass = 'read' | 'write' | 'bulk';

/** One window of one key. Times are milliseconds. */
interface Window {
	/** How long until one more request fits; 0 = it fits now. */
	wait(now: number): number;
	take(now: number): void;
}

class FixedWindow implements Window {
	private startedAt = 0;
	private used = 0;

	constructor(
		private readonly limit: number,
		private readonly windowMs: number,
	) {}

	wait(now: number): number {
		const start = now - (now % this.windowMs);
		if (start !== this.startedAt) {
			this.startedAt = start;
			this.used = 0;
		}
		return this.used < this.limit ? 0 : start + this.windowMs - now;
	}

	take(): void {
		this.used++;
	}
}

class SlidingLog implements Window {
	private times: number[] = [];

	constructor(
		private readonly limit: number,
		private readonly windowMs: number,
	) {}

	wait(now: number): number {
		this.times = this.times.filter((time) => time > now - this.windowMs);
		if (this.times.length < this.limit) return 0;
		const oldest = this.times[0] ?? now;
		return oldest + this.windowMs - now;
	}

	take(now: number): void {
		this.times.push(now);
	}
}

class TokenBucket implements Window {
	private tokens: number;
	private filledAt: number | undefined;

	constructor(
		private readonly limit: number,
		private readonly windowMs: number,
	) {
		this.tokens = limit;
	}

	wait(now: number): number {
		const perMs = this.limit / this.windowMs;
		this.tokens = Math.min(this.limit, this.tokens + (now - (this.filledAt ?? now)) * perMs);
		this.filledAt = now;
		return this.tokens >= 1 ? 0 : Math.ceil((1 - this.tokens) / perMs);
	}

	take(): void {
		this.tokens--;
	}
}

const KINDS = { fixed: FixedWindow, sliding: SlidingLog, token: TokenBucket };

/** The limits of every key. A refused request takes nothing from any window. */
export class Limiter {
	private windows = new Map<string, Window>();

	constructor(
		private settings: LimitSettings,
		private readonly bulkCounting: BulkCounting,
	) {}

	get current(): LimitSettings {
		return this.settings;
	}

	set(settings: LimitSettings): void {
		this.settings = settings;
		this.clear();
	}

	clear(): void {
		this.windows.clear();
	}

	/** The windows a request counts in. */
	classesOf(isWrite: boolean, records: number): LimitClass[] {
		if (!isWrite) return ['read'];
		if (records <= 1 || this.bulkCounting === 'writesOnly') return ['write'];
		return this.bulkCounting === 'bulkOnly' ? ['bulk'] : ['write', 'bulk'];
	}

	/** Milliseconds to wait, or 0: then the request was counted. */
	admit(key: string, classes: LimitClass[], now: number): number {
		const { kind } = this.settings;
		if (kind === 'off') return 0;
		const windows = classes.map((name) => this.windowOf(kind, key, name));
		const wait = Math.max(...windows.map((window) => window.wait(now)));
		if (wait > 0) return wait;
		for (const window of windows) window.take(now);
		return 0;
	}

	private windowOf(kind: keyof typeof KINDS, key: string, name: LimitClass): Window {
		const id = `${name} ${key}`;
		const known = this.windows.get(id);
		if (known) return known;
		const { readsPerMinute, writesPerMinute, bulkPerMinute, windowMs } = this.settings;
		const limit = { read: readsPerMinute, write: writesPerMinute, bulk: bulkPerMinute }[name];
		const window = new KINDS[kind](limit, windowMs);
		this.windows.set(id, window);
		return window;
	}
}

/** Retry-After for a wait in milliseconds; undefined = the header is left out. */
export function retryAfter(settings: LimitSettings, waitMs: number, now: number): string | undefined {
	const seconds = Math.max(1, Math.ceil(waitMs / 1000));
	if (settings.retryAfter === 'seconds') return String(seconds);
	if (settings.retryAfter === 'date') return new Date(now + seconds * 1000).toUTCString();
	return undefined;
}
