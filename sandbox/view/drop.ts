import type { JsonObject } from '../json';
import type { ListSettings } from '../options';
import { numberOf } from '../store/ids';
import type { DropRecord, EnhancementRecord, ProductRecord } from '../store/records';
import type { Store } from '../store/store';
import { showMedia } from './media';

export type Populate = ListSettings['populate'];

/** Whether one reference is shown as an object; "mixed" decides by the id, so that neighbours differ. */
export function populated(populate: Populate, name: string): boolean {
	return populate === 'objects' || (populate === 'mixed' && numberOf(name) % 2 === 0);
}

/** A drop with what it holds, as lists and single reads show it. */
export function showDrop(store: Store, drop: DropRecord, brandKit: unknown, populate: Populate): JsonObject {
	return {
		...bare(drop),
		channelHandles: [],
		channels: [drop.channel],
		products: drop.products.map((id) => productReference(store, id, populate, drop._id)),
		enhancements: drop.enhancements.map((enhancement) =>
			populated(populate, enhancement._id)
				? showEnhancement(store, enhancement, drop, populate === 'objects' ? 'ids' : populate)
				: enhancement._id,
		),
		creator: drop.creator,
		brandKit,
		metadata: {
			shopifyCollectionId: `gid://shopify/Collection/${500_000_000_000 + numberOf(drop._id)}`,
			shopifyMetaobjectId: `gid://shopify/Metaobject/${160_000_000_000 + numberOf(`m${drop._id}`)}`,
		},
	};
}

/** A drop as writes answer it: its products and enhancements by their internal ids. */
export function answerDrop(store: Store, drop: DropRecord, populate: Populate): JsonObject {
	const mode = populate === 'mixed' ? 'mixed' : 'ids';
	return {
		...bare(drop),
		channelHandles: [],
		channels: [drop.channel],
		products: drop.products.map((id) => productReference(store, id, mode, drop._id)),
		enhancements: drop.enhancements.map((enhancement) =>
			populated(mode, enhancement._id) ? showEnhancement(store, enhancement, drop, mode) : enhancement._id,
		),
		creator: drop.creator,
	};
}

export function showEnhancement(
	store: Store,
	enhancement: EnhancementRecord,
	drop: DropRecord,
	populate: Populate,
): JsonObject {
	const { media, product, ...rest } = enhancement;
	return {
		...rest,
		product: productReference(store, product, populate, enhancement._id),
		media: media.map((item) => showMedia(item, drop.updatedAt)),
		updatedAt: drop.updatedAt,
		__v: 0,
	};
}

function bare(drop: DropRecord): JsonObject {
	return {
		_id: drop._id,
		title: drop.title,
		description: drop.description,
		media: drop.media.map((item) => showMedia(item, drop.updatedAt)),
		custom: drop.custom,
		...(drop.formId === undefined ? {} : { formId: drop.formId }),
		createdAt: drop.createdAt,
		updatedAt: drop.updatedAt,
		__v: 0,
	};
}

function productReference(store: Store, id: string, populate: Populate, owner: string): JsonObject | string {
	const product = populated(populate, id + owner) ? store.product(id) : undefined;
	return product ? showProduct(product) : id;
}

function showProduct(product: ProductRecord): JsonObject {
	return {
		_id: product._id,
		id: product.shopifyId,
		shopifyId: `gid://shopify/Product/${product.shopifyId}`,
		shopifyHandle: product.handle,
		title: product.title,
		vendor: product.vendor,
		description: product.description,
		images: product.images.map((url, index) => ({ url, position: index + 1, altText: product.title })),
		variants: product.variants.map((variant) => ({
			...variant,
			id: `gid://shopify/ProductVariant/${variant.id}`,
			selectedOptions: [{ name: 'Title', value: variant.title }],
		})),
		isDeleted: false,
		__v: 0,
	};
}
