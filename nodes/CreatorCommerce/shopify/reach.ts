import type { Document, ShopifyAdmin } from './client';
import { asText, at } from './narrow';
import { readScopes } from './scopes';

/** Shopify shows an app no orders older than that, unless it has read_all_orders (shopify.dev, "Access scopes"). */
export const ORDER_DAYS = 60;

export const ORDER_REACH: Document = {
	name: 'OrderReach',
	replaySafe: true,
	text: `query OrderReach {
		shop { createdAt }
		currentAppInstallation { accessScopes { handle } }
	}`,
};

/**
 * From when on orders can be seen, where that is later than the store itself.
 * @param now wall clock in ms
 * @returns ms since 1970; undefined when every order there ever was can be seen
 */
export async function ordersSeenFrom(admin: ShopifyAdmin, now: number): Promise<number | undefined> {
	const data = await admin.call(ORDER_REACH);
	if (readScopes(data).scopes.includes('read_all_orders')) return undefined;
	const from = now - ORDER_DAYS * 86_400_000;
	return Date.parse(asText(at(data, 'shop', 'createdAt')) ?? '') >= from ? undefined : from;
}
