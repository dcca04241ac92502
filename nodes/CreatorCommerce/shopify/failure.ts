/** Why a call to Shopify came to nothing, told apart by what a person has to do about it. */
export type ShopifyFailureKind =
	| 'unauthorized' // token, client ID or secret not taken
	| 'forbidden' // an access scope is missing
	| 'notFound' // the store or the API version does not exist
	| 'rejected' // Shopify refused what was sent (userErrors, an invalid document)
	| 'throttled' // the cost limit was not free again within the time we may wait
	| 'server' // a 5xx that may pass
	| 'network'
	| 'notJson';

/** `effect` says whether a mutation may have taken place all the same. */
export class ShopifyError extends Error {
	/** Access scopes the app lacks, where that is why it was refused and they could be read. */
	missingScopes: readonly string[] = [];
	/** What was sent may be sent again without harm. */
	repeatable = false;

	constructor(
		readonly kind: ShopifyFailureKind,
		/** The operation's name, e.g. `WebhookCreate`. */
		readonly operation: string,
		/** Shopify's own words or the network's code, cut to a line. */
		readonly said: string | undefined,
		readonly effect: 'none' | 'unknown' = 'none',
		/** HTTP status, when there was an answer. */
		readonly status?: number,
	) {
		super(`${operation}: ${kind}${said === undefined ? '' : ` (${said})`}`);
		this.name = 'ShopifyError';
	}

	/** It may be different in a minute. */
	get passes(): boolean {
		return this.kind === 'throttled' || this.kind === 'server' || this.kind === 'network';
	}
}

/** A transport throws this when no answer came. `sent: 'no'` only if the request cannot have arrived. */
export class NoAnswerError extends Error {
	constructor(
		readonly code: string,
		readonly sent: 'no' | 'unknown',
	) {
		super(code);
		this.name = 'NoAnswerError';
	}
}

/** Throws from a catch; the faults become n8n's errors above, where the words for users are. */
export function raise(fault: unknown): never {
	throw fault;
}

const LONGEST_SAYING = 300;

export const cut = (words: string | undefined): string | undefined =>
	words?.replace(/\s+/g, ' ').trim().slice(0, LONGEST_SAYING) || undefined;
