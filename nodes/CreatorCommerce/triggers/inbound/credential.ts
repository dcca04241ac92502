import { asNumber } from '../../api/narrow';
import {
	ALGORITHMS,
	ENCODINGS,
	type HmacScheme,
	type SecretScheme,
	SIGNED_CONTENTS,
	usableSecrets,
} from '../../signature';

/** How far a signed timestamp may be off when the credential does not say; what Stripe and Standard Webhooks use. */
const TOLERANCE_SECONDS = 300;

/** The settings of the webhook credential, each checked; what is missing makes everything be refused. */
export type Scheme = ({ kind: 'sharedSecret' } & SecretScheme) | ({ kind: 'hmac' } & HmacScheme);

/** What is wrong with the settings, in words for the credential's own test; `missing` names the field. */
export interface Unusable {
	kind: 'unusable';
	field: string;
	message: string;
}

/** @param credential decrypted data of `creatorCommerceWebhookApi`, as n8n gives it: nothing of it is taken for granted */
export function readScheme(credential: Readonly<Record<string, unknown>>): Scheme | Unusable {
	const secrets = usableSecrets([credential.secret, credential.previousSecret]);
	if (usableSecrets([credential.secret]).length === 0) {
		return unusable('Secret', 'The secret is empty, so every request would be refused. Fill in Secret.');
	}
	const headerName = text(credential.headerName).trim();
	if (headerName === '') {
		return unusable('Header Name', 'Fill in the name of the header that the sender puts it in.');
	}
	if (!HEADER_NAME.test(headerName)) {
		return unusable('Header Name', 'The name of a header has no blanks and no colon.');
	}
	const prefix = text(credential.prefix);
	if (credential.scheme === 'sharedSecret') return { kind: 'sharedSecret', headerName, secrets, prefix };
	if (credential.scheme !== 'hmac') return unusable('Verification', 'Choose how requests are verified.');
	return readHmac(credential, { headerName, secrets, prefix });
}

function readHmac(credential: Readonly<Record<string, unknown>>, common: SecretScheme): Scheme | Unusable {
	const algorithm = ALGORITHMS.find((name) => name === credential.algorithm);
	const encoding = ENCODINGS.find((name) => name === credential.encoding);
	const signedContent = SIGNED_CONTENTS.find((name) => name === credential.signedContent);
	if (algorithm === undefined) return unusable('Algorithm', 'Choose the algorithm the sender signs with.');
	if (encoding === undefined) return unusable('Encoding', 'Choose how the sender writes the signature.');
	if (signedContent === undefined) return unusable('Signed Content', 'Choose what the sender signs.');
	const timestampHeader = text(credential.timestampHeader).trim();
	const idHeader = text(credential.idHeader).trim();
	if (signedContent !== 'body' && !HEADER_NAME.test(timestampHeader)) {
		return unusable('Timestamp Header', 'The timestamp is signed: name the header that carries it.');
	}
	if (signedContent === 'id.timestamp.body' && !HEADER_NAME.test(idHeader)) {
		return unusable('ID Header', 'The ID is signed: name the header that carries it.');
	}
	const tolerance = asNumber(credential.toleranceSeconds) ?? TOLERANCE_SECONDS;
	const toleranceMs = (tolerance >= 0 ? tolerance : TOLERANCE_SECONDS) * 1000;
	return {
		kind: 'hmac',
		...common,
		algorithm,
		encoding,
		signedContent,
		timestampHeader,
		idHeader,
		toleranceMs,
	};
}

/** A token as HTTP defines it for header names (RFC 9110, 5.6.2). */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const unusable = (field: string, message: string): Unusable => ({ kind: 'unusable', field, message });
