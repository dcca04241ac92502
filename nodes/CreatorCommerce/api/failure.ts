/** Why a request came to nothing, told apart by what a person has to do about it. */
export type FailureKind =
	| 'unauthorized' // the key was not taken
	| 'forbidden' // the key is known but may not do this
	| 'notFound' // the vendor knows no such thing (also its 500 "… not found")
	| 'rejected' // the vendor refused what was sent
	| 'rateLimited'
	| 'server' // a 5xx that may pass
	| 'network'
	| 'notJson' // something other than the API answered: a web page, a proxy, a wrong base URL
	| 'noAnswer' // a write was accepted (2xx), but nothing was said about it
	| 'redirect';

export interface Failure {
	kind: FailureKind;
	/** `POST /creators/collabs`: method and path template, never ids, queries or keys. */
	request: string;
	/** HTTP status, when there was an answer. */
	status?: number;
	/** The vendor's own words, or the network's code such as ECONNRESET. Cut to a line. */
	said?: string;
}

/** A request that failed for good. `effect` says whether the write may have taken place all the same. */
export class ApiError extends Error {
	constructor(
		readonly failure: Failure,
		readonly effect: 'none' | 'unknown',
		readonly tries: number,
	) {
		super(`${failure.request}: ${failure.kind}${failure.said ? ` (${failure.said})` : ''}`);
		this.name = 'ApiError';
	}
}

/** A request that was never sent: the time was up (`Stop After`), or an earlier item had failed. */
export class NotSentError extends Error {
	constructor(
		readonly reason: 'timeIsUp' | 'stopped',
		readonly failure?: Failure,
	) {
		super(`not sent: ${reason}`);
		this.name = 'NotSentError';
	}
}

/** A write that was taken back before it was sent: another of this process went first. Stays within api/. */
export class RecalledError extends Error {
	constructor() {
		super('another write of this process went first');
		this.name = 'RecalledError';
	}
}

/** Input that cannot be sent as it is. The message is for the user and names what to change. */
export class InputError extends Error {
	constructor(
		message: string,
		/** The field's display name, e.g. "Email". */
		readonly field?: string,
		/** What to do about it. */
		readonly advice?: string,
	) {
		super(message);
		this.name = 'InputError';
	}
}

/** Nobody is what the user named: no e-mail, handle, code or ID like that. */
export class NoSuchPartnerError extends InputError {}

export const isNotFound = (fault: unknown): boolean =>
	fault instanceof ApiError && fault.failure.kind === 'notFound';

/** Faults of the whole run, not of one row: nothing else can succeed after them. */
export const endsTheRun = (fault: unknown): boolean =>
	fault instanceof ApiError &&
	['unauthorized', 'forbidden', 'notJson', 'redirect'].includes(fault.failure.kind);

/**
 * Throws from a catch. Below runtime/ faults pass through as they are; they become n8n's errors, with item and advice, in
 * one place (runtime/nodeError.ts), which knows the words for them.
 */
export function raise(fault: unknown): never {
	throw fault;
}
