import {
	type SaleRow,
	type ShopifyAdmin,
	attributionOf,
	creatorTag,
	newestOrders,
	ordersTagged,
} from '../../shopify';
import { shopCurrency } from '../../shopify/record/currency';
import type { CreatorCommerceEvent, EventCampaign, EventPartner } from '../event';
import type { Announced, Memory } from './memory';
import type { Order } from './order';

export interface Thresholds {
	orders: number[];
	revenue: number[];
}

export interface Sales {
	orders: number;
	/** In `currency`. */
	revenue: number;
	/** The same, of orders made before events were told. */
	before: { orders: number; revenue: number };
	currency: string | undefined;
}

/** Orders younger than that may not have their tags yet, or not be in the search. */
const FRESH_MS = 30 * 60_000;
/** Pages of 100 newest orders that are looked through for fresh ones. */
const NEWEST_LOOKED_AT = 500;

/**
 * Adds up a partner's orders as Shopify has them now: those tagged, the newest ones by their attributes, and the one that
 * has just arrived. Each is judged by what it says itself: the search lags, and attributes count before tags. Totals are the
 * current ones, so refunds and edits count; cancelled orders do not, nor test orders unless wanted.
 */
export async function addUp(
	admin: ShopifyAdmin,
	creator: { id: string; handle: string | undefined },
	arrived: Order,
	options: { since: string; includeTests: boolean; now: number },
): Promise<Sales> {
	const rows = new Map<string, SaleRow>();
	const keep = (row: SaleRow): unknown => isOf(row, creator) && rows.set(row.id, row);
	for await (const row of ordersTagged(admin, creatorTag(creator.id))) keep(row);
	let looked = 0;
	for await (const row of newestOrders(admin)) {
		const age = options.now - Date.parse(row.createdAt);
		if (age > FRESH_MS || ++looked > NEWEST_LOOKED_AT) break;
		keep(row);
	}
	if (!rows.has(arrived.id)) rows.set(arrived.id, arrived.row);
	const counted = [...rows.values()].filter(
		({ isCancelled, isTest }) => !isCancelled && (options.includeTests || !isTest),
	);
	// Shopify's times count whole seconds: an order of that very second is not an earlier one.
	const since = Math.floor(Date.parse(options.since) / 1000) * 1000;
	const earlier = counted.filter(({ createdAt }) => Date.parse(createdAt) < since);
	const currency = await currencyOf(admin, counted);
	const revenueOf = (those: SaleRow[]): number =>
		sum(those.filter((row) => row.currency === undefined || row.currency === currency));
	return {
		orders: counted.length,
		revenue: revenueOf(counted),
		before: { orders: earlier.length, revenue: revenueOf(earlier) },
		currency: currency ?? arrived.row.currency,
	};
}

/** An order may be recorded in another currency than the store's: amounts of different ones are never added. */
async function currencyOf(admin: ShopifyAdmin, rows: SaleRow[]): Promise<string | undefined> {
	const currencies = new Set(rows.flatMap(({ currency }) => currency ?? []));
	return currencies.size > 1 ? await shopCurrency(admin) : [...currencies][0];
}

/** Some orders name the handle alone until they are tagged. */
function isOf(row: SaleRow, { id, handle }: { id: string; handle: string | undefined }): boolean {
	const { creatorId, creatorHandle } = attributionOf(row) ?? {};
	if (creatorId !== undefined) return creatorId === id;
	return handle !== undefined && creatorHandle?.toLowerCase() === handle.toLowerCase();
}

/** In thousandths, so that thousands of prices add up to what they are; some currencies have three decimals. */
const sum = (rows: SaleRow[]): number =>
	rows.reduce((thousandths, { total }) => thousandths + Math.round(total * 1000), 0) / 1000;

const highest = (thresholds: number[], value: number): number =>
	thresholds.reduce((best, threshold) => (threshold <= value && threshold > best ? threshold : best), 0);

/**
 * The thresholds that are passed now and were not announced yet, lowest first; and remembers them. What a partner had
 * passed before the workflow was activated is not announced. The delivery that announced one announces it again when it
 * comes again. Nothing is awaited here, so two deliveries of one process cannot both announce.
 */
export function milestoneEvents(
	sales: Sales,
	thresholds: Thresholds,
	memory: Memory,
	who: { creatorId: string; partner: EventPartner; campaign: EventCampaign | undefined },
	delivery: string,
	context: { shop: string; receivedAt: string },
): CreatorCommerceEvent[] {
	const known = memory.milestones.get(who.creatorId);
	const last =
		known?.delivery === delivery
			? known.before
			: (known ?? {
					orders: highest(thresholds.orders, sales.before.orders),
					revenue: highest(thresholds.revenue, sales.before.revenue),
				});
	const events: CreatorCommerceEvent[] = [];
	const now = { orders: last.orders, revenue: last.revenue };
	for (const metric of ['orders', 'revenue'] as const) {
		const passed = [...new Set(thresholds[metric])]
			.filter((threshold) => threshold > last[metric] && threshold <= sales[metric])
			.sort((left, right) => left - right);
		for (const threshold of passed) {
			events.push({
				event: 'milestone.reached',
				eventId: `milestone.reached:${who.creatorId}:${metric}:${threshold}`,
				occurredAt: context.receivedAt,
				source: 'shopify',
				shop: context.shop,
				partner: who.partner,
				...(who.campaign && { campaign: who.campaign }),
				milestone: {
					metric,
					threshold,
					value: sales[metric],
					...(metric === 'revenue' && sales.currency !== undefined && { currency: sales.currency }),
				},
			});
		}
		now[metric] = Math.max(last[metric], ...passed);
	}
	const isSame = known !== undefined && now.orders === known.orders && now.revenue === known.revenue;
	if (!isSame) {
		const entry: Announced = { ...now, before: { orders: last.orders, revenue: last.revenue }, delivery };
		memory.milestones.set(who.creatorId, entry);
	}
	return events;
}
