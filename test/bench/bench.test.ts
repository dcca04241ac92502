import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Heard } from '../../bench/sandbox/protocol';
import { doubledIn, makespan, meanRoundTrip, refusedIn, timesWritten } from '../../bench/tally';

const ROOT = resolve(__dirname, '../..');

/** `npm run bench -- --json` with a few items, in a process of its own. */
function bench(...flags: string[]): Record<string, Record<string, unknown>> {
	const args = [
		'--import',
		'tsx',
		join(ROOT, 'bench/main.ts'),
		'--json',
		'--no-peer',
		'--rounds',
		'1',
		...flags,
	];
	const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
	if (stdout === '') throw new Error(stderr);
	return JSON.parse(stdout) as Record<string, Record<string, unknown>>;
}

describe('npm run bench', () => {
	it('prints JSON with what the sandbox saw, refusals too where the credential allows more than the API', () => {
		const { twoRuns, writes } = bench('--only', 'twoRuns,writes', '--scale', '0.06', '--overdraw', '2');

		expect(twoRuns).toMatchObject({ items: 30, refused: 0, lost: 0, doubled: 0, met: true, peer: null });
		// One window: no more than the latency and the start.
		expect(twoRuns?.ours).toBeLessThan(60);

		expect(writes).toMatchObject({ items: 60, lost: 0, doubled: 0, met: false, unit: 's' });
		// Ten writes more than the API takes: how many of them are refused before the node waits is the limiter's affair.
		expect(writes?.refused).toBeGreaterThanOrEqual(1);
	}, 600_000);
});

describe('the counts', () => {
	const heard = (given: Partial<Heard>): Heard => ({
		at: 0,
		answeredAt: 0,
		isWrite: true,
		path: '/a',
		refused: false,
		tookPlace: true,
		body: undefined,
		...given,
	});
	const journal = [
		heard({ at: 1000, answeredAt: 1500 }),
		heard({ at: 1100, answeredAt: 1100, refused: true, tookPlace: false, path: '/b' }),
		heard({ at: 2000, answeredAt: 3000 }),
		heard({ at: 2500, answeredAt: 3250, isWrite: false, tookPlace: false, path: '/c' }),
	];

	it('tell refusals, repeats and times from the journal', () => {
		const times = timesWritten(journal, ({ path }) => [path]);
		expect([...times]).toEqual([['/a', 2]]);
		expect(doubledIn(times)).toBe(1);
		expect(refusedIn(journal)).toBe(1);
		expect(makespan(journal)).toBe(2.25);
		expect(meanRoundTrip(journal)).toBe(0.75);
	});
});
