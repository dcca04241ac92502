import type { Drop } from '../readers/drop';
import type { Seen } from '../turns';
import type { ProductRow } from './product';

/** The products some rows want in one drop: an existing one, or one to be made. */
export interface FillTarget {
	collabId: string;
	/** Undefined: the drop is created, with the first of the products. */
	dropId?: string;
	/** For a drop to be created. */
	newDrop?: { title: string; description: string; custom?: Record<string, unknown>; formId?: string };
	rows: Array<{ index: number; product?: ProductRow }>;
	/** A drop of the partner with this title is used instead of creating one. */
	matchOnTitle?: boolean;
	/** The drops of the partner before anything is written. */
	before: Drop[];
	/** When they were read, see moment(). */
	readAt: number;
	/** Products that are in the drop already, and repeats of one product among the rows, are not written again. */
	skipExisting: boolean;
}

export interface FillResult {
	status: 'created' | 'added' | 'alreadyThere';
	drop: { id: string; title?: string };
	product?: ProductRow;
	enhancementId?: string;
	/** Which request of the run served the row, from 1, and how many products it carried. */
	request?: { number: number; products: number };
}

export type FillOutcome = FillResult | { fault: unknown };

export type Rows = FillTarget['rows'];

/** One target on its way. */
export interface Filling {
	/** Changes when it has to be looked again. */
	target: FillTarget;
	/** Undefined until it is made. */
	drop?: Drop;
	seen: Seen;
	/** Why the drop could not be made. */
	refused?: unknown;
}
