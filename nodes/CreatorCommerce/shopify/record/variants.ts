import type { Document, ShopifyAdmin } from '../client';
import { asList, asText, at } from '../narrow';
import { chunksOf } from '../attribute/read';

export interface SoldVariant {
	/** `gid://shopify/ProductVariant/1` */
	id: string;
	sku: string;
	title: string;
}

export const VARIANTS_BY_SKU: Document = {
	name: 'VariantsBySku',
	replaySafe: true,
	scopes: ['read_products'],
	text: `query VariantsBySku($query: String!, $after: String) {
		productVariants(first: 100, after: $after, query: $query) {
			nodes { id sku displayName }
			pageInfo { hasNextPage endCursor }
		}
	}`,
};

export const SHOP_CURRENCY: Document = {
	name: 'ShopCurrency',
	replaySafe: true,
	text: 'query ShopCurrency { shop { currencyCode } }',
};

const SKUS_A_SEARCH = 25;
const MOST_PAGES = 4;

/** SKU, see skuKey → the variants that have it. */
export async function variantsBySku(
	admin: ShopifyAdmin,
	skus: readonly string[],
): Promise<Map<string, SoldVariant[]>> {
	const found = new Map<string, SoldVariant[]>();
	const wanted = new Set(skus.map(skuKey));
	for (const part of chunksOf([...new Set(skus)], SKUS_A_SEARCH)) {
		const query = part.map((sku) => `sku:'${sku.replace(/[\\']/g, '\\$&')}'`).join(' OR ');
		let after: string | undefined;
		for (let page = 0; page < MOST_PAGES; page += 1) {
			const { productVariants } = await admin.call(VARIANTS_BY_SKU, { query, after: after ?? null });
			for (const node of asList(at(productVariants, 'nodes'))) {
				const id = asText(at(node, 'id'));
				const sku = asText(at(node, 'sku')) ?? '';
				const known = found.get(skuKey(sku)) ?? [];
				if (id === undefined || !wanted.has(skuKey(sku)) || known.some((one) => one.id === id)) continue;
				found.set(skuKey(sku), [...known, { id, sku, title: asText(at(node, 'displayName')) ?? '' }]);
			}
			const next = asText(at(productVariants, 'pageInfo', 'endCursor'));
			if (at(productVariants, 'pageInfo', 'hasNextPage') !== true || next === undefined || next === after)
				break;
			after = next;
		}
	}
	return found;
}

export const skuKey = (sku: string): string => sku.trim().toLowerCase();

/** ISO 4217 code of the shop. */
export async function shopCurrency(admin: ShopifyAdmin): Promise<string> {
	const { shop } = await admin.call(SHOP_CURRENCY);
	return asText(at(shop, 'currencyCode')) ?? 'USD';
}
