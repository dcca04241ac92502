import { createHmac } from 'crypto';
import { anyEqual } from './compare';
import { type Headers, headerOf } from './headers';
import { usableSecrets } from './secrets';
import { parseTimestamp } from './timestamp';
import { refused, VERIFIED, type Verdict } from './verdict';

export const ALGORITHMS = ['sha256', 'sha512', 'sha1'] as const;
export const ENCODINGS = ['hex', 'base64'] as const;
export const SIGNED_CONTENTS = ['body', 'timestamp.body', 'bodyTimestamp', 'id.timestamp.body'] as const;

export type Algorithm = (typeof ALGORITHMS)[number];
export type Encoding = (typeof ENCODINGS)[number];
/** What the sender signs; a dot stands for a dot, `bodyTimestamp` has nothing in between. */
export type SignedContent = (typeof SIGNED_CONTENTS)[number];

/** A header may carry several signatures, one a secret, parted by blanks; more than this nobody sends. */
const MOST_SIGNATURES = 8;

export interface HmacScheme {
	headerName: string;
	/** All that count; several during a rotation. */
	secrets: readonly unknown[];
	algorithm: Algorithm;
	encoding: Encoding;
	/** What stands before the signature, such as `sha256=`. */
	prefix: string;
	signedContent: SignedContent;
	/** Needed unless only the body is signed. */
	timestampHeader: string;
	/** Needed when the id is signed. */
	idHeader: string;
	/** How far the timestamp may be from the clock, both ways; 0 takes any age. */
	toleranceMs: number;
}

export interface SignedDelivery {
	rawBody: Uint8Array;
	headers: Headers;
	/** Wall clock in ms. */
	receivedAt: number;
}

/**
 * Whether a delivery is signed with one of the secrets and, where the timestamp is part of what is signed, is fresh.
 * Where only the body is signed a timestamp would prove nothing, so none is looked at. Never throws.
 */
export function verifyHmac(delivery: SignedDelivery, scheme: HmacScheme): Verdict {
	const secrets = usableSecrets(scheme.secrets);
	if (secrets.length === 0) return refused('noSecret');
	if (!isKnown(scheme)) return refused('unknownScheme');
	const header = headerOf(delivery.headers, scheme.headerName);
	if (header === undefined) return refused('headerMissing');
	const signatures = signaturesIn(header, scheme);
	if (signatures.length === 0) return refused('mismatch');

	const content = signedParts(delivery, scheme);
	if ('ok' in content) return content;
	const expected = secrets.map((secret) => {
		const hmac = createHmac(scheme.algorithm, secret);
		for (const part of content.parts) hmac.update(part);
		return hmac.digest(scheme.encoding);
	});
	return anyEqual(signatures, expected) ? VERIFIED : refused('mismatch');
}

const isKnown = ({ algorithm, encoding, signedContent }: HmacScheme): boolean =>
	ALGORITHMS.includes(algorithm) && ENCODINGS.includes(encoding) && SIGNED_CONTENTS.includes(signedContent);

function signaturesIn(header: string, { prefix, encoding }: HmacScheme): string[] {
	return [...new Set([header, ...header.split(' ', MOST_SIGNATURES)])]
		.filter((text) => text !== '' && text.startsWith(prefix))
		.map((text) => text.slice(prefix.length))
		.map((text) => (encoding === 'hex' ? text.toLowerCase() : text));
}

function signedParts(delivery: SignedDelivery, scheme: HmacScheme): { parts: Uint8Array[] } | Verdict {
	const { rawBody, headers, receivedAt } = delivery;
	if (scheme.signedContent === 'body') return { parts: [rawBody] };
	const timestamp = headerOf(headers, scheme.timestampHeader);
	if (timestamp === undefined) return refused('timestampMissing');
	const sentAt = parseTimestamp(timestamp);
	if (sentAt === undefined) return refused('timestampUnreadable');
	if (scheme.toleranceMs !== 0 && !(Math.abs(receivedAt - sentAt) <= scheme.toleranceMs)) {
		return refused('stale');
	}
	if (scheme.signedContent === 'bodyTimestamp') return { parts: [rawBody, bytes(timestamp)] };
	if (scheme.signedContent === 'timestamp.body') return { parts: [bytes(`${timestamp}.`), rawBody] };
	const id = headerOf(headers, scheme.idHeader);
	if (id === undefined) return refused('idMissing');
	return { parts: [bytes(`${id}.${timestamp}.`), rawBody] };
}

/** The bytes a header came with: Node reads headers as Latin-1. */
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
