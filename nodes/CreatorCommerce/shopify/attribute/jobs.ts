import type { ShopifyAdmin } from '../client';
import type { RowHooks } from '../hooks';
import { ordersNamed } from '../order/byName';
import type { Wish } from './decide';
import type { AttributeOutcome, AttributeRow, Written } from './outcome';
import { nameKey } from './read';

/** An order to be marked, and the rows that want it. */
export interface Job {
	id: string;
	indexes: number[];
	wish: Wish;
	tries: number;
	/** What an earlier try set out to write, and what it came to. */
	earlier?: { write: Written; cameTo: AttributeOutcome };
}

/** Rows by the order they mean. Names are looked up together. */
export async function jobsFor(
	admin: ShopifyAdmin,
	rows: readonly AttributeRow[],
	outcomes: Map<number, AttributeOutcome>,
	hooks: RowHooks,
): Promise<Job[]> {
	const names = rows.flatMap(({ order }) => (order.by === 'name' ? [order.value] : []));
	let found = new Map<string, string[]>();
	let searchFault: unknown;
	try {
		if (names.length > 0) found = await ordersNamed(admin, names);
	} catch (fault) {
		hooks.onFault(fault);
		searchFault = fault;
	}
	const byOrder = new Map<string, AttributeRow[]>();
	for (const row of rows) {
		const ids = row.order.by === 'id' ? [row.order.value] : (found.get(nameKey(row.order.value)) ?? []);
		const [id] = ids;
		if (id === undefined || ids.length > 1) {
			if (id === undefined && searchFault !== undefined)
				outcomes.set(row.index, { kind: 'fault', fault: searchFault });
			else outcomes.set(row.index, id === undefined ? { kind: 'notFound' } : { kind: 'severalOrders', ids });
			hooks.onRefusal();
		} else byOrder.set(id, [...(byOrder.get(id) ?? []), row]);
	}
	const jobs: Job[] = [];
	for (const [id, its] of byOrder) {
		const indexes = its.map(({ index }) => index);
		const [first] = its;
		if (first === undefined) continue;
		if (its.some(({ wish }) => !agrees(wish, first.wish))) {
			for (const index of indexes) outcomes.set(index, { kind: 'rowsDisagree', indexes });
			hooks.onRefusal();
		} else jobs.push({ id, indexes, wish: together(its), tries: 0 });
	}
	return jobs;
}

const agrees = (one: Wish, other: Wish): boolean =>
	one.mark.creatorId === other.mark.creatorId && one.mark.campaignId === other.mark.campaignId;

const together = (rows: readonly AttributeRow[]): Wish => ({
	mark: rows[0]?.wish.mark ?? { creatorId: '' },
	overwrite: rows.some(({ wish }) => wish.overwrite),
	tagCustomer: rows.some(({ wish }) => wish.tagCustomer),
});
