import type { Clock } from '../../../nodes/CreatorCommerce/traffic';

/** How much faster than the world the node's clock goes in these tests. */
export const SPEED = 20;

const real: { clock: Clock } = jest.requireActual('../../../nodes/CreatorCommerce/runtime/clock');

/**
 * Stands in for runtime/clock: only waiting is scaled. A pause of 1 s takes 50 ms, Stop After 1 minute comes after 3 s;
 * requests, answers, faults and their order are real.
 */
export const clock: Clock = {
	now: () => real.clock.now() * SPEED,
	sleep: (ms, signal) => real.clock.sleep(ms / SPEED, signal),
	random: () => real.clock.random(),
};
