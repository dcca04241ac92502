import type { LimitClass } from './limits';
import type { Query } from './operation';

export interface JournalEntry {
	seq: number;
	at: number;
	method: string;
	path: string;
	rawUrl: string;
	query: Query;
	headers: Record<string, string>;
	rawBody: string;
	body: unknown;
	operationId: string | null;
	/** null: the connection was cut, or nothing was answered yet. */
	status: number | null;
	/** 0 until it was answered. */
	answeredAt: number;
	/** By the limit. */
	refused: boolean;
	/** State was changed. */
	tookPlace: boolean;
	fault?: string;
	window: LimitClass[];
}

const ENTRIES_MAX = 200_000;
const DROPPED_AT_ONCE = 10_000;
const BODY_MAX = 64 * 1024;

/** Everything that was asked, in the order it arrived, nothing redacted: this is a loopback of made-up keys. */
export class Journal {
	private entries: JournalEntry[] = [];
	private seq = 0;

	/** Adds the entry and gives it back to be completed. */
	add(entry: Omit<JournalEntry, 'seq'>): JournalEntry {
		const added = { seq: ++this.seq, ...entry, rawBody: entry.rawBody.slice(0, BODY_MAX) };
		this.entries.push(added);
		if (this.entries.length >= ENTRIES_MAX + DROPPED_AT_ONCE) this.entries.splice(0, DROPPED_AT_ONCE);
		return added;
	}

	all(): JournalEntry[] {
		return this.entries.slice(-ENTRIES_MAX);
	}

	clear(): void {
		this.entries = [];
	}
}
