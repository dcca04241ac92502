import { lowerBoundWindows, type RowGroup } from '../../nodes/CreatorCommerce/traffic';
import {
	type Case,
	idealSeconds,
	inTurn,
	type Lane,
	nothingWrong,
	type Round,
	type Settings,
	summary,
} from '../rounds';
import { oursJob, peerJob, type Side, VENDOR } from '../run';
import type { BenchSandbox } from '../sandbox/client';
import type { StoredDrop } from '../sandbox/protocol';
import { makespan, meanRoundTrip, refusedIn } from '../tally';
import { batchingAtLimit } from '../updates';

/** Products a drop gets: 1,000 rows over 40 drops, a few large ones and many small ones. */
const SIZES = [
	...[180, 140, 110, 90, 70],
	...Array<number>(10).fill(20),
	...Array<number>(15).fill(10),
	...Array<number>(10).fill(6),
];
/** Most products in one request, of both sides. */
const CHUNK = 50;
/** Enough that 40 partners have a drop already. */
const PARTNERS = 100;
/** Four or five windows, so the clocks can be slower. */
const FACTORS = { ours: 2, peer: 2 };
const TARGET = 1.05;

type ProductRow = Record<'collabId' | 'dropId' | 'productId', string>;
interface Task {
	drop: StoredDrop;
	rows: ProductRow[];
}

export const products: Case = {
	name: 'products',
	title: 'products: rows into drops of uneven size',
	async run(settings) {
		const sizes = sizesFor(settings);
		const bound = lowerBoundWindows(groups(sizes), { chunk: CHUNK, ...VENDOR });
		const result = summary(
			await inTurn(
				settings,
				PARTNERS,
				async (side, lane) => await addOnce(side, lane, sizes, bound),
				FACTORS,
			),
		);
		return {
			...result,
			items: sizes.reduce((sum, size) => sum + size, 0),
			factor: FACTORS,
			target: `≤ ${TARGET} × ideal`,
			met: result.ratio !== null && result.ratio <= TARGET && nothingWrong(result),
			note: `${sizes.length} drops; no plan takes less than ${bound.toFixed(2)} windows, so ${Math.ceil(bound)}. The peer sends one request a drop and ${CHUNK} products, 10 a minute.`,
		};
	},
};

const sizesFor = ({ scale }: Settings): number[] =>
	SIZES.filter((_, at) => at % Math.max(1, Math.round(1 / scale)) === 0);

const groups = (sizes: readonly number[]): RowGroup[] =>
	sizes.map((count, at) => ({ key: String(at), count }));

async function addOnce(
	side: Side,
	{ sandbox, worker, factor }: Lane,
	sizes: readonly number[],
	bound: number,
): Promise<Round> {
	const { address } = sandbox;
	const tasks = tasksFor(await sandbox.ask('drops'), sizes);
	const job =
		side === 'ours'
			? oursJob(
					'drop',
					'addProducts',
					{
						partner: { __rl: true, mode: 'id', value: '={{ $json.collabId }}' },
						drop: { __rl: true, mode: 'id', value: '={{ $json.dropId }}' },
						product: { __rl: true, mode: 'id', value: '={{ $json.productId }}' },
					},
					tasks.flatMap(({ rows }) => rows),
				)
			: peerJob(
					{
						url: `=${address.url}/channels/${address.shopDomain}/collabs/{{ $json.collabId }}/drops/{{ $json.dropId }}/products`,
						body: '={{ { products: $json.products } }}',
						batching: batchingAtLimit(factor, VENDOR.bulkPerMinute),
					},
					tasks.flatMap(chunked),
				);
	await worker.run({ factor, runs: [{ address, job }] });
	return await tally(sandbox, tasks, bound);
}

/** A drop each of so many partners, and products that none of them has. */
function tasksFor(drops: readonly StoredDrop[], sizes: readonly number[]): Task[] {
	const ofPartner = new Map(drops.map((drop) => [drop.collabId, drop]));
	const chosen = [...ofPartner.values()].slice(0, sizes.length);
	if (chosen.length < sizes.length) throw new Error('The store has too few drops');
	let product = 9_000_000_000_000;
	return chosen.map((drop, at) => ({
		drop,
		rows: Array.from({ length: sizes[at] ?? 0 }, () => ({
			collabId: drop.collabId,
			dropId: drop.dropId,
			productId: String(product++),
		})),
	}));
}

/** What a user makes of the rows by hand, with Aggregate: an item a request. */
function chunked({ drop: { collabId, dropId }, rows }: Task): Array<Record<string, unknown>> {
	const chunks = [];
	for (let from = 0; from < rows.length; from += CHUNK) {
		const ids = rows.slice(from, from + CHUNK).map(({ productId }) => ({ id: productId }));
		chunks.push({ collabId, dropId, products: ids });
	}
	return chunks;
}

async function tally(sandbox: BenchSandbox, tasks: readonly Task[], bound: number): Promise<Round> {
	const journal = await sandbox.ask('journal');
	const stored = new Map((await sandbox.ask('drops')).map(({ dropId, products }) => [dropId, products]));
	let lost = 0;
	let doubled = 0;
	for (const { drop, rows } of tasks) {
		const times = new Map<string, number>();
		for (const id of stored.get(drop.dropId) ?? []) times.set(id, (times.get(id) ?? 0) + 1);
		for (const { productId } of rows) {
			const count = times.get(productId) ?? 0;
			lost += count === 0 ? 1 : 0;
			doubled += Math.max(0, count - 1);
		}
	}
	return {
		seconds: makespan(journal),
		ideal: idealSeconds(Math.ceil(bound), meanRoundTrip(journal)),
		counts: { refused: refusedIn(journal), lost, doubled },
	};
}
