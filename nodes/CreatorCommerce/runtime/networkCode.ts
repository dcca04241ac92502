import { asRecord, asText } from '../api/narrow';

/** Codes of a connection that was never made: what was to be sent cannot have arrived. */
export const NEVER_ARRIVED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
]);

/**
 * The code of the fault that ended a request, such as ECONNRESET. n8n wraps what the connection threw, so it is in one of
 * four places. Undefined where no code looks like the network's.
 */
export function networkCode(fault: unknown): string | undefined {
	const outer = asRecord(fault);
	const inner = asRecord(outer.cause);
	return [outer.code, outer.httpCode, inner.code, asRecord(inner.cause).code]
		.map(asText)
		.find((text) => text !== undefined && /^E[A-Z_]+$|^[A-Z]+_[A-Z_]+$/.test(text));
}

/** As networkCode, where something is to be shown in any case. */
export const codeOf = (fault: unknown): string => networkCode(fault) ?? 'NETWORK';
