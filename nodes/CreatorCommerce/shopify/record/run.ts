import type { ShopifyAdmin } from '../client';
import { chunksOf } from '../attribute/read';
import type { OrderDraft } from './draft';
import { IDENTIFIERS_A_SEARCH, type RecordedOrder, bySource } from './find';
import { recordOnce } from './make';
import { matchOf, tooNewForSearch } from './match';
import type { Place, RecordHooks, RecordOutcome, RecordRow } from './outcome';

interface Job {
	indexes: number[];
	draft: OrderDraft;
}

/** Orders made at once: what Shopify takes for one is about a second. */
const AT_ONCE = 4;

/**
 * Records orders, each once. What was recorded before is found by its source identifier: in Shopify's search, in the list of
 * the newest orders, which does not lag, and in what this process remembers.
 */
export async function recordOrders(
	admin: ShopifyAdmin,
	rows: readonly RecordRow[],
	hooks: RecordHooks,
): Promise<Map<number, RecordOutcome>> {
	const outcomes = new Map<number, RecordOutcome>();
	const settle = (job: Job, outcome: RecordOutcome): void => {
		job.indexes.forEach((index, at) => {
			// Of rows that are the same, one made the order and the others find it.
			const again = at > 0 && outcome.kind === 'created';
			outcomes.set(index, again ? { kind: 'existing', order: recorded(outcome.order, job.draft) } : outcome);
		});
		if (outcome.kind !== 'created' && outcome.kind !== 'existing' && outcome.kind !== 'fault')
			hooks.onRefusal();
	};
	const jobs = jobsOf(rows, settle);
	let before: Map<string, RecordedOrder[]>;
	try {
		before = await recordedBefore(admin, jobs);
	} catch (fault) {
		hooks.onFault(fault);
		for (const job of jobs) settle(job, { kind: 'fault', fault });
		return outcomes;
	}
	const waiting: Job[] = [];
	for (const job of jobs) {
		const match = matchOf(before.get(job.draft.sourceIdentifier), job.draft);
		if (match === undefined) waiting.push(job);
		else settle(job, match);
	}
	const line = waiting.values();
	const work = async (): Promise<void> => {
		for (const job of line) {
			try {
				settle(job, await recordOnce(admin, job.draft, hooks));
			} catch (fault) {
				hooks.onFault(fault);
				settle(job, { kind: 'fault', fault });
			}
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return outcomes;
}

/** Rows with one source identifier are one order. */
function jobsOf(rows: readonly RecordRow[], settle: (job: Job, outcome: RecordOutcome) => void): Job[] {
	const byIdentifier = new Map<string, RecordRow[]>();
	for (const row of rows) {
		const { sourceIdentifier } = row.draft;
		byIdentifier.set(sourceIdentifier, [...(byIdentifier.get(sourceIdentifier) ?? []), row]);
	}
	return [...byIdentifier.values()].flatMap((its) => {
		const [first] = its;
		if (first === undefined) return [];
		const job = { indexes: its.map(({ index }) => index), draft: first.draft };
		const text = JSON.stringify(first.draft);
		if (its.every(({ draft }) => JSON.stringify(draft) === text)) return [job];
		settle(job, { kind: 'rowsDisagree', indexes: job.indexes });
		return [];
	});
}

async function recordedBefore(
	admin: ShopifyAdmin,
	jobs: readonly Job[],
): Promise<Map<string, RecordedOrder[]>> {
	const found = new Map<string, RecordedOrder[]>();
	if (jobs.length === 0) return found;
	const add = (orders: Iterable<RecordedOrder>): void => {
		for (const order of orders) {
			const known = found.get(order.sourceIdentifier) ?? [];
			if (!known.some(({ id }) => id === order.id)) found.set(order.sourceIdentifier, [...known, order]);
		}
	};
	const identifiers = jobs.map(({ draft }) => draft.sourceIdentifier);
	const searches = [...chunksOf(identifiers, IDENTIFIERS_A_SEARCH)].map(
		async (some) => await bySource(admin, some),
	);
	const newest = tooNewForSearch(admin);
	for (const orders of await Promise.all([...searches, newest])) add([...orders.values()].flat());
	return found;
}

const recorded = (
	{ id, name }: Place,
	{ sourceName, sourceIdentifier, mark }: OrderDraft,
): RecordedOrder => ({
	id,
	name,
	createdAt: '',
	sourceName,
	sourceIdentifier,
	creatorIds: [mark.creatorId],
});
