import {
	type Case,
	FACTOR,
	idealSeconds,
	inTurn,
	type Lane,
	nothingWrong,
	type Round,
	scaled,
	summary,
} from '../rounds';
import { oursJob, peerJob, type Side, VENDOR } from '../run';
import type { BenchSandbox } from '../sandbox/client';
import type { StoredPartner } from '../sandbox/protocol';
import { doubledIn, makespan, meanRoundTrip, refusedIn, timesWritten } from '../tally';
import { batchingAtLimit } from '../updates';

const ITEMS = 1000;
/** One partner in so many is not as the rows want it. */
const CHANGED_EVERY = 5;
/** Rows a page of the partner list, the sandbox's default. */
const PAGE = 50;
/** Ours takes four windows, so its clock can be slower: reading a list of 14 MB is work, which is not scaled. */
const FACTORS = { ours: 2, peer: FACTOR };
const TARGET = 1.05;
const TIMES_FASTER = 5;

/** The partner as a row wants it. */
type Wanted = StoredPartner;

export const sync: Case = {
	name: 'sync',
	title: 'sync: 20 % of the partners changed',
	async run(settings) {
		const items = scaled(ITEMS, settings);
		const result = summary(await inTurn(settings, items, syncOnce, FACTORS));
		const fastEnough = result.peer === null || result.peer >= TIMES_FASTER * result.ours;
		return {
			...result,
			items,
			factor: FACTORS,
			target: `≤ ${TARGET} × ideal, ≥ ${TIMES_FASTER} × faster than the peer`,
			met: result.ratio !== null && result.ratio <= TARGET && fastEnough && nothingWrong(result),
			note: 'The peer cannot compare: it writes all rows, and is given the partners’ ids.',
		};
	},
};

async function syncOnce(side: Side, { sandbox, worker, factor }: Lane): Promise<Round> {
	const { address } = sandbox;
	const rows: Wanted[] = (await sandbox.ask('partners')).map((partner, row) =>
		row % CHANGED_EVERY === 0 ? { ...partner, affiliateCode: `SYNCED${row}` } : partner,
	);
	const job =
		side === 'ours'
			? oursJob(
					'partner',
					'sync',
					{
						matchOn: 'email',
						matchValue: '={{ $json.email }}',
						updateFields: {
							firstName: '={{ $json.firstName }}',
							lastName: '={{ $json.lastName }}',
							affiliateCode: '={{ $json.affiliateCode }}',
						},
					},
					plain(rows),
				)
			: peerJob(
					{
						url: `=${address.url}/creators/collabs/{{ $json.collabId }}?myshopify_domain=${address.shopDomain}`,
						body: {
							firstName: '={{ $json.firstName }}',
							lastName: '={{ $json.lastName }}',
							affiliateCode: '={{ $json.affiliateCode }}',
						},
						batching: batchingAtLimit(factor),
					},
					plain(rows),
				);
	await worker.run({ factor, runs: [{ address, job }] });
	return await tally(sandbox, rows);
}

const plain = (rows: readonly Wanted[]) => rows.map((row) => ({ ...row }));

async function tally(sandbox: BenchSandbox, rows: readonly Wanted[]): Promise<Round> {
	const journal = await sandbox.ask('journal');
	const stored = new Map((await sandbox.ask('partners')).map((partner) => [partner.collabId, partner]));
	const isLost = (row: Wanted): boolean => {
		const now = stored.get(row.collabId);
		return (
			now?.affiliateCode !== row.affiliateCode ||
			now.firstName !== row.firstName ||
			now.lastName !== row.lastName
		);
	};
	const reads = journal.filter(({ isWrite }) => !isWrite);
	const writes = journal.filter(({ isWrite }) => isWrite);
	const changed = Math.ceil(rows.length / CHANGED_EVERY);
	return {
		seconds: makespan(journal),
		// Pages come one after the other, each named by the one before.
		ideal:
			Math.ceil(rows.length / PAGE) * meanRoundTrip(reads) +
			idealSeconds(Math.ceil(changed / VENDOR.writesPerMinute), meanRoundTrip(writes)),
		counts: {
			refused: refusedIn(journal),
			lost: rows.filter(isLost).length,
			doubled: doubledIn(timesWritten(journal, ({ path }) => [path])),
		},
	};
}
