import { InputError } from './failure';
import { shown } from './text';

/** `Hero Header, big` → `hero-header-big`; accents are dropped. Empty when nothing is left. */
export const slugOf = (text: string): string =>
	text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9_]+/g, '-')
		.replace(/^-+|-+$/g, '');

/**
 * A custom field's handle without the `cc-` that CreatorCommerce puts before it itself (quirk 8): sent with it, the vendor's
 * own data shows handles such as `cc-cc-ken-long-form`.
 * @throws InputError when it holds anything but small letters, digits, - and _
 */
export function parseHandle(given: string, field: string): string {
	const handle = given.trim().replace(/^cc-/, '');
	if (/^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/.test(handle)) return handle;
	const better = slugOf(given).replace(/^cc-/, '');
	throw new InputError(
		`“${shown(given.trim())}” is not a handle`,
		field,
		`Use small letters, digits, - and _ only${better === '' ? '' : `, such as ${shown(better)}`}.`,
	);
}
