import { shopifyProductNumber } from '../ids';
import { asList, asText, idOf, isRecord, readEach } from '../narrow';
import { readCustomFields } from './customFields';
import { mediaUrl } from './partner';

export interface DropProduct {
	/** The API's own id of the product. */
	internalId?: string;
	/** The bare Shopify product number. */
	shopifyId?: string;
	handle?: string;
	title?: string;
}

/** What a creator says about one product of a drop. */
export interface Enhancement {
	id: string;
	/** The API's own id of the product it belongs to. */
	productInternalId?: string;
	/** The bare Shopify product number, where the product came populated. */
	productShopifyId?: string;
	note?: string;
	variant?: string;
	mediaUrls: string[];
	customFields?: Record<string, unknown>;
	formId?: string;
}

export interface Drop {
	id: string;
	title?: string;
	description?: string;
	products: DropProduct[];
	enhancements: Enhancement[];
	mediaUrls: string[];
	customFields?: Record<string, unknown>;
	formId?: string;
	createdAt?: string;
	updatedAt?: string;
	/** False when the answer named the drop only by its id: then nothing may be concluded from empty lists. */
	populated: boolean;
}

/** Reads a drop that comes as an id or populated, with products and enhancements as ids or populated (quirk 3). */
export function readDrop(value: unknown): Drop | undefined {
	const id = idOf(value);
	if (id === undefined) return undefined;
	if (!isRecord(value)) return { id, products: [], enhancements: [], mediaUrls: [], populated: false };
	return {
		id,
		title: asText(value.title),
		description: asText(value.description),
		products: asList(value.products).map(readProduct),
		enhancements: readEach(value.enhancements, readEnhancement),
		mediaUrls: readEach(value.media, mediaUrl),
		customFields: readCustomFields(value),
		formId: asText(value.formId),
		createdAt: asText(value.createdAt),
		updatedAt: asText(value.updatedAt),
		populated: true,
	};
}

function readProduct(value: unknown): DropProduct {
	if (!isRecord(value)) return { internalId: asText(value) };
	const shopifyId = asText(value.shopifyId) ?? (value._id === undefined ? asText(value.id) : undefined);
	return {
		internalId: asText(value._id),
		shopifyId: shopifyId === undefined ? undefined : shopifyProductNumber(shopifyId),
		handle: asText(value.shopifyHandle) ?? asText(value.handle),
		title: asText(value.title),
	};
}

export function readEnhancement(value: unknown): Enhancement | undefined {
	const id = idOf(value);
	if (id === undefined) return undefined;
	if (!isRecord(value)) return { id, mediaUrls: [] };
	return {
		id,
		productInternalId: idOf(value.product),
		productShopifyId: isRecord(value.product) ? readProduct(value.product).shopifyId : undefined,
		note: asText(value.note),
		variant: asText(value.variant),
		mediaUrls: readEach(value.media, mediaUrl),
		customFields: readCustomFields(value),
		formId: asText(value.formId),
	};
}

/**
 * The enhancement of a product in a drop. By the product's id; where enhancements come as bare ids, by place, since
 * the API appends to both lists alike, but only when the lists are equally long.
 */
export function enhancementOf(drop: Drop, shopifyId: string): Enhancement | undefined {
	const at = drop.products.map((product) => product.shopifyId).lastIndexOf(shopifyId);
	const product = at < 0 ? undefined : drop.products[at];
	if (product === undefined) return undefined;
	const named = drop.enhancements.filter((enhancement) => enhancement.productInternalId !== undefined);
	if (named.length > 0) {
		return named.reverse().find((enhancement) => enhancement.productInternalId === product.internalId);
	}
	return drop.enhancements.length === drop.products.length ? drop.enhancements[at] : undefined;
}
