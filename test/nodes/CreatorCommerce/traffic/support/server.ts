import {
	VENDOR_LIMITS,
	type Answer,
	type Limits,
	type Task,
	type WindowName,
} from '../../../../../nodes/CreatorCommerce/traffic';
import type { VirtualClock } from './virtualClock';

const MINUTE = 60_000;

/** Counts on the server's side. `msToRoom` 0 = there is room. */
interface Counter {
	msToRoom(now: number): number;
	count(now: number): void;
}

export type ServerKind = 'fixed window' | 'sliding log' | 'token bucket';
export const SERVER_KINDS: readonly ServerKind[] = ['fixed window', 'sliding log', 'token bucket'];

function counter(kind: ServerKind, limit: number, random: () => number): Counter {
	if (kind === 'fixed window') {
		const phase = random() * MINUTE;
		let window = -1;
		let used = 0;
		const turn = (now: number) => {
			const current = Math.floor((now + phase) / MINUTE);
			if (current !== window) used = 0;
			window = current;
		};
		return {
			msToRoom: (now) => (turn(now), used < limit ? 0 : (window + 1) * MINUTE - phase - now),
			count: (now) => (turn(now), void used++),
		};
	}
	if (kind === 'sliding log') {
		let log: number[] = [];
		return {
			msToRoom: (now) => {
				log = log.filter((at) => at > now - MINUTE);
				return log.length < limit ? 0 : (log[0] ?? 0) + MINUTE - now;
			},
			count: (now) => void log.push(now),
		};
	}
	let tokens = limit;
	let last = 0;
	const fill = (now: number) => {
		tokens = Math.min(limit, tokens + ((now - last) * limit) / MINUTE);
		last = now;
	};
	// 1e-6: floating point, not leniency
	return {
		msToRoom: (now) => (fill(now), tokens >= 1 - 1e-6 ? 0 : ((1 - tokens) * MINUTE) / limit),
		count: (now) => (fill(now), void tokens--),
	};
}

export interface Seen {
	id: string;
	client: string;
	windows: readonly WindowName[];
	sentAt: number;
	at: number;
	/** When the answer was, or would have been, there. */
	answeredAt: number;
	status: 'done' | 'limited' | 'failed';
}

/** What goes wrong with one request. 'lost answer': it took place, the answer did not come. '429': come back in 1-5 s. */
export type Fault = 'none' | 'refused' | 'not reached' | 'lost request' | 'lost answer' | 'busy' | '429';

export interface ServerOptions {
	kind: ServerKind;
	limits?: Limits;
	/** Whether and how 429 carries Retry-After. Default: exact, in ms. */
	retryAfter?: 'exact' | 'none' | 'seconds' | 'date';
	fault?: (random: () => number) => Fault;
	/** Round trip in ms, uniform. */
	latency?: { min: number; max: number };
	/** How long an effect stays hidden from a search. */
	searchLagMs?: number;
}

/** Stands for CreatorCommerce: counts requests when they arrive, remembers how often each took effect. */
export class SimulatedServer {
	private readonly counters: Record<WindowName, Counter>;
	readonly seen: Seen[] = [];
	/** id → times at which it took effect. */
	readonly effects = new Map<string, number[]>();
	limited = 0;
	/** Client-side times before which the server asked not to be called, by when the answer arrived. */
	readonly asked: Array<{
		client: string;
		answeredAt: number;
		until: number;
		windows: readonly WindowName[];
	}> = [];

	constructor(
		private readonly clock: VirtualClock,
		private readonly options: ServerOptions,
	) {
		const limits = options.limits ?? VENDOR_LIMITS;
		this.counters = {
			read: counter(options.kind, limits.readsPerMinute, clock.random),
			write: counter(options.kind, limits.writesPerMinute, clock.random),
			bulk: counter(options.kind, limits.bulkPerMinute, clock.random),
		};
	}

