import { type IAllExecuteFunctions, type IHttpRequestOptions, NodeApiError } from 'n8n-workflow';
import { asRecord, asText } from '../../api/narrow';
import { hideIn } from '../../api/secrets';
import {
	type ClientOptions,
	type HttpAnswer,
	NoAnswerError,
	ShopifyAdmin,
	ShopifyError,
	type Transport,
	sharedPacer,
} from '../../shopify';
import { clock } from '../clock';
import { NEVER_ARRIVED, networkCode } from '../networkCode';
import { SHOPIFY_CREDENTIAL, type ShopifySettings } from './settings';

const TIMEOUT_MS = 30_000;

/**
 * @param patienceMs so long one call may wait for the cost limit or a passing fault
 * @param more how an execution ends calls early, and how many may be under way
 */
export const openShopify = (
	context: IAllExecuteFunctions,
	settings: ShopifySettings,
	patienceMs: number,
	more: Pick<ClientOptions, 'signal' | 'mayGoOn' | 'maxInFlight'> = {},
): ShopifyAdmin =>
	new ShopifyAdmin({
		store: `${settings.origin} ${settings.shopDomain}`,
		transport: shopifyTransport(context, settings, more.signal),
		clock,
		pacer: sharedPacer(settings.key, clock),
		patienceMs,
		...more,
	});

/**
 * Sends through n8n's helper, which puts the token on. Every status is answered but one: n8n fetches a new token only when
 * a 401 throws, so a request that met a 401 is sent again in that way. It did not take place the first time.
 */
function shopifyTransport(
	context: IAllExecuteFunctions,
	settings: ShopifySettings,
	signal: AbortSignal | undefined,
): Transport {
	const url = `${settings.origin}/admin/api/${settings.apiVersion}/graphql.json`;
	const send = async (body: string, renew: boolean): Promise<HttpAnswer> => {
		const options: IHttpRequestOptions = {
			method: 'POST',
			url,
			headers: { accept: 'application/json', 'content-type': 'application/json' },
			body,
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: !renew,
			disableFollowRedirect: true,
			timeout: TIMEOUT_MS,
		};
		const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
			context,
			SHOPIFY_CREDENTIAL,
			options,
		);
		return answerOf(answer, settings.hidden);
	};
	return async (request) => {
		const body = JSON.stringify(request);
		try {
			const answer = await send(body, false);
			return answer.status === 401 ? await send(body, true) : answer;
		} catch (fault) {
			signal?.throwIfAborted();
			throw readFault(fault, settings.hidden);
		}
	};
}

/**
 * The full response of n8n's helper.
 * @param hidden secrets that the answer may not repeat
 */
export function answerOf(answer: unknown, hidden: readonly string[]): HttpAnswer {
	const { statusCode, headers, body } = asRecord(answer);
	return {
		status: Number(statusCode),
		headers: Object.fromEntries(
			Object.entries(asRecord(headers)).map(([name, value]) => [name.toLowerCase(), asText(value) ?? '']),
		),
		body: hideIn(asText(body) ?? '', hidden),
	};
}

/** What n8n threw: a status (of the second sending), a token that was not given, or no answer. */
function readFault(fault: unknown, hidden: readonly string[]): Error {
	const said = saidBy(fault);
	const words = said === undefined ? undefined : hideIn(said, hidden);
	const status = fault instanceof NodeApiError ? Number(fault.httpCode) : NaN;
	if (status >= 500) return new ShopifyError('server', 'Request', undefined, 'none', status);
	if (status >= 400) return new ShopifyError('unauthorized', 'Request', words, 'none', status);
	const code = networkCode(fault);
	if (code !== undefined) return new NoAnswerError(code, NEVER_ARRIVED.has(code) ? 'no' : 'unknown');
	return new ShopifyError('unauthorized', 'Token', words);
}

function saidBy(fault: unknown): string | undefined {
	const { message, cause } = asRecord(fault);
	return asText(asRecord(cause).message) ?? asText(message);
}
