import type { OrderChange, OrderState, Owner, Wish } from './decide';
import type { Step } from './steps';

export interface AttributeRow {
	index: number;
	/** A bare order number, or a name such as #1001. */
	order: { by: 'id' | 'name'; value: string };
	wish: Wish;
}

type Place = Pick<OrderState, 'id' | 'name'>;
type Part = Step['kind'];

/** What a row came to. */
export type AttributeOutcome =
	| { kind: 'attributed'; order: Place; change: OrderChange; replaces: Owner | undefined }
	| { kind: 'same'; order: Place }
	| { kind: 'notFound' }
	| { kind: 'severalOrders'; ids: string[] }
	/** Rows of this run want the same order for different partners or campaigns. */
	| { kind: 'rowsDisagree'; indexes: number[] }
	| { kind: 'taken'; by: 'partner' | 'campaign'; owner: Owner; order: Place }
	/** Shopify refused a part of it; the others were written. */
	| { kind: 'refused'; order: Place; said: string; refused: Part; written: Part[] }
	| { kind: 'fault'; fault: unknown };

/** An order and what was written to it, or was to be. */
export interface Written {
	order: OrderState;
	change: OrderChange;
	replaces: Owner | undefined;
}

export const attributed = ({ order, change, replaces }: Written): AttributeOutcome => ({
	kind: 'attributed',
	order,
	change,
	replaces,
});
