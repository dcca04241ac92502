import { asRecord, asText } from '../../api/narrow';
import { hideIn } from '../../api/secrets';
import { tokenRefusal } from '../../shopify';

/**
 * What a client credentials grant came to.
 * @param answer n8n's full response
 * @param hidden secrets that a refusal may not repeat: some servers give back what they refuse
 */
export function readToken(answer: unknown, hidden: readonly string[]): ReturnType<typeof tokenRefusal> {
	const token = tokenRefusal(answer);
	if (!('refused' in token)) return token;
	const { statusCode, body } = asRecord(answer);
	const text = asText(body) ?? JSON.stringify(body ?? '');
	return tokenRefusal({ statusCode, body: hideIn(text, hidden) });
}
