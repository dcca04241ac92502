import type { OrderRecord } from './record';

/** What a partner sold in one currency. */
export interface PartnerTotals {
	creatorId: string | undefined;
	creatorHandle: string | undefined;
	currency: string | undefined;
	orders: number;
	/** After refunds, removals and edits. */
	revenue: number;
	refunded: number;
	items: number;
	firstOrderAt: string;
	lastOrderAt: string;
}

/**
 * Adds up orders by partner and currency, the highest revenue first. Amounts of different currencies are never added.
 * An order that names a handle alone counts for the partner whom other orders of the list give that handle.
 */
export function totalsOf(orders: readonly OrderRecord[]): PartnerTotals[] {
	const idOf = new Map<string, string>();
	const handleOf = new Map<string, string>();
	for (const { attribution } of orders) {
		const { creatorId, creatorHandle } = attribution ?? {};
		if (creatorId === undefined || creatorHandle === undefined) continue;
		idOf.set(creatorHandle.toLowerCase(), creatorId);
		// Orders come newest first: the latest handle is the one that holds.
		if (!handleOf.has(creatorId)) handleOf.set(creatorId, creatorHandle);
	}
	const totals = new Map<string, PartnerTotals>();
	for (const order of orders) {
		const handle = order.attribution?.creatorHandle;
		const creatorId = order.attribution?.creatorId ?? idOf.get(handle?.toLowerCase() ?? '');
		const key = `${creatorId ?? `@${handle?.toLowerCase() ?? ''}`} ${order.currency ?? ''}`;
		const row = totals.get(key) ?? {
			creatorId,
			creatorHandle: (creatorId === undefined ? undefined : handleOf.get(creatorId)) ?? handle,
			currency: order.currency,
			orders: 0,
			revenue: 0,
			refunded: 0,
			items: 0,
			firstOrderAt: order.createdAt,
			lastOrderAt: order.createdAt,
		};
		row.orders += 1;
		row.revenue += thousandths(order.currentTotal);
		row.refunded += thousandths(order.refunded);
		row.items += order.itemCount ?? 0;
		if (Date.parse(order.createdAt) < Date.parse(row.firstOrderAt)) row.firstOrderAt = order.createdAt;
		if (Date.parse(order.createdAt) > Date.parse(row.lastOrderAt)) row.lastOrderAt = order.createdAt;
		totals.set(key, row);
	}
	return [...totals.values()]
		.map((row) => ({ ...row, revenue: row.revenue / 1000, refunded: row.refunded / 1000 }))
		.sort((left, right) => right.revenue - left.revenue);
}

/** Whole numbers, so that thousands of prices add up to what they are; some currencies have three decimals. */
const thousandths = (amount: number): number => Math.round(amount * 1000);
