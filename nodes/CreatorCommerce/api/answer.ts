import type { Answer } from '../traffic';
import { parseJson } from '../outside/json';
import { type Json, asText, isRecord } from './narrow';
import { type Failure, type FailureKind } from './failure';

export interface HttpAnswer {
	status: number;
	/** Lower-case names. */
	headers: Json;
	body: string;
}

/** A transport throws this when no answer came. `sent: 'no'` only if the request cannot have arrived. */
export class TransportError extends Error {
	constructor(
		readonly code: string,
		readonly sent: 'no' | 'unknown',
	) {
		super(code);
		this.name = 'TransportError';
	}
}

/** The vendor's words are shown in messages: one line is enough, and a page of HTML is too much. */
const LONGEST_SAYING = 300;

/**
 * What a 5xx says when the fault is the user's: the vendor answers most of its own "no" with 500 and a
 * sentence (quirk 1), so a repeat would only cost requests.
 */
const USERS_FAULT = /\b(invalid|required|must be|validation|cast to|duplicate|already exists|malformed)\b/i;

/** Judges an answer of the Unified API. `now` is the wall clock in ms, for a Retry-After given as a date. */
export function judge(answer: HttpAnswer, request: string, now: number): Answer<unknown, Failure> {
	const json = parseJson(answer.body);
	const said = oneLine(json === undefined ? plainWords(answer) : saidBy(json));
	const failure = (kind: FailureKind): Failure => ({ kind, request, status: answer.status, said });
	const { status } = answer;

	if (status === 429) {
		return {
			kind: 'limited',
			retryAfterMs: retryAfter(asText(answer.headers['retry-after']), now),
			failure: failure('rateLimited'),
		};
	}
	if (status >= 200 && status < 300) {
		if (isRecord(json) || Array.isArray(json)) return { kind: 'done', value: json };
		if (answer.body.trim() === '' && request.startsWith('POST '))
			return { kind: 'refused', failure: failure('noAnswer') };
		const cut = /^\s*[[{]/.test(answer.body);
		return cut
			? { kind: 'passing', tookPlace: 'unknown', failure: failure('notJson') }
			: { kind: 'refused', failure: failure('notJson') };
	}
	if (status >= 300 && status < 400) return { kind: 'refused', failure: failure('redirect') };
	if (status === 401) return { kind: 'refused', failure: failure('unauthorized') };
	if (status === 403) return { kind: 'refused', failure: failure('forbidden') };
	if (said !== undefined && /\bnot found\b/i.test(said))
		return { kind: 'refused', failure: failure('notFound') };
	if (status === 408) return { kind: 'passing', tookPlace: 'unknown', failure: failure('server') };
	if (status < 500) {
		// No words at all are no less an answer of the API than JSON is; a web page comes from elsewhere.
		const isOfApi = json !== undefined || said !== undefined || answer.body.trim() === '';
		const kind = status === 404 ? 'notFound' : 'rejected';
		return { kind: 'refused', failure: failure(isOfApi ? kind : 'notJson') };
	}
	if (said !== undefined && USERS_FAULT.test(said)) return { kind: 'refused', failure: failure('rejected') };
	return { kind: 'passing', tookPlace: 'unknown', failure: failure('server') };
}

export function judgeTransportError(fault: TransportError, request: string): Answer<unknown, Failure> {
	return { kind: 'passing', tookPlace: fault.sent, failure: { kind: 'network', request, said: fault.code } };
}

/** Words stand no deeper in an answer than this. */
const DEEPEST_WORDS = 3;

/** What is wrong stands in `message` or `error`: as a text, a list of them, or an object that has one. */
function saidBy(json: unknown, depth = 0): string | undefined {
	if (depth > DEEPEST_WORDS) return undefined;
	const inside = (value: unknown): string | undefined => asText(value) ?? saidBy(value, depth + 1);
	if (Array.isArray(json)) {
		const all = json.slice(0, 20).map(inside);
		return all.filter((words) => words !== undefined).join('; ') || undefined;
	}
	if (!isRecord(json)) return undefined;
	const { message, error, errors } = json;
	return inside(message) ?? saidBy(errors, depth + 1) ?? inside(error);
}

/** A body that is a sentence, as simple servers answer: neither JSON that was cut nor a web page. */
function plainWords({ body, headers }: HttpAnswer): string | undefined {
	const text = body.trim();
	if (text.length > LONGEST_SAYING || /[<>{}[\]]/.test(text)) return undefined;
	return /\bhtml\b/i.test(asText(headers['content-type']) ?? '') || !/\p{L}/u.test(text) ? undefined : text;
}

const oneLine = (words: string | undefined): string | undefined =>
	words?.replace(/\s+/g, ' ').slice(0, LONGEST_SAYING);

/** Retry-After in seconds or as an HTTP date (RFC 9110, 10.2.3), as milliseconds from `now`. */
function retryAfter(header: string | undefined, now: number): number | undefined {
	if (header === undefined) return undefined;
	if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Math.ceil(Number(header) * 1000);
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
