import { type Gate, withLab } from './lab';
import { type BenchResult, median, range, total } from './result';
import type { Side } from './run';
import type { BenchSandbox } from './sandbox/client';
import type { SandboxStart } from './sandbox/protocol';
import type { Counts } from './tally';
import type { Worker } from './worker/client';

/** What a case is told; a test makes everything small. */
export interface Settings {
	gate: Gate;
	/** Share of the items a case has by itself; 1 = all. */
	scale: number;
	rounds: number;
	/** Whether n8n's HTTP Request node is run beside. */
	peer: boolean;
	/** For tests: the credential allows so many times what the sandbox does, so that refusals must show. */
	overdraw: number;
}

export interface Case {
	name: string;
	/** What the table calls it. */
	title: string;
	/** Measures the processor or memory, so nothing else may run beside it. */
	alone?: true;
	run(settings: Settings): Promise<BenchResult | Record<string, BenchResult>>;
}

/** Where one run of one side takes place: a sandbox of its own, and the n8n instance of that side. */
export interface Lane {
	sandbox: BenchSandbox;
	worker: Worker;
	factor: number;
}

/** One run of one side. Seconds are those of the clock the limits are counted on. */
export interface Round {
	seconds: number;
	ideal: number;
	counts: Counts;
	/** How many arrived, where a bench states that. */
	requests?: number;
}

/** How many times as fast as real time all clocks run, where a bench says nothing else. */
export const FACTOR = 10;
const WINDOW_S = 60;
const LATENCY = { minMs: 300, maxMs: 1000 };

/** The first window goes at once; each further one a minute and a round trip after the one before. */
export const idealSeconds = (windows: number, roundTrip: number): number =>
	Math.max(0, windows - 1) * (WINDOW_S + roundTrip);

export const scaled = (items: number, { scale }: Settings): number => Math.max(1, Math.round(items * scale));

/** The vendor's limits and latency on a clock that runs so many times as fast. */
export const vendorLike = (stores: number, partners: number, factor: number): SandboxStart => ({
	stores,
	partners,
	factor,
	limits: 'vendor',
	latency: LATENCY,
});

/**
 * Ours, peer, ours, peer …, each on a sandbox of its own. They set out one after the other and then run side by side: whatever
 * else the machine does meets both alike.
 */
export async function inTurn(
	settings: Settings,
	partners: number,
	once: (side: Side, lane: Lane) => Promise<Round>,
	factors: Record<Side, number> = { ours: FACTOR, peer: FACTOR },
	more: Partial<SandboxStart> = {},
): Promise<Record<Side, Round[]>> {
	const { gate, rounds } = settings;
	const sides: Side[] = settings.peer ? ['ours', 'peer'] : ['ours'];
	const starts = sides.map((side) => ({ ...vendorLike(rounds, partners, factors[side]), ...more }));
	const done: Record<Side, Round[]> = { ours: [], peer: [] };
	await withLab(gate, starts, sides.length, async ({ stores, workers }) => {
		const turns = Array.from({ length: rounds }, (_, round) =>
			sides.map((side, at) => ({ side, sandbox: stores[at * rounds + round], worker: workers[at] })),
		);
		await Promise.all(
			turns.flat().map(async ({ side, sandbox, worker }) => {
				if (!sandbox || !worker) throw new Error('The lab is smaller than it should be');
				const lane = { sandbox, worker, factor: factors[side] };
				done[side].push(await gate.setOut(sandbox, async () => await once(side, lane)));
			}),
		);
	});
	return done;
}

/** Medians, spreads and counts of the rounds; counts are added up over all rounds. */
export function summary({ ours, peer }: Record<Side, Round[]>): Omit<BenchResult, 'target' | 'met'> {
	const seconds = ours.map((round) => round.seconds);
	const peerSeconds = peer.map((round) => round.seconds);
	const ideal = median(ours.map((round) => round.ideal));
	return {
		ours: median(seconds),
		peer: peer.length > 0 ? median(peerSeconds) : null,
		ideal,
		// A run of one window has no bound above zero.
		ratio: ideal > 0 ? median(ours.map((round) => round.seconds / round.ideal)) : null,
		...total(ours.map(({ counts }) => counts)),
		unit: 's',
		spread: { ours: range(seconds), ...(peer.length > 0 && { peer: range(peerSeconds) }) },
		...(peer.length > 0 && { peerCounts: total(peer.map(({ counts }) => counts)) }),
		rounds: ours.length,
	};
}

export const nothingWrong = ({ refused, lost, doubled }: Counts): boolean => refused + lost + doubled === 0;
