import { type Mark, attributesOf, tagsOf } from '../attribute/marks';
import type { Document } from '../client';
import type { Json } from '../narrow';

/** What was sold: a variant of the store, or anything with a title and a price. */
export interface LineItem {
	/** `gid://shopify/ProductVariant/1`; its title, SKU and, unless `price` is given, its price come from the store. */
	variantId?: string;
	title?: string;
	sku?: string;
	quantity: number;
	/** Of one, in the order's currency, as a decimal text: `24.90`. */
	price?: string;
}

/** An order that was made somewhere else. */
export interface OrderDraft {
	/** The order's own number or ID where it was made. */
	sourceIdentifier: string;
	/** Where it was made; kept with the order. */
	sourceName: string;
	mark: Mark;
	lineItems: LineItem[];
	/** ISO 4217. */
	currency: string;
	/** ISO 8601 with a time zone; undefined = now. */
	processedAt?: string;
	customer?: { email: string; firstName?: string; lastName?: string };
	note?: string;
	/** Besides CreatorCommerce's. */
	tags: string[];
	financialStatus: 'PAID' | 'PENDING';
	/** In the order's currency. */
	shipping?: string;
	/** Off the whole order, in its currency. */
	discount?: { code: string; amount: string };
	test: boolean;
	sendReceipt: boolean;
	changeInventory: boolean;
}

/**
 * Not safe to repeat: Shopify makes an order each time, and takes no key to tell repeats by. Whoever calls looks first, and
 * looks again after an unknown outcome.
 */
export const ORDER_CREATE: Document = {
	name: 'OrderCreate',
	replaySafe: false,
	scopes: ['write_orders'],
	text: `mutation OrderCreate($order: OrderCreateOrderInput!, $options: OrderCreateOptionsInput) {
		orderCreate(order: $order, options: $options) {
			order { id name createdAt }
			userErrors { code field message }
		}
	}`,
};

/** The variables of {@link ORDER_CREATE}. Tags and attributes are there from the start: no order is ever without its partner. */
export function createVariables(draft: OrderDraft): Json {
	const { currency, customer, shipping, discount } = draft;
	const money = (amount: string): Json => ({ shopMoney: { amount, currencyCode: currency } });
	return {
		order: {
			sourceIdentifier: draft.sourceIdentifier,
			sourceName: draft.sourceName,
			currency,
			lineItems: draft.lineItems.map(({ variantId, title, sku, quantity, price }) => ({
				quantity,
				...(variantId === undefined ? { title, ...(sku !== undefined && { sku }) } : { variantId }),
				...(price !== undefined && { priceSet: money(price) }),
			})),
			tags: [...tagsOf(draft.mark), ...draft.tags],
			customAttributes: attributesOf(draft.mark),
			financialStatus: draft.financialStatus,
			test: draft.test,
			...(draft.processedAt !== undefined && { processedAt: draft.processedAt }),
			...(draft.note !== undefined && { note: draft.note }),
			...(customer && { email: customer.email, customer: { toUpsert: customer } }),
			...(shipping !== undefined && {
				shippingLines: [{ title: 'Shipping', priceSet: money(shipping) }],
			}),
			...(discount && {
				discountCode: {
					itemFixedDiscountCode: { code: discount.code, amountSet: money(discount.amount) },
				},
			}),
		},
		options: {
			inventoryBehaviour: draft.changeInventory ? 'DECREMENT_IGNORING_POLICY' : 'BYPASS',
			sendReceipt: draft.sendReceipt,
			sendFulfillmentReceipt: false,
		},
	};
}
