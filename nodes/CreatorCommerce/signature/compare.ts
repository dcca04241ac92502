import { createHash, timingSafeEqual } from 'crypto';

/**
 * Whether two texts are the same, in a time that tells nothing about either: not where they differ, and not how long
 * the expected one is, since digests of equal length are compared.
 */
function equalText(given: string, expected: string): boolean {
	return equalBytes(digest(given), digest(expected));
}

/** timingSafeEqual throws on unequal lengths; here they are simply not equal. */
function equalBytes(given: Uint8Array, expected: Uint8Array): boolean {
	return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Whether any candidate equals any of the expected texts. Every pair is compared, so the time tells no place. */
export function anyEqual(given: readonly string[], expected: readonly string[]): boolean {
	let found = false;
	for (const candidate of given) {
		for (const text of expected) found = equalText(candidate, text) || found;
	}
	return found;
}

const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
