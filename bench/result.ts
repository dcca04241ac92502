import type { Counts } from './tally';

export type Range = [least: number, most: number];

/** One line of the table, and one entry of the JSON. Times are seconds as a user would wait them. */
export interface BenchResult extends Counts {
	/** Median of the rounds. */
	ours: number;
	peer: number | null;
	/** What no client that keeps the limits can go below; null where there is no such thing. */
	ideal: number | null;
	/** ours / ideal; where there is no ideal, ours / peer. */
	ratio: number | null;
	unit: string;
	spread?: { ours: Range; peer?: Range };
	/** What became of the same rows with the peer. */
	peerCounts?: Counts;
	items?: number;
	rounds?: number;
	/** How many times as fast as real time the clocks ran. */
	factor?: Record<'ours' | 'peer', number>;
	target?: string;
	met?: boolean;
	/** One sentence about how it was measured. */
	note?: string;
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

export const range = (values: readonly number[]): Range => [Math.min(...values), Math.max(...values)];

export const total = (counts: readonly Counts[]): Counts => ({
	refused: counts.reduce((sum, { refused }) => sum + refused, 0),
	lost: counts.reduce((sum, { lost }) => sum + lost, 0),
	doubled: counts.reduce((sum, { doubled }) => sum + doubled, 0),
});
