import { ATTRIBUTED_TAG, campaignTag, creatorTag } from '../attribution';
import type { Document, ShopifyAdmin } from '../client';
import { asText, at, readEach } from '../narrow';
import { CUSTOMER_FIELDS, ORDER_FIELDS, type OrderRecord, readOrderNode } from './record';

/** Whose orders, and which. Times are ISO. */
export interface OrderFilter {
	/** Undefined: of all partners. A handle matters for orders that name no id. */
	creator?: { id: string; handle?: string };
	campaignId?: string;
	/** From, included. */
	createdAfter?: string;
	/** Until, not included. */
	createdBefore?: string;
	/** As in Shopify's schema: PAID. Empty: whatever it is. */
	financialStatuses: string[];
	includeTests: boolean;
	includeCancelled: boolean;
	/**
	 * `tagged`: what CreatorCommerce has tagged, found by search, and the newest by their attributes.
	 * `every`: every order of the time is looked at, so those with attributes alone are found too.
	 */
	lookAt: 'tagged' | 'every';
	withCustomer: boolean;
}

/** Orders on a page: 8 points each by Shopify's published rules, so a page asks for half of what one query may cost. */
const PAGE = 50;
/** Orders younger than that may not have their tags yet, or not be in the search. */
const FRESH_MS = 30 * 60_000;
/** So many of the newest are looked through for fresh ones. */
const NEWEST_LOOKED_AT = 500;

const page = (name: string, fields: string, scopes: string[], size = PAGE): Document => ({
	name,
	replaySafe: true,
	scopes,
	text: `query ${name}($query: String, $after: String) {
		orders(first: ${size}, after: $after, query: $query, sortKey: CREATED_AT, reverse: true) {
			nodes { ${fields} }
			pageInfo { hasNextPage endCursor }
		}
	}`,
});

export const ORDERS_PAGE = page('OrdersPage', ORDER_FIELDS, ['read_orders']);
/** Customers need an access scope of their own, so they are asked for only when they are wanted. */
export const ORDERS_PAGE_CUSTOMERS = page('OrdersPageCustomers', `${ORDER_FIELDS} ${CUSTOMER_FIELDS}`, [
	'read_orders',
	'read_customers',
]);

/** So much tells whose an order is: two points, so a page holds as many as Shopify gives. */
const LOOK_FIELDS =
	'id createdAt cancelledAt test tags displayFinancialStatus customAttributes { key value }';
export const ORDERS_LOOK = page('OrdersLook', LOOK_FIELDS, ['read_orders'], 250);

const byIds = (name: string, fields: string, scopes: string[]): Document => ({
	name,
	replaySafe: true,
	scopes,
	text: `query ${name}($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { ${fields} } } }`,
});

export const ORDERS_BY_IDS = byIds('OrdersByIds', ORDER_FIELDS, ['read_orders']);
export const ORDERS_BY_IDS_CUSTOMERS = byIds('OrdersByIdsCustomers', `${ORDER_FIELDS} ${CUSTOMER_FIELDS}`, [
	'read_orders',
	'read_customers',
]);

/** The attributed orders of one store, as long as an execution lasts. */
export class AttributedOrders {
	/** Fresh orders by document, read once: they are the same whatever is asked for. */
	private readonly fresh = new Map<Document, Promise<OrderRecord[]>>();

	/** @param now wall clock in ms */
	constructor(
		private readonly admin: ShopifyAdmin,
		readonly now: number,
	) {}

	/**
	 * Newest first, each once.
	 * @throws ShopifyError
	 */
	async *matching(filter: OrderFilter): AsyncGenerator<OrderRecord> {
		if (filter.lookAt === 'every') {
			yield* this.amongAll(filter);
			return;
		}
		const document = filter.withCustomer ? ORDERS_PAGE_CUSTOMERS : ORDERS_PAGE;
		const given = new Set<string>();
		if (!(Date.parse(filter.createdBefore ?? '') <= this.now - FRESH_MS)) {
			for (const order of await this.freshOrders(document)) {
				if (!isWanted(order, filter)) continue;
				given.add(order.id);
				yield order;
			}
		}
		for await (const order of orders(this.admin, document, searchFor(filter))) {
			if (!given.has(order.id) && isWanted(order, filter)) yield order;
		}
	}

