import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../store/store';
import { Apps, type Rotation } from './apps';
import { readGid } from './gids';
import { Buckets } from './graphql/bucket';
import { Mirror } from './metaobject/mirror';
import { OrderBook } from './orders/book';
import { OrderDesk } from './orders/desk';
import { findPartner, type OrderWish } from './orders/make';
import { seedOrders } from './orders/seed';
import type { ShopifyParts } from './parts';
import { type ProductWish, Shelf, type ShelfProduct } from './products/shelf';
import { ACCESS_TOKEN, CLIENT_ID, DEFAULT_SHOPIFY, STOREFRONT_TOKEN, type ShopifySettings } from './settings';
import type { CustomerRecord, MetaobjectRecord, OrderRecord, SubscriptionRecord } from './store/records';
import { ShopifyStore } from './store/store';
import { Deliverer } from './webhooks/deliverer';
import type { Delivery } from './webhooks/delivery';
import { Publisher } from './webhooks/publisher';

/** The Shopify side, for tests and for the control endpoints. */
export interface SandboxShopify {
	clientId: string;
	/** The current one. */
	readonly clientSecret: string;
	/** Permanent, of the same app. */
	accessToken: string;
	/** Of the Storefront API. */
	storefrontToken: string;
	settings(): ShopifySettings;
	setShopify(settings: Partial<ShopifySettings>): void;
	/** Of all apps. */
	subscriptions(): SubscriptionRecord[];
	/** As if Shopify removed it: no app is told. Takes the number or the global id; whether there was one. */
	removeSubscription(id: number | string): boolean;
	deliveries(): Delivery[];
	forgetDeliveries(): void;
	orders(): OrderRecord[];
	customers(): CustomerRecord[];
	metaobjects(): Array<MetaobjectRecord & { fields: Record<string, string> }>;
	/** Throws where the partner is unknown. */
	createOrder(wish?: OrderWish): OrderRecord;
	/** Adds the tags; without any, CreatorCommerce's for the partner. Throws where order or partner is unknown. */
	tagOrder(id: number | string, tags: string[] | { partner: string; campaignId?: string }): OrderRecord;
	/** The whole of what is left when no amount is given. Throws where the order is unknown. */
	refundOrder(id: number | string, amount?: number, note?: string): OrderRecord;
	/** Throws where the order is unknown. */
	cancelOrder(id: number | string): OrderRecord;
	/** By e-mail, handle, id or code; whether it was the first time. Throws where the partner is unknown. */
	signIn(partner: string, onboarded?: boolean): boolean;
	/** Whether there was one. Throws where the partner is unknown. */
	deleteMetaobject(partner: string): boolean;
	/** A tier, by id or key, whose creators get no metaobject. Throws where the tier is unknown. */
	setTierSync(tier: string, disabled: boolean): void;
	products(): ShelfProduct[];
	/** Changes the product with the id, or adds one. */
	saveProduct(wish: ProductWish): ShelfProduct;
	/** As if it was deleted in Shopify. Whether there was one. */
	removeProduct(id: string): boolean;
	expireTokens(): void;
	/** The new secret. */
	rotateSecret(rotation?: Rotation): string;
	/** Resolves when every delivery was tried and late tags were added; with `retries`, when no retry is left. */
	flush(options?: { retries?: boolean }): Promise<void>;
}

export interface ShopifySide {
	api: SandboxShopify;
	parts: ShopifyParts;
	/** After the store of partners was seeded. */
	begin(fresh: boolean): void;
	/** Before the store of partners is emptied. */
	pause(): void;
	/** To the settings at the start, nothing stored, nothing under way. */
	restart(): void;
	close(): Promise<void>;
}

