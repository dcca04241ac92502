import { NotSentError } from '../api/failure';
import { breathe } from './breathe';
import { endsTheRun } from './faults';
import { Item } from './item';
import type { ShopifyRun } from './run';

export type Prepared<Task> = { task: Task } | { fault: unknown };

/** So many items are read before the event loop gets its turn: expressions are evaluated synchronously. */
const AT_A_STRETCH = 50;

/**
 * Reads the fields of every item, before anything is written. Lookups of different items run side by side; an item that
 * cannot be used is kept with its fault. When the key or the store turns out to be refused, no further lookup is sent, and
 * the items that were waiting share that fault.
 * @throws the signal's reason when the execution is cancelled
 */
export async function prepareAll<Task, R extends ShopifyRun>(
	run: R,
	prepare: (item: Item, run: R) => Promise<Task>,
): Promise<Array<Prepared<Task>>> {
	const prepared: Array<Promise<Prepared<Task>>> = [];
	let ending: unknown;
	for (let index = 0; index < run.itemCount; index += 1) {
		prepared.push(
			prepare(new Item(run.context, index), run).then(
				(task) => ({ task }),
				(fault: unknown) => {
					if (endsTheRun(fault)) {
						ending ??= fault;
						run.stop();
					}
					return { fault };
				},
			),
		);
		if (index % AT_A_STRETCH === AT_A_STRETCH - 1) {
			await breathe();
			run.context.getExecutionCancelSignal()?.throwIfAborted();
		}
	}
	const all = await Promise.all(prepared);
	run.context.getExecutionCancelSignal()?.throwIfAborted();
	if (ending === undefined) return all;
	return all.map((row) => ('fault' in row && row.fault instanceof NotSentError ? { fault: ending } : row));
}
