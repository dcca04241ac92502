import type { HttpAnswer } from '../../../../../nodes/CreatorCommerce/api/answer';
import { type ApiRequest, UnifiedApi } from '../../../../../nodes/CreatorCommerce/api/client';
import { Limiter, Scheduler, type SchedulerOptions } from '../../../../../nodes/CreatorCommerce/traffic';

export const SHOP = 'brand.myshopify.com';

/** Answers one request; a plain value is sent as JSON with 200, an error is thrown as the transport would. */
export type Respond = (request: ApiRequest, url: URL) => unknown;

export const answer = (
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
): HttpAnswer & { isAnswer: true } => ({
	isAnswer: true,
	status,
	headers,
	body: typeof body === 'string' ? body : JSON.stringify(body),
});

const isAnswer = (value: unknown): value is HttpAnswer =>
	typeof value === 'object' && value !== null && 'isAnswer' in value;

export interface FakeApi {
	api: UnifiedApi;
	scheduler: Scheduler;
	/** Everything that was sent, in order. */
	sent: ApiRequest[];
	/** Method and path without the query, in order. */
	paths(): string[];
	/** Milliseconds waited so far. */
	waited(): number;
}

/** A client on a made-up server. Waiting takes no time, but is counted; there are no limits. */
export function fakeApi(respond: Respond, options: Partial<SchedulerOptions> = {}): FakeApi {
	let time = 0;
	const clock = {
		now: () => time,
		random: () => 0.5,
		sleep: async (ms: number, signal?: AbortSignal) => {
			await Promise.resolve();
			signal?.throwIfAborted();
			time += ms;
		},
	};
	const most = { readsPerMinute: Infinity, writesPerMinute: Infinity, bulkPerMinute: Infinity };
	const scheduler = new Scheduler({ limiter: new Limiter(most, clock), clock, ...options });
	const sent: ApiRequest[] = [];
	const transport = async (request: ApiRequest): Promise<HttpAnswer> => {
		sent.push(request);
		const given = await respond(request, new URL(request.path, 'http://api.test'));
		if (given instanceof Error) throw given;
		return isAnswer(given) ? given : answer(200, given);
	};
	return {
		api: new UnifiedApi(SHOP, transport, scheduler, () => Date.parse('2026-01-01T00:00:00Z')),
		scheduler,
		sent,
		paths: () => sent.map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`),
		waited: () => time,
	};
}

/** 24 hex digits out of a number. */
export const id = (number: number): string => number.toString(16).padStart(24, '0');

/** Whatever a promise was rejected with. */
export async function faultOf(promise: Promise<unknown>): Promise<unknown> {
	try {
		await promise;
	} catch (fault) {
		return fault;
	}
	throw new Error('it did not fail');
}
