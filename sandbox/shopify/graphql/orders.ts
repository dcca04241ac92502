import { GraphQLError } from 'graphql';
import type { JsonObject } from '../../json';
import { matches, type FieldReader } from '../search/match';
import { parseSearch, SearchSyntaxError } from '../search/parse';
import type { OrderRecord } from '../store/records';
import { orderTagsProblem, withTags } from '../tags';
import { objectArg, textArg, textsArg, type AdminCall, type Resolvers } from './call';
import { connection, type Place } from './connection';
import { idOfType } from './ids';
import { showOrder } from './orderView';

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
		const problem = tags && orderTagsProblem(withTags([], tags));
		if (problem !== undefined) return { order: null, userErrors: [{ field: ['tags'], message: problem }] };
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
function isReachable(order: OrderRecord, call: AdminCall): boolean {
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
