import { InputError } from './failure';
import { shown } from './text';

/** The only public environment the vendor documents. */
export const PRODUCTION_BASE_URL = 'https://unified-api.creatorcommerce.shop';

const FIELD = 'Base URL';

/**
 * A base URL without a slash at the end. The key is sent there, so it must be https, without user name or query; http is
 * only taken for this very machine (the sandbox).
 * @throws InputError
 */
export function parseBaseUrl(given: string): string {
	const text = given.trim();
	if (!URL.canParse(text)) {
		throw new InputError(
			`“${shown(text)}” is not an address`,
			FIELD,
			`Use a full address such as ${PRODUCTION_BASE_URL}.`,
		);
	}
	const url = new URL(text);
	const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLocal)) {
		throw new InputError(
			`The base URL ${shown(url.origin)} is not encrypted`,
			FIELD,
			'Use an address that begins with https://.',
		);
	}
	if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
		throw new InputError(
			'The base URL carries more than an address',
			FIELD,
			'Leave out user name, password, query and #: only https://host/path.',
		);
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
