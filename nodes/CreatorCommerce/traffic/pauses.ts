import type { Clock, End } from './types';

/** The pauses of one run, between two tries of a task or for another run; stop() ends them all. */
export class Pauses {
	/** Each with a signal of its own: Node warns from 11 listeners on one. */
	private readonly underWay = new Set<AbortController>();
	private stopped = false;

	constructor(
		private readonly clock: Clock,
		private readonly stopAt: number | undefined,
	) {}

	/** Waits, or says (at once, where that is known) why it is no use waiting. */
	async wait(ms: number): Promise<End | undefined> {
		if (this.stopped) return 'stopped';
		if (this.stopAt !== undefined && this.clock.now() + ms >= this.stopAt) return 'timeIsUp';
		const pause = new AbortController();
		this.underWay.add(pause);
		try {
			await this.clock.sleep(ms, pause.signal);
			return undefined;
		} catch {
			return 'stopped';
		} finally {
			this.underWay.delete(pause);
		}
	}

	/** Waits for something that is no request; says why when the run ends before. Rejects with the reason of `ready`. */
	async until(ready: Promise<unknown>): Promise<End | undefined> {
		if (this.stopped) return 'stopped';
		const { stopAt } = this;
		const pause = new AbortController();
		const end = new Promise<End>((resolve) => {
			pause.signal.addEventListener('abort', () => resolve('stopped'), { once: true });
			if (stopAt === undefined) return;
			this.clock.sleep(Math.max(0, stopAt - this.clock.now()), pause.signal).then(
				() => resolve('timeIsUp'),
				() => undefined,
			);
		});
		this.underWay.add(pause);
		try {
			return await Promise.race([ready.then(() => undefined), end]);
		} finally {
			this.underWay.delete(pause);
			pause.abort();
		}
	}

	stop(): void {
		this.stopped = true;
		for (const pause of this.underWay) pause.abort();
	}
}
