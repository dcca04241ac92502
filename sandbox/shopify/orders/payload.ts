import type { JsonObject } from '../../json';
import { gid } from '../gids';
import { restMoney, restMoneySet, rounded } from '../money';
import type { ShopifySettings } from '../settings';
import type { CustomerRecord, OrderRecord } from '../store/records';
import { shopTime } from '../times';

export function refundedOf(order: OrderRecord): number {
	return order.refunds.reduce((sum, refund) => sum + refund.amount, 0);
}

/** What the order is worth now, in its currency. */
export function currentTotal(order: OrderRecord): number {
	return rounded(order.total - refundedOf(order), order.currency);
}

/** The body of the order webhooks. */
export function orderPayload(
	order: OrderRecord,
	customer: CustomerRecord | undefined,
	settings: ShopifySettings,
): JsonObject {
	const { currency } = order;
	const time = (iso: string | null) => (iso === null ? null : shopTime(iso, settings.timestamps));
	const email = settings.personalData ? order.email : null;
	const current = restMoney(currentTotal(order), currency);
	const total = restMoney(order.total, currency);
	return {
		id: order.id,
		admin_graphql_api_id: gid('Order', order.id),
		app_id: null,
		cancelled_at: time(order.cancelledAt),
		closed_at: null,
		confirmed: true,
		contact_email: email,
		created_at: time(order.createdAt),
		currency,
		current_subtotal_price: current,
		current_total_price: current,
		current_total_price_set: restMoneySet(currentTotal(order), currency),
		customer: settings.personalData && customer ? customerPayload(customer, settings) : null,
		discount_codes: order.discountCodes.map((code) => ({
			code,
			amount: restMoney(order.discount, currency),
			type: 'percentage',
		})),
		email,
		financial_status: order.financialStatus.toLowerCase(),
		fulfillment_status: order.fulfillmentStatus === 'FULFILLED' ? 'fulfilled' : null,
		line_items: order.lineItems.map((item) => ({
			id: item.id,
			admin_graphql_api_id: gid('LineItem', item.id),
			current_quantity: item.quantity,
			name: item.variantTitle === null ? item.title : `${item.title} - ${item.variantTitle}`,
			price: restMoney(item.price, currency),
			product_id: item.productId === null ? null : Number(item.productId),
			quantity: item.quantity,
			sku: item.sku,
			title: item.title,
			total_discount: '0.00',
			variant_id: item.variantId === null ? null : Number(item.variantId),
			variant_title: item.variantTitle,
			vendor: item.vendor,
		})),
		name: order.name,
		note: order.note,
		note_attributes: order.attributes.map(({ key, value }) => ({ name: key, value })),
		number: order.number - 1_000,
		order_number: order.number,
		phone: settings.personalData ? order.phone : null,
		po_number: order.poNumber,
		presentment_currency: currency,
		processed_at: time(order.processedAt),
		refunds: order.refunds.map((refund) => refundPayload(order, refund, settings)),
		source_identifier: order.sourceIdentifier,
		source_name: order.sourceName,
		subtotal_price: total,
		tags: order.tags.join(', '),
		test: order.test,
		total_discounts: restMoney(order.discount, currency),
		total_price: total,
		total_price_set: restMoneySet(order.total, currency),
		updated_at: time(order.updatedAt),
	};
}

/** The body of REFUNDS_CREATE, and a member of an order's refunds. */
export function refundPayload(
	order: OrderRecord,
	refund: OrderRecord['refunds'][number],
	settings: ShopifySettings,
): JsonObject {
	const created = shopTime(refund.createdAt, settings.timestamps);
	return {
		id: refund.id,
		admin_graphql_api_id: gid('Refund', refund.id),
		order_id: order.id,
		created_at: created,
		processed_at: created,
		note: refund.note,
		refund_line_items: [],
		transactions: [
			{
				kind: 'refund',
				status: 'success',
				amount: restMoney(refund.amount, order.currency),
				currency: order.currency,
			},
		],
	};
}

function customerPayload(customer: CustomerRecord, settings: ShopifySettings): JsonObject {
	return {
		id: customer.id,
		admin_graphql_api_id: gid('Customer', customer.id),
		email: customer.email,
		first_name: customer.firstName,
		last_name: customer.lastName,
		tags: customer.tags.join(', '),
		created_at: shopTime(customer.createdAt, settings.timestamps),
		updated_at: shopTime(customer.updatedAt, settings.timestamps),
	};
}
