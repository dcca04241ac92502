import { type Answer, RETRY_POLICY, type Scheduler, type Task, type WindowName } from '../traffic';
import { type HttpAnswer, TransportError, judge, judgeTransportError } from './answer';
import { ENDPOINTS, type Endpoint, type EndpointId } from './endpoints';
import {
	ApiError,
	type Failure,
	InputError,
	NotSentError,
	RecalledError,
	endsTheRun,
	raise,
} from './failure';
import type { Json } from './narrow';

export interface ApiRequest {
	method: 'GET' | 'POST';
	/** Path and query, already percent-encoded: e-mails with `+` arrive as they are (quirk 5). */
	path: string;
	body?: Json;
}

/** Sends one request with the key on it. Throws {@link TransportError} when no answer came. */
export type Transport = (request: ApiRequest) => Promise<HttpAnswer>;

export interface Call {
	/** Values for the `{placeholders}` of the path, unencoded. */
	path?: Record<string, string>;
	/** Query values, unencoded; undefined ones are left out. */
	query?: Record<string, string | undefined>;
	body?: Json;
	/**
	 * Looks whether a write took effect although no answer came: one that must not be done twice, and any that was accepted
	 * without an answer. Gives the value the write would have answered, 'absent', or 'unknown'.
	 */
	lookFirst?: () => Promise<{ found: unknown } | 'absent' | 'unknown'>;
	/** For a write that must not cross others of this process. */
	turn?: Turn;
}

/** How a write gives way to others while it waits for the limits. */
export interface Turn {
	/** Aborted: it is not to be sent any more, unless it was already. */
	recall?: AbortSignal;
	/** Others wait for it: it goes before the rest of its run. */
	goesFirst: boolean;
	/** Told in the moment before each try is sent. */
	sending(): void;
}

/** So many times "Failed to …" in a row, with growing pauses, is no passing fault any more. */
const SURE_AFTER = 3;

interface Opening {
	/** Settles when the first answer is there. */
	answered: Promise<void>;
	tell: () => void;
	/** Why nothing else can succeed either. */
	refused?: unknown;
}

/** The Unified API of one store with one key. Knows limits and retries through its scheduler, and no n8n. */
export class UnifiedApi {
	/** The first request goes alone: if the key is refused, one request tells as much as fifty under way at once. */
	private opening?: Opening;

	constructor(
		/** The store, e.g. `brand.myshopify.com`. */
		readonly shopDomain: string,
		private readonly transport: Transport,
		private readonly scheduler: Scheduler,
		/** Wall clock in ms; only for a Retry-After that is a date. */
		private readonly wallClock: () => number = Date.now,
	) {}

	/**
	 * One request, under the limits, repeated where that is safe.
	 * @returns the parsed JSON answer, not yet narrowed
	 * @throws ApiError when it failed for good, NotSentError when it was never sent, RecalledError when its turn was taken
	 * back, the signal's reason on cancel
	 */
	async call(id: EndpointId, call: Call = {}): Promise<unknown> {
		if (this.opening !== undefined) {
			await this.opening.answered;
			if (this.opening.refused !== undefined) throw this.opening.refused;
			return await this.send(id, call);
		}
		const opening: Opening = gate();
		this.opening = opening;
		try {
			return await this.send(id, call, opening.tell);
		} catch (fault) {
			if (endsTheRun(fault)) opening.refused = fault;
			return raise(fault);
		} finally {
			opening.tell();
		}
	}

	/**
	 * Waits for something that is no request, and then so many milliseconds, as long as the run goes on.
	 * @throws NotSentError when the run ends before, the signal's reason on cancel
	 */
	async waitFor(ready: Promise<unknown>, restMs?: number): Promise<void> {
		const end = await this.scheduler.waitFor(ready, restMs);
		if (end !== undefined) throw new NotSentError(end);
	}

