import { idealSeconds, type Lane, type Round } from './rounds';
import { type Job, type Limits, oursJob, peerJob, type Side, VENDOR } from './run';
import type { BenchSandbox } from './sandbox/client';
import type { Address, Heard, StoredPartner } from './sandbox/protocol';
import { doubledIn, makespan, meanRoundTrip, refusedIn, timesWritten } from './tally';
import type { Worker } from './worker/client';

/** A partner update: the partner, and a code that no other row writes. */
export type UpdateRow = Record<'collabId' | 'code' | 'firstName', string>;

let runs = 0;

/** Rows that change every partner given, each time to something new. */
export function updateRows(partners: readonly StoredPartner[], count = partners.length): UpdateRow[] {
	const run = ++runs;
	return Array.from({ length: count }, (_, row) => {
		const partner = partners[row % partners.length];
		if (!partner) throw new Error('The store has no partners');
		return { collabId: partner.collabId, code: `RUN${run}ROW${row}`, firstName: `Name ${run}` };
	});
}

export const oursUpdates = (rows: UpdateRow[], limits: Limits = VENDOR): Job =>
	oursJob(
		'partner',
		'update',
		{
			partner: { __rl: true, mode: 'id', value: '={{ $json.collabId }}' },
			updateFields: { affiliateCode: '={{ $json.code }}', firstName: '={{ $json.firstName }}' },
		},
		rows,
		limits,
	);

/** The same requests, as a user would set them up in HTTP Request. */
export const peerUpdates = (
	rows: UpdateRow[],
	{ url, shopDomain }: Address,
	batching?: { batchSize: number; batchInterval: number },
): Job =>
	peerJob(
		{
			url: `=${url}/creators/collabs/{{ $json.collabId }}?myshopify_domain=${shopDomain}`,
			body: { affiliateCode: '={{ $json.code }}', firstName: '={{ $json.firstName }}' },
			batching,
		},
		rows,
	);

/** Batching as the vendor's limit asks for: a window's worth of writes, then a minute. */
export const batchingAtLimit = (factor: number, perMinute = VENDOR.writesPerMinute) => ({
	batchSize: perMinute,
	batchInterval: 60_000 / factor,
});

function codeIn({ body }: Heard): string[] {
	const code = Object(body).affiliateCode as unknown;
	return typeof code === 'string' ? [code] : [];
}

/** What became of the rows. A row whose partner a later row changes again only has to have been written. */
export async function tallyUpdates(sandbox: BenchSandbox, rows: readonly UpdateRow[]): Promise<Round> {
	const journal = await sandbox.ask('journal');
	const stored = new Map(
		(await sandbox.ask('partners')).map((partner) => [partner.collabId, partner.affiliateCode]),
	);
	const times = timesWritten(journal, codeIn);
	const changedOnce = rows.length <= stored.size;
	const windows = Math.ceil(rows.length / VENDOR.writesPerMinute);
	return {
		seconds: makespan(journal),
		ideal: idealSeconds(windows, meanRoundTrip(journal)),
		counts: {
			refused: refusedIn(journal),
			lost: rows.filter(
				({ collabId, code }) => !times.has(code) || (changedOnce && stored.get(collabId) !== code),
			).length,
			doubled: doubledIn(times),
		},
	};
}

/** Updates every partner of a lane's store once; the peer with Batching at the limit. */
export async function updateOnce(side: Side, lane: Lane, limits: Limits = VENDOR): Promise<Round> {
	const { sandbox, worker, factor } = lane;
	return await updateTogether(side, sandbox, { workers: [worker], executions: 1, factor, limits });
}

/** Updates every partner of a store once, by executions that start together and share the rows and the key. */
export async function updateTogether(
	side: Side,
	sandbox: BenchSandbox,
	by: { workers: Worker[]; executions: number; factor: number; limits?: Limits },
): Promise<Round> {
	const { workers, executions, factor, limits = VENDOR } = by;
	const { address } = sandbox;
	const rows = updateRows(await sandbox.ask('partners'));
	const share = (part: number): UpdateRow[] =>
		rows.filter((_, row) => row % (workers.length * executions) === part);
	const job = (part: number): Job =>
		side === 'ours'
			? oursUpdates(share(part), limits)
			: peerUpdates(share(part), address, batchingAtLimit(factor));
	await Promise.all(
		workers.map(async (worker, at) => {
			const runs = Array.from({ length: executions }, (_, execution) => ({
				address,
				job: job(at * executions + execution),
			}));
			await worker.run({ factor, runs });
		}),
	);
	return await tallyUpdates(sandbox, rows);
}
