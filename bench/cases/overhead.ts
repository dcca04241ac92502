import { Gate, withLab } from '../lab';
import { type BenchResult, median, range, total } from '../result';
import { type Case, scaled } from '../rounds';
import type { Side } from '../run';
import type { Counts } from '../tally';
import { oursUpdates, peerUpdates, tallyUpdates, updateRows } from '../updates';
import type { Cost } from '../worker/protocol';

const ITEMS = 2000;
const PARTNERS = 1000;
const NO_LIMIT = { readsPerMinute: 1e9, writesPerMinute: 1e9, bulkPerMinute: 1e9 };
const TARGET = 1;
/**
 * HTTP Request without Batching opens a connection an item at once, which ends at some thousand items. The smallest pause
 * n8n takes, one millisecond every 50 items, lets answers come in between.
 */
const BATCHING = { batchSize: 50, batchInterval: 1 };

interface Measured {
	cost: Cost;
	counts: Counts;
}

export const overhead: Case = {
	name: 'overhead',
	title: 'overhead: no limit in the way',
	alone: true,
	async run(settings) {
		const items = scaled(ITEMS, settings);
		const ours: Measured[] = [];
		const peer: Measured[] = [];
		for (let round = 0; round < Math.min(settings.rounds, ROUNDS); round++) {
			ours.push(await once('ours', items));
			if (settings.peer) peer.push(await once('peer', items));
		}
		const result = (unit: string, note: string, valueOf: (cost: Cost) => number): BenchResult =>
			compared({ ours, peer, items, unit, note }, valueOf);
		return {
			'overhead.cpu': result(
				'CPU ms/item',
				`A process of its own each, a sandbox without limits and latency. The peer with Batching of ${BATCHING.batchSize} every ${BATCHING.batchInterval} ms.`,
				({ cpuMs }) => cpuMs / items,
			),
			'overhead.memory': result(
				'MB peak RSS',
				'Of the whole process; n8n-core and the items are in both.',
				({ peakRssMb }) => peakRssMb,
			),
			'overhead.heap': result('MB peak heap', 'Looked at every 100 ms.', ({ peakHeapMb }) => peakHeapMb),
		};
	},
};

const ROUNDS = 3;

async function once(side: Side, items: number): Promise<Measured> {
	const start = { stores: 1, partners: Math.min(PARTNERS, items), factor: 1, limits: 'off' } as const;
	return await withLab(new Gate(), [start], 1, async ({ stores: [sandbox], workers: [worker] }) => {
		if (!sandbox || !worker) throw new Error('The lab is smaller than it should be');
		const { address } = sandbox;
		const rows = updateRows(await sandbox.ask('partners'), items);
		const job = side === 'ours' ? oursUpdates(rows, NO_LIMIT) : peerUpdates(rows, address, BATCHING);
		const cost = await worker.run({ factor: 1, runs: [{ address, job }] });
		const { counts } = await tallyUpdates(sandbox, rows);
		return { cost, counts };
	});
}

function compared(
	given: { ours: Measured[]; peer: Measured[]; items: number; unit: string; note: string },
	valueOf: (cost: Cost) => number,
): BenchResult {
	const [ours, peer] = [given.ours, given.peer].map((all) => all.map(({ cost }) => valueOf(cost)));
	const oursMedian = median(ours ?? []);
	const peerMedian = peer && peer.length > 0 ? median(peer) : null;
	const ratio = peerMedian === null ? null : oursMedian / peerMedian;
	return {
		ours: oursMedian,
		peer: peerMedian,
		ideal: null,
		ratio,
		...total(given.ours.map(({ counts }) => counts)),
		unit: given.unit,
		spread: { ours: range(ours ?? []), ...(peer && peer.length > 0 && { peer: range(peer) }) },
		...(given.peer.length > 0 && { peerCounts: total(given.peer.map(({ counts }) => counts)) }),
		items: given.items,
		rounds: given.ours.length,
		target: `≤ ${TARGET} × the peer`,
		...(ratio !== null && { met: ratio <= TARGET }),
		note: given.note,
	};
}
