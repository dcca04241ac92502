import { ShopifyError, raise } from './failure';

/**
 * Sends items in one request, or, where Shopify finds that it costs too much (1,000 points at most), in two of half the size.
 * Its prices are known only as far as they are published.
 */
export async function inHalves<T>(
	items: readonly T[],
	send: (part: readonly T[]) => Promise<void>,
): Promise<void> {
	try {
		await send(items);
	} catch (fault) {
		if (!isTooCostly(fault) || items.length < 2) return raise(fault);
		const half = Math.ceil(items.length / 2);
		await inHalves(items.slice(0, half), send);
		await inHalves(items.slice(half), send);
	}
}

const isTooCostly = (fault: unknown): boolean =>
	fault instanceof ShopifyError &&
	fault.kind === 'rejected' &&
	/exceeds the single query max cost/i.test(fault.said ?? '');
