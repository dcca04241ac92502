import { ApiError, raise } from './failure';
import { isRecord } from './narrow';

/** Names under which stores keep keys: apiKey, access_token, clientSecret, password … but not tierKey. */
const SECRET_NAME =
	/(?:api|access|private|secret|auth|signing|encryption|client|storefront|admin)[-_ ]?(?:key|token|secret)s?$|^(?:key|token|secret)s?$|(?:token|secret|password|passphrase|credentials?)s?$/i;

export const HIDDEN = '(hidden)';

/** The value with everything hidden that is kept under the name of a key, however deep. */
export function withoutSecrets(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutSecrets);
	if (!isRecord(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [
			name,
			SECRET_NAME.test(name) && inner !== null && inner !== undefined && inner !== ''
				? HIDDEN
				: withoutSecrets(inner),
		]),
	);
}

/** What is shorter could be a word of the text itself. Keys of the vendor and of Shopify have 20 characters and more. */
const SHORTEST_HIDDEN = 8;
/** Tokens of Shopify tell themselves by how they begin (shpat_, shpss_ and so on). */
const SHOPIFY_TOKEN = /\bshp[a-z]{2,4}_[A-Za-z0-9_-]{8,}/g;

/**
 * Makes what takes the secrets of a request out of the texts of answers, as they are and as JSON and addresses write them:
 * some servers repeat what they refuse, and what is read from an answer gets into messages and outputs.
 */
export function hiding(secrets: readonly string[]): (text: string) => string {
	const written = new Set(
		secrets
			.filter(({ length }) => length >= SHORTEST_HIDDEN)
			.flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]),
	);
	return (text) => {
		let hidden = text;
		for (const secret of written) {
			if (hidden.includes(secret)) hidden = hidden.split(secret).join(HIDDEN);
		}
		// Every answer passes here, and a plain look costs a tenth of what the pattern does.
		return hidden.includes('shp') ? hidden.replace(SHOPIFY_TOKEN, HIDDEN) : hidden;
	};
}

/** {@link hiding} for one text. */
export const hideIn = (text: string, secrets: readonly string[]): string => hiding(secrets)(text);

/**
 * Throws a fault on, without the given secrets in what the vendor said: some servers repeat what they refuse.
 * @param secrets values that must not be read anywhere
 */
export function raiseWithout(fault: unknown, secrets: string[]): never {
	if (!(fault instanceof ApiError) || fault.failure.said === undefined) return raise(fault);
	let { said } = fault.failure;
	// The said line is cut: the beginning of a long secret may be all that is left of it.
	for (const secret of secrets.filter(({ length }) => length > 3)) {
		said = said.split(secret).join(HIDDEN);
		for (let length = secret.length - 1; length > 3; length -= 1) {
			if (said.endsWith(secret.slice(0, length))) said = `${said.slice(0, -length)}${HIDDEN}`;
		}
	}
	return raise(new ApiError({ ...fault.failure, said }, fault.effect, fault.tries));
}
