import { Course } from './course';
import type { Limiter, Permit } from './limiter';
import { Line } from './line';
import { lookTwice } from './look';
import { Pauses } from './pauses';
import { RETRY_POLICY, type RetryPolicy } from './retry';
import { countRequest, noStats } from './stats';
import type { Answer, Clock, End, Outcome, RunStats, Task, Unsent } from './types';

/** Requests under way at once, of one scheduler: a whole window of writes at the vendor's limit. */
export const MAX_IN_FLIGHT = 50;

export interface SchedulerOptions {
	limiter: Limiter;
	clock: Clock;
	/** Aborting it ends everything at once: run() rejects with its reason. */
	signal?: AbortSignal;
	/** Clock ms: nothing new is sent from then on, and nothing waits past it; what is under way is awaited. */
	stopAt?: number;
	/** Default MAX_IN_FLIGHT. */
	maxInFlight?: number;
	/** What differs from RETRY_POLICY. */
	retry?: Partial<RetryPolicy>;
}

/**
 * Runs the tasks of one execution. Several schedulers may share a limiter: each stands in its line with one
 * try of a kind at a time, so a long run does not hold up a short one.
 */
export class Scheduler {
	readonly stats: RunStats = noStats();

	private readonly clock: Clock;
	private readonly signal: AbortSignal | undefined;
	private readonly policy: RetryPolicy;
	private readonly line: Line;
	private readonly pauses: Pauses;
	private readonly rejects = new Set<(reason: unknown) => void>();
	private begun = false;

	constructor({ limiter, clock, signal, stopAt, maxInFlight = MAX_IN_FLIGHT, retry }: SchedulerOptions) {
		this.clock = clock;
		this.signal = signal;
		this.policy = { ...RETRY_POLICY, ...retry };
		this.line = new Line({ limiter, clock, stopAt, maxInFlight: Math.max(1, maxInFlight) });
		this.pauses = new Pauses(clock, stopAt);
	}

	/**
	 * Sends the task as soon as the limits allow, repeats it where that is safe, and says what it came to.
	 * Rejects only when the signal aborts (at once, with its reason), or when `send` breaks its promise and
	 * throws for another cause (with that error).
	 */
	async run<T, F>(task: Task<T, F>): Promise<Outcome<T, F>> {
		this.signal?.throwIfAborted();
		if (!this.begun) {
			this.begun = true;
			this.stats.startedAt = this.clock.now();
		}
		return await this.untilAborted(async () => await this.see(task));
	}

	/**
	 * Waits for something that is no request of this run, and then `restMs` more. Says why when the run ends before.
	 * Rejects when the signal aborts, as run() does, and with the reason of `ready`.
	 */
	async waitFor(ready: Promise<unknown>, restMs = 0): Promise<End | undefined> {
		this.signal?.throwIfAborted();
		return await this.untilAborted(async () => {
			const end = await this.pauses.until(ready);
			return end ?? (restMs > 0 ? await this.pauses.wait(restMs) : undefined);
		});
	}

	private async untilAborted<T>(work: () => Promise<T>): Promise<T> {
		return await new Promise((resolve, reject) => {
			if (this.rejects.size === 0) this.signal?.addEventListener('abort', this.onAbort);
			this.rejects.add(reject);
			work()
				.then(resolve, reject)
				.finally(() => {
					this.rejects.delete(reject);
					if (this.rejects.size === 0) this.signal?.removeEventListener('abort', this.onAbort);
					this.stats.finishedAt = this.clock.now();
				});
		});
	}

	/** Nothing new is sent: what waits ends as notSent 'stopped'; what is under way is awaited. */
	stop(): void {
		this.pauses.stop();
		this.line.stop();
	}

	private readonly onAbort = (): void => {
		const reason: unknown = this.signal?.reason;
		for (const reject of this.rejects) reject(reason);
		this.rejects.clear();
		this.stats.finishedAt = this.clock.now();
		this.stop();
	};

	/** The life of one task. */
	private async see<T, F>(task: Task<T, F>): Promise<Outcome<T, F>> {
		const course = new Course<T, F>(task.replaySafe, this.policy, () => this.clock.random());
		for (;;) {
			const answer = await this.attempt(task, course.tries > 0);
			if (typeof answer === 'string') return course.ended(answer);
			let next = course.tried(answer);
			if (next.kind === 'look') {
				const { pauseMs, seen } = next;
				next = seen(await lookTwice(task, async () => await this.pauses.wait(pauseMs)));
			}
			if (next.kind === 'over') return next.outcome;
			if (next.kind === 'pauseThenAgain') {
				const end = await this.pauses.wait(next.ms);
				if (end) return course.ended(end);
			}
		}
	}

	/** One try: waits for leave, sends in the same moment. */
	private async attempt<T, F>(task: Task<T, F>, isRepeat: boolean): Promise<Answer<T, F> | Unsent> {
		return await new Promise((resolve, reject) => {
			const send = (permit: Permit): Promise<void> => {
				countRequest(this.stats, task.windows, isRepeat);
				return this.exchange(task, permit).then(resolve, reject);
			};
			const goesFirst = isRepeat || task.goesFirst === true;
			// What was sent once may have taken place: that is not taken back.
			const recall = isRepeat ? undefined : task.recall;
			this.line.push({ windows: task.windows, goesFirst, recall, send, end: resolve });
		});
	}

	/** Sends, and tells the limiter what came. */
	private async exchange<T, F>(task: Task<T, F>, permit: Permit): Promise<Answer<T, F>> {
		try {
			const answer = await task.send();
			if (answer.kind === 'limited') {
				this.stats.refusedByLimit++;
				permit.limited(answer.retryAfterMs);
			} else if (answer.kind === 'passing' && answer.tookPlace === 'unknown') {
				permit.unanswered();
			} else {
				permit.answered();
			}
			return answer;
		} finally {
			permit.unanswered(); // does nothing unless `send` threw
		}
	}
}
