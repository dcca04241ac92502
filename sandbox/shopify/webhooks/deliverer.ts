import { setTimeout as sleep } from 'node:timers/promises';
import type { ShopifySettings } from '../settings';
import type { ShopifyStore } from '../store/store';
import type { Delivery } from './delivery';
import { Agents, post } from './post';

/** Failed tries in a row that end a subscription. */
const FAILURES_MAX = 8;
const ENTRIES_MAX = 50_000;
const BODIES_MAX = 5_000;
const LOOK_MS = 2;

interface Job {
	delivery: Delivery;
	body: Buffer;
	subscription: number;
}

/** Carries deliveries to their addresses, with time-out, retries and the journal of it. */
export class Deliverer {
	private entries: Delivery[] = [];
	private seq = 0;
	private readonly queue: Job[] = [];
	private active = 0;
	private delayed = 0;
	private retrying = 0;
	private readonly timers = new Set<NodeJS.Timeout>();
	private agents = new Agents();
	/** Grows on clear: what was under way before is forgotten. */
	private era = 0;

	constructor(
		private readonly store: ShopifyStore,
		private readonly settings: () => ShopifySettings,
		private readonly random: () => number,
	) {}

	journal(): Delivery[] {
		return this.entries.slice();
	}

	forget(): void {
		this.entries = [];
	}

	add(delivery: Omit<Delivery, 'seq' | 'state' | 'tries' | 'isDuplicate'>, subscription: number): void {
		const { duplicateRate } = this.settings();
		const copies = duplicateRate > 0 && this.random() < duplicateRate ? 2 : 1;
		for (let copy = 0; copy < copies; copy++) {
			const entry: Delivery = {
				...delivery,
				seq: ++this.seq,
				state: 'pending',
				tries: [],
				isDuplicate: copy > 0,
			};
			this.entries.push(entry);
			const job = { delivery: entry, body: Buffer.from(delivery.body, 'utf8'), subscription };
			this.setOff(job);
		}
		if (this.entries.length > ENTRIES_MAX) this.entries.splice(0, ENTRIES_MAX / 10);
		const old = this.entries[this.entries.length - BODIES_MAX - 1];
		if (old) old.body = '';
	}

	/** Resolves when every delivery was tried; with `retries`, when none waits for another try either. */
	async flush(retries: boolean, busyElsewhere: () => boolean): Promise<void> {
		while (
			this.queue.length + this.active + this.delayed > 0 ||
			(retries && this.retrying > 0) ||
			busyElsewhere()
		) {
			await sleep(LOOK_MS);
		}
	}

	/** Forgets everything, also what is under way. */
	clear(): void {
		this.era++;
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
		this.queue.length = 0;
		this.delayed = 0;
		this.retrying = 0;
		this.entries = [];
		this.agents.close();
		this.agents = new Agents();
	}

	private setOff(job: Job): void {
		const { min, max } = this.settings().deliveryDelayMs;
		this.delayed++;
		this.later(max > 0 ? min + this.random() * (max - min) : 0, () => {
			this.delayed--;
			this.enqueue(job);
		});
	}

	private enqueue(job: Job): void {
		this.queue.push(job);
		this.pump();
	}

	private pump(): void {
		while (this.active < this.settings().maxConcurrent) {
			const job = this.queue.shift();
			if (!job) return;
			this.active++;
			const { era } = this;
			void this.attempt(job, era).finally(() => {
				this.active--;
				if (era === this.era) this.pump();
			});
		}
	}

	private async attempt(job: Job, era: number): Promise<void> {
		const { delivery } = job;
		const subscription = this.store.subscriptions.get(job.subscription);
		if (!subscription || !/^https?:/i.test(subscription.uri)) {
			delivery.state = 'dropped';
			return;
		}
		const attempt: Delivery['tries'][number] = { at: Date.now(), answeredAt: 0, status: null };
		delivery.tries.push(attempt);
		try {
			const { timeoutMs } = this.settings();
			attempt.status = await post(this.agents, subscription.uri, delivery.headers, job.body, timeoutMs);
		} catch (error) {
			attempt.error = error instanceof Error ? error.message : String(error);
		}
		attempt.answeredAt = Date.now();
		if (era !== this.era) return;
		if (attempt.status !== null && attempt.status >= 200 && attempt.status < 300) {
			delivery.state = 'delivered';
			this.countFailures(job.subscription, 0);
			return;
		}
		this.failed(job);
	}

	private failed(job: Job): void {
		const { retryDelaysMs, retrySpeed, failureCounting } = this.settings();
		const failures = (this.store.subscriptions.get(job.subscription)?.failures ?? 0) + 1;
		this.countFailures(job.subscription, failures);
		const wait = retryDelaysMs[job.delivery.tries.length - 1];
		const isOver = failureCounting === 'subscription' ? failures >= FAILURES_MAX : wait === undefined;
		if (isOver) this.store.subscriptions.delete(job.subscription);
		if (wait === undefined || isOver) {
			job.delivery.state = 'failed';
			return;
		}
		this.retrying++;
		this.later(wait / retrySpeed, () => {
			this.retrying--;
			this.enqueue(job);
		});
	}

	private countFailures(id: number, failures: number): void {
		const subscription = this.store.subscriptions.get(id);
		if (subscription && subscription.failures !== failures) {
			this.store.subscriptions.set(id, { ...subscription, failures });
		}
	}

	private later(waitMs: number, work: () => void): void {
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			work();
		}, waitMs);
		this.timers.add(timer);
	}
}
