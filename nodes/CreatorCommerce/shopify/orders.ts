import type { Document, ShopifyAdmin } from './client';
import { asList, asNumber, asText, at, bareId } from './narrow';

/** What counts of an order when a partner's sales are added up. */
export interface SaleRow {
	/** The bare number id. */
	id: string;
	createdAt: string;
	/** In the shop's currency, after refunds and edits. */
	total: number;
	currency: string | undefined;
	isTest: boolean;
	isCancelled: boolean;
	tags: string[];
	attributes: Array<{ name: string; value: string }>;
}

const ROW = `id createdAt test cancelledAt tags
	customAttributes { key value }
	currentTotalPriceSet { shopMoney { amount currencyCode } }`;

/** Search: what was written a moment ago may still be missing. */
export const ORDERS_SEARCH: Document = {
	name: 'OrdersSearch',
	replaySafe: true,
	scopes: ['read_orders'],
	text: `query OrdersSearch($query: String!, $after: String) {
		orders(first: 100, after: $after, query: $query, sortKey: CREATED_AT, reverse: true) {
			nodes { ${ROW} }
			pageInfo { hasNextPage endCursor }
		}
	}`,
};

/** Without a search: the newest orders as they are. */
export const ORDERS_NEWEST: Document = {
	name: 'OrdersNewest',
	replaySafe: true,
	scopes: ['read_orders'],
	text: `query OrdersNewest($after: String) {
		orders(first: 100, after: $after, sortKey: CREATED_AT, reverse: true) {
			nodes { ${ROW} }
			pageInfo { hasNextPage endCursor }
		}
	}`,
};

/** Orders with a tag, newest first; a tag is quoted as Shopify's search wants it. */
export async function* ordersTagged(admin: ShopifyAdmin, tag: string): AsyncGenerator<SaleRow> {
	const quoted = tag.replace(/[\\']/g, '\\$&');
	yield* pages(admin, ORDERS_SEARCH, { query: `tag:'${quoted}'` });
}

export async function* newestOrders(admin: ShopifyAdmin): AsyncGenerator<SaleRow> {
	yield* pages(admin, ORDERS_NEWEST, {});
}

async function* pages(
	admin: ShopifyAdmin,
	document: Document,
	variables: Record<string, string>,
): AsyncGenerator<SaleRow> {
	let after: string | undefined;
	for (;;) {
		const { orders } = await admin.call(document, { ...variables, after: after ?? null });
		for (const node of asList(at(orders, 'nodes'))) {
			const row = readRow(node);
			if (row !== undefined) yield row;
		}
		const next = asText(at(orders, 'pageInfo', 'endCursor'));
		if (at(orders, 'pageInfo', 'hasNextPage') !== true || next === undefined || next === after) return;
		after = next;
	}
}

function readRow(node: unknown): SaleRow | undefined {
	const id = bareId(at(node, 'id'));
	if (id === undefined) return undefined;
	const money = at(node, 'currentTotalPriceSet', 'shopMoney');
	return {
		id,
		createdAt: asText(at(node, 'createdAt')) ?? '',
		total: asNumber(at(money, 'amount')) ?? 0,
		currency: asText(at(money, 'currencyCode')),
		isTest: at(node, 'test') === true,
		isCancelled: asText(at(node, 'cancelledAt')) !== undefined,
		tags: asList(at(node, 'tags')).map(String),
		attributes: asList(at(node, 'customAttributes')).map((attribute) => ({
			name: asText(at(attribute, 'key')) ?? '',
			value: asText(at(attribute, 'value')) ?? '',
		})),
	};
}
