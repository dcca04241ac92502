import type { Document, ShopifyAdmin } from '../client';
import { ShopifyError, raise } from '../failure';
import { inHalves } from '../halves';
import { type Json, asList, asNumber, asText, at, bareId } from '../narrow';
import { ORDER_FIELDS, type OrderRecord, readOrderNode } from './record';

/** A product that was ordered. Amounts are in the shop's currency. */
export interface OrderLine {
	title: string;
	variantTitle: string | undefined;
	sku: string | undefined;
	quantity: number;
	/** Of one, before discounts. */
	price: number | undefined;
	/** Of all pieces, after discounts of the line. */
	total: number | undefined;
	/** Bare numbers; undefined for what is no product of the store, or where the app may not read products. */
	productId: string | undefined;
	variantId: string | undefined;
}

export interface WholeOrder {
	order: OrderRecord;
	lines: OrderLine[];
}

/** At 8 points an order and 7 a line, six orders with so many lines each stay below the 1,000 of one query. */
export const ORDERS_AT_ONCE = 6;
const LINES_AT_ONCE = 20;

const MONEY = '{ shopMoney { amount currencyCode } }';
const LINE = `title variantTitle sku quantity originalUnitPriceSet ${MONEY} discountedTotalSet ${MONEY}`;
const LINE_PRODUCT = `${LINE} product { id } variant { id }`;

const whole = (name: string, line: string, scopes: string[]): Document => ({
	name,
	replaySafe: true,
	scopes,
	text: `query ${name}($ids: [ID!]!) {
		nodes(ids: $ids) {
			... on Order {
				${ORDER_FIELDS}
				lineItems(first: ${LINES_AT_ONCE}) {
					nodes { ${line} }
					pageInfo { hasNextPage endCursor }
				}
			}
		}
	}`,
});

const moreLines = (name: string, line: string, scopes: string[]): Document => ({
	name,
	replaySafe: true,
	scopes,
	text: `query ${name}($id: ID!, $after: String) {
		order(id: $id) {
			lineItems(first: 100, after: $after) {
				nodes { ${line} }
				pageInfo { hasNextPage endCursor }
			}
		}
	}`,
});

export const ORDERS_WHOLE = whole('OrdersWhole', LINE_PRODUCT, ['read_orders', 'read_products']);
export const ORDER_LINES = moreLines('OrderLines', LINE_PRODUCT, ['read_orders', 'read_products']);
/** For an app that may not read products: the lines without their products' ids. */
export const ORDERS_WHOLE_PLAIN = whole('OrdersWholePlain', LINE, ['read_orders']);
export const ORDER_LINES_PLAIN = moreLines('OrderLinesPlain', LINE, ['read_orders']);

/** Whole orders of one store, as long as an execution lasts. */
export class OrderReader {
	private mayReadProducts = true;

	constructor(private readonly admin: ShopifyAdmin) {}

	/**
	 * @param ids bare numbers, at most {@link ORDERS_AT_ONCE}
	 * @returns by bare number; missing are orders that do not exist or that the app may not see
	 * @throws ShopifyError
	 */
	async read(ids: readonly string[]): Promise<Map<string, WholeOrder>> {
		const orders = new Map<string, WholeOrder>();
		await inHalves(ids, async (part) => {
			const { nodes } = await this.ask(ORDERS_WHOLE, ORDERS_WHOLE_PLAIN, { ids: part.map(orderGid) });
			for (const node of asList(nodes)) {
				const order = readOrderNode(node);
				if (order === undefined) continue;
				const first = at(node, 'lineItems');
				const lines = [...linesIn(first), ...(await this.rest(order.id, first))];
				orders.set(order.id, { order, lines });
			}
		});
		return orders;
	}

	/** The lines after the first page. */
	private async rest(id: string, first: unknown): Promise<OrderLine[]> {
		const lines: OrderLine[] = [];
		for (let after = nextOf(first); after !== undefined;) {
			const data = await this.ask(ORDER_LINES, ORDER_LINES_PLAIN, { id: orderGid(id), after });
			const page = at(data, 'order', 'lineItems');
			lines.push(...linesIn(page));
			const next = nextOf(page);
			after = next === after ? undefined : next;
		}
		return lines;
	}

	private async ask(full: Document, plain: Document, variables: Json): Promise<Json> {
		if (!this.mayReadProducts) return await this.admin.call(plain, variables);
		try {
			return await this.admin.call(full, variables);
		} catch (fault) {
			const lacks = fault instanceof ShopifyError ? fault.missingScopes : [];
			if (!lacks.includes('read_products') || lacks.includes('read_orders')) return raise(fault);
			this.mayReadProducts = false;
			return await this.admin.call(plain, variables);
		}
	}
}

export const orderGid = (id: string): string => `gid://shopify/Order/${id}`;

const nextOf = (page: unknown): string | undefined =>
	at(page, 'pageInfo', 'hasNextPage') === true ? asText(at(page, 'pageInfo', 'endCursor')) : undefined;

const linesIn = (page: unknown): OrderLine[] =>
	asList(at(page, 'nodes')).map((line) => ({
		title: asText(at(line, 'title')) ?? '',
		variantTitle: asText(at(line, 'variantTitle')),
		sku: asText(at(line, 'sku')),
		quantity: asNumber(at(line, 'quantity')) ?? 0,
		price: asNumber(at(line, 'originalUnitPriceSet', 'shopMoney', 'amount')),
		total: asNumber(at(line, 'discountedTotalSet', 'shopMoney', 'amount')),
		productId: bareId(at(line, 'product', 'id')),
		variantId: bareId(at(line, 'variant', 'id')),
	}));
