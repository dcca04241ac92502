import { findByName, nameKey } from '../attribute/read';
import type { Document, ShopifyAdmin } from '../client';
import { asList, asText, at, bareId } from '../narrow';

/** Without a search: the newest orders as they are. */
export const NEWEST_NAMES: Document = {
	name: 'NewestNames',
	replaySafe: true,
	scopes: ['read_orders'],
	text: `query NewestNames {
		orders(first: 250, sortKey: CREATED_AT, reverse: true) { nodes { id name } }
	}`,
};

/**
 * The orders that have one of the names. Shopify's search is not exact and lags behind, so names are compared here, and
 * those it does not know are looked for among the newest orders.
 * @returns name key → bare numbers; more than one where Shopify knows several orders of that name
 */
export async function ordersNamed(
	admin: ShopifyAdmin,
	names: readonly string[],
): Promise<Map<string, string[]>> {
	const found = await findByName(admin, names);
	const missing = new Set(names.map(nameKey).filter((key) => !found.has(key)));
	if (missing.size === 0) return found;
	const { orders } = await admin.call(NEWEST_NAMES);
	for (const node of asList(at(orders, 'nodes'))) {
		const key = nameKey(asText(at(node, 'name')) ?? '');
		const id = bareId(at(node, 'id'));
		if (id !== undefined && missing.has(key)) found.set(key, [...(found.get(key) ?? []), id]);
	}
	return found;
}
