import { parseJson } from '../outside/json';
import { cut } from './failure';
import { type Json, asRecord, asText } from './narrow';

/** The form of a client credentials grant. */
export function tokenRequest(credential: Json): {
	path: string;
	headers: Record<string, string>;
	body: string;
} {
	const form = new URLSearchParams({
		grant_type: 'client_credentials',
		client_id: (asText(credential.clientId) ?? '').trim(),
		client_secret: (asText(credential.clientSecret) ?? '').trim(),
	});
	return {
		path: '/admin/oauth/access_token',
		headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
		body: form.toString(),
	};
}

/** Reads what the grant came to; `refused` is for the user to read and names no secret. */
export function tokenRefusal(
	answer: unknown,
): { accessToken: string; scopes: string[] } | { refused: string } {
	const { statusCode, body } = asRecord(answer);
	const status = Number(statusCode);
	const json = asRecord(typeof body === 'string' ? parseJson(body) : body);
	const accessToken = asText(json.access_token);
	if (status === 200 && accessToken !== undefined) {
		return { accessToken, scopes: splitScopes(asText(json.scope)) };
	}
	const code = asText(json.error) ?? '';
	const words = cut(asText(json.error_description) ?? asText(json.errors) ?? code);
	const said = words === undefined ? '' : ` Shopify said: “${words}”.`;
	if (status === 404) {
		return {
			refused:
				'Shopify knows no such store. Check Store Domain: it ends in .myshopify.com, as Settings → Domains shows it.',
		};
	}
	// Shopify answers some of these with a web page that holds the code.
	const whole = typeof body === 'string' ? body : `${code} ${words ?? ''}`;
	if (/shop_not_permitted|app_not_installed|not_installed|not permitted/i.test(whole)) {
		return {
			refused: `The app may not enter this store. Check Store Domain, that the app is installed there, and that app and store belong to the same organization.${said}`,
		};
	}
	if (status === 400 || status === 401 || status === 403) {
		return {
			refused: `Shopify did not accept the client ID or the secret. Copy both again from the Dev Dashboard (your app → Settings).${said}`,
		};
	}
	if (status >= 300 && status < 400) {
		return { refused: 'The store answers from another address. Check Store Domain.' };
	}
	return { refused: `Shopify gave no token (HTTP ${status}). Try again in a minute.${said}` };
}

const splitScopes = (scopes: string | undefined): string[] => (scopes ?? '').split(/[\s,]+/).filter(Boolean);

/** A write scope includes reading. */
export const missingScopes = (needed: readonly string[], granted: readonly string[]): string[] =>
	needed.filter((scope) => !granted.includes(scope) && !granted.includes(scope.replace(/^read_/, 'write_')));
