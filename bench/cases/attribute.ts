import type { BenchResult } from '../result';
import { median, range, total } from '../result';
import { type Case, inTurn, type Lane, nothingWrong, type Round, scaled, summary } from '../rounds';
import { type Job, oursJob, peerJob, type Side } from '../run';
import type { BenchSandbox } from '../sandbox/client';
import type { Address, Heard, StoredOrder } from '../sandbox/protocol';
import { doubledIn, makespan, meanRoundTrip, refusedIn, timesWritten } from '../tally';

const ORDERS = 1000;
/** Few creator pages, which ours reads to check the partner's ID. */
const PARTNERS = 8;
/** Shopify's standard plan (shopify.dev): 100 points a second into a bucket of 2,000; a mutation is 10, an object read 1. */
const POINTS_A_SECOND = 100;
const BUCKET = 2_000;
const POINTS_A_WRITE = 20;
const POINTS_A_READ = 1;
/** A few minutes, so the clocks can be slower. */
const FACTORS = { ours: 5, peer: 5 };
/** Requests the peer sends at once: a timer is never exact, so not each on its own. */
const BATCH = 10;
const TARGET = 1.05;
const TIMES_FEWER = 10;

interface Row {
	order: string;
	creator: string;
	/** The order as it was. */
	before: StoredOrder;
}

export const attribute: Case = {
	name: 'attribute',
	title: 'attribute: orders credited to partners in Shopify',
	async run(settings) {
		const orders = scaled(ORDERS, settings);
		const done = await inTurn(settings, PARTNERS, attributeOnce, FACTORS, { orders });
		const time = summary(done);
		const requests = requestsOf(done);
		const faster = time.peer === null || time.ours < time.peer;
		return {
			'attribute.time': {
				...time,
				items: orders,
				factor: FACTORS,
				target: `≤ ${TARGET} × ideal, faster than the peer`,
				met: time.ratio !== null && time.ratio <= TARGET && faster && nothingWrong({ ...time, refused: 0 }),
				note: `Both write tags and attributes, ${POINTS_A_WRITE} points an order. The peer sends one request an order at the rate the points come back; it cannot read in the same request, so it overwrites the attributes that a fifth of the orders had: those are its lost ones.`,
			},
			'attribute.requests': {
				...requests,
				items: orders,
				target: `≥ ${TIMES_FEWER} × fewer than the peer`,
				met: requests.peer === null || requests.peer >= TIMES_FEWER * requests.ours,
				note: 'The same runs: token, creator pages, reading and writing are all counted.',
			},
		};
	},
};

function requestsOf({ ours, peer }: Record<Side, Round[]>): BenchResult {
	const values = ours.map(({ requests = NaN }) => requests);
	const peerValues = peer.map(({ requests = NaN }) => requests);
	return {
		ours: median(values),
		peer: peer.length > 0 ? median(peerValues) : null,
		ideal: null,
		ratio: peer.length > 0 ? median(values) / median(peerValues) : null,
		...total(ours.map(({ counts }) => counts)),
		unit: 'requests',
		spread: { ours: range(values), ...(peer.length > 0 && { peer: range(peerValues) }) },
		...(peer.length > 0 && { peerCounts: total(peer.map(({ counts }) => counts)) }),
		rounds: ours.length,
	};
}

async function attributeOnce(side: Side, { sandbox, worker, factor }: Lane): Promise<Round> {
	const creators = await sandbox.ask('creators');
	const rows = (await sandbox.ask('orders')).map((before, at): Row => {
		const creator = creators[at % creators.length];
		if (creator === undefined) throw new Error('Nobody has a creator page');
		return { order: before.id, creator, before };
	});
	const { address } = sandbox;
	const items = rows.map(({ order, creator }) => ({ order, creator }));
	const job = side === 'ours' ? ours(items) : theirs(items, address, factor);
	await worker.run({ factor, runs: [{ address, job: { ...job, shopify: true } }] });
	return await tally(sandbox, rows);
}

const ours = (items: Job['items']): Job =>
	oursJob(
		'order',
		'attribute',
		{
			order: { __rl: true, mode: 'id', value: '={{ $json.order }}' },
			partner: { __rl: true, mode: 'id', value: '={{ $json.creator }}' },
		},
		items,
	);

const QUERY = `mutation Mark($id: ID!, $tags: [String!]!, $input: OrderInput!) {
	s0: tagsAdd(id: $id, tags: $tags) { userErrors { message } }
	s1: orderUpdate(input: $input) { userErrors { message } }
}`;

/** What a user would set up: tags added and attributes written in one request, as fast as the points come back. */
const theirs = (items: Job['items'], { url }: Address, factor: number): Job =>
	peerJob(
		{
			url: `${url}/admin/api/2026-10/graphql.json`,
			body: `={{ ${JSON.stringify({ query: QUERY }).slice(0, -1)}, variables: {
				id: 'gid://shopify/Order/' + $json.order,
				tags: ['CreatorCommerce', 'cc-creator-id-' + $json.creator],
				input: {
					id: 'gid://shopify/Order/' + $json.order,
					customAttributes: [{ key: 'cc-creator-id', value: $json.creator }],
				},
			} } }}`,
			batching: {
				batchSize: BATCH,
				batchInterval: ((BATCH * POINTS_A_WRITE) / POINTS_A_SECOND) * (1000 / factor),
			},
		},
		items,
	);

/** The single mutations that a request carries, each with its order. */
function mutationsIn({ body }: Heard): string[] {
	const { query, variables } = Object(body) as { query?: string; variables?: Record<string, unknown> };
	if (query === undefined || variables === undefined) return [];
	return [...query.matchAll(/s(\d+): (\w+)/g)].map(([, at, kind]) => {
		const input = variables[`v${at}`] ?? variables.input;
		const id = kind === 'orderUpdate' ? (Object(input) as { id: string }).id : variables[`i${at}`];
		return `${kind} ${String(id ?? variables.id)}`;
	});
}

async function tally(sandbox: BenchSandbox, rows: readonly Row[]): Promise<Round> {
	const journal = await sandbox.ask('journal');
	const stored = new Map((await sandbox.ask('orders')).map((order) => [order.id, order]));
	const times = timesWritten(journal, mutationsIn);
	const points = rows.length * (POINTS_A_WRITE + POINTS_A_READ);
	return {
		seconds: makespan(journal),
		ideal: Math.max(0, points - BUCKET) / POINTS_A_SECOND + meanRoundTrip(journal),
		counts: {
			refused: refusedIn(journal),
			lost: rows.filter((row) => !isRight(row, stored.get(row.order))).length,
			doubled: doubledIn(times),
		},
		requests: journal.length,
	};
}

/** Marked for the partner, and nothing that was there before is gone. */
function isRight({ creator, before }: Row, now: StoredOrder | undefined): boolean {
	const has = (tag: string): boolean => now?.tags.includes(tag) ?? false;
	const says = (key: string, value: string): boolean =>
		now?.attributes.some((attribute) => attribute.key === key && attribute.value === value) ?? false;
	return (
		['CreatorCommerce', `cc-creator-id-${creator}`, ...before.tags].every(has) &&
		says('cc-creator-id', creator) &&
		before.attributes.every(({ key, value }) => says(key, value))
	);
}
