import type { ShopifyAdmin } from '../client';
import { inHalves } from '../halves';
import type { RowHooks } from '../hooks';
import { type OrderState, decide } from './decide';
import { type Job, jobsFor } from './jobs';
import { type AttributeOutcome, type AttributeRow, attributed } from './outcome';
import { chunksOf, readStates } from './read';
import { type Write, packed, send } from './send';
import { stepsFor } from './steps';

/** A step that Shopify could not carry out for reasons of its own is tried so often. */
const TRIES = 3;

/**
 * Marks orders. Every order is read shortly before it is written, so what others changed meanwhile is kept; what is right
 * already is not written. An order's parts are in one request, together with those of many others.
 */
export async function attributeOrders(
	admin: ShopifyAdmin,
	rows: readonly AttributeRow[],
	hooks: RowHooks,
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

/** @returns the jobs to be tried once more */
async function attributeChunk(
	admin: ShopifyAdmin,
	jobs: readonly Job[],
	outcomes: Map<number, AttributeOutcome>,
	tagged: Set<string>,
	hooks: RowHooks,
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
			settle(job, job.earlier ? attributed(job.earlier.write) : { kind: 'same', order });
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
