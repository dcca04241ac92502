import { newcomer, statuses, useSandbox } from '../support/bench';

jest.mock('../../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../support/fastClock'),
);

describe('one new person in two executions at the same time', () => {
	const bench = useSandbox();
	const NAMED = {
		email: '={{ $json.email }}',
		firstName: '={{ $json.first }}',
		lastName: '={{ $json.last }}',
	};
	const keys = () => [
		{},
		{ keyType: 'partner', apiKey: bench.sandbox.partnerKey },
		{ keyType: 'channel', apiKey: bench.sandbox.channelKey },
	];

	it('is created once, also with different keys of the store', async () => {
		bench.sandbox.setFaults([{ effect: { kind: 'latency', minMs: 0, maxMs: 25 } }]);
		for (const at of [1, 2, 3, 4]) {
			const results = await Promise.all(
				keys().map(async (credential) => {
					return await bench.run('partner:upsert', NAMED, { items: [newcomer(at)], credential });
				}),
			);
			expect(bench.sandbox.state.collabByEmail(newcomer(at).email)).toHaveLength(1);
			expect(results.flatMap(statuses).filter((status) => status === 'created')).toHaveLength(1);
		}
	});
});
