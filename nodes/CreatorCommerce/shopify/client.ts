import type { Clock } from '../traffic';
import { type FieldFault, type HttpAnswer, type Try, judgeAnswer, judgeNoAnswer } from './answer';
import type { CostPacer } from './cost';
import { NoAnswerError, ShopifyError, raise } from './failure';
import { missingScopes } from './grant';
import type { Json } from './narrow';
import { SCOPES, readScopes } from './scopes';

export type { HttpAnswer } from './answer';

/** Sends `{query, variables}` to the Admin API with the token on it. Throws {@link NoAnswerError} when no answer came. */
export type Transport = (body: { query: string; variables: Json }) => Promise<HttpAnswer>;

/** A GraphQL document of ours. Each is validated against Shopify's schema in a test. */
export interface Document {
	readonly name: string;
	readonly text: string;
	/** A query, or a mutation that may be sent twice without harm. */
	readonly replaySafe: boolean;
	/** Access scopes it needs, so that a missing one can be told by name. */
	readonly scopes?: readonly string[];
	/** Points it asks for, where they differ from one sending to the next; otherwise the last answer tells. */
	readonly cost?: number;
}

export interface ClientOptions {
	/** Names the store, the same for all its apps: what a process remembers of a store goes by it. */
	store?: string;
	transport: Transport;
	clock: Clock;
	pacer: CostPacer;
	/** So long the client may wait altogether in one call, in ms: a webhook must be answered within 5 s. */
	patienceMs: number;
	/** Ends pauses at once, with its reason. */
	signal?: AbortSignal;
	/**
	 * Asked before anything is sent and before a pause of so many ms: throws when nothing more is to be sent. What it throws
	 * comes out of `call` as it is.
	 */
	mayGoOn?: (pauseMs: number) => void;
	/** Calls under way at once; others wait their turn. */
	maxInFlight?: number;
}

/** What the client has done so far. */
export interface ShopifyStats {
	/** Requests sent, repeats included. */
	requests: number;
	/** Refusals by the cost limit. */
	refusedByLimit: number;
	/** Clock milliseconds: first call, end of the latest; 0 before. */
	startedAt: number;
	finishedAt: number;
}

const PASSING_TRIES = 4;
const FIRST_PAUSE_MS = 300;

/** While another run is waited for, so often it is asked whether this one goes on. */
const UNTIL_LOOK_MS = 1_000;

/** Shopify's Admin API of one store. Knows costs and what may be repeated, and no n8n. */
export class ShopifyAdmin {
	readonly stats: ShopifyStats = { requests: 0, refusedByLimit: 0, startedAt: 0, finishedAt: 0 };
	private inFlight = 0;
	private readonly queue: Array<() => void> = [];

	constructor(private readonly options: ClientOptions) {}

	get store(): string {
		return this.options.store ?? '';
	}

	/**
	 * @returns the answer's `data`, not yet narrowed; userErrors are for the caller to read
	 * @throws ShopifyError; the signal's reason; what `mayGoOn` throws
	 */
	async call(document: Document, variables: Json = {}): Promise<Json> {
		return (await this.inTurn(document, variables, false)).data;
	}

	/**
	 * As `call`, for a document of several mutations that stand for themselves: one that fails takes nothing from the others.
	 * @returns `faults` by the alias of the mutation
	 * @throws ShopifyError when none was carried out
	 */
	async callPartly(
		document: Document,
		variables: Json = {},
	): Promise<{ data: Json; faults: Map<string, FieldFault> }> {
		return await this.inTurn(document, variables, true);
	}

	/**
	 * Waits before something is looked at again.
	 * @throws the signal's reason; what `mayGoOn` throws when nothing more is to be sent by then
	 */
	async pause(ms: number): Promise<void> {
		const { clock, signal, mayGoOn } = this.options;
		mayGoOn?.(ms);
		await clock.sleep(ms, signal);
		signal?.throwIfAborted();
	}

	/**
	 * Waits for something that is no request of this run.
	 * @throws as `pause`; the reason of `ready`
	 */
	async until(ready: Promise<void>): Promise<void> {
		const { clock, signal, mayGoOn } = this.options;
		const pause = new AbortController();
		const end = (): void => pause.abort();
		let isReady = false;
		const over = ready.then(() => {
			isReady = true;
		});
		signal?.addEventListener('abort', end, { once: true });
		try {
			while (!isReady) {
				signal?.throwIfAborted();
				mayGoOn?.(UNTIL_LOOK_MS);
				await Promise.race([over, clock.sleep(UNTIL_LOOK_MS, pause.signal).catch(() => undefined)]);
			}
		} finally {
			signal?.removeEventListener('abort', end);
			end();
		}
	}

