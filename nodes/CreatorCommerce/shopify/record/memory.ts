import type { ShopifyAdmin } from '../client';

/**
 * What this process has recorded in each store. Two executions may both have looked for an order and found none before either
 * makes it; and the search finds an order only some time after. Other processes (workers of n8n's queue mode) are not seen.
 */

/** A key names a store and an order's source identifier. The value is the order's bare number. */
const made = new Map<string, string>();
const turns = new Map<string, Promise<void>>();

/** So many orders are remembered; older ones are long in Shopify's search. */
const REMEMBERED = 20_000;

export const orderMade = (key: string): string | undefined => made.get(key);

export function rememberOrder(key: string, id: string): void {
	made.delete(key);
	made.set(key, id);
	const [oldest] = made.keys();
	if (made.size > REMEMBERED && oldest !== undefined) made.delete(oldest);
}

/** An order that is there no longer. */
export const forgetOrder = (key: string): boolean => made.delete(key);

/**
 * Runs the work for a key when no other one is under way for it.
 * @param admin ends the waiting with its run
 */
export async function oneAtATime<T>(
	admin: Pick<ShopifyAdmin, 'until'>,
	key: string,
	work: () => Promise<T>,
): Promise<T> {
	const before = turns.get(key);
	const turn = (before ? admin.until(before) : Promise.resolve()).then(work);
	// Who gives up waiting does not end the one before.
	const over = Promise.allSettled([before, turn]).then(() => undefined);
	turns.set(key, over);
	void over.then(() => {
		if (turns.get(key) === over) turns.delete(key);
	});
	return await turn;
}
