/**
 * The slots of one limit, as a log: one is taken when a request is sent, and free again at a moment that is
 * known once its answer is there.
 */
export class Slots {
	private openCount = 0;
	/** When answered slots are free again, ascending from `head`. */
	private frees: number[] = [];
	private head = 0;

	/** Taken by requests not yet answered. */
	get open(): number {
		return this.openCount;
	}

	/** Taken by open requests, and by answered ones up to the last forgetFreed(). */
	get used(): number {
		return this.openCount + this.frees.length - this.head;
	}

	take(): void {
		this.openCount++;
	}

	/** For an open request that took no slot after all. */
	giveBack(): void {
		this.openCount--;
	}

	/** For an open request that was answered. Calls come nearly in the order of `at`. */
	freeAt(at: number): void {
		this.openCount--;
		let i = this.frees.push(at) - 1;
		for (; i > this.head; i--) {
			const here = this.frees[i];
			const before = this.frees[i - 1];
			if (here === undefined || before === undefined || before <= here) break;
			this.frees[i - 1] = here;
			this.frees[i] = before;
		}
	}

	/** When fewer than `limit` slots are taken: -Infinity for now, Infinity when it hangs on open requests. */
	whenBelow(limit: number): number {
		const excess = this.used - limit;
		if (excess < 0) return -Infinity;
		return this.frees[this.head + excess] ?? Infinity;
	}

	forgetFreed(now: number): void {
		let free = this.frees[this.head];
		while (free !== undefined && free <= now) free = this.frees[++this.head];
		if (this.head > 1024 && this.head * 2 > this.frees.length) {
			this.frees = this.frees.slice(this.head);
			this.head = 0;
		}
	}
}
