import type { ProductRow } from '../api/drop/product';
import { InputError } from '../api/failure';
import { apiIdFrom, shopifyProductNumber, shopifyVariantNumber } from '../api/ids';
import type { Json } from '../api/narrow';
import { shown } from '../api/text';
import { type Item, blankless, parsedJson } from '../runtime/item';
import type { Store } from '../runtime/run';
import { customFieldsIn } from './customFields';
import { chosen } from './read';
import { readMedia } from './readMedia';

/** @throws InputError when it is no id of a drop */
export function dropId(item: Item): string {
	const { value } = item.locator('drop');
	if (value === '')
		throw new InputError('No drop is chosen', 'Drop', 'Choose a drop, or check the expression.');
	const id = apiIdFrom(value);
	if (id !== undefined) return id;
	throw new InputError(
		`“${shown(value)}” is not a drop ID`,
		'Drop',
		value.startsWith('gid://')
			? 'This is a Shopify ID. Use the drop’s own ID: 24 digits and letters a–f, as Get Many shows it.'
			: 'A drop ID has 24 digits and letters a–f, as Get Many shows it.',
	);
}

/** The bare product number a row names; undefined when it names none. @throws InputError when it is no product */
export function parseProductId(given: string, field = 'Product'): string {
	const number = shopifyProductNumber(given);
	if (number !== undefined) return number;
	throw new InputError(
		given === '' ? 'No product is given' : `“${shown(given)}” is not a Shopify product`,
		field,
		given.startsWith('gid://')
			? 'This is the ID of something else. Use gid://shopify/Product/… or the number alone.'
			: 'Use the product’s number, its gid://shopify/Product/… or its address in the Shopify admin.',
	);
}

export async function productOf(
	item: Item,
	store: Store,
	required: boolean,
): Promise<ProductRow | undefined> {
	const given = item.locator('product').value;
	if (given === '' && !required) return undefined;
	return {
		...(await readProduct(item.collection('productFields'), store, 'Product Fields')),
		id: parseProductId(given),
		given,
	};
}

/** What is said about a product: note, variant, media, custom fields, form. */
export async function readProduct(
	given: Json,
	store: Store,
	field: string,
): Promise<Omit<ProductRow, 'id' | 'given'>> {
	const custom = customFieldsIn(
		parsedJson(given.custom, `${field}: Custom Fields (JSON)`),
		`${field}: Custom Fields (JSON)`,
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
