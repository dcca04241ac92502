import { InputError, NotSentError } from '../../api/failure';
import { clock } from '../../runtime/clock';
import { endsTheRun } from '../../runtime/faults';
import type { ShopifyRun } from '../../runtime/run';
import type { ShopifyAdmin } from '../../shopify';
import { ordersSeenFrom } from '../../shopify/reach';

/** How a run over many orders ends early: with "Stop Workflow" at the first failed row, and after a refused token. */
export const hooksOf = (run: ShopifyRun) => ({
	onRefusal(): void {
		if (run.stopsAtFirstFailure) run.stop();
	},
	onFault(fault: unknown): void {
		run.context.getExecutionCancelSignal()?.throwIfAborted();
		// The time is up: every row that is left says so itself.
		if (fault instanceof NotSentError) return;
		if (run.stopsAtFirstFailure || endsTheRun(fault)) run.stop();
	},
	now: () => clock.now(),
});

/** What is said of an order that was not found; asked once, since an order too old for the app looks the same. */
export async function adviceWhenMissing(admin: ShopifyAdmin): Promise<string> {
	const check = 'Check it, and that the Shopify credential is for the right store.';
	let from: number | undefined;
	try {
		from = await ordersSeenFrom(admin, Date.now());
	} catch {
		// The time is up, or Shopify does not answer: the row failed for another reason, which is told without this.
		return check;
	}
	return from === undefined
		? check
		: `${check} Orders made before ${new Date(from).toISOString().slice(0, 10)} are only shown to an app with the access scope read_all_orders.`;
}

/** The name as a row gave it, in a message. */
export const namedAs = ({ by, value }: { by: 'id' | 'name'; value: string }): string =>
	by === 'id' ? `the ID ${value}` : `the name ${value}`;

export const severalOrders = (name: string, ids: readonly string[]): InputError =>
	new InputError(
		`${ids.length} orders have the name ${name}`,
		'Order',
		`Name the one you mean by its ID: ${ids.join(', ')}.`,
	);

export const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
