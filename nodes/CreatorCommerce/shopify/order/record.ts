import { type Attribution, attributionOf } from '../attribution';
import { type Json, asList, asNumber, asRecord, asText, at, bareId } from '../narrow';

/** An order as far as operations show it. Amounts are in the shop's currency; times are ISO, as Shopify gives them. */
export interface OrderRecord {
	/** The bare number id. */
	id: string;
	name: string;
	createdAt: string;
	updatedAt: string | undefined;
	cancelledAt: string | undefined;
	isTest: boolean;
	/** What was ordered, taxes and shipping included. */
	total: number;
	/** The same after refunds, removals and edits. */
	currentTotal: number;
	refunded: number;
	currency: string | undefined;
	/** Pieces ordered. */
	itemCount: number | undefined;
	discountCodes: string[];
	/** As in Shopify's schema: PAID. */
	financialStatus: string | undefined;
	fulfillmentStatus: string | undefined;
	sourceName: string | undefined;
	tags: string[];
	attributes: Array<{ name: string; value: string }>;
	attribution: Attribution | undefined;
	/** Only where it was asked for. */
	customer: { id: string | undefined; email: string | undefined } | undefined;
	/** The node as Shopify gave it. */
	node: Json;
}

const MONEY = '{ shopMoney { amount currencyCode } }';

/** Nothing in it is personal data, which many apps may not read. */
export const ORDER_FIELDS = `id name createdAt updatedAt cancelledAt test tags sourceName discountCodes
	displayFinancialStatus displayFulfillmentStatus subtotalLineItemsQuantity
	customAttributes { key value }
	totalPriceSet ${MONEY}
	currentTotalPriceSet ${MONEY}
	totalRefundedSet ${MONEY}`;

export const CUSTOMER_FIELDS = 'email customer { id }';

/** Undefined for what is no order. */
export function readOrderNode(value: unknown): OrderRecord | undefined {
	const node = asRecord(value);
	const id = bareId(node.id);
	if (id === undefined) return undefined;
	const amount = (set: unknown): number | undefined => asNumber(at(set, 'shopMoney', 'amount'));
	const total = amount(node.totalPriceSet) ?? 0;
	const tags = asList(node.tags).map(String);
	const attributes = asList(node.customAttributes).map((attribute) => ({
		name: asText(at(attribute, 'key')) ?? '',
		value: asText(at(attribute, 'value')) ?? '',
	}));
	const customerId = bareId(at(node, 'customer', 'id'));
	const email = asText(node.email);
	return {
		id,
		name: asText(node.name) ?? '',
		createdAt: asText(node.createdAt) ?? '',
		updatedAt: asText(node.updatedAt),
		cancelledAt: asText(node.cancelledAt),
		isTest: node.test === true,
		total,
		currentTotal: amount(node.currentTotalPriceSet) ?? total,
		refunded: amount(node.totalRefundedSet) ?? 0,
		currency: asText(at(node, 'totalPriceSet', 'shopMoney', 'currencyCode')),
		itemCount: asNumber(node.subtotalLineItemsQuantity),
		discountCodes: asList(node.discountCodes).map(String),
		financialStatus: asText(node.displayFinancialStatus),
		fulfillmentStatus: asText(node.displayFulfillmentStatus),
		sourceName: asText(node.sourceName),
		tags,
		attributes,
		attribution: attributionOf({ tags, attributes }),
		customer: customerId === undefined && email === undefined ? undefined : { id: customerId, email },
		node,
	};
}
