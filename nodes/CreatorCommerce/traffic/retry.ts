/** Numbers are our choice where no source is named; the vendor documents only "429 = back off". */
export interface RetryPolicy {
	/** Tries that may end in 429 before the task is given up. Retry-After is at most a window, so about half an hour. */
	limitedTries: number;
	/** Tries that may end in a passing failure (5xx, cut, time-out). */
	passingTries: number;
	/** First pause after a passing failure, in ms; doubles with each further one. */
	firstPauseMs: number;
	/** Longest pause after a passing failure, in ms. */
	longestPauseMs: number;
	/** Pause between two looks for the effect of a write, in ms: searches lag. */
	lookAgainMs: number;
}

export const RETRY_POLICY: RetryPolicy = {
	limitedTries: 30,
	passingTries: 5,
	firstPauseMs: 1_000,
	longestPauseMs: 30_000,
	lookAgainMs: 2_000,
};

/** Pause in ms after the nth passing failure (n from 1). `random` in [0, 1) spreads it over its upper half. */
export function pauseAfter(n: number, policy: RetryPolicy, random: number): number {
	return Math.min(policy.longestPauseMs, policy.firstPauseMs * 2 ** (n - 1)) * (0.5 + random / 2);
}
