import { GraphQLError } from 'graphql';
import type { JsonObject } from '../../json';
import { gid } from '../gids';
import { includesScope } from '../held';
import { moneyBag } from '../money';
import { currentTotal, refundedOf } from '../orders/payload';
import { matches, type FieldReader } from '../search/match';
import { parseSearch, SearchSyntaxError } from '../search/parse';
import type { LineItemRecord, OrderRecord } from '../store/records';
import { withTags } from '../tags';
import { utcTime } from '../times';
import { objectArg, textArg, textsArg, type AdminCall, type Resolvers } from './call';
import { connection, type Place } from './connection';
import { customerById } from './customers';
import { idOfType } from './ids';
import { productById, variantById } from './products';

const RECENT_MS = 60 * 86_400_000;
const COUNT_LIMIT = 10_000;

export const orderQueries: Resolvers = {
	order: (args, call) => orderById(textArg(args, 'id') ?? '', call),
	orders(args, call) {
		return connection(found(args, call), args, placeBy(textArg(args, 'sortKey')), ({ id }) => {
			// The search decides what is listed; what is shown is how it is now.
			const now = call.shopify.data.orders.get(id);
			return now ? showOrder(now, call) : null;
		});
	},
	ordersCount(args, call) {
		const { length } = found(args, call);
		const limit = typeof args.limit === 'number' ? args.limit : COUNT_LIMIT;
		return { count: Math.min(length, limit), precision: length > limit ? 'AT_LEAST' : 'EXACT' };
	},
};

export const orderMutations: Resolvers = {
	orderUpdate(args, call) {
		const input = objectArg(args, 'input');
		const id = Number(idOfType(textArg(input, 'id') ?? '', 'Order'));
		const tags = textsArg(input, 'tags');
		const attributes = input.customAttributes;
		const order = call.shopify.book.change(id, {
			...(tags ? { tags: withTags([], tags) } : {}),
			...(Array.isArray(attributes) ? { attributes: attributes.map(attribute) } : {}),
			...textsIn(input, ['note', 'email', 'phone', 'poNumber']),
		});
		if (!order) return { order: null, userErrors: [{ field: ['id'], message: 'Order does not exist' }] };
		return { order: showOrder(order, call), userErrors: [] };
	},
};

export function orderById(id: string, call: AdminCall): unknown {
	const order = call.shopify.data.orders.get(Number(idOfType(id, 'Order')));
	return order && isReachable(order, call) ? showOrder(order, call) : null;
}

/** Orders of the last 60 days, or all of them for an app with read_all_orders. */
export function isReachable(order: OrderRecord, call: AdminCall): boolean {
	const seesAll = call.shopify.settings().scopes.includes('read_all_orders');
	return seesAll || Date.parse(order.createdAt) > Date.now() - RECENT_MS;
}

function found(args: JsonObject, call: AdminCall): OrderRecord[] {
	const { book, data } = call.shopify;
	try {
		const condition = parseSearch(textArg(args, 'query') ?? '');
		// Only what is searched for lags: a plain list shows every order there is.
		const orders = condition
			? book.searched().filter((order) => matches(condition, readerOf(order)))
			: data.orders.all();
		return orders.filter((order) => isReachable(order, call));
	} catch (error) {
		if (error instanceof SearchSyntaxError) throw new GraphQLError(`Invalid search query: ${error.message}`);
		throw error;
	}
}

function readerOf(order: OrderRecord): FieldReader {
	const fields: Record<string, unknown[]> = {
		id: [order.id],
		name: [order.name, order.name.replace('#', '')],
		tag: order.tags,
		email: [order.email],
		customer_id: [order.customerId],
		created_at: [order.createdAt],
		updated_at: [order.updatedAt],
		processed_at: [order.processedAt],
		financial_status: [order.financialStatus],
		fulfillment_status: [order.fulfillmentStatus],
		source_name: [order.sourceName],
		source_identifier: [order.sourceIdentifier],
		discount_code: order.discountCodes,
		po_number: [order.poNumber],
		total_price: [order.total],
		test: [order.test],
		sku: order.lineItems.map(({ sku }) => sku),
		status: order.cancelledAt === null ? ['open', 'not_closed'] : ['cancelled'],
	};
	const anywhere = [order.name, order.name.replace('#', ''), order.email, ...order.tags];
	return (field) => (field === null ? anywhere : field === 'tag_not' ? undefined : fields[field]);
}

function placeBy(sortKey: string | undefined): (order: OrderRecord) => Place {
	return (order) => {
		if (sortKey === 'CREATED_AT') return [order.createdAt, order.id];
		if (sortKey === 'UPDATED_AT') return [order.updatedAt, order.id];
		if (sortKey === 'TOTAL_PRICE' || sortKey === 'CURRENT_TOTAL_PRICE') return [order.total, order.id];
		if (sortKey === 'ORDER_NUMBER') return [order.number, order.id];
		if (sortKey === 'ID') return [order.id, order.id];
		return [order.processedAt, order.id];
	};
}

export function showOrder(order: OrderRecord, call: AdminCall): JsonObject {
	const settings = call.shopify.settings();
	const time = (iso: string) => utcTime(iso, settings.timestamps);
	const money = (amount: number) => moneyBag(amount, order.currency);
	const mayReadCustomers = includesScope(settings.scopes, 'read_customers') && settings.personalData;
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
		customer: () =>
			mayReadCustomers && order.customerId !== null
				? customerById(gid('Customer', order.customerId), call)
				: null,
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
		product: () => (item.productId === null ? null : productById(gid('Product', item.productId), call)),
		variant: () =>
			item.variantId === null ? null : variantById(gid('ProductVariant', item.variantId), call),
	};
}

export function attribute(value: unknown): { key: string; value: string } {
	const read = typeof value === 'object' && value !== null ? { ...value } : {};
	return { key: textArg(read, 'key') ?? '', value: textArg(read, 'value') ?? '' };
}

function textsIn(input: JsonObject, names: string[]): JsonObject {
	const given: JsonObject = {};
	for (const name of names) {
		const value = input[name];
		if (typeof value === 'string' || value === null) given[name] = value;
	}
	return given;
}
