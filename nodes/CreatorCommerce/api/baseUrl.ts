import { InputError } from './failure';
import { shown } from './text';

/** The only public environment the vendor documents. */
export const PRODUCTION_BASE_URL = 'https://unified-api.creatorcommerce.shop';

const FIELD = 'Base URL';

/**
 * What an address is made of that is sent where it says: no user name before an @, no query, and none of the characters that
 * URL parsers drop or take for another (blanks, control characters, backslashes), nor letters that look like Latin ones.
 */
const PLAIN_ADDRESS = /^https?:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?(?:\/[!-~]*)?$/i;
const NO_PATH = /[\\?#@]/;

/**
 * A base URL without a slash at the end. The key is sent there, so it must be https, and read the same by everybody; http is
 * only taken for this very machine (the sandbox).
 * @throws InputError
 */
export function parseBaseUrl(given: string): string {
	const text = given.trim();
	if (!/^[a-z]+:\/\//i.test(text)) {
		throw new InputError(
			`“${shown(afterUserName(text))}” is not an address`,
			FIELD,
			`Use a full address such as ${PRODUCTION_BASE_URL}.`,
		);
	}
	if (!/^https:/i.test(text) && !isLocal(text)) {
		throw new InputError(
			`The base URL ${shown(afterUserName(text))} is not encrypted`,
			FIELD,
			'Use an address that begins with https://.',
		);
	}
	if (!PLAIN_ADDRESS.test(text) || NO_PATH.test(text) || !URL.canParse(text)) {
		throw new InputError(
			'The base URL carries more than an address',
			FIELD,
			'Leave out user name, password, query, #, blanks and special letters: only https://host/path.',
		);
	}
	const url = new URL(text);
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

const isLocal = (text: string): boolean =>
	/^http:/i.test(text) &&
	URL.canParse(text) &&
	['localhost', '127.0.0.1', '[::1]'].includes(new URL(text).hostname);

/** Messages are kept: a password that was pasted along is not repeated. */
const afterUserName = (text: string): string => text.slice(text.lastIndexOf('@') + 1);
