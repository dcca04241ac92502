import type { ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';
import { type Json, asRecord } from '../api/narrow';

/** What the Test of a credential sends. */
export interface TestRequest {
	method: 'GET' | 'POST';
	url: string;
	headers: Record<string, string>;
	body?: string;
}

export const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

/**
 * Sends what a Test asks, by the only way that n8n hands to one. Every status is answered, as `{statusCode, body as text}`;
 * redirects are not followed, so that secrets stay with the host they are for.
 * @throws what the connection threw. It carries the request with its secrets.
 */
export async function sendTest(context: ICredentialTestFunctions, request: TestRequest): Promise<Json> {
	return asRecord(
		await context.helpers.request({
			...request,
			simple: false,
			resolveWithFullResponse: true,
			followRedirect: false,
			followAllRedirects: false,
			json: false,
			timeout: 30_000,
		}),
	);
}
