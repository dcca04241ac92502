import type { JsonObject } from '../../json';
import { gid } from '../gids';
import { moneyBag } from '../money';
import { currentTotal, refundedOf } from '../orders/payload';
import type { LineItemRecord, OrderRecord } from '../store/records';
import { utcTime } from '../times';
import type { AdminCall } from './call';
import { connection } from './connection';
import { customerById } from './customers';
import { productById, variantById } from './products';
import { demand } from './scopes';

/** An order as GraphQL shows it. */
export function showOrder(order: OrderRecord, call: AdminCall): JsonObject {
	const settings = call.shopify.settings();
	const time = (iso: string) => utcTime(iso, settings.timestamps);
	const money = (amount: number) => moneyBag(amount, order.currency);
	return {
		__typename: 'Order',
		id: gid('Order', order.id),
		legacyResourceId: String(order.id),
		name: order.name,
		number: order.number,
		tags: order.tags,
		customAttributes: order.attributes,
		test: order.test,
		note: order.note,
		email: settings.personalData ? order.email : null,
		phone: settings.personalData ? order.phone : null,
		poNumber: order.poNumber,
		customer: () => {
			demand('customer', call);
			return settings.personalData && order.customerId !== null
				? customerById(gid('Customer', order.customerId), call)
				: null;
		},
		currencyCode: order.currency,
		presentmentCurrencyCode: order.currency,
		discountCode: order.discountCodes[0] ?? null,
		discountCodes: order.discountCodes,
		displayFinancialStatus: order.financialStatus,
		displayFulfillmentStatus: order.fulfillmentStatus,
		sourceName: order.sourceName,
		sourceIdentifier: order.sourceIdentifier,
		confirmed: true,
		closed: false,
		closedAt: null,
		cancelledAt: order.cancelledAt === null ? null : time(order.cancelledAt),
		createdAt: time(order.createdAt),
		processedAt: time(order.processedAt),
		updatedAt: time(order.updatedAt),
		totalPriceSet: money(order.total),
		originalTotalPriceSet: money(order.total),
		subtotalLineItemsQuantity: order.lineItems.reduce((sum, { quantity }) => sum + quantity, 0),
		subtotalPriceSet: money(order.total),
		currentTotalPriceSet: money(currentTotal(order)),
		currentSubtotalPriceSet: money(currentTotal(order)),
		totalDiscountsSet: money(order.discount),
		totalRefundedSet: money(refundedOf(order)),
		refunds: ({ first }: JsonObject) =>
			order.refunds.slice(0, typeof first === 'number' ? first : undefined).map((refund) => ({
				__typename: 'Refund',
				id: gid('Refund', refund.id),
				legacyResourceId: String(refund.id),
				note: refund.note,
				createdAt: time(refund.createdAt),
				processedAt: time(refund.createdAt),
				updatedAt: time(refund.createdAt),
				totalRefundedSet: money(refund.amount),
			})),
		lineItems: (args: JsonObject) =>
			connection(
				order.lineItems,
				args,
				(item) => [item.id, item.id],
				(item) => showLineItem(item, order, call),
			),
	};
}

function showLineItem(item: LineItemRecord, order: OrderRecord, call: AdminCall): JsonObject {
	const total = moneyBag(item.price * item.quantity, order.currency);
	return {
		__typename: 'LineItem',
		id: gid('LineItem', item.id),
		name: item.variantTitle === null ? item.title : `${item.title} - ${item.variantTitle}`,
		title: item.title,
		sku: item.sku,
		vendor: item.vendor,
		variantTitle: item.variantTitle,
		quantity: item.quantity,
		currentQuantity: item.quantity,
		originalUnitPriceSet: moneyBag(item.price, order.currency),
		originalTotalSet: total,
		discountedTotalSet: total,
		product: () => {
			demand('product', call);
			return item.productId === null ? null : productById(gid('Product', item.productId), call);
		},
		variant: () => {
			demand('productVariant', call);
			return item.variantId === null ? null : variantById(gid('ProductVariant', item.variantId), call);
		},
	};
}
