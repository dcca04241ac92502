import products from '../data/products.json';
import { idOf } from './ids';
import type { ProductRecord } from './records';
import type { Store } from './store';

/** The store's products: Shopify's public sample files, condensed. */
export const CATALOGUE: ProductRecord[] = products.map((product) => ({
	_id: idOf(`product ${product.id}`),
	shopifyId: product.id,
	handle: product.handle,
	title: product.title,
	vendor: product.vendor,
	description: product.description,
	images: product.images,
	variants: product.variants,
}));

/** The internal product for a Shopify id; made when it is new to CreatorCommerce. */
export function productFor(store: Store, shopifyId: string): ProductRecord {
	const known = store.productByShopifyId(shopifyId);
	if (known) return known;
	const product: ProductRecord = {
		_id: idOf(`product ${shopifyId}`),
		shopifyId,
		handle: `product-${shopifyId}`,
		title: `Product ${shopifyId}`,
		vendor: 'Sandbox Brand',
		description: '',
		images: [],
		variants: [
			{
				id: `4${shopifyId}`,
				title: 'Default Title',
				sku: `SKU-${shopifyId}`,
				price: '10.00',
				available: true,
			},
		],
	};
	store.saveProduct(product);
	return product;
}
