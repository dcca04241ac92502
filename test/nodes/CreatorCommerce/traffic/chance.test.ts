import { runProcesses } from './support/processes';
import { SERVER_KINDS } from './support/server';

const MINUTE = 60_000;
const MEAN_ROUND_TRIP = 525;
/** The constants of the window were found with seeds below this. */
const NOT_TUNED_WITH = 50_000;

describe.each(['seconds', 'none'] as const)('alone on the key, Retry-After: %s', (retryAfter) => {
	test.each([
		{ percent: 1, mean: 1.1, most: 1.1 },
		{ percent: 3, mean: 1.1, most: 1.3 },
		// Now and then so many come together that others seem to be there; until that is found wrong it is slow.
		{ percent: 10, mean: 2, most: 5.5 },
	])('$percent % of 429s that come at random cost little time', async ({ percent, mean, most }) => {
		const ratios: number[] = [];
		for (const { writes, seeds } of [
			{ writes: 500, seeds: 6 },
			{ writes: 1_000, seeds: 3 },
		]) {
			for (let seed = 1; seed <= seeds; seed++) {
				const run = await runProcesses({
					kind: SERVER_KINDS[seed % SERVER_KINDS.length] ?? 'fixed window',
					retryAfter,
					seed: NOT_TUNED_WITH + seed,
					staggerMs: 0,
					items: [writes],
					fault: (random) => (random() < percent / 100 ? '429' : 'none'),
				});
				expect(run.done).toBe(writes);
				expect([...run.server.effects.values()].every((times) => times.length === 1)).toBe(true);
				expect(run.server.sentTooEarly()).toEqual([]);
				ratios.push(run.ms / ((writes / 50 - 1) * (MINUTE + MEAN_ROUND_TRIP)));
			}
		}
		const average = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
		if (process.env.TRAFFIC_NUMBERS) console.log(retryAfter, percent, '%', average, Math.max(...ratios));
		expect(average).toBeLessThan(mean);
		expect(Math.max(...ratios)).toBeLessThan(most);
	});
});
