import type { ShopifySettings } from '../settings';
import type { CustomerRecord, OrderRecord } from '../store/records';
import type { ShopifyStore } from '../store/store';
import { sameTags, withTags } from '../tags';
import { laterThan } from '../times';
import type { Publisher } from '../webhooks/publisher';
import type { Topic } from '../webhooks/topics';
import { orderPayload, refundPayload, refundedOf } from './payload';

interface Version {
	at: number;
	order: OrderRecord;
}

/** Milliseconds after which a search certainly sees a change. */
const LAG_MAX = 10 * 60_000;

/** The store's orders and customers: every change is told, and the search sees it later. */
export class OrderBook {
	/** Versions that the search may still see. */
	private readonly versions = new Map<number, Version[]>();

	private created: number[] = [];

	constructor(
		private readonly store: ShopifyStore,
		private readonly publisher: Publisher,
		private readonly settings: () => ShopifySettings,
	) {}

	add(order: OrderRecord, isTold: boolean): void {
		this.save(order);
		if (!isTold) return;
		this.tell('ORDERS_CREATE', order);
		if (order.financialStatus === 'PAID') this.tell('ORDERS_PAID', order);
	}

	/** Whether one more order may be made by API now; counts it when it may. */
	mayCreate(): boolean {
		const { ordersPerMinute, orderWindowMs } = this.settings();
		if (ordersPerMinute === null) return true;
		const now = Date.now();
		this.created = this.created.filter((at) => at > now - orderWindowMs);
		if (this.created.length >= ordersPerMinute) return false;
		this.created.push(now);
		return true;
	}

	/** Changes an order; nothing happens where nothing differs. Undefined: there is no such order. */
	change(id: number, change: Partial<OrderRecord>): OrderRecord | undefined {
		const before = this.store.orders.get(id);
		if (!before) return undefined;
		const after = { ...before, ...change };
		if (JSON.stringify(after) === JSON.stringify(before)) return before;
		const order = { ...after, updatedAt: laterThan(before.updatedAt) };
		this.save(order);
		this.tell('ORDERS_UPDATED', order);
		return order;
	}

	refund(id: number, amount: number, note: string | null): OrderRecord | undefined {
		const before = this.store.orders.get(id);
		if (!before) return undefined;
		const createdAt = laterThan(before.updatedAt);
		const refund = { id: this.store.nextId(), amount, note, createdAt };
		const isWhole = refundedOf(before) + amount >= before.total;
		const order = this.change(id, {
			refunds: [...before.refunds, refund],
			financialStatus: isWhole ? 'REFUNDED' : 'PARTIALLY_REFUNDED',
		});
		if (order) this.publisher.publish('REFUNDS_CREATE', refundPayload(order, refund, this.settings()));
		return order;
	}

	cancel(id: number): OrderRecord | undefined {
		const before = this.store.orders.get(id);
		if (!before || before.cancelledAt !== null) return before;
		const order = this.change(id, { cancelledAt: laterThan(before.updatedAt) });
		if (order) this.tell('ORDERS_CANCELLED', order);
		return order;
	}

	/** Undefined: there is no such customer. */
	tagCustomer(id: number, tags: string[]): CustomerRecord | undefined {
		const before = this.store.customers.get(id);
		if (!before) return undefined;
		if (sameTags(before.tags, tags)) return before;
		const customer = { ...before, tags, updatedAt: laterThan(before.updatedAt) };
		this.store.customers.set(id, customer);
		return customer;
	}

	customerByEmail(email: string): CustomerRecord | undefined {
		const wanted = email.toLowerCase();
		return this.store.customers.all().find((customer) => customer.email?.toLowerCase() === wanted);
	}

	/** The customer with the e-mail; made when new. */
	customerFor(email: string, names: { firstName?: string; lastName?: string } = {}): CustomerRecord {
		const known = this.customerByEmail(email);
		if (known) return known;
		const now = laterThan(undefined);
		const customer = {
			id: this.store.nextId(),
			email,
			firstName: names.firstName ?? null,
			lastName: names.lastName ?? null,
			note: null,
			tags: withTags([], []),
			createdAt: now,
			updatedAt: now,
		};
		this.store.customers.set(customer.id, customer);
		return customer;
	}

	/** Orders as the search knows them: as they were the lag ago; those made since are missing. */
	searched(): OrderRecord[] {
		const { searchLagMs } = this.settings();
		if (searchLagMs <= 0) return this.store.orders.all();
		const seenAt = Date.now() - searchLagMs;
		return this.store.orders.all().flatMap((order) => {
			const versions = this.versions.get(order.id);
			if (!versions) return [order];
			return versions.filter(({ at }) => at <= seenAt).at(-1)?.order ?? [];
		});
	}

	clear(): void {
		this.versions.clear();
		this.created = [];
	}

	private save(order: OrderRecord): void {
		const now = Date.now();
		const before = this.store.orders.get(order.id);
		const known = this.versions.get(order.id) ?? (before ? [{ at: 0, order: before }] : []);
		const fresh = known.filter(({ at }, index) => at > now - LAG_MAX || index === known.length - 1);
		this.versions.set(order.id, [...fresh, { at: now, order }]);
		this.store.orders.set(order.id, order);
	}

	private tell(topic: Topic, order: OrderRecord): void {
		if (!this.publisher.hasListeners(topic)) return;
		const customer = order.customerId === null ? undefined : this.store.customers.get(order.customerId);
		this.publisher.publish(topic, orderPayload(order, customer, this.settings()), {
			'X-Shopify-Order-Id': String(order.id),
			'X-Shopify-Test': String(order.test),
		});
	}
}
