import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { readScheme } from './credential';

/** A short secret can be guessed by trying; `openssl rand -hex 32` gives 64 characters. */
const SHORTEST_SECRET = 16;

/**
 * The credential's test. There is nobody to ask, since requests only ever come in; what can be told is whether the settings
 * are whole, so that a request can be verified at all.
 */
export async function webhookCredentialTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const scheme = readScheme(credential.data ?? {});
	if (scheme.kind === 'unusable') return { status: 'Error', message: `${scheme.field}: ${scheme.message}` };
	if (scheme.secrets.some((secret) => String(secret).length < SHORTEST_SECRET)) {
		return {
			status: 'Error',
			message: `The secret is short enough to be guessed. Use at least ${SHORTEST_SECRET} characters.`,
		};
	}
	return {
		status: 'OK',
		message: 'The settings are complete. Send a test event to see that the sender’s match.',
	};
}
