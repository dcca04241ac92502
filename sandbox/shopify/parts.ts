import type { Store } from '../store/store';
import type { Apps } from './apps';
import type { Buckets } from './graphql/bucket';
import type { Mirror } from './metaobject/mirror';
import type { OrderBook } from './orders/book';
import type { OrderDesk } from './orders/desk';
import type { Shelf } from './products/shelf';
import type { ShopifySettings } from './settings';
import type { ShopifyStore } from './store/store';
import type { Deliverer } from './webhooks/deliverer';

/** What the Shopify side is made of. */
export interface ShopifyParts {
	/** CreatorCommerce's side. */
	partners: Store;
	data: ShopifyStore;
	apps: Apps;
	buckets: Buckets;
	book: OrderBook;
	desk: OrderDesk;
	mirror: Mirror;
	deliverer: Deliverer;
	/** The store's products. */
	shelf: Shelf;
	settings: () => ShopifySettings;
}
