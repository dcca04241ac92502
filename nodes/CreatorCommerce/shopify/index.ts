/** Shopify's Admin GraphQL API: client, cost pacing, subscriptions, creators, orders. Knows no n8n. */
export {
	type ClientOptions,
	type Document,
	type HttpAnswer,
	ShopifyAdmin,
	type ShopifyStats,
	type Transport,
} from './client';
export { type Attribution, attributionOf, creatorTag } from './attribution';
export { CostPacer, sharedPacer } from './cost';
export { NoAnswerError, ShopifyError } from './failure';
export { allCreators, creatorByHandle, creatorHandles } from './creators';
export { listIn } from './creatorPage/read';
export { missingScopes, tokenRefusal, tokenRequest } from './grant';
export { bareId } from './narrow';
export { type ProductPage, type ShopProduct, ShopProducts, type ShopVariant, listProducts } from './products';
export { SCOPES, readScopes } from './scopes';
export { type SaleRow, newestOrders, ordersTagged } from './orders';
export {
	type Subscription,
	type SubscriptionInput,
	type Topic,
	createWebhook,
	deleteWebhook,
	listWebhooks,
	updateWebhook,
} from './webhooks';
