import type { ListSettings } from '../options';
import type { IdMaker } from '../store/ids';
import type { ChannelRecord } from '../store/records';
import type { Store } from '../store/store';

export type Query = Record<string, string | string[]>;

/** One request, as an operation sees it. */
export interface Call {
	params: Record<string, string>;
	query: Query;
	body: unknown;
	store: Store;
	channel: ChannelRecord;
	listing: ListSettings;
	/** Where the sandbox itself is reached. */
	baseUrl: string;
	ids: IdMaker;
	/** ISO time of the request. */
	now: string;
	/** 0..1 */
	random(): number;
}

/** Rows too many to hold at once are written as they are made, between two texts. */
export class RowStream {
	constructor(
		readonly before: string,
		readonly rows: Iterable<unknown>,
		readonly after: string,
	) {}
}

export interface Operation {
	operationId: string;
	method: 'GET' | 'POST';
	path: string;
	/** The message of its own failure, e.g. "Failed to create drop". */
	failure: string;
	/** How many records a request carries; more than one is a bulk operation. */
	records?(body: unknown): number;
	/** Returns the answer's body, or throws Refusal or Failed: then nothing has changed. */
	handle(call: Call): unknown;
}

/** The first value of a query parameter. */
export function queryText(query: Query, name: string): string | undefined {
	const value = query[name];
	return Array.isArray(value) ? value[0] : value;
}

export function param(call: Call, name: string): string {
	return call.params[name] ?? '';
}
