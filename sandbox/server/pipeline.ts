import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ListSettings } from '../options';
import type { IdMaker } from '../store/ids';
import type { Store } from '../store/store';
import { send, type Answer } from './answer';
import { checkDomains, keyOf, type Keys } from './auth';
import { errorBody, Failed, Refusal } from './errors';
import type { Faults } from './faults';
import type { Journal, JournalEntry } from './journal';
import { retryAfter, type Limiter } from './limits';
import type { Operation } from './operation';
import { arrived, type Arrived } from './request';
import { underFaults } from './underFaults';

/** What the running sandbox is made of; shared by every request. */
export interface Runtime {
	store: Store;
	journal: Journal;
	limiter: Limiter;
	faults: Faults;
	keys: Keys;
	listing: ListSettings;
	ids: IdMaker;
	random: () => number;
	baseUrl: string;
	/** Called after every write that took place. */
	afterWrite: () => void;
	/** Set on close: what was delayed until then is cut. */
	closed: boolean;
}

export function openEntry(runtime: Runtime, incoming: Arrived, operationId: string | null): JournalEntry {
	return runtime.journal.add({
		at: Date.now(),
		method: incoming.method,
		path: incoming.path,
		rawUrl: incoming.rawUrl,
		query: incoming.query,
		headers: incoming.headers,
		rawBody: incoming.rawBody,
		body: undefined,
		operationId,
		status: null,
		answeredAt: 0,
		refused: false,
		tookPlace: false,
		window: [],
	});
}

/** One request's way: journal, key, limit, faults, the operation itself, the answer. */
export async function serve(
	runtime: Runtime,
	operation: Operation,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<void> {
	const incoming = arrived(request);
	const entry = openEntry(runtime, incoming, operation.operationId);
	const refusal = admit(runtime, operation, incoming, entry);
	if (refusal) return send(reply, entry, refusal);

	return underFaults(runtime, { incoming, entry, request, reply }, () =>
		carryOut(runtime, operation, incoming, entry),
	);
}

/** The answer to a request that may not go on, or null: then it was counted. */
function admit(
	runtime: Runtime,
	operation: Operation,
	incoming: Arrived,
	entry: JournalEntry,
): Answer | null {
	let key: string;
	try {
		entry.body = incoming.rawBody === '' ? undefined : JSON.parse(incoming.rawBody);
		key = keyOf(incoming.headers, runtime.keys);
	} catch (error) {
		if (error instanceof Refusal) return refused(error);
		return refused(new Refusal(400, 'Body is not valid JSON'));
	}
	const { limiter } = runtime;
	const records = operation.records?.(entry.body) ?? 1;
	entry.window = limiter.classesOf(operation.method === 'POST', records);
	const now = Date.now();
	const wait = limiter.admit(key, entry.window, now);
	if (wait === 0) return null;
	entry.refused = true;
	const after = retryAfter(limiter.current, wait, now);
	return {
		...refused(new Refusal(429, 'Rate limit exceeded')),
		...(after === undefined ? {} : { headers: { 'retry-after': after } }),
	};
}

function carryOut(runtime: Runtime, operation: Operation, incoming: Arrived, entry: JournalEntry): Answer {
	const { store } = runtime;
	try {
		const { channel } = store;
		checkDomains(incoming.path, incoming.params, incoming.query, entry.body, channel.shopDomain);
		const call = {
			params: incoming.params,
			query: incoming.query,
			body: entry.body,
			store,
			channel,
			listing: runtime.listing,
			baseUrl: runtime.baseUrl,
			ids: runtime.ids,
			now: new Date().toISOString(),
			random: runtime.random,
		};
		if (operation.method === 'GET') return { status: 200, body: operation.handle(call) };
		const body = store.transaction(() => operation.handle(call));
		entry.tookPlace = true;
		runtime.afterWrite();
		return { status: 200, body };
	} catch (error) {
		if (error instanceof Refusal) return refused(error);
		if (error instanceof Failed) return refused(new Refusal(500, operation.failure));
		// A fault of the sandbox's own must be seen as one, not be taken for the vendor's.
		console.error(`Sandbox: ${operation.operationId} broke.`, error);
		return refused(new Refusal(500, `The sandbox broke in ${operation.operationId}: ${String(error)}`));
	}
}

function refused(refusal: Refusal): Answer {
	return { status: refusal.status, body: errorBody(refusal.status, refusal.message) };
}
