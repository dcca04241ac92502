import { pauseAfter, type RetryPolicy } from './retry';
import type { Answer, Look, Outcome, Unsent } from './types';

/** What is to be done after a try. */
export type Next<T, F> =
	| { kind: 'over'; outcome: Outcome<T, F> }
	| { kind: 'again' }
	| { kind: 'pauseThenAgain'; ms: number }
	/** It may have taken place: look, with `pauseMs` between two looks, and `seen` says what follows. */
	| { kind: 'look'; pauseMs: number; seen(look: Look<T>): Next<T, F> };

/** What the tries of one task came to so far, and what follows from it. Sends nothing, waits for nothing. */
export class Course<T, F> {
	/** Requests sent that were answered or broke off. */
	tries = 0;
	private limited = 0;
	private passing = 0;
	private failure: F | undefined;
	/** An earlier try may have taken place. */
	private uncertain = false;

	/** `random` as in Clock: it spreads the pauses. */
	constructor(
		private readonly replaySafe: boolean,
		private readonly policy: RetryPolicy,
		private readonly random: () => number,
	) {}

	/** A try was sent, and this came of it. */
	tried(answer: Answer<T, F>): Next<T, F> {
		this.tries++;
		if (answer.kind === 'done') return this.done(answer.value, false);
		const { failure } = answer;
		if (answer.kind === 'refused') return this.fail(failure);
		this.failure = failure;
		if (answer.kind === 'limited') {
			// The limiter does the waiting: the pause belongs to the key, not to this task.
			return ++this.limited >= this.policy.limitedTries ? this.fail(failure) : { kind: 'again' };
		}
		this.passing++;
		const ms = pauseAfter(this.passing, this.policy, this.random());
		if (answer.tookPlace === 'unknown') {
			this.uncertain = true;
			if (!this.replaySafe) {
				const pauseMs = Math.max(ms, this.policy.lookAgainMs);
				return { kind: 'look', pauseMs, seen: (look) => this.seen(look, failure) };
			}
		}
		return this.isExhausted() ? this.fail(failure) : { kind: 'pauseThenAgain', ms };
	}

	/** It is not tried any more, whatever is left to try. */
	ended(reason: Unsent): Outcome<T, F> {
		if (this.failure === undefined) return { kind: 'notSent', reason };
		return this.uncertain ? this.failed(this.failure) : { kind: 'notSent', reason, failure: this.failure };
	}

	private seen(look: Look<T>, failure: F): Next<T, F> {
		if (look.kind === 'found') return this.done(look.value, true);
		if (look.kind === 'unknown') return this.fail(failure);
		this.uncertain = false;
		// The pause was between the two looks.
		return this.isExhausted() ? this.fail(failure) : { kind: 'again' };
	}

	private isExhausted(): boolean {
		return this.passing >= this.policy.passingTries;
	}

	private done(value: T, foundLater: boolean): Next<T, F> {
		return { kind: 'over', outcome: { kind: 'done', value, tries: this.tries, foundLater } };
	}

	private fail(failure: F): Next<T, F> {
		return { kind: 'over', outcome: this.failed(failure) };
	}

	private failed(failure: F): Outcome<T, F> {
		return { kind: 'failed', failure, tries: this.tries, effect: this.uncertain ? 'unknown' : 'none' };
	}
}
