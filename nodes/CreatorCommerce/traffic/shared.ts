import { Limiter } from './limiter';
import type { Clock, Limits } from './types';

/** A limiter nobody used for this long is dropped; ten windows, so it surely remembers nothing. */
export const DROP_UNUSED_AFTER_MS = 600_000;

const limiters = new Map<string, Limiter>();

/**
 * One Limiter a key hash, shared by all executions of the process. The caller makes the hash (base URL and
 * key), so that no key is held here. The clock of the first call is used.
 * When executions give different limits for one key: while the key is in use, the smaller of each number
 * wins (two credentials may each give a share); after a minute without requests the latest counts.
 */
export function sharedLimiter(keyHash: string, limits: Limits, clock: Clock): Limiter {
	for (const [key, limiter] of limiters) {
		if (key !== keyHash && limiter.isIdle() && limiter.unusedForMs() >= DROP_UNUSED_AFTER_MS) {
			limiters.delete(key);
		}
	}
	const known = limiters.get(keyHash);
	if (!known) {
		const limiter = new Limiter(limits, clock);
		limiters.set(keyHash, limiter);
		return limiter;
	}
	known.setLimits(known.isIdle() ? limits : smaller(known.getLimits(), limits));
	return known;
}

/** How many limiters are held; for tests. */
export function sharedLimiterCount(): number {
	return limiters.size;
}

function smaller(a: Limits, b: Limits): Limits {
	return {
		readsPerMinute: Math.min(a.readsPerMinute, b.readsPerMinute),
		writesPerMinute: Math.min(a.writesPerMinute, b.writesPerMinute),
		bulkPerMinute: Math.min(a.bulkPerMinute, b.bulkPerMinute),
	};
}
