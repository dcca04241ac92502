import { matches } from '../search/match';
import type { Condition } from '../search/parse';
import { Words } from '../search/words';
import type { ShelfProduct, ShelfVariant } from './shelf';

export const findsProduct = (condition: Condition | null, product: ShelfProduct): boolean =>
	condition === null || matches(condition, (field) => productValues(product, field));

export const findsVariant = (
	condition: Condition | null,
	product: ShelfProduct,
	variant: ShelfVariant,
): boolean => condition === null || matches(condition, (field) => variantValues(product, variant, field));

function productValues(product: ShelfProduct, field: string | null): unknown[] | undefined {
	const title = new Words(product.title);
	const vendor = new Words(product.vendor);
	const skus = product.variants.map(({ sku }) => new Words(sku));
	if (field === null) return [title, new Words(product.handle), vendor, ...skus];
	const fields: Record<string, unknown[]> = {
		id: [product.id],
		handle: [product.handle],
		title: [title],
		vendor: [vendor],
		sku: skus,
		status: [product.status.toLowerCase()],
	};
	return fields[field];
}

function variantValues(
	product: ShelfProduct,
	variant: ShelfVariant,
	field: string | null,
): unknown[] | undefined {
	const title = new Words(variant.title);
	const sku = new Words(variant.sku);
	if (field === null) return [title, sku, new Words(product.title)];
	const fields: Record<string, unknown[]> = {
		id: [variant.id],
		sku: [sku],
		title: [title],
		product_id: [product.id],
	};
	return fields[field];
}
