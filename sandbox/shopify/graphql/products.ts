import type { JsonObject } from '../../json';
import { CATALOGUE } from '../../store/catalogue';
import type { ProductRecord, VariantRecord } from '../../store/records';
import { gid } from '../gids';
import { matches } from '../search/match';
import { parseSearch } from '../search/parse';
import { objectArg, textArg, type AdminCall, type Resolvers } from './call';
import { connection } from './connection';
import { idOfType } from './ids';

const MADE_AT = '2025-01-06T09:00:00Z';
const IN_STOCK = 10;

/** The store's products are the catalogue's. */
export const productQueries: Resolvers = {
	product: (args, call) => productById(textArg(args, 'id') ?? '', call),
	productByIdentifier(args, call) {
		const identifier = objectArg(args, 'identifier');
		const id = textArg(identifier, 'id');
		if (id !== undefined) return productById(id, call);
		const handle = textArg(identifier, 'handle');
		const found = CATALOGUE.find((product) => product.handle === handle);
		return found ? showProduct(found) : null;
	},
	products(args) {
		const condition = parseSearch(textArg(args, 'query') ?? '');
		const rows = CATALOGUE.filter(
			(product) => !condition || matches(condition, (field) => productValues(product, field)),
		);
		const byTitle = args.sortKey === 'TITLE';
		return connection(
			rows,
			args,
			(product) => [byTitle ? product.title : Number(product.shopifyId), Number(product.shopifyId)],
			showProduct,
		);
	},
	productVariant: (args, call) => variantById(textArg(args, 'id') ?? '', call),
	productVariants(args) {
		const condition = parseSearch(textArg(args, 'query') ?? '');
		const rows = CATALOGUE.flatMap((product) => product.variants.map((variant) => ({ product, variant })));
		return connection(
			rows.filter((row) => !condition || matches(condition, (field) => variantValues(row, field))),
			args,
			({ variant }) => [Number(variant.id), Number(variant.id)],
			({ product, variant }) => showVariant(product, variant),
		);
	},
};

export function productById(id: string, _call: AdminCall): unknown {
	const wanted = idOfType(id, 'Product');
	const product = CATALOGUE.find(({ shopifyId }) => shopifyId === wanted);
	return product ? showProduct(product) : null;
}

export function variantById(id: string, _call: AdminCall): unknown {
	const wanted = idOfType(id, 'ProductVariant');
	for (const product of CATALOGUE) {
		const variant = product.variants.find((one) => one.id === wanted);
		if (variant) return showVariant(product, variant);
	}
	return null;
}

function productValues(product: ProductRecord, field: string | null): unknown[] | undefined {
	const words = product.title.split(/\s+/);
	const skus = product.variants.map(({ sku }) => sku);
	if (field === null) return [product.title, ...words, product.handle, product.vendor, ...skus];
	const fields: Record<string, unknown[]> = {
		id: [product.shopifyId],
		handle: [product.handle],
		title: [product.title, ...words],
		vendor: [product.vendor],
		sku: skus,
		status: ['active'],
	};
	return fields[field];
}

function variantValues(
	{ product, variant }: { product: ProductRecord; variant: VariantRecord },
	field: string | null,
): unknown[] | undefined {
	if (field === null) return [variant.title, variant.sku, product.title];
	const fields: Record<string, unknown[]> = {
		id: [variant.id],
		sku: [variant.sku],
		title: [variant.title],
		product_id: [product.shopifyId],
	};
	return fields[field];
}

function showProduct(product: ProductRecord): JsonObject {
	return {
		__typename: 'Product',
		id: gid('Product', product.shopifyId),
		legacyResourceId: product.shopifyId,
		handle: product.handle,
		title: product.title,
		vendor: product.vendor,
		description: product.description,
		status: 'ACTIVE',
		totalInventory: product.variants.filter(({ available }) => available).length * IN_STOCK,
		createdAt: MADE_AT,
		updatedAt: MADE_AT,
		variants: (args: JsonObject) =>
			connection(
				product.variants,
				args,
				(variant) => [Number(variant.id), Number(variant.id)],
				(variant) => showVariant(product, variant),
			),
	};
}

function showVariant(product: ProductRecord, variant: VariantRecord): JsonObject {
	return {
		__typename: 'ProductVariant',
		id: gid('ProductVariant', variant.id),
		legacyResourceId: variant.id,
		title: variant.title,
		displayName: `${product.title} - ${variant.title}`,
		sku: variant.sku,
		price: variant.price,
		availableForSale: variant.available,
		inventoryQuantity: variant.available ? IN_STOCK : 0,
		product: () => showProduct(product),
	};
}
