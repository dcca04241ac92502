import { jsons, must, newcomer, rows, useSandbox } from '../actions/support/bench';

describe('a thousand rows in one run', () => {
	const bench = useSandbox({ partners: 600 });

	it('sync: every row has its output, in order, none lost and none doubled, in seconds', async () => {
		const known = bench.sandbox.state.collabs();
		const wanted = rows(1000, (at) => {
			if (at % 2 === 0) return newcomer(at);
			const { creator } = must(known[(at - 1) / 2]);
			return {
				email: creator.email,
				first: creator.firstName,
				last: at % 4 === 1 ? creator.lastName : `L${at}`,
			};
		});
		const before = process.cpuUsage();
		const result = await bench.run(
			'partner:sync',
			{
				matchValue: '={{ $json.email }}',
				updateFields: { firstName: '={{ $json.first }}', lastName: '={{ $json.last }}' },
			},
			{ items: wanted },
		);
		expect(result.error).toBeUndefined();
		// Processor time of node and sandbox together: the clock on the wall depends on what else the machine does.
		const { user, system } = process.cpuUsage(before);
		expect((user + system) / 1_000_000).toBeLessThan(60);
		expect(result.output.map(({ pairedItem }) => pairedItem)).toEqual(rows(1000, (item) => ({ item })));
		expect(
			jsons(result).map(({ status, partner }) => [status, Reflect.get(Object(partner), 'email')]),
		).toEqual(wanted.map(({ email }, at) => [['created', 'unchanged', 'created', 'updated'][at % 4], email]));
		const collabs = bench.sandbox.state.collabs();
		expect(collabs).toHaveLength(1100);
		expect(new Set(collabs.map(({ creator }) => creator.email.toLowerCase())).size).toBe(1100);
		expect(bench.entries('POST')).toHaveLength(750);
	}, 400_000);
});
