import type { Store } from '../../store/store';
import type { ShopifyStore } from '../store/store';
import { withTags } from '../tags';
import type { OrderBook } from './book';
import { attributionTags, orderFrom } from './make';

const DAY_MS = 86_400_000;
/** How many days ago, and for how much. One is older than 60 days, one belongs to nobody. */
const SEEDED = [
	{ days: 90, total: 64 },
	{ days: 30, total: 120.5 },
	{ days: 12, total: 49.99 },
	{ days: 5, total: 210, isNobodys: true },
	{ days: 2, total: 18.75 },
	{ days: 1, total: 75, test: true },
];

/** A few orders of the past for the first partners; nothing is told. */
export function seedOrders(partners: Store, store: ShopifyStore, book: OrderBook): void {
	const collabs = [...partners.collabs.getRange({ limit: 3 })].map(({ value }) => value);
	SEEDED.forEach(({ days, total, test, isNobodys }, index) => {
		const collab = isNobodys || collabs.length === 0 ? undefined : collabs[index % collabs.length];
		const creator = collab ? partners.creators.get(collab.creator) : undefined;
		const partner = collab && creator ? { collab, creator } : undefined;
		const createdAt = new Date(Date.now() - days * DAY_MS).toISOString();
		const order = orderFrom(store, book, { total, createdAt, ...(test ? { test } : {}) }, partner);
		book.add({ ...order, tags: withTags([], partner ? attributionTags(partner) : []) }, false);
	});
}
