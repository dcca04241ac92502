import { jsons, newcomer, rows, statuses, told, useSandbox } from '../actions/support/bench';

jest.mock('../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../actions/support/fastClock'),
);

type Rows = ReadonlyArray<Record<string, unknown>>;

/** The clock of these tests runs 100 times as fast: a minute of the limit, and of Stop After, is 0.6 s. */
describe('Stop After', () => {
	const bench = useSandbox();
	const COUNT = 16;
	const items = () => rows(COUNT, newcomer);
	const UPSERT = {
		email: '={{ $json.email }}',
		firstName: '={{ $json.first }}',
		lastName: '={{ $json.last }}',
		updateFields: { discountAmount: '10', discountCode: '={{ "D" + $json.last }}' },
	};
	const SYNC = {
		matchValue: '={{ $json.email }}',
		updateFields: { ...UPSERT.updateFields, firstName: '={{ $json.first }}', lastName: '={{ $json.last }}' },
	};
	const run = async (
		operation: string,
		parameters: Record<string, unknown>,
		stopAfter: number,
		given: Rows = items(),
	) =>
		await bench.run(
			operation,
			{ ...parameters, options: { stopAfter } },
			{ items: given, credential: { writesPerMinute: 10, baseUrl: bench.sandbox.url } },
		);

	it.each([
		['partner:upsert', UPSERT],
		['partner:sync', SYNC],
	])(
		'gives the rows that were not reached as notSent, and running them again finishes: %s',
		async (operation, parameters) => {
			let left: Rows = items();
			let runs = 0;
			while (left.length > 0) {
				runs += 1;
				expect(runs).toBeLessThan(40);
				const given = left;
				const result = await run(operation, parameters, 1.5, given);
				expect(result.status).toBe('success');
				expect(result.output.map(({ pairedItem }) => pairedItem)).toEqual(
					rows(given.length, (item) => ({ item })),
				);
				// A partner who was created and whose discount was not sent any more is notSent too, and is completed later.
				const words = statuses(result).map(String);
				for (const word of words) expect(['created', 'updated', 'unchanged', 'notSent']).toContain(word);
				const notSent = words.filter((word) => word === 'notSent').length;
				if (notSent > 0) {
					expect(jsons(result)[words.indexOf('notSent')]).toMatchObject({
						reason: expect.stringMatching(/Not sent, since the time set in Stop After was up.*again/),
					});
					expect(result.hints.at(-1)).toMatchObject({
						type: 'warning',
						message: expect.stringMatching(
							new RegExp(`${notSent} not sent.*run the rows with the status notSent again`),
						),
					});
				}
				const again = new Set(['notSent', 'failed', 'error']);
				left = given.filter((_, at) => again.has(words[at] ?? ''));
			}
			expect(runs).toBeGreaterThan(1);
			for (const { email, last } of items()) {
				expect(bench.sandbox.state.collabByEmail(email)).toEqual([
					expect.objectContaining({ discount: expect.objectContaining({ discountCode: `D${last}` }) }),
				]);
			}
		},
	);

	it('with a fraction of a minute sends a part only, and nothing afterwards', async () => {
		const result = await run('partner:upsert', UPSERT, 0.02);
		expect(result.ms).toBeLessThan(10_000);
		const sent = bench.entries('POST').length;
		expect(sent).toBeLessThanOrEqual(10);
		expect(statuses(result).filter((status) => status === 'notSent').length).toBeGreaterThan(0);
		await new Promise((done) => setTimeout(done, 300));
		expect(bench.entries('POST')).toHaveLength(sent);
	});

	it('0 means no end', async () => {
		const result = await run('partner:upsert', { ...UPSERT, updateFields: {} }, 0, rows(12, newcomer));
		expect(new Set(statuses(result))).toEqual(new Set(['created']));
	});

	it('refuses what is no number of minutes', async () => {
		const result = await bench.run('partner:upsert', {
			...UPSERT,
			email: 'a@example.com',
			options: { stopAfter: '={{ "soon" }}' },
		});
		expect(told(result)).toMatch(/Stop After is not a number of minutes.*such as 4/);
	});
});
