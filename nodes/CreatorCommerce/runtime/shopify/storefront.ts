import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { asRecord, asText } from '../../api/narrow';
import { raise } from '../../api/failure';
import { type ClientOptions, CostPacer, NoAnswerError, ShopifyAdmin, type Transport } from '../../shopify';
import { clock } from '../clock';
import { NEVER_ARRIVED, networkCode } from '../networkCode';
import type { ShopifySettings } from './settings';
import { answerOf } from './transport';

const TIMEOUT_MS = 30_000;

/** Private Storefront tokens have a header of their own (shopify.dev, "Storefront API authentication"). */
const headerFor = (token: string): string =>
	token.startsWith('shpat_') ? 'Shopify-Storefront-Private-Token' : 'X-Shopify-Storefront-Access-Token';

/**
 * Shopify's Storefront API, which a token of its own opens: the app's token is not sent there. It counts no points.
 * @param patienceMs so long one call may wait for a passing fault
 */
export function openStorefront(
	context: IAllExecuteFunctions,
	settings: ShopifySettings,
	token: string,
	patienceMs: number,
	more: Pick<ClientOptions, 'signal' | 'mayGoOn' | 'maxInFlight'> = {},
): ShopifyAdmin {
	const transport: Transport = async (request) => {
		const options: IHttpRequestOptions = {
			method: 'POST',
			url: `${settings.origin}/api/${settings.apiVersion}/graphql.json`,
			headers: {
				accept: 'application/json',
				'content-type': 'application/json',
				[headerFor(token)]: token,
			},
			body: JSON.stringify(request),
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: TIMEOUT_MS,
			...(more.signal && { abortSignal: more.signal }),
		};
		try {
			return answerOf(await context.helpers.httpRequest(options), settings.hidden);
		} catch (fault) {
			more.signal?.throwIfAborted();
			const code = networkCode(fault) ?? asText(asRecord(fault).code) ?? 'NETWORK';
			return raise(new NoAnswerError(code, NEVER_ARRIVED.has(code) ? 'no' : 'unknown'));
		}
	};
	return new ShopifyAdmin({ transport, clock, pacer: new CostPacer(clock), patienceMs, ...more });
}
