import { isObject, type JsonObject } from '../json';
import { Failed, invalid, notFound } from '../server/errors';
import { listOf, mergeCustom, objectOf, textOf } from '../server/input';
import { mediaList } from '../server/media';
import type { Call } from '../server/operation';
import { productFor } from '../store/catalogue';
import { HEX24 } from '../store/ids';
import type { DropRecord, EnhancementRecord, ProductRecord } from '../store/records';

const BARE_NUMBER = /^\d{1,20}$/;

/** How many products a request carries; more than one makes it a bulk operation. */
export function productCount(body: unknown): number {
	return isObject(body) && Array.isArray(body.products) ? body.products.length : 0;
}

/** Appends a product and an enhancement for every row, whether or not the product is there already. */
export function appendProducts(call: Call, drop: DropRecord, rows: unknown[]): DropRecord {
	const added = rows.map((row) => readRow(call, row));
	return {
		...drop,
		products: [...drop.products, ...added.map(({ product }) => product._id)],
		enhancements: [
			...drop.enhancements,
			...added.map(({ product, row }) => enhance(newEnhancement(call, product), row)),
		],
	};
}

/**
 * Rows of an update replace the drop's list: enhancements of products that stay are kept and updated. An empty
 * list changes nothing (the vendor's example sends one and the products stay).
 */
export function replaceProducts(call: Call, drop: DropRecord, rows: unknown[] | undefined): DropRecord {
	if (!rows || rows.length === 0) return drop;
	const free = [...drop.enhancements];
	const products: string[] = [];
	const enhancements: EnhancementRecord[] = [];
	for (const { product, row } of rows.map((given) => readRow(call, given))) {
		const at = free.findIndex((enhancement) => enhancement.product === product._id);
		const kept = at === -1 ? undefined : free.splice(at, 1)[0];
		products.push(product._id);
		enhancements.push(enhance(kept ?? newEnhancement(call, product), row));
	}
	return { ...drop, products, enhancements };
}

export function enhance(enhancement: EnhancementRecord, row: JsonObject): EnhancementRecord {
	const given = objectOf(row, 'enhancement') ?? {};
	const variant = textOf(given, 'variant') ?? textOf(row, 'variantId') ?? enhancement.variant;
	const formId = textOf(given, 'formId') ?? enhancement.formId;
	const custom = mergeCustom(enhancement.custom, objectOf(given, 'custom'));
	return {
		...enhancement,
		note: textOf(given, 'note') ?? enhancement.note,
		media: mediaList(listOf(given, 'media'), 'media') ?? enhancement.media,
		custom: mergeCustom(custom, objectOf(row, 'custom')),
		...(variant === undefined ? {} : { variant }),
		...(formId === undefined ? {} : { formId }),
	};
}

function newEnhancement(call: Call, product: ProductRecord): EnhancementRecord {
	return { _id: call.ids.make(Date.parse(call.now)), product: product._id, note: '', media: [], custom: {} };
}

function readRow(call: Call, row: unknown): { product: ProductRecord; row: JsonObject } {
	// The channel update also takes internal ids, alone or in an object.
	const entry = typeof row === 'string' ? { id: row } : row;
	if (!isObject(entry)) throw invalid('body/products must be array of objects');
	const id = entry.id ?? entry._id;
	if (id === undefined) throw invalid("body/products must have required property 'id'");
	if (typeof id !== 'string') throw new Failed();
	if (HEX24.test(id)) {
		const known = call.store.product(id.toLowerCase());
		if (known) return { product: known, row: entry };
	}
	// A GID, a handle or a URL is not a product id.
	if (!BARE_NUMBER.test(id)) throw new Failed();
	if (call.listing.productIds === 'catalogue' && !call.store.productByShopifyId(id)) {
		throw notFound('Product not found');
	}
	return { product: productFor(call.store, id), row: entry };
}
