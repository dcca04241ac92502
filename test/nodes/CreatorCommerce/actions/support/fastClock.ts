import type { clock as real } from '../../../../../nodes/CreatorCommerce/runtime/clock';

/** So many times faster than the real clock: a minute of the limits is 0.6 s, a retry's pause some milliseconds. */
export const SPEED = 100;

const actual = jest.requireActual<{ clock: typeof real }>(
	'../../../../../nodes/CreatorCommerce/runtime/clock',
).clock;

/** In place of runtime/clock, by jest.mock. */
export const clock: typeof real = {
	now: () => performance.now() * SPEED,
	random: () => 0.5,
	sleep: async (ms, signal) => await actual.sleep(ms / SPEED, signal),
};
