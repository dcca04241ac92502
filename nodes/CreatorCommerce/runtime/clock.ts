import { sleepWithAbort } from 'n8n-workflow';
import type { Clock } from '../traffic';

/** The real clock: monotonic milliseconds, so that a corrected wall clock neither stalls nor floods. */
export const clock: Clock = {
	now: () => performance.now(),
	random: () => Math.random(),
	async sleep(pause, signal) {
		// Timers count whole milliseconds; one too early would be a request too early.
		const ms = Math.ceil(pause);
		if (signal === undefined) return await sleepWithAbort(ms);
		// sleepWithAbort leaves its listener on the signal; thousands of pauses share one, so each gets a signal of its own.
		const own = new AbortController();
		const forward = (): void => own.abort(signal.reason);
		if (signal.aborted) forward();
		signal.addEventListener('abort', forward, { once: true });
		try {
			await sleepWithAbort(ms, own.signal);
		} finally {
			signal.removeEventListener('abort', forward);
		}
	},
};