	/** Looks at every order, and reads those that are wanted. */
	private async *amongAll(filter: OrderFilter): AsyncGenerator<OrderRecord> {
		const document = filter.withCustomer ? ORDERS_BY_IDS_CUSTOMERS : ORDERS_BY_IDS;
		for await (const page of pages(this.admin, ORDERS_LOOK, searchFor(filter))) {
			const wanted = page.filter((order) => isWanted(order, filter)).map(({ id }) => id);
			for (let from = 0; from < wanted.length; from += PAGE) {
				const ids = wanted.slice(from, from + PAGE).map((id) => `gid://shopify/Order/${id}`);
				const { nodes } = await this.admin.call(document, { ids });
				// Shopify gives them in the order they are asked for.
				yield* ordersIn(nodes).filter((order) => isWanted(order, filter));
			}
		}
	}

	private freshOrders(document: Document): Promise<OrderRecord[]> {
		const known = this.fresh.get(document) ?? this.readFresh(document);
		this.fresh.set(document, known);
		// A failed reading is not kept, so that a later item may try again.
		known.catch(() => this.fresh.delete(document));
		return known;
	}

	private async readFresh(document: Document): Promise<OrderRecord[]> {
		const found: OrderRecord[] = [];
		let looked = 0;
		for await (const order of orders(this.admin, document, undefined)) {
			if (this.now - Date.parse(order.createdAt) > FRESH_MS || ++looked > NEWEST_LOOKED_AT) break;
			if (order.attribution !== undefined) found.push(order);
		}
		return found;
	}
}

async function* orders(
	admin: ShopifyAdmin,
	document: Document,
	query: string | undefined,
): AsyncGenerator<OrderRecord> {
	for await (const page of pages(admin, document, query)) yield* page;
}

async function* pages(
	admin: ShopifyAdmin,
	document: Document,
	query: string | undefined,
): AsyncGenerator<OrderRecord[]> {
	let after: string | undefined;
	for (;;) {
		const data = await admin.call(document, { query: query ?? null, after: after ?? null });
		yield ordersIn(at(data, 'orders', 'nodes'));
		const next = asText(at(data, 'orders', 'pageInfo', 'endCursor'));
		if (at(data, 'orders', 'pageInfo', 'hasNextPage') !== true || next === undefined || next === after)
			return;
		after = next;
	}
}

const ordersIn = (nodes: unknown): OrderRecord[] => readEach(nodes, readOrderNode);

/** Text in quotes, as Shopify's search wants it. */
export const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

function searchFor(filter: OrderFilter): string | undefined {
	const { creator, campaignId, createdAfter, createdBefore, financialStatuses, lookAt } = filter;
	const tag = creator
		? creatorTag(creator.id)
		: campaignId === undefined
			? ATTRIBUTED_TAG
			: campaignTag(campaignId);
	const terms = [
		lookAt === 'tagged' && `tag:${quoted(tag)}`,
		createdAfter !== undefined && `created_at:>=${quoted(createdAfter)}`,
		createdBefore !== undefined && `created_at:<${quoted(createdBefore)}`,
		financialStatuses.length > 0 &&
			`(${financialStatuses.map((status) => `financial_status:${status.toLowerCase()}`).join(' OR ')})`,
	].filter((term) => term !== false);
	return terms.length === 0 ? undefined : terms.join(' AND ');
}

/** Search is not exact and may lag, so every order is judged by what it says itself. */
function isWanted(order: OrderRecord, filter: OrderFilter): boolean {
	const { attribution } = order;
	if (attribution === undefined) return false;
	if (order.isTest && !filter.includeTests) return false;
	if (order.cancelledAt !== undefined && !filter.includeCancelled) return false;
	const created = Date.parse(order.createdAt);
	if (created < Date.parse(filter.createdAfter ?? '')) return false;
	if (created >= Date.parse(filter.createdBefore ?? '')) return false;
	if (filter.campaignId !== undefined && !attribution.campaignIds.includes(filter.campaignId)) return false;
	if (
		filter.financialStatuses.length > 0 &&
		!filter.financialStatuses.includes(order.financialStatus ?? '')
	) {
		return false;
	}
	if (filter.creator === undefined) return true;
	if (attribution.creatorId !== undefined) return attribution.creatorId === filter.creator.id;
	const { handle } = filter.creator;
	return handle !== undefined && attribution.creatorHandle?.toLowerCase() === handle.toLowerCase();
}
