import type { Document, ShopifyAdmin } from '../client';
import { asText, at } from '../narrow';

export const SHOP_CURRENCY: Document = {
	name: 'ShopCurrency',
	replaySafe: true,
	text: 'query ShopCurrency { shop { currencyCode } }',
};

/** ISO 4217 code of what the shop counts in. */
export async function shopCurrency(admin: ShopifyAdmin): Promise<string> {
	const { shop } = await admin.call(SHOP_CURRENCY);
	const code = asText(at(shop, 'currencyCode'));
	if (code !== undefined) return code;
	throw new TypeError('Shopify named no currency of the shop');
}