	private async inTurn(
		document: Document,
		variables: Json,
		partly: boolean,
	): Promise<Extract<Try, { kind: 'done' }>> {
		const { clock, maxInFlight = Infinity } = this.options;
		if (this.inFlight >= maxInFlight) await new Promise<void>((resolve) => this.queue.push(resolve));
		else this.inFlight += 1;
		if (this.stats.startedAt === 0) this.stats.startedAt = clock.now();
		try {
			return await this.insist(document, variables, partly);
		} catch (fault) {
			if (fault instanceof ShopifyError) fault.repeatable = document.replaySafe;
			return raise(await this.withMissingScopes(fault, document));
		} finally {
			this.stats.finishedAt = clock.now();
			// The place goes to the next in line, if there is one.
			const next = this.queue.shift();
			if (next) next();
			else this.inFlight -= 1;
		}
	}

	private async insist(
		document: Document,
		variables: Json,
		partly: boolean,
	): Promise<Extract<Try, { kind: 'done' }>> {
		const { clock, pacer, patienceMs, signal, mayGoOn } = this.options;
		/** An earlier try that may have taken place: after it, "not sent" would not be true. */
		let uncertain: ShopifyError | undefined;
		const goOn = (pauseMs: number): void => {
			try {
				mayGoOn?.(pauseMs);
			} catch (end) {
				throw uncertain === undefined || signal?.aborted ? end : uncertain;
			}
		};
		const until = clock.now() + patienceMs;
		const pause = async (ms: number, otherwise: ShopifyError): Promise<void> => {
			if (clock.now() + ms > until) throw otherwise;
			await clock.sleep(ms, signal);
			signal?.throwIfAborted();
		};
		let passing = 0;
		const throttled = (said: string | undefined) => new ShopifyError('throttled', document.name, said);
		for (;;) {
			const { name, cost } = document;
			for (let early = pacer.before(name, cost); early > 0; early = pacer.before(name, cost)) {
				goOn(early);
				await pause(early, uncertain ?? throttled('the cost limit is used up for now'));
			}
			goOn(0);
			const result = await this.send(document, variables, partly);
			if (result.kind === 'done') return result;
			signal?.throwIfAborted();
			if (result.kind === 'throttled') {
				this.stats.refusedByLimit += 1;
				goOn(result.waitMs);
				await pause(result.waitMs, uncertain ?? throttled(result.said));
				continue;
			}
			const { fault } = result;
			if (fault.effect === 'unknown') uncertain = fault;
			passing += 1;
			const mayRepeat = document.replaySafe || fault.effect === 'none';
			if (!fault.passes) throw fault;
			if (!mayRepeat || passing >= PASSING_TRIES) throw uncertain ?? fault;
			const ms = FIRST_PAUSE_MS * 2 ** (passing - 1);
			goOn(ms);
			await pause(ms, uncertain ?? fault);
		}
	}

	/** A refusal says which access scopes the app lacks; asking for them needs none. */
	private async withMissingScopes(fault: unknown, { scopes }: Document): Promise<unknown> {
		if (!(fault instanceof ShopifyError) || fault.kind !== 'forbidden' || scopes === undefined) return fault;
		const asked = await this.send(SCOPES, {}, false);
		if (asked.kind === 'done') fault.missingScopes = missingScopes(scopes, readScopes(asked.data).scopes);
		return fault;
	}

	private async send(document: Document, variables: Json, partly: boolean): Promise<Try> {
		const { pacer } = this.options;
		this.stats.requests += 1;
		const release = pacer.take(document.name, document.cost);
		try {
			return await this.sendOnce(document, variables, partly);
		} finally {
			release();
		}
	}

	private async sendOnce(document: Document, variables: Json, partly: boolean): Promise<Try> {
		const { transport, pacer } = this.options;
		let answer: HttpAnswer;
		try {
			answer = await transport({ query: document.text, variables });
		} catch (fault) {
			if (fault instanceof ShopifyError) return { kind: 'failed', fault };
			return fault instanceof NoAnswerError ? judgeNoAnswer(fault, document) : raise(fault);
		}
		return judgeAnswer(answer, document, partly, (cost) => pacer.learn(document.name, cost));
	}
}
