import { type BenchResult, median, range } from '../result';
import { type Case, scaled, type Settings } from '../rounds';
import type { Side } from '../run';
import type { Counts } from '../tally';
import { orderDelivery } from '../webhooks/bodies';
import { type BothTriggers, startBothTriggers } from '../webhooks/n8n';
import { deliverAll } from '../webhooks/post';

/** Deliveries a round and side. */
const DELIVERIES = 120;
const ROUNDS = 5;
/** Before anything is timed: what n8n loads and compiles at first use. */
const WARM_UP = 40;
const AT_A_TIME = 8;
const TARGET = 0.95;

export const webhooks: Case = {
	name: 'webhooks',
	title: 'webhooks: signed deliveries into n8n',
	alone: true,
	async run(settings): Promise<BenchResult> {
		const n8n = await startBothTriggers();
		try {
			return await measure(n8n, settings);
		} finally {
			await n8n.close();
		}
	},
};

async function measure(n8n: BothTriggers, settings: Settings): Promise<BenchResult> {
	const items = scaled(DELIVERIES, settings);
	const sides: Side[] = settings.peer ? ['ours', 'peer'] : ['ours'];
	const rates: Record<Side, number[]> = { ours: [], peer: [] };
	const counts: Record<Side, Counts> = { ours: none(), peer: none() };
	let number = 0;
	const once = async (side: Side, many: number): Promise<number> => {
		const deliveries = Array.from({ length: many }, () => orderDelivery(++number, n8n.shop));
		const before = await n8n.runs(side);
		const { seconds, statuses } = await deliverAll(n8n.addresses[side], deliveries, AT_A_TIME);
		// The next side begins when this one's runs have ended.
		const runs = (await n8n.runs(side)) - before;
		counts[side].refused += statuses.filter((status) => status !== 200).length;
		counts[side].lost += Math.max(0, many - runs);
		counts[side].doubled += Math.max(0, runs - many);
		return many / seconds;
	};
	for (const side of sides) await once(side, scaled(WARM_UP, settings));
	const rounds = settings.rounds === 1 ? 1 : ROUNDS;
	for (let round = 0; round < rounds; round++) {
		// Whoever begins has the less used database: in turn.
		const order = round % 2 === 0 ? sides : [...sides].reverse();
		for (const side of order) rates[side].push(await once(side, items));
	}
	const ours = median(rates.ours);
	const peer = settings.peer ? median(rates.peer) : null;
	const ratio = peer === null ? null : ours / peer;
	return {
		ours,
		peer,
		ideal: null,
		ratio,
		...counts.ours,
		unit: 'deliveries/s',
		spread: { ours: range(rates.ours), ...(settings.peer && { peer: range(rates.peer) }) },
		...(settings.peer && { peerCounts: counts.peer }),
		items,
		rounds,
		target: `≥ ${TARGET} × n8n’s Shopify Trigger`,
		...(ratio !== null && { met: ratio >= TARGET && counts.ours.lost + counts.ours.doubled === 0 }),
		note:
			'Order bodies of 10 KB into one real n8n with both triggers active, eight at a time; each starts a run. More is better. ' +
			'Ours also asks Shopify for the partner and remembers the order.',
	};
}

const none = (): Counts => ({ refused: 0, lost: 0, doubled: 0 });
