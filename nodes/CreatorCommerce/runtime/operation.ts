import type { IDataObject, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import type { InputError } from '../api/failure';
import type { Item } from './item';
import type { Run, ShopifyRun } from './run';

/** What a row came to: its output, or why it failed. */
export type RowResult = { json: IDataObject } | { fault: unknown };

interface Described {
	/** Operation name in the panel, e.g. "Get Many". */
	name: string;
	/** Saved in workflows; never renamed. */
	value: string;
	/** Sentence case with the resource, e.g. "Get many partners". */
	action: string;
	description: string;
	/** Fields shown when the operation is chosen, without displayOptions: the resource's table adds them. */
	fields: INodeProperties[];
	/** Whether it changes something: only then do Stop After and a summary make sense. */
	writes: boolean;
}

/** An operation on CreatorCommerce. */
interface CreatorCommerceOperation extends Described {
	stores?: 'creatorCommerce';
	execute(run: Run): Promise<INodeExecutionData[]>;
}

/** An operation on Shopify; CreatorCommerce is only opened when a partner has to be found. */
export interface ShopifyOperation extends Described {
	stores: 'shopify';
	execute(run: ShopifyRun): Promise<INodeExecutionData[]>;
}

/** An operation of the node, as its file describes it. */
export type Operation = CreatorCommerceOperation | ShopifyOperation;

/** What one item means: read its fields, then do it. */
export interface EachItem<Task, R extends ShopifyRun = Run> {
	/** Reads and checks the item's fields; lookups are allowed, writing is not. Throws InputError for bad input. */
	prepare(item: Item, run: R): Promise<Task>;
	/** What only all items together show: the fault of each that cannot be done. Called before anything is written. */
	refuse?(rows: Array<{ index: number; task: Task }>): Map<number, InputError>;
	/** Does it. A list gives several outputs for the item. */
	perform(task: Task, run: R): Promise<IDataObject | IDataObject[]>;
	/** Items with the same target are done one after the other, in input order; others at once. */
	target?(task: Task): string | undefined;
}

/** For operations that look at all rows together: merging and sync. */
export interface AllItems<Task, R extends ShopifyRun = Run> {
	prepare(item: Item, run: R): Promise<Task>;
	/** Gives a result for every row it was handed, by item index. */
	perform(rows: Array<{ index: number; task: Task }>, run: R): Promise<Map<number, RowResult>>;
	/** A row never ends the run, not even with "Stop Workflow": it comes out as a failed row. */
	rowsNeverStop?: {
		/** The output of a row whose own fields could not be used. */
		failed(fault: unknown, run: R, index: number): IDataObject;
	};
}
