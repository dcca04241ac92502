import type { ShopifyAdmin } from '../client';
import { ShopifyError, raise } from '../failure';
import { asList, asText, at, bareId } from '../narrow';
import { chunksOf } from '../attribute/read';
import { ORDER_CREATE, type OrderDraft, createVariables } from './draft';
import { IDENTIFIERS_A_SEARCH, type RecordedOrder, bySource, madeSince, recordedNow } from './find';
import { forgetOrder, oneAtATime, orderMade, rememberOrder } from './memory';
import { type OrderPace, isOrderLimit, sharedPace } from './pace';

export interface RecordRow {
	index: number;
	draft: OrderDraft;
}

type Place = Pick<RecordedOrder, 'id' | 'name'>;

/** What a row came to. */
export type RecordOutcome =
	/** `foundLater`: no answer came, and the order was found afterwards. */
	| { kind: 'created'; order: Place; foundLater: boolean }
	/** Recorded before, by this or another row or run. */
	| { kind: 'existing'; order: RecordedOrder }
	/** Rows of this run describe one order differently. */
	| { kind: 'rowsDisagree'; indexes: number[] }
	/** The identifier is that of an order from somewhere else. */
	| { kind: 'otherSource'; order: RecordedOrder }
	/** Recorded before, for another partner. */
	| { kind: 'taken'; order: RecordedOrder }
	| { kind: 'refused'; said: string; field: string | undefined }
	/** Whether the order was made cannot be known. */
	| { kind: 'unknown'; fault: unknown }
	| { kind: 'fault'; fault: unknown };

export interface Hooks {
	/** A row failed that is told by its outcome. */
	onRefusal(): void;
	/** A request failed for good; may throw, to end the run. */
	onFault(fault: unknown): void;
	/** Ms of a clock that only runs forward. */
	now(): number;
}

interface Job {
	indexes: number[];
	draft: OrderDraft;
}

/** Orders made so long ago are in Shopify's search; newer ones are looked for in the plain list too. */
const SEARCH_LAG_MS = 15 * 60_000;
/** Orders made at once: what Shopify takes for one is about a second. */
const AT_ONCE = 4;
const TRIES = 3;
/** Pauses before each look after an answer that was lost: the order may still be in the making. */
const LOOK_AFTER_MS = [0, 3_000, 10_000];

/**
 * Records orders, each once. What was recorded before is found by its source identifier: in Shopify's search, in the list of
 * the newest orders, which does not lag, and in what this process remembers.
 */
export async function recordOrders(
	admin: ShopifyAdmin,
	rows: readonly RecordRow[],
	hooks: Hooks,
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

const keyOf = (admin: ShopifyAdmin, draft: OrderDraft): string => `${admin.store} ${draft.sourceIdentifier}`;

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
	const newest = madeSince(admin, Date.now() - SEARCH_LAG_MS);
	for (const orders of await Promise.all([...searches, newest])) add([...orders.values()].flat());
	return found;
}

/** What an order that is there already means for the row; undefined: there is none. */
function matchOf(orders: readonly RecordedOrder[] | undefined, draft: OrderDraft): RecordOutcome | undefined {
	const sameSource = orders?.filter(
		({ sourceName }) => sourceName?.toLowerCase() === draft.sourceName.toLowerCase(),
	);
	const order = sameSource?.find(({ creatorIds }) => isOf(creatorIds, draft)) ?? sameSource?.[0];
	if (order !== undefined) {
		const isAnothers = order.creatorIds.length > 0 && !isOf(order.creatorIds, draft);
		return isAnothers ? { kind: 'taken', order } : { kind: 'existing', order };
	}
	const [other] = orders ?? [];
	return other && { kind: 'otherSource', order: other };
}

const isOf = (creatorIds: readonly string[], { mark }: OrderDraft): boolean =>
	creatorIds.some((id) => id.toLowerCase() === mark.creatorId.toLowerCase());

/** Makes the order, unless this process has made it since it was looked for. */
async function recordOnce(admin: ShopifyAdmin, draft: OrderDraft, hooks: Hooks): Promise<RecordOutcome> {
	const key = keyOf(admin, draft);
	return await oneAtATime(key, async () => {
		const remembered = orderMade(key);
		if (remembered !== undefined) {
			const order = (await recordedNow(admin, [remembered])).get(remembered);
			const isIt = order?.sourceIdentifier === draft.sourceIdentifier;
			const match = isIt ? matchOf([order], draft) : undefined;
			if (match !== undefined) return match;
			// Somebody has deleted it.
			forgetOrder(key);
		}
		const outcome = await make(admin, draft, hooks);
		if (outcome.kind === 'created') rememberOrder(key, outcome.order.id);
		return outcome;
	});
}

async function make(admin: ShopifyAdmin, draft: OrderDraft, hooks: Hooks): Promise<RecordOutcome> {
	const pace = sharedPace(admin.store);
	let lost = 0;
	for (;;) {
		await untilFree(admin, pace, hooks);
		const sent = pace.sent(hooks.now());
		try {
			const { orderCreate } = await admin.call(ORDER_CREATE, createVariables(draft));
			const [error] = asList(at(orderCreate, 'userErrors'));
			const id = bareId(at(orderCreate, 'order', 'id'));
			if (id !== undefined) {
				return {
					kind: 'created',
					order: { id, name: asText(at(orderCreate, 'order', 'name')) ?? '' },
					foundLater: false,
				};
			}
			const said = asText(at(error, 'message')) ?? 'no reason was given';
			if (!isOrderLimit(said)) {
				const path = asList(at(error, 'field')).map(String);
				return { kind: 'refused', said, field: path.length === 0 ? undefined : path.join('.') };
			}
			pace.refused(sent, hooks.now());
		} catch (fault) {
			if (!(fault instanceof ShopifyError) || fault.effect !== 'unknown') return raise(fault);
			lost += 1;
			const found = await lookFor(admin, draft, fault);
			if (found.kind !== 'absent') return found;
			if (lost >= TRIES) return { kind: 'unknown', fault };
		}
	}
}

async function untilFree(admin: ShopifyAdmin, pace: OrderPace, hooks: Hooks): Promise<void> {
	for (let ms = pace.before(hooks.now()); ms > 0; ms = pace.before(hooks.now())) await admin.pause(ms);
}

/** Looks for an order whose answer was lost, several times, before it is believed that there is none. */
async function lookFor(
	admin: ShopifyAdmin,
	draft: OrderDraft,
	lost: ShopifyError,
): Promise<RecordOutcome | { kind: 'absent' }> {
	try {
		for (const pauseMs of LOOK_AFTER_MS) {
			if (pauseMs > 0) await admin.pause(pauseMs);
			const orders = (await madeSince(admin, Date.now() - SEARCH_LAG_MS)).get(draft.sourceIdentifier);
			const match = matchOf(orders, draft);
			if (match?.kind === 'existing') return { kind: 'created', order: match.order, foundLater: true };
			if (match !== undefined) return match;
		}
		return { kind: 'absent' };
	} catch {
		// No look, no knowledge: neither "created" nor "not sent" would be true.
		return { kind: 'unknown', fault: lost };
	}
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
