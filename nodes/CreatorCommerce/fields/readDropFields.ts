import type { ProductRow } from '../api/drop/product';
import { InputError } from '../api/failure';
import { apiIdFrom, listedId, shopifyVariantNumber } from '../api/ids';
import type { Json } from '../api/narrow';
import { shown } from '../api/text';
import { type Item, blankless, parsedJson } from '../runtime/item';
import type { Run, Store } from '../runtime/run';
import { customFieldsIn } from './customFields';
import { findProduct } from './findProduct';
import { chosen } from './read';
import { readMedia } from './readMedia';

/** @throws InputError when it is no id of a drop */
export function dropId(item: Item): string {
	const { mode, value } = item.locator('drop');
	if (value === '')
		throw new InputError('No drop is chosen', 'Drop', 'Choose a drop, or check the expression.');
	const id = mode === 'list' ? listedId(value) : apiIdFrom(value);
	if (id !== undefined) return id;
	throw new InputError(
		`“${shown(value)}” is not a drop ID`,
		'Drop',
		value.startsWith('gid://')
			? 'This is a Shopify ID. Use the drop’s own ID: 24 digits and letters a–f, as Get Many shows it.'
			: 'A drop ID has 24 digits and letters a–f, as Get Many shows it.',
	);
}

/** The product of a row, and why it is left out, if it is. */
export interface ProductWish {
	product?: ProductRow;
	/** With Skip Unavailable Products: why customers cannot buy it. */
	unavailable?: string;
}

/** @throws InputError when it is no product, or when what is said about it cannot be used; ShopifyError */
export async function productOf(item: Item, run: Run, required: boolean): Promise<ProductWish> {
	const said = item.collection('productFields');
	const skips = item.flag('skipUnavailable');
	const [found, fields] = await Promise.all([
		findProduct(item, run, required, skips ? { variant: variantOf(said.variant) } : undefined),
		readProduct(said, run, 'Product Fields'),
	]);
	if (found === undefined) return {};
	const { unavailable, ...product } = found;
	return { product: { ...fields, ...product }, unavailable };
}

/** What is said about a product: note, variant, media, custom fields, form. */
export async function readProduct(
	given: Json,
	store: Store,
	field: string,
): Promise<Omit<ProductRow, 'id' | 'given'>> {
	const custom = customFieldsIn(
		parsedJson(given.custom, `${field}: Product Custom Fields (JSON)`),
		`${field}: Product Custom Fields (JSON)`,
	);
	const resolved = await store.customFields.resolve(custom, 'enhancement');
	const fields = {
		note: blankless(given.note),
		variant: variantOf(given.variant),
		media: readMedia(given.media),
		custom: Object.keys(resolved).length > 0 ? resolved : undefined,
		formId: chosen(given.formId),
	};
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

export function variantOf(given: unknown): string | undefined {
	const text = blankless(given);
	if (text === undefined) return undefined;
	const number = shopifyVariantNumber(text);
	if (number !== undefined) return number;
	throw new InputError(
		`“${shown(text)}” is not a Shopify variant`,
		'Variant ID',
		'Use the variant’s number or its gid://shopify/ProductVariant/….',
	);
}
