import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultEffect, ListSettings } from '../options';
import type { IdMaker } from '../store/ids';
import type { Store } from '../store/store';
import { checkDomains, keyOf, type Keys } from './auth';
import { errorBody, Failed, Refusal } from './errors';
import type { Faults } from './faults';
import type { Journal, JournalEntry } from './journal';
import { retryAfter, type Limiter } from './limits';
import { RowStream, type Operation } from './operation';
import { arrived, type Arrived } from './request';

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
	/** Set on close: what was delayed until then is cut. */
	closed: boolean;
}

interface Answer {
	status: number;
	body: unknown;
	headers?: Record<string, string>;
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

	const strikes = runtime.faults.strikes(incoming.method, incoming.path);
	if (strikes.length > 0) entry.fault = strikes.map(({ name }) => name).join(', ');
	let effect: FaultEffect | undefined;
	for (const strike of strikes) {
		if (strike.effect.kind !== 'latency') effect = strike.effect;
		else await sleep(strike.effect.minMs + runtime.random() * (strike.effect.maxMs - strike.effect.minMs));
	}
	if (effect?.kind === 'hang') await sleep(effect.ms);
	if (runtime.closed || effect?.kind === 'hang' || effect?.kind === 'resetBefore')
		return cut(request, reply, entry);
	if (effect?.kind === 'html') {
		const body = `<!DOCTYPE html><html><body><h1>${effect.status}</h1><p>Sandbox gateway</p></body></html>`;
		return sendText(reply, entry, effect.status, 'text/html; charset=utf-8', body);
	}
	if (effect?.kind === 'status' && !effect.tookPlace) return send(reply, entry, faultAnswer(effect));

	const answer = carryOut(runtime, operation, incoming, entry);
	if (effect?.kind === 'resetAfter') return cut(request, reply, entry);
	if (effect?.kind === 'status') return send(reply, entry, faultAnswer(effect));
	if (effect?.kind === 'invalidJson') {
		const whole =
			answer.body instanceof RowStream ? [...pieces(answer.body)].join('') : JSON.stringify(answer.body);
		const half = whole.slice(0, Math.ceil(whole.length / 2));
		return sendText(reply, entry, answer.status, 'application/json; charset=utf-8', half);
	}
	return send(reply, entry, answer);
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

function faultAnswer(effect: Extract<FaultEffect, { kind: 'status' }>): Answer {
	return {
		status: effect.status,
		body: effect.body ?? errorBody(effect.status, 'Sandbox fault'),
		...(effect.retryAfter === undefined ? {} : { headers: { 'retry-after': effect.retryAfter } }),
	};
}

function close(entry: JournalEntry, status: number | null): void {
	entry.status = status;
	entry.answeredAt = Date.now();
}

function cut(request: FastifyRequest, reply: FastifyReply, entry: JournalEntry): void {
	close(entry, null);
	reply.hijack();
	request.raw.socket.destroy();
}

function sendText(
	reply: FastifyReply,
	entry: JournalEntry,
	status: number,
	type: string,
	text: string,
): void {
	close(entry, status);
	void reply.code(status).header('content-type', type).send(text);
}

function send(reply: FastifyReply, entry: JournalEntry, answer: Answer): void {
	for (const [name, value] of Object.entries(answer.headers ?? {})) void reply.header(name, value);
	const type = 'application/json; charset=utf-8';
	if (!(answer.body instanceof RowStream)) {
		return sendText(reply, entry, answer.status, type, JSON.stringify(answer.body));
	}
	close(entry, answer.status);
	void reply
		.code(answer.status)
		.header('content-type', type)
		.send(Readable.from(pieces(answer.body)));
}

function* pieces(stream: RowStream): Generator<string> {
	yield stream.before;
	let separator = '';
	for (const row of stream.rows) {
		yield separator + JSON.stringify(row);
		separator = ',';
	}
	yield stream.after;
}
