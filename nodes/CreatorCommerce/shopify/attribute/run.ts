import type { ShopifyAdmin } from '../client';
import { inHalves } from '../halves';
import { asList, asText, at } from '../narrow';
import { ordersNamed } from '../order/byName';
import { type OrderChange, type OrderState, type Owner, type Wish, decide } from './decide';
import { chunksOf, nameKey, readStates } from './read';
import { STEPS_A_REQUEST, type Step, stepsDocument, stepsFor } from './steps';

export interface AttributeRow {
	index: number;
	/** A bare order number, or a name such as #1001. */
	order: { by: 'id' | 'name'; value: string };
	wish: Wish;
}

type Place = Pick<OrderState, 'id' | 'name'>;
type Part = Step['kind'];

/** What a row came to. */
export type AttributeOutcome =
	| { kind: 'attributed'; order: Place; change: OrderChange; replaces: Owner | undefined }
	| { kind: 'same'; order: Place }
	| { kind: 'notFound' }
	| { kind: 'severalOrders'; ids: string[] }
	/** Rows of this run want the same order for different partners or campaigns. */
	| { kind: 'rowsDisagree'; indexes: number[] }
	| { kind: 'taken'; by: 'partner' | 'campaign'; owner: Owner; order: Place }
	/** Shopify refused a part of it; the others were written. */
	| { kind: 'refused'; order: Place; said: string; refused: Part; written: Part[] }
	| { kind: 'fault'; fault: unknown };

export interface Hooks {
	/** A row failed that is told by its outcome. */
	onRefusal(): void;
	/** A request failed for good; may throw, to end the run. */
	onFault(fault: unknown): void;
}

/** An order to be marked, and the rows that want it. */
interface Job {
	id: string;
	indexes: number[];
	wish: Wish;
	tries: number;
	/** What an earlier try set out to write, and what it came to. */
	earlier?: { write: Pick<Write, 'order' | 'change' | 'replaces'>; cameTo: AttributeOutcome };
}

interface Write {
	job: Job;
	order: OrderState;
	change: OrderChange;
	replaces: Owner | undefined;
	steps: Step[];
}

/** A step that Shopify could not carry out for reasons of its own is tried so often. */
const TRIES = 3;

/**
 * Marks orders. Every order is read shortly before it is written, so what others changed meanwhile is kept; what is right
 * already is not written. An order's parts are in one request, together with those of many others.
 */
export async function attributeOrders(
	admin: ShopifyAdmin,
	rows: readonly AttributeRow[],
	hooks: Hooks,
): Promise<Map<number, AttributeOutcome>> {
	const outcomes = new Map<number, AttributeOutcome>();
	const tagged = new Set<string>();
	let jobs = await jobsFor(admin, rows, outcomes, hooks);
	while (jobs.length > 0) {
		const again: Job[] = [];
		for (const chunk of chunksOf(jobs))
			again.push(...(await attributeChunk(admin, chunk, outcomes, tagged, hooks)));
		jobs = again;
	}
	return outcomes;
}

