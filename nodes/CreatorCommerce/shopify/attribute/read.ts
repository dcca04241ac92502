import type { Document, ShopifyAdmin } from '../client';
import { inHalves } from '../halves';
import { asList, asText, at, bareId } from '../narrow';
import type { OrderState } from './decide';

/** Orders a request reads. Shopify takes 250 ids; three points an order and the time until they are written say fewer. */
const ORDERS_A_READ = 100;
/** Names a search asks for; each makes it longer, and a search is cut at some length. */
const NAMES_A_SEARCH = 25;
/** More pages than that of one search are not about the names asked for. */
const MOST_PAGES = 4;

const STATE = 'id name tags customAttributes { key value }';

export const ORDERS_TO_ATTRIBUTE: Document = {
	name: 'OrdersToAttribute',
	replaySafe: true,
	scopes: ['read_orders'],
	text: `query OrdersToAttribute($ids: [ID!]!) {
		nodes(ids: $ids) { ... on Order { ${STATE} } }
	}`,
};

/** The customer's tags need an access scope of their own, so they are asked for only when they are wanted. */
export const ORDERS_AND_CUSTOMERS: Document = {
	name: 'OrdersAndCustomers',
	replaySafe: true,
	scopes: ['read_orders', 'read_customers'],
	text: `query OrdersAndCustomers($ids: [ID!]!) {
		nodes(ids: $ids) { ... on Order { ${STATE} customer { id tags } } }
	}`,
};

/** Search: an order made a moment ago may still be missing. */
export const ORDERS_NAMED: Document = {
	name: 'OrdersNamed',
	replaySafe: true,
	scopes: ['read_orders'],
	text: `query OrdersNamed($query: String!, $after: String) {
		orders(first: 50, after: $after, query: $query, sortKey: CREATED_AT, reverse: true) {
			nodes { id name }
			pageInfo { hasNextPage endCursor }
		}
	}`,
};

export const orderGid = (id: string): string => `gid://shopify/Order/${id}`;

/** What an order's name is compared by: `#1001` and `1001` are the same. */
export const nameKey = (name: string): string => name.trim().replace(/^#/, '').toLowerCase();

/** In chunks that one request can read. */
export function* chunksOf<T>(items: readonly T[], size = ORDERS_A_READ): Generator<T[]> {
	for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}

/**
 * @param ids bare numbers, at most a chunk of them
 * @returns by bare number; missing are orders that do not exist or that the app may not see
 */
export async function readStates(
	admin: ShopifyAdmin,
	ids: readonly string[],
	withCustomers: boolean,
): Promise<Map<string, OrderState>> {
	const states = new Map<string, OrderState>();
	await inHalves(ids, async (part) => {
		const document = withCustomers ? ORDERS_AND_CUSTOMERS : ORDERS_TO_ATTRIBUTE;
		const { nodes } = await admin.call(document, { ids: part.map(orderGid) });
		for (const node of asList(nodes)) {
			const id = bareId(at(node, 'id'));
			const state = readState(node);
			if (id !== undefined && state !== undefined) states.set(id, state);
		}
	});
	return states;
}

/**
 * The orders that have one of the names.
 * @returns name key → bare numbers; more than one where Shopify knows several orders of that name
 */
export async function findByName(
	admin: ShopifyAdmin,
	names: readonly string[],
): Promise<Map<string, string[]>> {
	const found = new Map<string, string[]>();
	const wanted = new Set(names.map(nameKey));
	for (const part of chunksOf([...wanted], NAMES_A_SEARCH)) {
		const query = part.map((name) => `name:'${name.replace(/[\\']/g, '\\$&')}'`).join(' OR ');
		let after: string | undefined;
		for (let page = 0; page < MOST_PAGES; page += 1) {
			const { orders } = await admin.call(ORDERS_NAMED, { query, after: after ?? null });
			for (const node of asList(at(orders, 'nodes'))) {
				const id = bareId(at(node, 'id'));
				const key = nameKey(asText(at(node, 'name')) ?? '');
				if (id === undefined || !wanted.has(key)) continue;
				const ids = found.get(key) ?? [];
				if (!ids.includes(id)) found.set(key, [...ids, id]);
			}
			const next = asText(at(orders, 'pageInfo', 'endCursor'));
			if (at(orders, 'pageInfo', 'hasNextPage') !== true || next === undefined || next === after) break;
			after = next;
		}
	}
	return found;
}

function readState(node: unknown): OrderState | undefined {
	const id = asText(at(node, 'id'));
	if (id === undefined) return undefined;
	const customerId = asText(at(node, 'customer', 'id'));
	return {
		id,
		name: asText(at(node, 'name')) ?? '',
		tags: asList(at(node, 'tags')).map(String),
		attributes: asList(at(node, 'customAttributes')).map((attribute) => ({
			key: asText(at(attribute, 'key')) ?? '',
			value: asText(at(attribute, 'value')) ?? '',
		})),
		...(customerId !== undefined && {
			customer: { id: customerId, tags: asList(at(node, 'customer', 'tags')).map(String) },
		}),
	};
}
