import type { Store } from '../../store/store';
import type { ShopifySettings } from '../settings';
import type { OrderRecord } from '../store/records';
import type { ShopifyStore } from '../store/store';
import { withTags } from '../tags';
import type { OrderBook } from './book';
import { attributionTags, findPartner, orderFrom, type OrderWish, type PartnerParts } from './make';

/** Makes orders come in, as buyers would, and adds CreatorCommerce's tags to them some time after. */
export class OrderDesk {
	private readonly timers = new Set<NodeJS.Timeout>();

	constructor(
		private readonly partners: Store,
		private readonly store: ShopifyStore,
		private readonly book: OrderBook,
		private readonly settings: () => ShopifySettings,
	) {}

	/** Throws where the partner is unknown. */
	create(wish: OrderWish): OrderRecord {
		const partner = wish.partner === undefined ? undefined : findPartner(this.partners, wish.partner);
		if (wish.partner !== undefined && !partner) throw new Error(`There is no partner ${wish.partner}.`);
		const order = orderFrom(this.store, this.book, wish, partner);
		this.book.add(order, true);
		const { tagDelayMs } = this.settings();
		const getsTags = wish.attributed === undefined || /^(tagsLater|both)$/.test(wish.attributed);
		if (partner && getsTags && tagDelayMs !== null) {
			const timer = setTimeout(() => {
				this.timers.delete(timer);
				this.attribute(order.id, partner, wish.campaignId);
			}, tagDelayMs);
			this.timers.add(timer);
		}
		return order;
	}

	/** Adds tags to an order; undefined: there is no such order. */
	tag(orderId: number, tags: string[]): OrderRecord | undefined {
		const order = this.store.orders.get(orderId);
		return order && this.book.change(orderId, { tags: withTags(order.tags, tags) });
	}

	/** Tags an order and its customer as CreatorCommerce does. */
	attribute(orderId: number, partner: PartnerParts, campaignId?: string): OrderRecord | undefined {
		const order = this.tag(orderId, attributionTags(partner, campaignId));
		const customer = order?.customerId == null ? undefined : this.store.customers.get(order.customerId);
		if (customer) {
			const referred = `cc-referred-from-creator-id-${partner.creator._id}`;
			this.book.tagCustomer(customer.id, withTags(customer.tags, [referred]));
		}
		return order;
	}

	/** Whether tags are still to come. */
	get isBusy(): boolean {
		return this.timers.size > 0;
	}

	clear(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
	}
}
