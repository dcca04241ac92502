import type { JsonObject } from '../../json';
import { rounded } from '../money';
import { discountIn, financialStatusOf, lineItemFrom, moneyIn, objectsIn, textIn } from '../orders/input';
import type { CustomerRecord, LineItemRecord, OrderRecord } from '../store/records';
import { orderTagsProblem, withTags } from '../tags';
import { objectArg, textsArg, type AdminCall, type Resolvers } from './call';
import { idOfType } from './ids';
import { attribute } from './orders';
import { showOrder } from './orderView';

/** Not idempotent: a repeat is a second order. */
export const orderCreateMutations: Resolvers = {
	orderCreate(args, call) {
		const input = objectArg(args, 'order');
		if (!call.shopify.book.mayCreate())
			return refused(null, 'Too many attempts. Please try again later.', null);
		const items: LineItemRecord[] = [];
		for (const [index, given] of objectsIn(input, 'lineItems').entries()) {
			const item = lineItemFrom(given, call.shopify.data.nextId());
			if (typeof item === 'string') return refused(['order', 'lineItems', String(index)], item);
			items.push(item);
		}
		if (items.length === 0)
			return refused(['order', 'lineItems'], 'Line items must have at least one line item');
		const problem = orderTagsProblem(withTags([], textsArg(input, 'tags') ?? []));
		if (problem !== undefined) return refused(['order', 'tags'], problem);
		const processedAt = textIn(input, 'processedAt');
		if (processedAt !== null && Date.parse(processedAt) > Date.now() + 60_000) {
			return refused(
				['order', 'processedAt'],
				'Processed at cannot be in the future',
				'PROCESSED_AT_INVALID',
			);
		}
		if (input.customer && input.customerId) {
			const message = 'Only one of customer and customerId may be given';
			return refused(['order', 'customer'], message, 'REDUNDANT_CUSTOMER_FIELDS');
		}
		const order = orderFromInput(input, items, customerIn(input, call), call);
		call.shopify.book.add(order, true);
		return { order: showOrder(order, call), userErrors: [] };
	},
};

function orderFromInput(
	input: JsonObject,
	lineItems: LineItemRecord[],
	customer: CustomerRecord | undefined,
	call: AdminCall,
): OrderRecord {
	const { data } = call.shopify;
	const firstPrice = moneyIn(objectsIn(input, 'lineItems')[0]?.priceSet);
	const currency = textIn(input, 'currency') ?? firstPrice?.currency ?? 'USD';
	const shipping = objectsIn(input, 'shippingLines').reduce(
		(sum, { priceSet }) => sum + (moneyIn(priceSet)?.amount ?? 0),
		0,
	);
	const goods = lineItems.reduce((sum, item) => sum + item.price * item.quantity, 0);
	const discount = discountIn(input, goods);
	const total = rounded(goods + shipping - (discount?.amount ?? 0), currency);
	const attributes = input.customAttributes;
	const number = data.nextOrderNumber();
	const now = new Date().toISOString();
	const processedAt = textIn(input, 'processedAt');
	return {
		id: data.nextId(),
		number,
		name: textIn(input, 'name') ?? `#${number}`,
		email: textIn(input, 'email') ?? customer?.email ?? null,
		phone: textIn(input, 'phone'),
		customerId: customer?.id ?? null,
		tags: withTags([], textsArg(input, 'tags') ?? []),
		attributes: Array.isArray(attributes) ? attributes.map(attribute) : [],
		lineItems,
		currency,
		total,
		discount: rounded(discount?.amount ?? 0, currency),
		discountCodes: discount ? [discount.code] : [],
		financialStatus: financialStatusOf(input, total),
		fulfillmentStatus: textIn(input, 'fulfillmentStatus') ?? 'UNFULFILLED',
		sourceName: textIn(input, 'sourceName') ?? call.app,
		sourceIdentifier: textIn(input, 'sourceIdentifier'),
		poNumber: textIn(input, 'poNumber'),
		test: input.test === true,
		note: textIn(input, 'note'),
		refunds: [],
		createdAt: now,
		processedAt: processedAt === null ? now : new Date(processedAt).toISOString(),
		updatedAt: now,
		cancelledAt: null,
	};
}

function customerIn(input: JsonObject, call: AdminCall): CustomerRecord | undefined {
	const { book, data } = call.shopify;
	const { toUpsert, toAssociate } = objectArg(input, 'customer');
	const wanted = objectArg({ wanted: toUpsert ?? toAssociate }, 'wanted');
	const id = textIn(wanted, 'id') ?? textIn(input, 'customerId');
	if (id !== null) return data.customers.get(Number(idOfType(id, 'Customer')));
	const email = textIn(wanted, 'email') ?? textIn(input, 'email');
	if (email === null) return undefined;
	if (toAssociate) return book.customerByEmail(email);
	const firstName = textIn(wanted, 'firstName');
	const lastName = textIn(wanted, 'lastName');
	const customer = book.customerFor(email, {
		...(firstName === null ? {} : { firstName }),
		...(lastName === null ? {} : { lastName }),
	});
	return book.tagCustomer(customer.id, withTags(customer.tags, textsArg(wanted, 'tags') ?? []));
}

function refused(field: string[] | null, message: string, code: string | null = 'INVALID'): JsonObject {
	return { order: null, userErrors: [{ code, field, message }] };
}