export function createShopify(
	directory: string,
	partners: Store,
	random: () => number,
	given: Partial<ShopifySettings>,
): ShopifySide {
	let settings = { ...DEFAULT_SHOPIFY, ...given };
	const current = () => settings;
	const path = join(directory, 'shopify');
	mkdirSync(path, { recursive: true });
	const data = new ShopifyStore(path);
	const apps = new Apps(data);
	const deliverer = new Deliverer(data, current, random);
	const publisher = new Publisher(data, apps, deliverer, () => partners.channel.shopDomain);
	const mirror = new Mirror(partners, data, publisher, current);
	const book = new OrderBook(data, publisher, current);
	const desk = new OrderDesk(partners, data, book, current);
	const buckets = new Buckets(current);
	const shelf = new Shelf();
	const parts: ShopifyParts = {
		partners,
		data,
		apps,
		buckets,
		book,
		desk,
		mirror,
		deliverer,
		shelf,
		settings: current,
	};
	const clear = (): void => {
		deliverer.clear();
		desk.clear();
		book.clear();
		buckets.clear();
	};
	return {
		parts,
		api: apiOf(parts, (change) => (settings = { ...settings, ...change })),
		begin(fresh) {
			if (fresh) data.clear();
			const isFirstTime = !data.seeded;
			if (isFirstTime) {
				data.transaction(() => {
					mirror.begin(true);
					seedOrders(partners, data, book);
					data.markSeeded();
				});
			} else mirror.begin(false);
			book.clear();
		},
		pause: () => mirror.pause(),
		restart() {
			clear();
			shelf.restart();
			settings = { ...DEFAULT_SHOPIFY, ...given };
		},
		async close() {
			clear();
			await data.close();
		},
	};
}

function apiOf(parts: ShopifyParts, change: (settings: Partial<ShopifySettings>) => void): SandboxShopify {
	const { partners, data, apps, book, desk, mirror, deliverer } = parts;
	const partnerOf = (name: string) => {
		const partner = findPartner(partners, name);
		if (!partner) throw new Error(`There is no partner ${name}.`);
		return partner;
	};
	const existing = (order: OrderRecord | undefined, id: number | string): OrderRecord => {
		if (!order) throw new Error(`There is no order ${id}.`);
		return order;
	};
	return {
		clientId: CLIENT_ID,
		accessToken: ACCESS_TOKEN,
		storefrontToken: STOREFRONT_TOKEN,
		get clientSecret() {
			return apps.secretOf(CLIENT_ID);
		},
		settings: parts.settings,
		setShopify: change,
		subscriptions: () => data.subscriptions.all(),
		removeSubscription: (id) => data.subscriptions.delete(numberIn(id)),
		deliveries: () => deliverer.journal(),
		forgetDeliveries: () => deliverer.forget(),
		orders: () => data.orders.all(),
		customers: () => data.customers.all(),
		metaobjects: () =>
			data.metaobjects.all().map((record) => ({ ...record, fields: mirror.fieldsOf(record) })),
		createOrder: (wish = {}) => desk.create(wish),
		tagOrder(id, tags) {
			const order = Array.isArray(tags)
				? desk.tag(numberIn(id), tags)
				: desk.attribute(numberIn(id), partnerOf(tags.partner), tags.campaignId);
			return existing(order, id);
		},
		refundOrder(id, amount, note) {
			const order = existing(data.orders.get(numberIn(id)), id);
			const refunded = order.refunds.reduce((sum, refund) => sum + refund.amount, 0);
			return existing(book.refund(order.id, amount ?? order.total - refunded, note ?? null), id);
		},
		cancelOrder: (id) => existing(book.cancel(numberIn(id)), id),
		signIn(name, onboarded) {
			const { creator } = partnerOf(name);
			if (onboarded !== undefined && creator.isOnboarded !== onboarded) {
				partners.saveCreator({
					...creator,
					isOnboarded: onboarded,
					updatedAt: new Date().toISOString(),
				});
			}
			const isFirst = mirror.signIn(creator._id);
			mirror.settle();
			return isFirst;
		},
		deleteMetaobject: (name) => mirror.delete(partnerOf(name).creator._id),
		setTierSync(name, disabled) {
			const tiers = [...partners.tiers.getRange()].map(({ value }) => value);
			const tier = tiers.find(({ _id, tierKey }) => _id === name || tierKey === name);
			if (!tier) throw new Error(`There is no tier ${name}.`);
			partners.tiers.putSync(tier._id, { ...tier, isShopifyCreatorMetaobjectSyncDisabled: disabled });
		},
		products: () => parts.shelf.all(),
		saveProduct: (wish) => parts.shelf.save(wish),
		removeProduct: (id) => parts.shelf.remove(id),
		expireTokens: () => apps.expireTokens(),
		rotateSecret: (rotation = {}) => apps.rotate(CLIENT_ID, rotation),
		flush: ({ retries = false } = {}) => deliverer.flush(retries, () => desk.isBusy),
	};
}

/** The number in a global id, or the number itself. */
function numberIn(id: number | string): number {
	return typeof id === 'number' ? id : Number(readGid(id)?.id ?? id);
}
