export { createSandbox, type Sandbox, type SandboxShopify, type SandboxState } from './sandbox';
export type {
	BulkCounting,
	FaultEffect,
	FaultRule,
	LimitSettings,
	ListSettings,
	SandboxOptions,
} from './options';
export type { JournalEntry } from './server/journal';
export type { CollabRecord, DropRecord, EnhancementRecord, MediaRecord } from './store/records';
export type { ShopifySettings } from './shopify/settings';
export type {
	CustomerRecord,
	MetaobjectRecord,
	OrderRecord,
	SubscriptionRecord,
} from './shopify/store/records';
export type { OrderWish } from './shopify/orders/make';
export type { Delivery } from './shopify/webhooks/delivery';
