import type { Limits } from './types';
import { WINDOW_MS } from './window';

/** A typical round trip to the vendor, in ms; only for the estimate. */
const ROUND_TRIP_MS = 500;

/**
 * Minutes a run takes at these limits, not rounded: the first window goes at once, each further one 60 s
 * after the answers of the one before. `writes` includes the bulk ones, as in RunStats. 0 for nothing to do.
 */
export function estimateMinutes(
	counts: { reads: number; writes: number; bulk: number },
	limits: Limits,
): number {
	const windows = Math.max(
		Math.ceil(counts.reads / Math.max(1, limits.readsPerMinute)),
		Math.ceil(counts.writes / Math.max(1, limits.writesPerMinute)),
		Math.ceil(counts.bulk / Math.max(1, limits.bulkPerMinute)),
	);
	if (windows === 0) return 0;
	return ((windows - 1) * (WINDOW_MS + ROUND_TRIP_MS) + ROUND_TRIP_MS) / 60_000;
}
