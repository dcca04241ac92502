import type { Clock } from '../nodes/CreatorCommerce/traffic';
import { builtFile } from './build';

interface FastClock {
	/** From now on the node's clock runs so many times as fast as real time. */
	setFactor(factor: number): void;
}

let fast: FastClock | undefined;

/**
 * Makes the clock of the built node run faster: its minute takes a minute / factor. Requests, limiter and scheduler are
 * the real ones; only waiting is shorter. It never jumps back, so one process may change the factor between runs.
 */
export function setClockFactor(factor: number): void {
	fast ??= takeOver();
	fast.setFactor(factor);
}

function takeOver(): FastClock {
	// The built node's own module, the one its limiter asks; known by its path only.
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	const { clock } = require(builtFile('nodes/CreatorCommerce/runtime/clock.js')) as { clock: Clock };
	const { now, sleep } = clock;
	let factor = 1;
	let since = now();
	let base = since;
	clock.now = () => base + (now() - since) * factor;
	clock.sleep = async (ms, signal) => await sleep(ms / factor, signal);
	return {
		setFactor(next) {
			base = clock.now();
			since = now();
			factor = next;
		},
	};
}
