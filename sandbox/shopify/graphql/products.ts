import type { JsonObject } from '../../json';
import { gid } from '../gids';
import { findsProduct, findsVariant } from '../products/search';
import { isForSale, type ShelfProduct, type ShelfVariant } from '../products/shelf';
import { parseSearch } from '../search/parse';
import { objectArg, refusal, textArg, type AdminCall, type Resolvers } from './call';
import { connection } from './connection';
import { idOfType } from './ids';

const MADE_AT = '2025-01-06T09:00:00Z';

export const productQueries: Resolvers = {
	product: (args, call) => productById(textArg(args, 'id') ?? '', call),
	productByIdentifier(args, call) {
		const identifier = objectArg(args, 'identifier');
		const id = textArg(identifier, 'id');
		if (id !== undefined) return productById(id, call);
		const handle = textArg(identifier, 'handle');
		if (handle === undefined) throw refusal('One of id, handle or customId must be given', 'BAD_REQUEST');
		const found = call.shopify.shelf.all().find((product) => product.handle === handle);
		return found ? showProduct(found, call) : null;
	},
	products(args, call) {
		const condition = parseSearch(textArg(args, 'query') ?? '');
		const byTitle = args.sortKey === 'TITLE';
		return connection(
			call.shopify.shelf.all().filter((product) => findsProduct(condition, product)),
			args,
			(product) => [byTitle ? product.title : Number(product.id), Number(product.id)],
			(product) => showProduct(product, call),
		);
	},
	productVariant: (args, call) => variantById(textArg(args, 'id') ?? '', call),
	productVariants(args, call) {
		const condition = parseSearch(textArg(args, 'query') ?? '');
		const rows = call.shopify.shelf
			.all()
			.flatMap((product) => product.variants.map((variant) => ({ product, variant })));
		return connection(
			rows.filter(({ product, variant }) => findsVariant(condition, product, variant)),
			args,
			({ variant }) => [Number(variant.id), Number(variant.id)],
			({ product, variant }) => showVariant(product, variant, call),
		);
	},
};

export function productById(id: string, call: AdminCall): unknown {
	const product = call.shopify.shelf.get(idOfType(id, 'Product'));
	return product ? showProduct(product, call) : null;
}

export function variantById(id: string, call: AdminCall): unknown {
	const wanted = idOfType(id, 'ProductVariant');
	for (const product of call.shopify.shelf.all()) {
		const variant = product.variants.find((one) => one.id === wanted);
		if (variant) return showVariant(product, variant, call);
	}
	return null;
}

function showProduct(product: ShelfProduct, call: AdminCall): JsonObject {
	const tracked = product.variants.filter((variant) => variant.tracked);
	const isShown = product.published && ['ACTIVE', 'UNLISTED'].includes(product.status);
	const { shopDomain } = call.shopify.partners.channel;
	return {
		__typename: 'Product',
		id: gid('Product', product.id),
		legacyResourceId: product.id,
		handle: product.handle,
		title: product.title,
		vendor: product.vendor,
		description: product.description,
		status: product.status,
		tracksInventory: tracked.length > 0,
		totalInventory: tracked.reduce((sum, { quantity }) => sum + quantity, 0),
		onlineStoreUrl: isShown ? `https://${shopDomain}/products/${encodeURIComponent(product.handle)}` : null,
		publishedAt: product.published ? MADE_AT : null,
		createdAt: MADE_AT,
		updatedAt: MADE_AT,
		variants: (args: JsonObject) =>
			connection(
				product.variants,
				args,
				(variant) => [Number(variant.id), Number(variant.id)],
				(variant) => showVariant(product, variant, call),
			),
	};
}

function showVariant(product: ShelfProduct, variant: ShelfVariant, call: AdminCall): JsonObject {
	return {
		__typename: 'ProductVariant',
		id: gid('ProductVariant', variant.id),
		legacyResourceId: variant.id,
		title: variant.title,
		displayName: `${product.title} - ${variant.title}`,
		sku: variant.sku,
		price: variant.price,
		availableForSale: isForSale(variant),
		inventoryPolicy: variant.policy,
		inventoryQuantity: variant.tracked ? variant.quantity : 0,
		product: () => showProduct(product, call),
	};
}
