import type { JsonObject } from '../../json';
import { numberOf } from '../../store/ids';
import type { DropRecord, EnhancementRecord, ProductRecord } from '../../store/records';
import type { Store } from '../../store/store';
import { gid } from '../gids';

/** The drops of a collab as the metaobject's `data` shows them. */
export function dropsData(store: Store, drops: DropRecord[]): JsonObject[] {
	return drops.map((drop) => ({
		'cc-creator-drop-id': drop._id,
		'cc-creator-drop-handle': dropHandle(drop),
		'cc-creator-drop-title': drop.title,
		'cc-creator-drop-description': drop.description,
		'cc-creator-drop-collection-id': collectionOf(drop),
		...drop.custom,
		'cc-creator-drop-products': drop.products.flatMap((id, index) => {
			const product = store.product(id);
			return product ? [productData(product, enhancementAt(drop, id, index))] : [];
		}),
	}));
}

/** The Shopify collection a drop is. */
export function collectionOf(drop: DropRecord): string {
	return gid('Collection', 500_000_000_000 + numberOf(drop._id));
}

function dropHandle(drop: DropRecord): string {
	const slug = drop.title
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');
	return `${slug || 'drop'}-${drop._id.slice(-6)}`;
}

/** Products and enhancements run in step; where they do not, the first enhancement of the product counts. */
function enhancementAt(drop: DropRecord, product: string, index: number): EnhancementRecord | undefined {
	const there = drop.enhancements[index];
	return there?.product === product ? there : drop.enhancements.find((one) => one.product === product);
}

function productData(product: ProductRecord, enhancement: EnhancementRecord | undefined): JsonObject {
	const prefix = 'cc-creator-drop-product';
	const media = enhancement?.media[0]?.url ?? '';
	return {
		[`${prefix}-id`]: product._id,
		[`${prefix}-title`]: product.title,
		[`${prefix}-shopify-id`]: product.shopifyId,
		[`${prefix}-shopify-handle`]: product.handle,
		[`${prefix}-enhancement-id`]: enhancement?._id ?? '',
		[`${prefix}-enhancement-note`]: enhancement?.note ?? '',
		[`${prefix}-enhancement-media`]: media,
		[`${prefix}-enhancement-variant`]: enhancement?.variant ?? '',
		enhancement: enhancement
			? {
					_id: enhancement._id,
					note: enhancement.note,
					media: enhancement.media.map(({ url }) => url),
					...(enhancement.variant === undefined ? {} : { variant: enhancement.variant }),
					...enhancement.custom,
				}
			: {},
		id: gid('Product', product.shopifyId),
		title: product.title,
		vendor: product.vendor,
		handle: product.handle,
		images: product.images.map((src) => ({ src })),
		variants: product.variants.map((variant) => ({ ...variant, id: gid('ProductVariant', variant.id) })),
	};
}
