import { idsIn, CREATOR_TAG } from '../attribute/marks';
import { orderGid } from '../attribute/read';
import type { Document, ShopifyAdmin } from '../client';
import { inHalves } from '../halves';
import { asList, asText, at, bareId } from '../narrow';

/** An order as far as it tells whether it is the one that is to be recorded. */
export interface RecordedOrder {
	/** The bare number id. */
	id: string;
	name: string;
	createdAt: string;
	sourceName: string | undefined;
	sourceIdentifier: string;
	creatorIds: string[];
}

/** Identifiers a search asks for. */
export const IDENTIFIERS_A_SEARCH = 25;
const ORDERS_A_PAGE = 100;
/** More pages than that, of a hundred orders, are not read of one list. */
const MOST_PAGES = 20;

const ROW = 'id name createdAt sourceName sourceIdentifier tags';

/** Search: what was made a moment ago may still be missing. */
export const ORDERS_BY_SOURCE: Document = {
	name: 'OrdersBySource',
	replaySafe: true,
	scopes: ['read_orders'],
	text: `query OrdersBySource($query: String!, $after: String) {
		orders(first: ${ORDERS_A_PAGE}, after: $after, query: $query, sortKey: CREATED_AT, reverse: true) {
			nodes { ${ROW} }
			pageInfo { hasNextPage endCursor }
		}
	}`,
};

/** The newest orders as they are: no search, so nothing is missing. */
export const ORDERS_JUST_MADE: Document = {
	name: 'OrdersJustMade',
	replaySafe: true,
	scopes: ['read_orders'],
	text: `query OrdersJustMade($after: String) {
		orders(first: ${ORDERS_A_PAGE}, after: $after, sortKey: CREATED_AT, reverse: true) {
			nodes { ${ROW} }
			pageInfo { hasNextPage endCursor }
		}
	}`,
};

export const ORDERS_RECORDED: Document = {
	name: 'OrdersRecorded',
	replaySafe: true,
	scopes: ['read_orders'],
	text: `query OrdersRecorded($ids: [ID!]!) {
		nodes(ids: $ids) { ... on Order { ${ROW} } }
	}`,
};

/** Orders by their source identifier, as the search knows them. */
export async function bySource(
	admin: ShopifyAdmin,
	identifiers: readonly string[],
): Promise<Map<string, RecordedOrder[]>> {
	const found = new Map<string, RecordedOrder[]>();
	const wanted = new Set(identifiers);
	const terms = identifiers.map((one) => `source_identifier:'${one.replace(/[\\']/g, '\\$&')}'`);
	await inHalves(terms, async (part) => {
		for await (const order of pages(admin, ORDERS_BY_SOURCE, { query: part.join(' OR ') }))
			keep(order, wanted, found);
	});
	return found;
}

/**
 * Orders made since a time in ms of 1970, by their source identifier; and the newest hundred in any case, since Shopify's
 * clock and ours may differ.
 */
export async function madeSince(admin: ShopifyAdmin, since: number): Promise<Map<string, RecordedOrder[]>> {
	const found = new Map<string, RecordedOrder[]>();
	let seen = 0;
	for await (const order of pages(admin, ORDERS_JUST_MADE, {})) {
		seen += 1;
		if (seen > ORDERS_A_PAGE && Date.parse(order.createdAt) < since) break;
		keep(order, undefined, found);
	}
	return found;
}

/** By bare number; missing are orders that are there no longer. */
export async function recordedNow(
	admin: ShopifyAdmin,
	ids: readonly string[],
): Promise<Map<string, RecordedOrder>> {
	const found = new Map<string, RecordedOrder>();
	await inHalves(ids, async (part) => {
		const { nodes } = await admin.call(ORDERS_RECORDED, { ids: part.map(orderGid) });
		for (const order of asList(nodes).map(readRow)) if (order !== undefined) found.set(order.id, order);
	});
	return found;
}

function keep(
	order: RecordedOrder,
	wanted: Set<string> | undefined,
	found: Map<string, RecordedOrder[]>,
): void {
	const { sourceIdentifier, id } = order;
	if (sourceIdentifier === '' || wanted?.has(sourceIdentifier) === false) return;
	const known = found.get(sourceIdentifier) ?? [];
	if (!known.some((one) => one.id === id)) found.set(sourceIdentifier, [...known, order]);
}

async function* pages(
	admin: ShopifyAdmin,
	document: Document,
	variables: Record<string, string>,
): AsyncGenerator<RecordedOrder> {
	let after: string | undefined;
	for (let page = 0; page < MOST_PAGES; page += 1) {
		const { orders } = await admin.call(document, { ...variables, after: after ?? null });
		for (const order of asList(at(orders, 'nodes')).map(readRow)) if (order !== undefined) yield order;
		const next = asText(at(orders, 'pageInfo', 'endCursor'));
		if (at(orders, 'pageInfo', 'hasNextPage') !== true || next === undefined || next === after) return;
		after = next;
	}
}

function readRow(node: unknown): RecordedOrder | undefined {
	const id = bareId(at(node, 'id'));
	if (id === undefined) return undefined;
	return {
		id,
		name: asText(at(node, 'name')) ?? '',
		createdAt: asText(at(node, 'createdAt')) ?? '',
		sourceName: asText(at(node, 'sourceName')),
		sourceIdentifier: asText(at(node, 'sourceIdentifier')) ?? '',
		creatorIds: idsIn(asList(at(node, 'tags')).map(String), CREATOR_TAG),
	};
}
