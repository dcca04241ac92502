import { parseJson } from '../outside/json';
import { type Cost, readCost, waitFor } from './cost';
import { type NoAnswerError, ShopifyError, type ShopifyFailureKind, cut } from './failure';
import { type Json, asList, asRecord, asText, at, isRecord, readEach } from './narrow';

export interface HttpAnswer {
	status: number;
	/** Lower-case names. */
	headers: Record<string, string>;
	body: string;
}

/** What became of one root field of a document, where the others were carried out. */
export interface FieldFault {
	said: string;
	/** Shopify broke; it may be different the next time. */
	passes: boolean;
}

/** What one try of a call came to. */
export type Try =
	| { kind: 'done'; data: Json; faults: Map<string, FieldFault> }
	| { kind: 'throttled'; waitMs: number; said: string | undefined }
	| { kind: 'failed'; fault: ShopifyError };

/** What was sent: its name for errors; the text tells whether it may have changed something. */
interface Sent {
	readonly name: string;
	readonly text: string;
}

type Fail = (
	kind: ShopifyFailureKind,
	said?: string,
	effect?: 'none' | 'unknown',
	status?: number,
) => Extract<Try, { kind: 'failed' }>;

const failing =
	({ name }: Sent): Fail =>
	(kind, said, effect = 'none', status) => ({
		kind: 'failed',
		fault: new ShopifyError(kind, name, cut(said), effect, status),
	});

const effectUnanswered = ({ text }: Sent): 'none' | 'unknown' =>
	text.startsWith('mutation') ? 'unknown' : 'none';

export const judgeNoAnswer = (fault: NoAnswerError, document: Sent): Try =>
	failing(document)('network', fault.code, fault.sent === 'no' ? 'none' : effectUnanswered(document));

/**
 * Judges an answer of the Admin API.
 * @param partly the document's mutations stand for themselves: one that fails takes nothing from the others
 * @param learn is told what the document cost, where the answer says so
 */
export function judgeAnswer(
	answer: HttpAnswer,
	document: Sent,
	partly: boolean,
	learn: (cost: Cost | undefined) => void,
): Try {
	const fail = failing(document);
	const unsure = effectUnanswered(document);
	const { status } = answer;
	const body = parseJson(answer.body);
	const said = saidBy(body);
	if (status === 429) {
		return { kind: 'throttled', waitMs: retryAfter(answer.headers['retry-after']), said };
	}
	if (status === 401) return fail('unauthorized', said, 'none', status);
	if (status === 402 || status === 403 || status === 423) return fail('forbidden', said, 'none', status);
	if (status === 404) return fail('notFound', said, 'none', status);
	if (status >= 500) return fail('server', said, unsure, status);
	// A redirect is not followed: the token stays with the host it is for.
	if (status >= 300 && status < 400) return fail('notJson', undefined, 'none', status);
	if (status >= 400) return fail('rejected', said, 'none', status);
	if (!isRecord(body)) {
		// What begins like an answer was cut on its way; anything else never was one.
		const isCut = /^\s*\{/.test(answer.body);
		return fail(isCut ? 'server' : 'notJson', undefined, unsure, status);
	}
	const cost = readCost(body);
	learn(cost);
	const errors = asList(body.errors);
	const codes = errors.map((error) => asText(at(error, 'extensions', 'code')));
	if (codes.includes('THROTTLED')) {
		return { kind: 'throttled', waitMs: cost === undefined ? 1000 : waitFor(cost), said };
	}
	const faults = partly ? fieldFaults(errors, body.data) : undefined;
	if (faults !== undefined) return { kind: 'done', data: asRecord(body.data), faults };
	if (codes.includes('ACCESS_DENIED')) return fail('forbidden', said, 'none', status);
	if (codes.includes('INTERNAL_SERVER_ERROR')) return fail('server', said, unsure, status);
	if (errors.length > 0 || !isRecord(body.data)) return fail('rejected', said, 'none', status);
	return { kind: 'done', data: body.data, faults: new Map() };
}

/** The errors of single root fields, where others were carried out; undefined when the errors are of the whole document. */
function fieldFaults(errors: readonly unknown[], data: unknown): Map<string, FieldFault> | undefined {
	if (errors.length === 0 || !Object.values(asRecord(data)).some(isRecord)) return undefined;
	const faults = new Map<string, FieldFault>();
	for (const error of errors) {
		const field = asText(asList(at(error, 'path'))[0]);
		if (field === undefined) return undefined;
		const passes = asText(at(error, 'extensions', 'code')) === 'INTERNAL_SERVER_ERROR';
		faults.set(field, { said: cut(asText(at(error, 'message'))) ?? 'refused', passes });
	}
	return faults;
}

/** `errors` comes as a list of {message}, as a text, or as {error, error_description}. */
function saidBy(body: unknown): string | undefined {
	const { errors, error, error_description: description } = asRecord(body);
	const words = readEach(errors, (each) => asText(at(each, 'message')));
	return words.length > 0
		? [...new Set(words)].join(' ')
		: (asText(errors) ?? asText(description) ?? asText(error));
}

/** In ms. Shopify sends seconds, with a fraction. */
const retryAfter = (header: string | undefined): number => {
	const seconds = Number(header);
	return header !== undefined && Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds * 1000) : 1000;
};
