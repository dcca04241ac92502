import { verifyHmac, verifySharedSecret, type Refusal } from '../../signature';
import type { Delivery, Received } from '../source';
import { readScheme } from './credential';

type Refused = Extract<Received, { kind: 'refused' }>;

/** For the sender to read: what to look at, and nothing about the secret or the expected signature. */
const REASONS: Record<Refusal, string> = {
	noSecret: 'The receiving credential holds no secret',
	unknownScheme: 'The receiving credential is not complete',
	headerMissing: 'The header with the secret or signature is missing',
	mismatch: 'The secret or signature is not right',
	timestampMissing: 'The header with the timestamp is missing',
	timestampUnreadable: 'The timestamp cannot be read',
	stale: 'The timestamp is too far from the current time',
	idMissing: 'The header with the ID is missing',
};

/** Undefined when the delivery is what the credential asks for. */
export function refusal(
	delivery: Delivery,
	credential: Readonly<Record<string, unknown>>,
): Refused | undefined {
	const scheme = readScheme(credential);
	if (scheme.kind === 'unusable') return unauthorized(REASONS.unknownScheme);
	const verdict =
		scheme.kind === 'hmac' ? verifyHmac(delivery, scheme) : verifySharedSecret(delivery.headers, scheme);
	return verdict.ok ? undefined : unauthorized(REASONS[verdict.reason]);
}

const unauthorized = (reason: string): Refused => ({ kind: 'refused', status: 401, reason });
