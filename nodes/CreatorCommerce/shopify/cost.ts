import type { Clock } from '../traffic';
import { asNumber, at } from './narrow';

/** `extensions.cost` of an answer: points and points a second (shopify.dev, "API limits"). */
export interface Cost {
	requested: number;
	available: number;
	restoreRate: number;
	maximum: number;
}

export function readCost(body: unknown): Cost | undefined {
	const cost = at(body, 'extensions', 'cost');
	const status = at(cost, 'throttleStatus');
	const requested = asNumber(at(cost, 'requestedQueryCost'));
	const available = asNumber(at(status, 'currentlyAvailable'));
	const restoreRate = asNumber(at(status, 'restoreRate'));
	const maximum = asNumber(at(status, 'maximumAvailable'));
	if (requested === undefined || available === undefined || restoreRate === undefined) return undefined;
	return { requested, available, restoreRate, maximum: maximum ?? Infinity };
}

/** Milliseconds until the bucket holds what the query needs; 0 when it does already or never will. */
export function waitFor({ requested, available, restoreRate, maximum }: Cost): number {
	const missing = Math.min(requested, maximum) - available;
	return missing <= 0 || restoreRate <= 0 ? 0 : Math.ceil((missing / restoreRate) * 1000);
}

/**
 * The cost bucket of one app in one store, as its last answer told it, and what each operation asked for. Waiting before
 * sending spares the refusal.
 */
export class CostPacer {
	private bucket: { available: number; restoreRate: number; maximum: number; at: number } | undefined;
	private readonly needs = new Map<string, number>();
	/** What calls under way will take out of the bucket. */
	private underWay = 0;

	constructor(private readonly clock: Pick<Clock, 'now'>) {}

	/**
	 * Milliseconds to wait before the operation may be sent.
	 * @param cost points, where they are known better than from the last answer
	 */
	before(operation: string, cost?: number): number {
		const requested = cost ?? this.needs.get(operation);
		if (requested === undefined || this.bucket === undefined) return 0;
		const { restoreRate, maximum, at: seen } = this.bucket;
		const restored = this.bucket.available + ((this.clock.now() - seen) / 1000) * restoreRate;
		const available = Math.min(maximum, restored) - this.underWay;
		return waitFor({ requested, available, restoreRate, maximum });
	}

	/**
	 * Called when a call is sent: others see what it takes, before any answer tells.
	 * @returns to be called when the answer was learned from
	 */
	take(operation: string, cost?: number): () => void {
		const points = cost ?? this.needs.get(operation) ?? 0;
		this.underWay += points;
		return () => {
			this.underWay -= points;
		};
	}

	learn(operation: string, cost: Cost | undefined): void {
		if (cost === undefined) return;
		this.needs.set(operation, cost.requested);
		this.bucket = { ...cost, at: this.clock.now() };
	}
}

/** Executions that share an app and a store share its bucket. */
const pacers = new Map<string, CostPacer>();

export function sharedPacer(key: string, clock: Clock): CostPacer {
	const known = pacers.get(key) ?? new CostPacer(clock);
	pacers.set(key, known);
	return known;
}
