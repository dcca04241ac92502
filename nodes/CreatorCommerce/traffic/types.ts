/** Milliseconds, monotonic. `sleep` rejects with signal.reason as soon as the signal aborts. */
export interface Clock {
	now(): number;
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** 0 ≤ random() < 1; used for jitter only. */
	random(): number;
}

/** What the vendor counts a request in: a request with several records counts in 'write' and in 'bulk'. */
export type WindowName = 'read' | 'write' | 'bulk';

export const WINDOW_NAMES: readonly WindowName[] = ['read', 'write', 'bulk'];

/** Requests a minute and key. */
export interface Limits {
	readsPerMinute: number;
	writesPerMinute: number;
	bulkPerMinute: number;
}

/** CreatorCommerce's public API reference: 100 reads, 50 writes, 10 bulk operations a minute, per key. */
export const VENDOR_LIMITS: Limits = { readsPerMinute: 100, writesPerMinute: 50, bulkPerMinute: 10 };

/** What one try of a request came to. The caller makes it; traffic knows no HTTP. */
export type Answer<T, F> =
	| { kind: 'done'; value: T }
	/** A final no: repeating does not help (4xx, "not found"). It did not take place. */
	| { kind: 'refused'; failure: F }
	/** 429: it did not take place. */
	| { kind: 'limited'; retryAfterMs?: number; failure: F }
	/** 5xx, cut connection, time-out, no JSON. */
	| { kind: 'passing'; tookPlace: 'no' | 'unknown'; failure: F };

/** What looking for the effect of a write came to. */
export type Look<T> = { kind: 'found'; value: T } | { kind: 'absent' } | { kind: 'unknown' };

export interface Task<T, F> {
	/** e.g. ['read'], ['write'], ['write', 'bulk'] */
	windows: readonly WindowName[];
	/** May be repeated when the outcome is unknown. */
	replaySafe: boolean;
	/** One try. Never throws but for an abort. Whoever sends ends it on cancel: run() does not wait for it. */
	send(): Promise<Answer<T, F>>;
	/**
	 * For an unsafe write whose outcome is unknown: looks whether it took effect. Its own reads go through
	 * the scheduler as tasks. 'absent' is asked again after a pause (searches lag) before the write is
	 * repeated; 'unknown', or a throw, ends the task as failed with effect 'unknown'.
	 */
	lookFirst?(): Promise<Look<T>>;
	/** Aborted before the first try was sent: it leaves the line and ends as notSent 'recalled'. Later it has no effect. */
	recall?: AbortSignal;
	/** Goes before the other tasks of its run. */
	goesFirst?: boolean;
}

/** Why a task is not tried any more, though it could be. */
export type End = 'timeIsUp' | 'stopped';

/** Why a try was not sent: the end of the run, or the task's recall. */
export type Unsent = End | 'recalled';

export type Outcome<T, F> =
	/** `foundLater`: it took effect though no answer came. `tries`: requests sent. */
	| { kind: 'done'; value: T; tries: number; foundLater: boolean }
	/** `effect` 'unknown': an earlier try may have taken place, and nothing proved otherwise. */
	| { kind: 'failed'; failure: F; tries: number; effect: 'none' | 'unknown' }
	/** Surely without effect. `failure`: of the earlier try, if there was one. */
	| { kind: 'notSent'; reason: Unsent; failure?: F };

/** What a run has done so far. Times are Clock milliseconds. */
export interface RunStats {
	/** Requests sent, repeats included. */
	requests: number;
	/** 429 answers. */
	refusedByLimit: number;
	/** Requests that were not the first of their task. */
	repeats: number;
	/** First run() call; 0 before it. */
	startedAt: number;
	/** When the latest task ended; 0 before it. */
	finishedAt: number;
	/** Requests by window: a bulk write counts in both `writes` and `bulk`. */
	reads: number;
	writes: number;
	bulk: number;
}
