import type { RowHooks } from '../hooks';
import type { OrderDraft } from './draft';
import type { RecordedOrder } from './find';

export interface RecordRow {
	index: number;
	draft: OrderDraft;
}

export type Place = Pick<RecordedOrder, 'id' | 'name'>;

/** What a row came to. */
export type RecordOutcome =
	/** `foundLater`: no answer came, and the order was found afterwards. */
	| { kind: 'created'; order: Place; foundLater: boolean }
	/** Recorded before, by this or another row or run. */
	| { kind: 'existing'; order: RecordedOrder }
	/** Rows of this run describe one order differently. */
	| { kind: 'rowsDisagree'; indexes: number[] }
	/** The identifier is that of an order from somewhere else. */
	| { kind: 'otherSource'; order: RecordedOrder }
	/** Recorded before, for another partner. */
	| { kind: 'taken'; order: RecordedOrder }
	| { kind: 'refused'; said: string; field: string | undefined }
	/** Whether the order was made cannot be known. */
	| { kind: 'unknown'; fault: unknown }
	| { kind: 'fault'; fault: unknown };

export interface RecordHooks extends RowHooks {
	/** Ms of a clock that only runs forward. */
	now(): number;
}
