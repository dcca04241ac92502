import {
	type Bench,
	REFUSALS,
	WEATHER,
	count,
	openBench,
	printCounts,
	rowsOf,
	tookPlace,
} from './support/bench';
import { SYNC, UPDATE, UPSERT, partnerRows, wrongRows } from './support/partners';

/**
 * Runs of 1,000 rows through real requests and real faults. Only waiting is faster, by the factor in fastClock.
 */
jest.mock('../../nodes/CreatorCommerce/runtime/clock', (): unknown =>
	jest.requireActual('./support/fastClock'),
);
jest.setTimeout(400_000);

let bench: Bench;
afterEach(async () => await bench.sandbox.close());
afterAll(() => printCounts('Partners, 1,000 rows in bad weather'));

const emailIn = (_: string, body: unknown): string =>
	typeof body === 'object' && body !== null && 'email' in body ? String(body.email).toLowerCase() : '';

describe.each([
	['partner.sync', SYNC, { new: 200, changed: 300, same: 500 }],
	['partner.upsert', UPSERT, { new: 200, changed: 300, same: 500 }],
	['partner.update', UPDATE, { new: 0, changed: 1000, same: 0 }],
])('%s', (name, parameters, wanted) => {
	it('loses no write, does none twice and reports none wrongly', async () => {
		bench = await openBench(11, wanted.changed + wanted.same);
		const { sandbox } = bench;
		const rows = partnerRows(sandbox, wanted);
		sandbox.setFaults([REFUSALS, ...WEATHER]);
		const { output, ms, error } = await bench.run(parameters, rows);
		expect(error).toBeUndefined();
		const outcomes = rowsOf(output, rows.length);
		count(name, outcomes, sandbox, ms);
		expect(wrongRows(sandbox, rows, outcomes)).toEqual([]);
		expect([...tookPlace(sandbox, 'createCollab', emailIn)].filter(([, times]) => times > 1)).toEqual([]);
		const failed = outcomes.filter(({ status }) => status === 'failed');
		expect(failed.length).toBeLessThan(60);
		for (const { reason } of failed) expect(reason).toMatch(/Sandbox says no|not known|HTTP 5|limits/);
		expect(outcomes.filter(({ status }) => status === 'notSent')).toEqual([]);
	});
});
