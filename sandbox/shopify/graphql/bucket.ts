import type { ShopifySettings } from '../settings';

export interface ThrottleStatus {
	maximumAvailable: number;
	currentlyAvailable: number;
	restoreRate: number;
}

/** The points of every app: a leaky bucket, filled again at the restore rate. */
export class Buckets {
	private readonly levels = new Map<string, { points: number; at: number }>();

	constructor(private readonly settings: () => ShopifySettings) {}

	/** Takes the points, or says no. */
	take(app: string, points: number): boolean {
		const available = this.level(app);
		if (this.settings().throttle && points > available) return false;
		this.levels.set(app, { points: Math.max(0, available - points), at: Date.now() });
		return true;
	}

	giveBack(app: string, points: number): void {
		const { maximumAvailable } = this.settings();
		this.levels.set(app, { points: Math.min(maximumAvailable, this.level(app) + points), at: Date.now() });
	}

	status(app: string): ThrottleStatus {
		const { maximumAvailable, restoreRate } = this.settings();
		return { maximumAvailable, currentlyAvailable: Math.floor(this.level(app)), restoreRate };
	}

	clear(): void {
		this.levels.clear();
	}

	private level(app: string): number {
		const { maximumAvailable, restoreRate } = this.settings();
		const known = this.levels.get(app);
		if (!known) return maximumAvailable;
		const restored = ((Date.now() - known.at) / 1000) * restoreRate;
		return Math.min(maximumAvailable, known.points + restored);
	}
}
