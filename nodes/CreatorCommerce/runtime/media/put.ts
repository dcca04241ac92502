import type { IExecuteFunctions } from 'n8n-workflow';
import type { PutFile } from '../../api/media/upload';
import { asRecord, asText } from '../../api/narrow';
import { networkWords } from '../messages';
import { codeOf } from '../networkCode';

/** For 100 MB over a slow line. */
const TIMEOUT_MS = 300_000;

/**
 * Puts bytes to the storage through n8n's plain helper: no key of a credential is put on, and no redirect is followed.
 * The length is said beforehand, since object storage takes no chunked bodies.
 */
export const n8nPut =
	(context: IExecuteFunctions): PutFile =>
	async ({ url, contentType, size, body }) => {
		const signal = context.getExecutionCancelSignal();
		try {
			const answer: unknown = await context.helpers.httpRequest({
				method: 'PUT',
				url,
				headers: { 'content-type': contentType, 'content-length': String(size) },
				body,
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				disableFollowRedirect: true,
				timeout: TIMEOUT_MS,
				...(signal && { abortSignal: signal }),
			});
			const { statusCode, body: said } = asRecord(answer);
			return { status: Number(statusCode), said: asText(said) };
		} catch (fault) {
			signal?.throwIfAborted();
			return { lost: `the connection ${networkWords(codeOf(fault))}` };
		}
	};
