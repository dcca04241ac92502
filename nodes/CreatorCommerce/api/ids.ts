/** Creators, collabs, drops, tiers … of the Unified API are all named by 24 hex digits. */
const HEX_24 = /^[0-9a-f]{24}$/i;

export const isApiId = (text: string): boolean => HEX_24.test(text.trim());

/**
 * The bare Shopify product number the API wants (quirk 11), from what people paste: the number, a GID
 * (`gid://shopify/Product/1`), or the address of the product in the Shopify admin (`…/products/1`).
 * Undefined when it is none of these.
 */
export function shopifyProductNumber(text: string): string | undefined {
	return shopifyNumber(text, 'Product', 'products');
}

/** The same for a variant: a number, a GID, or an admin address ending in `…/variants/1`. */
export function shopifyVariantNumber(text: string): string | undefined {
	return shopifyNumber(text, 'ProductVariant', 'variants');
}

function shopifyNumber(text: string, gidType: string, folder: string): string | undefined {
	const pasted = text.trim();
	if (/^\d+$/.test(pasted)) return pasted;
	const gid = new RegExp(`^gid://shopify/${gidType}/(\\d+)(?:\\?.*)?$`).exec(pasted);
	if (gid) return gid[1];
	return new RegExp(`^https?://\\S+/${folder}/(\\d+)(?:[/?#]\\S*)?$`).exec(pasted)?.[1];
}

/** The 24 hex digits out of a pasted id, or out of an address that ends in one. */
export function apiIdFrom(text: string): string | undefined {
	const pasted = text.trim();
	if (isApiId(pasted)) return pasted.toLowerCase();
	return /^https?:\/\/\S*\/([0-9a-f]{24})(?:[/?#]\S*)?$/i.exec(pasted)?.[1]?.toLowerCase();
}

/** What the editor's list has put there: an ID as the API gave it, of whatever form, where it can be one at all. */
export function listedId(text: string): string | undefined {
	const chosen = text.trim();
	return apiIdFrom(chosen) ?? (/^[\w-]{1,64}$/.test(chosen) ? chosen : undefined);
}
