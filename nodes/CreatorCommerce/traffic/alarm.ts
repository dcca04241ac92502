import type { Clock } from './types';

/** Timers of a real clock hold at most 24.8 days; a longer wait is slept in pieces of this. */
const LONGEST_SLEEP_MS = 3_600_000;

/** One sleep at a time, until the moment last set. `ring` may come early: it looks what is due and sets anew. */
export class Alarm {
	private set: { at: number; cancel: AbortController } | undefined;

	constructor(
		private readonly clock: Clock,
		private readonly ring: () => void,
	) {}

	/** Clock ms; Infinity for no alarm. */
	setTo(at: number): void {
		if ((this.set?.at ?? Infinity) === at) return;
		const old = this.set;
		this.set = undefined;
		old?.cancel.abort();
		if (at === Infinity) return;
		const now = { at, cancel: new AbortController() };
		this.set = now;
		const ms = Math.min(LONGEST_SLEEP_MS, Math.max(0, at - this.clock.now()));
		this.clock.sleep(ms, now.cancel.signal).then(
			() => {
				if (this.set !== now) return;
				this.set = undefined;
				this.ring();
			},
			() => undefined,
		);
	}
}
