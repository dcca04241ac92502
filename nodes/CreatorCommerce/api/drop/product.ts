import { sameCustomValue } from '../customFields';
import { type Json, known } from '../narrow';

/** A product as a row gives it, checked. */
export interface ProductRow {
	/** The bare Shopify product number. */
	id: string;
	/** As the user wrote it, for the output. */
	given: string;
	note?: string;
	/** The bare number of a variant. */
	variant?: string;
	/** Addresses of pictures or videos, or media objects as an upload gave them. */
	media?: unknown[];
	/** The variant its SKU or address names: shown, unless `variant` or another row for the product says otherwise. */
	impliedVariant?: string;
	custom?: Record<string, unknown>;
	formId?: string;
}

/** A product of CreateDropRequest and AddProductsToDropRequest: what the creator says about it goes into `enhancement`. */
export function productBody(product: ProductRow): Json {
	const enhancement = enhancementBody(product);
	return { id: product.id, ...(Object.keys(enhancement).length > 0 && { enhancement }) };
}

export const enhancementBody = ({ note, variant, media, custom, formId }: Partial<ProductRow>): Json =>
	known({
		note,
		variant,
		media: media && media.length > 0 ? media : undefined,
		custom: custom && Object.keys(custom).length > 0 ? custom : undefined,
		formId,
	});

/** Whether two rows for one product want the same. */
export const sameProductRow = (left: ProductRow, right: ProductRow): boolean =>
	sameCustomValue(productBody(left), productBody(right));
