import { getEventListeners } from 'node:events';
import { seeded } from '../../../../support/random';
import type { Clock } from '../../../../../nodes/CreatorCommerce/traffic';

interface Sleeper {
	at: number;
	order: number;
	wake(): void;
}

/**
 * A discrete-event clock: time stands still while anything runs, then jumps to the next sleeper. Sleepers wake
 * one by one in time order (first come first at the same time); between two, all promises are run dry.
 */
export class VirtualClock implements Clock {
	private time = 0;
	private order = 0;
	private heap: Sleeper[] = [];
	/** Live sleepers; aborted ones stay in the heap until their time but wake nobody. */
	private live = 0;
	readonly random: () => number;
	/** Sleeps asked for, to see how many timers the code uses. */
	sleeps = 0;
	/** Most abort listeners one signal had at once; Node warns of a leak from 11 on. */
	mostListeners = 0;

	constructor(seed = 1) {
		this.random = seeded(seed);
	}

	now(): number {
		return this.time;
	}

	get sleepers(): number {
		return this.live;
	}

	sleep(ms: number, signal?: AbortSignal): Promise<void> {
		this.sleeps++;
		return new Promise((resolve, reject) => {
			if (signal?.aborted) {
				reject(signal.reason);
				return;
			}
			this.live++;
			let over = false;
			const onAbort = () => {
				over = true;
				this.live--;
				reject(signal?.reason);
			};
			if (signal) {
				signal.addEventListener('abort', onAbort, { once: true });
				this.mostListeners = Math.max(this.mostListeners, getEventListeners(signal, 'abort').length);
			}
			this.push({
				at: this.time + Math.max(0, ms),
				order: this.order++,
				wake: () => {
					if (over) return;
					this.live--;
					signal?.removeEventListener('abort', onAbort);
					resolve();
				},
			});
		});
	}

	/** Runs until the promise settles, and gives what it gives. Throws when nothing could ever settle it. */
	async until<T>(promise: Promise<T>): Promise<T> {
		let settled = false;
		const watched = promise.finally(() => {
			settled = true;
		});
		watched.catch(() => undefined);
		for (;;) {
			await runDry();
			if (settled) return await watched;
			const next = this.pop();
			if (!next) throw new Error(`Nobody sleeps at ${this.time} ms and the promise is not settled`);
			this.time = Math.max(this.time, next.at);
			next.wake();
		}
	}

	/** Runs everything there is to do up to and including a time. */
	async runTo(time: number): Promise<void> {
		await this.until(this.sleep(time - this.time));
	}

	private push(sleeper: Sleeper): void {
		const heap = this.heap;
		let i = heap.push(sleeper) - 1;
		while (i > 0) {
			const up = (i - 1) >> 1;
			if (!before(heap[i], heap[up])) break;
			this.swap(i, up);
			i = up;
		}
	}

	private pop(): Sleeper | undefined {
		const heap = this.heap;
		if (heap.length === 0) return undefined;
		this.swap(0, heap.length - 1);
		const top = heap.pop();
		for (let i = 0; ;) {
			const left = 2 * i + 1;
			const least = before(heap[left + 1], heap[left]) ? left + 1 : left;
			if (!before(heap[least], heap[i])) break;
			this.swap(i, least);
			i = least;
		}
		return top;
	}

	private swap(a: number, b: number): void {
		const x = this.heap[a];
		const y = this.heap[b];
		if (!x || !y) return;
		this.heap[a] = y;
		this.heap[b] = x;
	}
}

function before(a: Sleeper | undefined, b: Sleeper | undefined): boolean {
	if (!a || !b) return false;
	return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** setImmediate comes after all microtasks, however deep they chain. */
function runDry(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}
