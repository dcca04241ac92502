import type { Limiter, Permit } from './limiter';
import { List } from './list';
import { pauseAfter, RETRY_POLICY, type RetryPolicy } from './retry';
import type { Answer, Clock, Look, Outcome, RunStats, Task, WindowName } from './types';

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

type End = 'timeIsUp' | 'stopped';

/** One try waiting to be sent. Only functions, so that tasks of any type wait in one line. */
interface Try {
	send(permit: Permit): void;
	end(why: End): void;
}

/** Tries with the same windows, in order; repeats go first. In the limiter's line only with its first. */
interface Lane {
	windows: readonly WindowName[];
	fresh: List<Try>;
	repeats: List<Try>;
	withdraw: (() => void) | undefined;
	inLine: boolean;
}

/**
 * Runs the tasks of one execution. Several schedulers may share a limiter: each stands in its line with one
 * try of a kind at a time, so a long run does not hold up a short one.
 */
export class Scheduler {
	readonly stats: RunStats = {
		requests: 0,
		refusedByLimit: 0,
		repeats: 0,
		startedAt: 0,
		finishedAt: 0,
		reads: 0,
		writes: 0,
		bulk: 0,
	};

	private readonly limiter: Limiter;
	private readonly clock: Clock;
	private readonly signal: AbortSignal | undefined;
	private readonly stopAt: number | undefined;
	private readonly maxInFlight: number;
	private readonly policy: RetryPolicy;
	private readonly lanes = new Map<string, Lane>();
	private readonly rejects = new Set<(reason: unknown) => void>();
	/** Pauses under way, each with a signal of its own: Node warns from 11 listeners on one. */
	private readonly pauses = new Set<AbortController>();
	private deadline: AbortController | undefined;
	private inFlight = 0;
	private waiting = 0;
	private stopped = false;
	private pumping = false;
	private begun = false;

