import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultEffect } from '../options';
import { cut, send, sendHalf, sendText, type Answer } from './answer';
import { errorBody } from './errors';
import type { JournalEntry } from './journal';
import type { Runtime } from './pipeline';
import type { Arrived } from './request';

export interface Exchange {
	incoming: Arrived;
	entry: JournalEntry;
	request: FastifyRequest;
	reply: FastifyReply;
	/** Operation name and root fields, where the request is GraphQL. */
	graphql?: string;
}

/** Carries a request out and answers it, as far as the faults it meets let it. */
export async function underFaults(
	runtime: Runtime,
	{ incoming, entry, request, reply, graphql }: Exchange,
	carryOut: (effect: FaultEffect | undefined) => Answer | Promise<Answer>,
	tell: typeof send = send,
): Promise<void> {
	const strikes = runtime.faults.strikes(incoming.method, incoming.path, graphql);
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
	if (effect?.kind === 'throttled') return send(reply, entry, throttled(graphql !== undefined));
	if (effect?.kind === 'status' && !effect.tookPlace) return sendFault(reply, entry, effect);

	const answer = await carryOut(effect);
	if (effect?.kind === 'hangAfter') await sleep(effect.ms);
	if (effect?.kind === 'resetAfter' || effect?.kind === 'hangAfter') return cut(request, reply, entry);
	if (effect?.kind === 'status') return sendFault(reply, entry, effect);
	if (effect?.kind === 'invalidJson') return sendHalf(reply, entry, answer);
	return tell(reply, entry, answer);
}

function sendFault(
	reply: FastifyReply,
	entry: JournalEntry,
	effect: Extract<FaultEffect, { kind: 'status' }>,
): void {
	if (effect.body === '') return sendText(reply, entry, effect.status, 'text/plain', '');
	return send(reply, entry, {
		status: effect.status,
		body: effect.body ?? errorBody(effect.status, 'Sandbox fault'),
		...(effect.retryAfter === undefined ? {} : { headers: { 'retry-after': effect.retryAfter } }),
	});
}

/** An empty bucket of 1,000 points a second, and a query that needs 100: a wait of a tenth of a second. */
function throttled(isGraphql: boolean): Answer {
	if (!isGraphql) return { status: 429, body: errorBody(429, 'Rate limit exceeded') };
	const throttleStatus = { maximumAvailable: 20_000, currentlyAvailable: 0, restoreRate: 1_000 };
	return {
		status: 200,
		body: {
			errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
			extensions: { cost: { requestedQueryCost: 100, actualQueryCost: null, throttleStatus } },
		},
	};
}
