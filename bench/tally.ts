import type { Heard } from './sandbox/protocol';

/** What became of the rows, by the sandbox's journal and state, never by what a node says. */
export interface Counts {
	/** Requests that a limit refused. */
	refused: number;
	/** Rows that are not in the store as they were wanted. */
	lost: number;
	/** Times that a row was written more often than once. */
	doubled: number;
}

/** So many seconds of the sandbox's clock from the first request to the last answer. */
export function makespan(journal: readonly Heard[]): number {
	let first = Infinity;
	let last = -Infinity;
	for (const { at, answeredAt } of journal) {
		first = Math.min(first, at);
		last = Math.max(last, answeredAt);
	}
	return journal.length === 0 ? 0 : (last - first) / 1000;
}

/** Mean seconds the sandbox took to answer those that a limit let pass. */
export function meanRoundTrip(journal: readonly Heard[]): number {
	const passed = journal.filter(({ refused, answeredAt }) => !refused && answeredAt > 0);
	const total = passed.reduce((sum, { at, answeredAt }) => sum + answeredAt - at, 0);
	return passed.length === 0 ? 0 : total / passed.length / 1000;
}

export const refusedIn = (journal: readonly Heard[]): number =>
	journal.filter(({ refused }) => refused).length;

/** How often each row was written; `rowsOf` names the rows that a request carries. */
export function timesWritten(
	journal: readonly Heard[],
	rowsOf: (heard: Heard) => readonly string[],
): Map<string, number> {
	const times = new Map<string, number>();
	for (const heard of journal) {
		if (!heard.isWrite || !heard.tookPlace) continue;
		for (const row of rowsOf(heard)) times.set(row, (times.get(row) ?? 0) + 1);
	}
	return times;
}

/** Writes beyond the first one of each row. */
export function doubledIn(times: ReadonlyMap<string, number>): number {
	return [...times.values()].reduce((sum, count) => sum + count - 1, 0);
}