	constructor(options: SchedulerOptions) {
		this.limiter = options.limiter;
		this.clock = options.clock;
		this.signal = options.signal;
		this.stopAt = options.stopAt;
		this.maxInFlight = Math.max(1, options.maxInFlight ?? MAX_IN_FLIGHT);
		this.policy = { ...RETRY_POLICY, ...options.retry };
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
		return await new Promise((resolve, reject) => {
			if (this.rejects.size === 0) this.signal?.addEventListener('abort', this.onAbort);
			this.rejects.add(reject);
			this.see(task)
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
		if (this.stopped) return;
		this.stopped = true;
		for (const pause of this.pauses) pause.abort();
		this.endWaiting('stopped');
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
		let tries = 0;
		let limited = 0;
		let passing = 0;
		let failure: F | undefined;
		/** An earlier try may have taken place. */
		let uncertain = false;
		const failed = (why: F): Outcome<T, F> => {
			return { kind: 'failed', failure: why, tries, effect: uncertain ? 'unknown' : 'none' };
		};
		const ended = (reason: End): Outcome<T, F> => {
			if (failure === undefined) return { kind: 'notSent', reason };
			return uncertain ? failed(failure) : { kind: 'notSent', reason, failure };
		};
		for (;;) {
			const answer = await this.attempt(task, tries > 0);
			if (answer === 'timeIsUp' || answer === 'stopped') return ended(answer);
			tries++;
			if (answer.kind === 'done') return { kind: 'done', value: answer.value, tries, foundLater: false };
			if (answer.kind === 'refused') return failed(answer.failure);
			failure = answer.failure;
			if (answer.kind === 'limited') {
				// The limiter does the waiting: the pause belongs to the key, not to this task.
				if (++limited >= this.policy.limitedTries) return failed(failure);
				continue;
			}
			passing++;
			const pauseMs = pauseAfter(passing, this.policy, this.clock.random());
			if (answer.tookPlace === 'unknown') uncertain = true;
			if (answer.tookPlace === 'unknown' && !task.replaySafe) {
				const look = await this.look(task, Math.max(pauseMs, this.policy.lookAgainMs));
				if (look.kind === 'found') return { kind: 'done', value: look.value, tries, foundLater: true };
				if (look.kind === 'unknown') return failed(failure);
				uncertain = false;
				if (passing >= this.policy.passingTries) return failed(failure);
				continue;
			}
			if (passing >= this.policy.passingTries) return failed(failure);
			const end = await this.pause(pauseMs);
			if (end) return ended(end);
		}
	}

	/** Looks twice, `pauseMs` apart, before it believes that a write left no trace. */
	private async look<T, F>(task: Task<T, F>, pauseMs: number): Promise<Look<T>> {
		if (!task.lookFirst) return { kind: 'unknown' };
		try {
			const first = await task.lookFirst();
			if (first.kind !== 'absent') return first;
			if (await this.pause(pauseMs)) return { kind: 'unknown' };
			return await task.lookFirst();
		} catch {
			return { kind: 'unknown' };
		}
	}

	/** Waits, or says at once why there is no point in waiting. */
	private async pause(ms: number): Promise<End | undefined> {
		if (this.stopped) return 'stopped';
		if (this.stopAt !== undefined && this.clock.now() + ms >= this.stopAt) return 'timeIsUp';
		const pause = new AbortController();
		this.pauses.add(pause);
		try {
			await this.clock.sleep(ms, pause.signal);
			return undefined;
		} catch {
			return 'stopped';
		} finally {
			this.pauses.delete(pause);
		}
	}

	/** One try: waits for leave, sends in the same moment, tells the limiter what came. */
	private async attempt<T, F>(task: Task<T, F>, repeat: boolean): Promise<Answer<T, F> | End> {
		if (this.stopped) return 'stopped';
		if (this.isTimeUp()) return 'timeIsUp';
		return await new Promise((resolve, reject) => {
			const send = (permit: Permit): void => {
				this.count(task.windows, repeat);
				this.inFlight++;
				this.exchange(task, permit)
					.then(resolve, reject)
					.finally(() => {
						this.inFlight--;
						// In groups: a connection to a side that was woken just before costs a third of one that wakes it.
						if (this.inFlight <= this.maxInFlight / 2) this.pump();
					});
			};
			const lane = this.lane(task.windows);
			(repeat ? lane.repeats : lane.fresh).push({ send, end: resolve });
			this.waiting++;
			this.pumpSoon();
		});
	}

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

	private count(windows: readonly WindowName[], repeat: boolean): void {
		this.stats.requests++;
		if (repeat) this.stats.repeats++;
		if (windows.includes('read')) this.stats.reads++;
		if (windows.includes('write')) this.stats.writes++;
		if (windows.includes('bulk')) this.stats.bulk++;
	}

	private lane(windows: readonly WindowName[]): Lane {
		const name = windows.join('+');
		let lane = this.lanes.get(name);
		if (!lane) {
			lane = { windows, fresh: new List(), repeats: new List(), withdraw: undefined, inLine: false };
			this.lanes.set(name, lane);
		}
		return lane;
	}

	private isTimeUp(): boolean {
		return this.stopAt !== undefined && this.clock.now() >= this.stopAt;
	}

	/** Once all tasks handed in together are here: the limiter can then let the scarcer kind go first. */
	private pumpSoon(): void {
		if (this.pumping) return;
		this.pumping = true;
		void Promise.resolve().then(() => {
			this.pumping = false;
			this.pump();
		});
	}

	/** Stands in the limiter's line with every lane that has tries, as long as more may be under way. */
	private pump(): void {
		if (this.waiting > 0 && this.isTimeUp()) this.endWaiting('timeIsUp');
		for (const lane of this.lanes.values()) {
			const room = this.inFlight < this.maxInFlight;
			if (!room) this.leaveLine(lane);
			else if (!lane.inLine && lane.fresh.size + lane.repeats.size > 0) this.standInLine(lane);
		}
		this.watchDeadline();
	}

	private standInLine(lane: Lane): void {
		lane.inLine = true;
		let over = false;
		const withdraw = this.limiter.wait({
			windows: lane.windows,
			stopAt: this.stopAt,
			granted: (permit) => {
				over = true;
				lane.inLine = false;
				lane.withdraw = undefined;
				this.waiting--;
				(lane.repeats.shift() ?? lane.fresh.shift())?.send(permit);
				this.pump();
			},
			expired: () => {
				over = true;
				lane.inLine = false;
				lane.withdraw = undefined;
				this.endLane(lane, 'timeIsUp');
				this.watchDeadline();
			},
		});
		if (!over) lane.withdraw = withdraw;
	}

	private leaveLine(lane: Lane): void {
		const withdraw = lane.withdraw;
		lane.withdraw = undefined;
		lane.inLine = false;
		withdraw?.();
	}

	private endLane(lane: Lane, why: End): void {
		this.leaveLine(lane);
		for (;;) {
			const next = lane.repeats.shift() ?? lane.fresh.shift();
			if (!next) return;
			this.waiting--;
			next.end(why);
		}
	}

	private endWaiting(why: End): void {
		for (const lane of this.lanes.values()) this.endLane(lane, why);
		this.watchDeadline();
	}

	/** One alarm at stopAt, only while something waits. */
	private watchDeadline(): void {
		if (this.stopAt === undefined) return;
		if (this.waiting === 0) {
			this.deadline?.abort();
			this.deadline = undefined;
		} else if (!this.deadline) {
			const alarm = new AbortController();
			this.deadline = alarm;
			this.clock.sleep(Math.max(0, this.stopAt - this.clock.now()), alarm.signal).then(
				() => {
					if (this.deadline === alarm) this.deadline = undefined;
					this.pump();
				},
				() => undefined,
			);
		}
	}
}