	/** @param repeats told when the answer is not the last word: the request will be looked after or sent again */
	private async send(id: EndpointId, call: Call, repeats?: () => void): Promise<unknown> {
		const endpoint: Endpoint = ENDPOINTS[id];
		const request: ApiRequest = { method: endpoint.method, path: this.fill(endpoint, call), body: call.body };
		const name = `${endpoint.method} ${endpoint.path}`;
		const { lookFirst, turn } = call;
		let failedTo = 0;
		/** See Endpoint.failsForUnknown. */
		const settled = (answer: Answer<unknown, Failure>): Answer<unknown, Failure> => {
			if (!endpoint.failsForUnknown || answer.kind !== 'passing' || answer.failure.status !== 500)
				return answer;
			failedTo += /^Failed to /.test(answer.failure.said ?? '') ? 1 : 0;
			return failedTo < SURE_AFTER
				? answer
				: { kind: 'refused', failure: { ...answer.failure, kind: 'notFound' } };
		};
		const task: Task<unknown, Failure> = {
			windows: windowsOf(endpoint, call.body ?? {}),
			replaySafe: endpoint.replaySafe,
			recall: turn?.recall,
			goesFirst: turn?.goesFirst,
			send: async () => {
				turn?.sending();
				try {
					const answer = settled(judge(await this.transport(request), name, this.wallClock()));
					if (answer.kind === 'passing' || answer.kind === 'limited') repeats?.();
					return answer;
				} catch (fault) {
					if (!(fault instanceof TransportError)) return raise(fault);
					repeats?.();
					return judgeTransportError(fault, name);
				}
			},
			...(lookFirst && {
				lookFirst: async () => {
					const seen = await lookFirst();
					return typeof seen === 'string' ? { kind: seen } : { kind: 'found', value: seen.found };
				},
			}),
		};
		const outcome = await this.scheduler.run(task);
		if (outcome.kind === 'done') return outcome.value;
		if (outcome.kind === 'notSent') {
			if (outcome.reason === 'recalled') throw new RecalledError();
			throw new NotSentError(outcome.reason, outcome.failure);
		}
		if (outcome.failure.kind === 'noAnswer') {
			repeats?.();
			const seen = lookFirst ? await this.lookTwice(lookFirst) : 'unknown';
			if (typeof seen !== 'string') return seen.found;
			throw new ApiError(outcome.failure, 'unknown', outcome.tries);
		}
		// A read changes nothing, whatever became of it.
		const effect = endpoint.access === 'read' ? 'none' : outcome.effect;
		throw new ApiError(outcome.failure, effect, outcome.tries);
	}

	/** What was accepted may appear with a delay. It is not sent again, so not finding it is no knowledge. */
	private async lookTwice(look: NonNullable<Call['lookFirst']>): Promise<{ found: unknown } | 'unknown'> {
		for (const isFirst of [true, false]) {
			try {
				const seen = await look();
				if (typeof seen !== 'string') return seen;
				if (isFirst) await this.waitFor(Promise.resolve(), RETRY_POLICY.lookAgainMs);
			} catch (fault) {
				const isEnd =
					fault instanceof ApiError || fault instanceof NotSentError || fault instanceof InputError;
				return isEnd ? 'unknown' : raise(fault);
			}
		}
		return 'unknown';
	}

	private fill(endpoint: Endpoint, call: Call): string {
		const values: Record<string, string> = { ...call.path, myshopifyDomain: this.shopDomain };
		const path = endpoint.path.replace(/\{(\w+)\}/g, (_, key: string) => {
			const value = values[key];
			if (value === undefined || value === '') throw new TypeError(`${endpoint.path} needs ${key}`);
			return encodeURIComponent(value);
		});
		const query = Object.entries(call.query ?? {})
			.filter((pair): pair is [string, string] => pair[1] !== undefined)
			.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`);
		return query.length > 0 ? `${path}?${query.join('&')}` : path;
	}
}

function gate(): { answered: Promise<void>; tell: () => void } {
	let tell = (): void => undefined;
	const answered = new Promise<void>((resolve) => (tell = resolve));
	return { answered, tell };
}

/** A request that carries several records counts in both windows, so we are right whichever way the vendor counts. */
export function windowsOf(endpoint: Endpoint, body: Json): readonly WindowName[] {
	if (endpoint.access === 'read') return ['read'];
	return (endpoint.records?.(body) ?? 1) > 1 ? ['write', 'bulk'] : ['write'];
}
