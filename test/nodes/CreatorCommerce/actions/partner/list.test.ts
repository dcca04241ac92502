import { jsons, must, seen, told, useSandbox } from '../support/bench';

describe('Get Many of partners', () => {
	const bench = useSandbox({ partners: 230 });
	const ids = () => bench.sandbox.state.collabs().map(({ _id }) => _id);

	it.each([1, 50, 229, 230, 'random'] as const)(
		'gives every partner once with Return All, pages of %s',
		async (pageSize) => {
			if (pageSize === 1) bench.sandbox.setListing({ pageSize: 40 });
			else bench.sandbox.setListing({ pageSize });
			const result = await bench.run('partner:getAll', { returnAll: true });
			expect(jsons(result).map(({ id }) => id)).toEqual(ids());
			expect(result.output.every(({ pairedItem }) => Reflect.get(Object(pairedItem), 'item') === 0)).toBe(
				true,
			);
			expect(result.hints).toEqual([]);
		},
	);

	it('stops asking once Limit is reached', async () => {
		bench.sandbox.setListing({ pageSize: 40 });
		const result = await bench.run('partner:getAll', { limit: 85 });
		expect(jsons(result).map(({ id }) => id)).toEqual(ids().slice(0, 85));
		expect(bench.requests()).toHaveLength(3);
		bench.sandbox.clearJournal();
		expect((await bench.run('partner:getAll', { limit: 40 })).output).toHaveLength(40);
		expect(bench.requests()).toHaveLength(1);
	});

	it('searches, also with accents, and finds one by exact e-mail', async () => {
		const wanted = must(bench.sandbox.state.collabs().find(({ creator }) => /[^ -~]/.test(creator.lastName)));
		const search = await bench.run('partner:getAll', {
			returnAll: true,
			filters: { query: wanted.creator.lastName },
		});
		const expected = bench.sandbox.state
			.collabs()
			.filter(({ creator }) => creator.lastName === wanted.creator.lastName)
			.map(({ _id }) => _id);
		expect(jsons(search).map(({ id }) => id)).toEqual(expect.arrayContaining(expected));

		const byEmail = await bench.run('partner:getAll', { filters: { email: wanted.creator.email } });
		expect(jsons(byEmail).map(({ id }) => id)).toEqual([wanted._id]);
		const nobody = await bench.run('partner:getAll', { filters: { email: 'nobody@example.com' } });
		expect(nobody.status).toBe('success');
		expect(nobody.output).toEqual([]);
	});

	it('gives nobody for an e-mail nobody has, also where that is answered as not found', async () => {
		bench.sandbox.setListing({ unknownEmail: 'error' });
		const nobody = await bench.run('partner:getAll', { filters: { email: 'nobody@example.com' } });
		expect(told(nobody)).toBe(' | ');
		expect(nobody.output).toEqual([]);
		const elsewhere = await bench.run(
			'partner:getAll',
			{ filters: { email: 'nobody@example.com' } },
			{ credential: { myshopifyDomain: 'unknown-brand' } },
		);
		expect(told(elsewhere)).toMatch(/does not know what was asked for.*unknown-brand/);
	});

	it('gives the records as they came without Simplify', async () => {
		const result = await bench.run('partner:getAll', { limit: 2, simplify: false });
		expect(jsons(result)).toEqual([
			expect.objectContaining({
				_id: ids()[0],
				creator: expect.objectContaining({ email: expect.any(String) }),
			}),
			expect.objectContaining({ _id: ids()[1] }),
		]);
	});

	it.each(['cutShort', 'ignoresCursor'] as const)(
		'ends and says that the list is not whole: %s',
		async (mode) => {
			bench.sandbox.setListing({ mode, cutAt: 7, pageSize: 50 });
			const result = await bench.run('partner:getAll', { returnAll: true });
			const count = mode === 'cutShort' ? 7 : 50;
			expect(result.output).toHaveLength(count);
			expect(result.hints).toEqual([
				expect.objectContaining({
					type: 'warning',
					message: expect.stringMatching(
						new RegExp(`there are 230 partners but handed out ${count}.*Look up a missing partner by e-mail`),
					),
				}),
			]);
			expect(bench.requests().length).toBeLessThanOrEqual(2);
		},
	);

	it('pairs what it gives with the item that asked', async () => {
		const [first, second] = [bench.partner(10), bench.partner(20)];
		const result = await bench.run(
			'partner:getAll',
			{ filters: { email: '={{ $json.email }}' } },
			{ items: [first, second].map(({ creator }) => ({ email: creator.email })) },
		);
		expect(seen(result.output)).toEqual([
			{ json: expect.objectContaining({ id: first._id }), item: 0 },
			{ json: expect.objectContaining({ id: second._id }), item: 1 },
		]);
	});

	it.each([0, -1, 1.5, 'many'])('refuses the limit %s before asking anything', async (limit) => {
		const result = await bench.run('partner:getAll', { limit: `={{ ${JSON.stringify(limit)} }}` });
		expect(told(result)).toMatch(/Limit is not a whole number above 0.*Return All/);
		expect(bench.requests()).toEqual([]);
	});
});