	private async travel(part: number): Promise<void> {
		await this.clock.sleep(part);
	}

	/** ms to room, and counted when it is 0. */
	admit(windows: readonly WindowName[]): number {
		const now = this.clock.now();
		const wait = Math.max(...windows.map((name) => this.counters[name].msToRoom(now)));
		if (wait > 0) return wait;
		for (const name of windows) this.counters[name].count(now);
		return 0;
	}

	async request(id: string, windows: readonly WindowName[], client = ''): Promise<Answer<string, string>> {
		const { min, max } = this.options.latency ?? { min: 50, max: 1_000 };
		const round = min + this.clock.random() * (max - min);
		const there = round * this.clock.random();
		const sentAt = this.clock.now();
		const fault = this.options.fault?.(this.clock.random) ?? 'none';
		const note = (status: Seen['status']) =>
			this.seen.push({
				id,
				client,
				windows,
				sentAt,
				at: this.clock.now(),
				answeredAt: this.clock.now() + (round - there),
				status,
			});
		await this.travel(there);
		if (fault === 'not reached') {
			note('failed');
			return { kind: 'passing', tookPlace: 'no', failure: 'ECONNREFUSED' };
		}
		if (fault === 'lost request') {
			note('failed');
			await this.travel(round - there);
			return { kind: 'passing', tookPlace: 'unknown', failure: 'ECONNRESET' };
		}
		const wait = fault === '429' ? 1_000 + 4_000 * this.clock.random() : this.admit(windows);
		if (wait > 0) {
			note('limited');
			this.limited++;
			const until = this.clock.now() + wait;
			await this.travel(round - there);
			return this.refusal(windows, client, wait, until);
		}
		if (fault === 'busy' || fault === 'refused') {
			note('failed');
			await this.travel(round - there);
			return fault === 'busy'
				? { kind: 'passing', tookPlace: 'unknown', failure: '503' }
				: { kind: 'refused', failure: '400' };
		}
		note('done');
		this.effects.set(id, [...(this.effects.get(id) ?? []), this.clock.now()]);
		await this.travel(round - there);
		if (fault === 'lost answer') return { kind: 'passing', tookPlace: 'unknown', failure: 'ECONNRESET' };
		return { kind: 'done', value: id };
	}

	private refusal(
		windows: readonly WindowName[],
		client: string,
		wait: number,
		until: number,
	): Answer<string, string> {
		const kind = this.options.retryAfter ?? 'exact';
		if (kind === 'none') return { kind: 'limited', failure: '429' };
		const seconds = (ms: number) => Math.ceil(ms / 1000) * 1000;
		const told = { exact: wait, seconds: seconds(wait), date: seconds(until) - this.clock.now() }[kind];
		this.asked.push({ client, answeredAt: this.clock.now(), until: this.clock.now() + told, windows });
		return { kind: 'limited', retryAfterMs: told, failure: '429' };
	}

	/** What a search for it gives. */
	isVisible(id: string): boolean {
		const lag = this.options.searchLagMs ?? 0;
		return (this.effects.get(id) ?? []).some((at) => at + lag <= this.clock.now());
	}

	/** Requests sent although an answer already in hand had asked to wait. */
	sentTooEarly(): Seen[] {
		return this.seen.filter((one) =>
			this.asked.some(
				(ask) =>
					one.client === ask.client &&
					one.sentAt > ask.answeredAt &&
					one.sentAt < ask.until - 1e-6 &&
					ask.windows.some((name) => one.windows.includes(name)),
			),
		);
	}
}

export function writes(
	server: SimulatedServer,
	count: number,
	prefix = 'w',
	windows: readonly WindowName[] = ['write'],
	client = '',
): Array<Task<string, string>> {
	return Array.from({ length: count }, (_, i) => ({
		windows,
		replaySafe: false,
		send: () => server.request(`${prefix}${i}`, windows, client),
	}));
}
