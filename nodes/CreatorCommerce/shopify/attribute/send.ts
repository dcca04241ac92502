import type { ShopifyAdmin } from '../client';
import { asList, asText, at } from '../narrow';
import type { Job } from './jobs';
import { type AttributeOutcome, type Written, attributed } from './outcome';
import { STEPS_A_REQUEST, type Step, stepsDocument } from './steps';

/** An order that is to be written, and how. */
export interface Write extends Written {
	job: Job;
	steps: Step[];
}

/** As many orders as fit into a request, whole. */
export function* packed(writes: readonly Write[]): Generator<Write[]> {
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
export async function send(
	admin: ShopifyAdmin,
	writes: readonly Write[],
	tagged: Set<string>,
): Promise<Sent[]> {
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
	if (steps.length === 0)
		return writes.map((write) => ({ write, outcome: attributed(write), broken: false }));

	const { document, variables } = stepsDocument(steps);
	const { data, faults } = await admin.callPartly(document, variables);
	const results = steps.map(({ kind }, at) => ({ kind, ...judge(data[`s${at}`], faults.get(`s${at}`)) }));
	for (const [key, place] of customers) if (results[place]?.result === 'written') tagged.add(key);
	return planned.map(({ write, own }) => {
		const its = results.filter((_, at) => own.includes(at));
		const wrong =
			its.find(({ result }) => result === 'refused') ?? its.find(({ result }) => result === 'broken');
		if (wrong === undefined) return { write, outcome: attributed(write), broken: false };
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