/** Rows by the order they mean. Names are looked up together. */
async function jobsFor(
	admin: ShopifyAdmin,
	rows: readonly AttributeRow[],
	outcomes: Map<number, AttributeOutcome>,
	hooks: Hooks,
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

/** @returns the jobs to be tried once more */
async function attributeChunk(
	admin: ShopifyAdmin,
	jobs: readonly Job[],
	outcomes: Map<number, AttributeOutcome>,
	tagged: Set<string>,
	hooks: Hooks,
): Promise<Job[]> {
	const settle = (job: Job, outcome: AttributeOutcome): void => {
		for (const index of job.indexes) outcomes.set(index, outcome);
	};
	// Of an order that an earlier try broke off at, a part may be written: not even "not sent" would be true.
	const fail = (job: Job, fault: unknown): void =>
		settle(job, job.earlier?.cameTo ?? { kind: 'fault', fault });
	let states: Map<string, OrderState>;
	try {
		const ids = jobs.map(({ id }) => id);
		states = await readStates(
			admin,
			ids,
			jobs.some(({ wish }) => wish.tagCustomer),
		);
	} catch (fault) {
		hooks.onFault(fault);
		for (const job of jobs) fail(job, fault);
		return [];
	}
	const writes: Write[] = [];
	for (const job of jobs) {
		const order = states.get(job.id);
		if (order === undefined) {
			settle(job, { kind: 'notFound' });
			hooks.onRefusal();
			continue;
		}
		const decision = decide(order, job.wish);
		if (decision.kind === 'same')
			settle(job, job.earlier ? done(job.earlier.write) : { kind: 'same', order });
		else if (decision.kind === 'taken') {
			settle(job, { kind: 'taken', by: decision.by, owner: decision.owner, order });
			hooks.onRefusal();
		} else {
			const { change, replaces } = decision;
			writes.push({ job, order, change, replaces, steps: stepsFor(order.id, change) });
		}
	}
	const again: Job[] = [];
	for (const some of packed(writes)) {
		try {
			await inHalves(some, async (part) => {
				for (const { write, outcome, broken } of await send(admin, part, tagged)) {
					const { job } = write;
					// Shopify broke on the way: what is written already will be found right when it is read again.
					if (broken && job.tries + 1 < TRIES) {
						again.push({
							...job,
							tries: job.tries + 1,
							earlier: { write: job.earlier?.write ?? write, cameTo: outcome },
						});
						continue;
					}
					settle(job, outcome);
					if (outcome.kind === 'refused') hooks.onRefusal();
				}
			});
		} catch (fault) {
			hooks.onFault(fault);
			for (const { job } of some) {
				const isOpen = job.indexes.some((index) => !outcomes.has(index));
				if (isOpen && !again.some(({ id }) => id === job.id)) fail(job, fault);
			}
		}
	}
	return again;
}

/** As many orders as fit into a request, whole. */
function* packed(writes: readonly Write[]): Generator<Write[]> {
	let some: Write[] = [];
	let size = 0;
	for (const write of writes) {
		const steps = write.steps.length + (write.change.customer === undefined ? 0 : 1);
		if (some.length > 0 && size + steps > STEPS_A_REQUEST) {
			yield some;
			some = [];
			size = 0;
		}
		some.push(write);
		size += steps;
	}
	if (some.length > 0) yield some;
}

interface Sent {
	write: Write;
	outcome: AttributeOutcome;
	/** Shopify broke at a part of it: worth another try. */
	broken: boolean;
}

/** @param tagged customers and tags written already, in this run: an order's customer often has other orders too */
async function send(admin: ShopifyAdmin, writes: readonly Write[], tagged: Set<string>): Promise<Sent[]> {
	const steps: Step[] = [];
	const customers = new Map<string, number>();
	const planned = writes.map((write) => {
		const own = write.steps.map((step) => steps.push(step) - 1);
		const { customer } = write.change;
		if (customer !== undefined) {
			const key = `${customer.id} ${customer.tag}`;
			if (tagged.has(key)) return { write, own };
			const step: Step = { target: customer.id, kind: 'customer', input: [customer.tag] };
			const place = customers.get(key) ?? steps.push(step) - 1;
			customers.set(key, place);
			own.push(place);
		}
		return { write, own };
	});
	if (steps.length === 0) return writes.map((write) => ({ write, outcome: done(write), broken: false }));

	const { document, variables } = stepsDocument(steps);
	const { data, faults } = await admin.callPartly(document, variables);
	const results = steps.map(({ kind }, at) => ({ kind, ...judge(data[`s${at}`], faults.get(`s${at}`)) }));
	for (const [key, place] of customers) if (results[place]?.result === 'written') tagged.add(key);
	return planned.map(({ write, own }) => {
		const its = results.filter((_, at) => own.includes(at));
		const wrong =
			its.find(({ result }) => result === 'refused') ?? its.find(({ result }) => result === 'broken');
		if (wrong === undefined) return { write, outcome: done(write), broken: false };
		return {
			write,
			outcome: {
				kind: 'refused',
				order: write.order,
				said: wrong.said,
				refused: wrong.kind,
				written: its.filter(({ result }) => result === 'written').map(({ kind }) => kind),
			},
			broken: wrong.result === 'broken',
		};
	});
}

const done = ({
	order,
	change,
	replaces,
}: Pick<Write, 'order' | 'change' | 'replaces'>): AttributeOutcome => ({
	kind: 'attributed',
	order,
	change,
	replaces,
});

interface Judged {
	result: 'written' | 'refused' | 'broken';
	/** Shopify's words. */
	said: string;
}

function judge(payload: unknown, fault: { said: string; passes: boolean } | undefined): Judged {
	if (fault !== undefined) return { result: fault.passes ? 'broken' : 'refused', said: fault.said };
	if (payload === null || payload === undefined)
		return { result: 'broken', said: 'no answer for this order' };
	const words = asList(at(payload, 'userErrors')).map((error) => asText(at(error, 'message')) ?? 'refused');
	return { result: words.length === 0 ? 'written' : 'refused', said: words.join(' ') };
}
