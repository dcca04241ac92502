import { InputError } from './failure';

/**
 * One @, something on both sides, a dot in the domain, no blanks, and none of the signs that stand around addresses in
 * lists and mails. Stricter rules refuse addresses that work. Kept linear on purpose: an e-mail field may hold a whole page.
 */
const EMAIL = /^[^\s@<>()[\],;:"\\]+@[^\s@.<>()[\],;:"\\]+(?:\.[^\s@.<>()[\],;:"\\]+)+$/;

/** Signs that nobody sees, and that are copied along out of web pages. */
const UNSEEN = /[\u200b-\u200d\u2060\ufeff]/g;

/** What an e-mail is compared by: providers that tell upper from lower case are not worth a second partner. */
export const emailKey = (email: string): string => email.replace(UNSEEN, '').trim().toLowerCase();

/** Instagram exports write `@name`; a handle has no @, and is compared without regard to case. */
export const handleKey = (handle: string): string => bareHandle(handle).toLowerCase();
export const bareHandle = (handle: string): string => handle.trim().replace(/^@/, '');

export const codeKey = (code: string): string => code.trim().toLowerCase();

/** @throws InputError when blank or not an e-mail address */
export function parseEmail(given: string, field = 'Email'): string {
	const email = given.replace(UNSEEN, '').trim();
	if (email === '') throw new InputError(`${field} is empty`, field, 'Give the partner’s e-mail address.');
	if (!EMAIL.test(email) || email.length > 254) {
		throw new InputError(
			`“${shown(email)}” is not an e-mail address`,
			field,
			'Use the form name@example.com.',
		);
	}
	return email;
}

/** @throws InputError when it is no http(s) address */
export function parseUrl(given: string, field: string): string {
	const text = given.trim();
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
		throw new InputError(
			`“${shown(text)}” is not a web address`,
			field,
			'Use a full address such as https://example.com/me.',
		);
	}
	return text;
}

/** @throws InputError when it is no six-digit hex colour, which is all the API takes */
export function parseColor(given: string, field: string): string {
	const color = given.trim();
	if (!/^#[0-9A-Fa-f]{6}$/.test(color)) {
		throw new InputError(`“${shown(color)}” is not a colour`, field, 'Use six hex digits such as #66ccff.');
	}
	return color;
}

/** Addresses come back normalised, with a slash at the end (quirk 7). */
export const sameUrl = (left: string, right: string): boolean => urlKey(left) === urlKey(right);

function urlKey(text: string): string {
	const trimmed = text.trim();
	const url = URL.canParse(trimmed) ? new URL(trimmed).href : trimmed;
	return url.replace(/\/+$/, '');
}

/** Long input is cut in messages. */
export const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

/** Items (from 0) as messages name them (from 1): "1, 3, 8"; of many only the first. */
export const namedItems = (indexes: number[]): string =>
	indexes.length <= 10
		? indexes.map((index) => index + 1).join(', ')
		: `${indexes
				.slice(0, 10)
				.map((index) => index + 1)
				.join(', ')} and ${indexes.length - 10} more`;
