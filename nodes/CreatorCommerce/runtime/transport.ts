import type { IAllExecuteFunctions, ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { TransportError } from '../api/answer';
import type { Transport } from '../api/client';
import { raise } from '../api/failure';
import { asRecord, asText } from '../api/narrow';
import { hiding } from '../api/secrets';
import { NEVER_ARRIVED, codeOf } from './networkCode';
import { CREDENTIAL, type Settings } from './settings';

/** Long enough for a list page of megabytes and for a drop whose media the vendor fetches; n8n's own default is 300 s. */
const TIMEOUT_MS = 90_000;

/**
 * Sends through n8n's helper, which puts the key on. Every status is answered, none throws: Retry-After and the body are
 * needed to judge it, and the helper would send a 401'd request twice. Redirects are not followed: the key stays with
 * the host it is for. The helper ends the request itself when the execution is cancelled.
 * @param credential as read for the run; without it the helper would read and decrypt it again for every request
 */
export function n8nTransport(
	context: IAllExecuteFunctions,
	settings: Settings,
	credential: ICredentialDataDecryptedObject,
): Transport {
	const withoutKey = hiding([(asText(credential.apiKey) ?? '').trim()]);
	const credentialsDecrypted = { id: '', name: CREDENTIAL, type: CREDENTIAL, data: credential };
	const cancelled = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return async (request) => {
		const options: IHttpRequestOptions = {
			method: request.method,
			url: `${settings.baseUrl}${request.path}`,
			headers: { accept: 'application/json', ...(request.body && { 'content-type': 'application/json' }) },
			// As text, since the helper would drop an empty object and parse what may be no JSON.
			...(request.body && { body: JSON.stringify(request.body) }),
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: TIMEOUT_MS,
		};
		try {
			const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				CREDENTIAL,
				options,
				{ credentialsDecrypted },
			);
			const { statusCode, headers, body } = asRecord(answer);
			return {
				status: Number(statusCode),
				// Node gives names in lower case.
				headers: asRecord(headers),
				body: withoutKey(asText(body) ?? ''),
			};
		} catch (fault) {
			cancelled?.throwIfAborted();
			const code = codeOf(fault);
			return raise(new TransportError(code, NEVER_ARRIVED.has(code) ? 'no' : 'unknown'));
		}
	};
}
