import { by, jsons, must, newcomer, rows, seen, statuses, told, useSandbox } from '../support/bench';

jest.mock('../../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../support/fastClock'),
);

const NAMED = {
	email: '={{ $json.email }}',
	firstName: '={{ $json.first }}',
	lastName: '={{ $json.last }}',
};
const DISCOUNT = { discountAmount: '10%', discountCode: 'NEW10', isOnboarded: true };

describe('Create', () => {
	const bench = useSandbox();

	it('makes a partner and gives it back with its ID', async () => {
		const result = await bench.run('partner:create', NAMED, { items: [newcomer(1)] });
		const [made] = bench.sandbox.state.collabByEmail(newcomer(1).email);
		expect(seen(result.output)).toEqual([
			{
				json: expect.objectContaining({
					id: must(made)._id,
					creatorId: must(made).creator._id,
					email: newcomer(1).email,
					firstName: 'New',
					lastName: 'Person 1',
				}),
				item: 0,
			},
		]);
	});

	it('refuses an e-mail that is a partner already, whatever its case, and names the partner', async () => {
		const partner = bench.partner(3);
		const before = bench.sandbox.state.collabs().length;
		const result = await bench.run('partner:create', {
			email: partner.creator.email.toUpperCase(),
			firstName: 'A',
			lastName: 'B',
		});
		expect(result.error?.message).toContain(`is a partner already (ID ${partner._id})`);
		expect(result.error?.description).toMatch(/Create or Update/);
		expect(result.error?.itemIndex).toBe(0);
		expect(bench.entries('POST')).toEqual([]);
		expect(bench.sandbox.state.collabs()).toHaveLength(before);
	});

	it('makes a partner once when two rows of a run have the same e-mail', async () => {
		const result = await bench.run('partner:create', NAMED, {
			items: [newcomer(1), { ...newcomer(1), email: newcomer(1).email.toUpperCase() }],
			onError: 'continueRegularOutput',
		});
		expect(seen(result.output)).toEqual([
			{ json: expect.objectContaining({ email: newcomer(1).email }), item: 0 },
			{
				json: { error: expect.stringContaining('is a partner already') },
				error: expect.stringContaining('is a partner already'),
				item: 1,
			},
		]);
		expect(bench.sandbox.state.collabByEmail(newcomer(1).email)).toHaveLength(1);
	});

	it('does not make a second one when the answer to the first request was lost', async () => {
		bench.sandbox.setFaults([
			{ match: { method: 'POST', path: '/creators/collabs$' }, times: 1, effect: { kind: 'resetAfter' } },
		]);
		const result = await bench.run('partner:create', NAMED, { items: [newcomer(1)] });
		const made = bench.sandbox.state.collabByEmail(newcomer(1).email);
		expect(made).toHaveLength(1);
		expect(jsons(result)).toEqual([expect.objectContaining({ id: must(made[0])._id })]);
		expect(bench.entries('POST')).toHaveLength(1);
	});

	it('sends again what did not arrive', async () => {
		bench.sandbox.setFaults([
			{ match: { method: 'POST', path: '/creators/collabs$' }, times: 1, effect: { kind: 'resetBefore' } },
		]);
		const result = await bench.run('partner:create', NAMED, { items: [newcomer(1)] });
		expect(result.error).toBeUndefined();
		expect(bench.sandbox.state.collabByEmail(newcomer(1).email)).toHaveLength(1);
		expect(bench.entries('POST')).toHaveLength(2);
	});
});

describe('Create or Update', () => {
	const bench = useSandbox();

	it('says created, updated or unchanged, with what changed', async () => {
		const [one, two] = [bench.partner(1), bench.partner(2)];
		const result = await bench.run('partner:upsert', NAMED, {
			items: [
				newcomer(1),
				{ email: one.creator.email, first: one.creator.firstName, last: 'Changed' },
				{ email: two.creator.email, first: two.creator.firstName, last: two.creator.lastName },
			],
		});
		expect(statuses(result)).toEqual(['created', 'updated', 'unchanged']);
		expect(jsons(result)[1]).toMatchObject({
			id: one._id,
			changes: [{ field: 'lastName', from: one.creator.lastName, to: 'Changed' }],
			lastName: 'Changed',
		});
		expect(bench.entries('POST')).toHaveLength(2);
		expect(result.hints).toEqual([
			expect.objectContaining({
				message: expect.stringMatching(
					/^3 items: 1 created, 1 updated, 1 unchanged\. 5 requests in \d+ s\.$/,
				),
			}),
		]);
	});

	it('writes repeated rows once, and answers every one of them', async () => {
		const result = await bench.run('partner:upsert', NAMED, { items: rows(4, () => newcomer(7)) });
		expect(statuses(result)).toEqual(['created', 'unchanged', 'unchanged', 'unchanged']);
		expect(result.output.map(({ pairedItem }) => pairedItem)).toEqual(rows(4, (item) => ({ item })));
		expect(bench.sandbox.state.collabByEmail(newcomer(7).email)).toHaveLength(1);
		expect(bench.entries('POST')).toHaveLength(1);
	});

	it('finds out the ID of a new partner where the answer names none', async () => {
		const taken = { kind: 'status', status: 200, body: { ok: true }, tookPlace: true } as const;
		bench.sandbox.setFaults([{ match: { method: 'POST', path: 'collabs$' }, effect: taken }]);
		const result = await bench.run(
			'partner:upsert',
			{ ...NAMED, updateFields: DISCOUNT },
			{ items: [newcomer(1)] },
		);
		const [made] = bench.sandbox.state.collabByEmail(newcomer(1).email);
		expect(jsons(result)).toEqual([expect.objectContaining({ status: 'created', id: must(made)._id })]);
		expect(must(made).discount).toMatchObject({ discountCode: 'NEW10' });
	});

	it('writes nothing when run again', async () => {
		const run = async () =>
			await bench.run('partner:upsert', { ...NAMED, updateFields: DISCOUNT }, { items: rows(3, newcomer) });
		expect(statuses(await run())).toEqual(['created', 'created', 'created']);
		bench.sandbox.clearJournal();
		const again = await run();
		expect(statuses(again)).toEqual(['unchanged', 'unchanged', 'unchanged']);
		expect(bench.entries('POST')).toEqual([]);
	});

	it.each(['10', '10%', '10 %', 0.1, '0,1', 10])('takes %p as ten percent and writes ten', async (given) => {
		const partner = bench.partner(5);
		await bench.run('partner:upsert', {
			email: partner.creator.email,
			updateFields: { discountAmount: `={{ ${JSON.stringify(given)} }}`, discountCode: 'TEN' },
		});
		expect(bench.entries('POST').map(({ body }) => body)).toEqual([
			{
				myshopifyDomain: bench.sandbox.shopDomain,
				discount: { discountAmount: 10, discountType: 'Percentage', discountCode: 'TEN' },
			},
		]);
	});

	it('leaves a discount alone that means the same in another unit', async () => {
		for (const discountUnit of ['mixed', 'fraction', 'percent'] as const) {
			bench.sandbox.setListing({ discountUnit });
			const result = await bench.run(
				'partner:upsert',
				{ email: '={{ $json.email }}', updateFields: { discountAmount: '={{ $json.amount }}' } },
				{
					items: rows(9, (at) => ({
						email: bench.partner(at).creator.email,
						amount: [`${bench.partner(at).discount?.discountAmount}%`][0],
					})),
				},
			);
			expect(new Set(statuses(result))).toEqual(new Set(['unchanged']));
		}
		expect(bench.entries('POST')).toEqual([]);
	});

	it('needs both names for a new partner, and says which is missing', async () => {
		const result = await bench.run(
			'partner:upsert',
			{ email: 'x@example.com', firstName: 'X' },
			{ onError: 'continueRegularOutput' },
		);
		expect(seen(result.output)).toEqual([
			expect.objectContaining({
				error: expect.stringMatching(/x@example.com is a new partner.*Fill in Last Name\./),
				item: 0,
			}),
		]);
		expect(bench.entries('POST')).toEqual([]);
	});

	it('tells of a new partner without a name before anything is written', async () => {
		const nameless = { email: 'nameless@example.com', first: 'N', last: '' };
		const stopped = await bench.run('partner:upsert', NAMED, {
			items: [newcomer(1), nameless, newcomer(2)],
		});
		expect(told(stopped)).toMatch(
			/nameless@example.com is a new partner.*Fill in Last Name\. This is item 2 of 3.*Nothing was sent/,
		);
		expect(bench.entries('POST')).toEqual([]);
		expect(bench.entries('GET')).toHaveLength(3);

		bench.sandbox.clearJournal();
		const going = await bench.run('partner:upsert', NAMED, {
			items: [newcomer(1), nameless, { ...nameless, email: 'NAMELESS@example.com' }, newcomer(2)],
			onError: 'continueRegularOutput',
		});
		expect(statuses(going)).toEqual(['created', 'error', 'error', 'created']);
		expect(bench.entries('GET')).toHaveLength(3);
		expect(bench.entries('POST')).toHaveLength(2);
	});

	it('takes a row without names after a row that makes the partner, and for a partner who is there', async () => {
		const { email } = newcomer(1);
		const result = await bench.run(
			'partner:upsert',
			{ ...NAMED, updateFields: { affiliateCode: '={{ $json.code }}' } },
			{
				items: [
					newcomer(1),
					{ email: email.toUpperCase(), code: 'SECOND' },
					{ email: bench.partner(4).creator.email, code: 'FOURTH' },
				],
			},
		);
		expect(statuses(result)).toEqual(['created', 'updated', 'updated']);
		const [made] = bench.sandbox.state.collabByEmail(email);
		expect(must(made).affiliateCode).toBe('SECOND');
	});

	it('says when only the first of two requests went through, and completes it when run again', async () => {
		bench.sandbox.setFaults([
			{
				match: { method: 'POST', path: '/creators/collabs/[0-9a-f]{24}$' },
				times: 1,
				effect: { kind: 'status', status: 500, body: { message: 'discountCode must be unique' } },
			},
		]);
		const run = async () =>
			await bench.run(
				'partner:upsert',
				{ ...NAMED, updateFields: DISCOUNT },
				{ items: [newcomer(1)], onError: 'continueRegularOutput' },
			);
		const first = await run();
		const made = must(bench.sandbox.state.collabByEmail(newcomer(1).email)[0]);
		expect(first.output[0]?.json.error).toMatch(
			new RegExp(
				`partner was created \\(ID ${made._id}\\), but discount and onboarding state could not be written` +
					'.*must be unique.*Run the row again.*creates nobody twice',
			),
		);
		const second = await run();
		expect(statuses(second)).toEqual(['updated']);
		const [after, ...others] = bench.sandbox.state.collabByEmail(newcomer(1).email);
		expect(others).toEqual([]);
		expect(after).toMatchObject({
			discount: { discountAmount: 10, discountCode: 'NEW10' },
			creator: { isOnboarded: true },
		});
	});
});

describe('Update', () => {
	const bench = useSandbox();

	it('writes a discount whole: what is not named stays, whatever the API makes of a part', async () => {
		const at = bench.sandbox.state
			.collabs()
			.findIndex(({ discount }) => discount?.discountCode !== undefined);
		const { _id, creator, discount } = bench.partner(at);
		const written = () => bench.entries('POST').map(({ body }) => Reflect.get(Object(body), 'discount'));
		const code = must(must(discount).discountCode);
		for (const partner of [by('id', _id), by('email', creator.email), by('id', creator._id)]) {
			bench.sandbox.clearJournal();
			await bench.run('partner:update', { partner, updateFields: { discountAmount: '12' } });
			expect(written().at(-1)).toEqual({
				discountAmount: 12,
				discountType: 'Percentage',
				discountCode: code,
			});
		}
		bench.sandbox.clearJournal();
		await bench.run('partner:update', { partner: by('id', _id), updateFields: { discountCode: 'NEW' } });
		expect(written()).toEqual([{ discountAmount: 12, discountType: 'Percentage', discountCode: 'NEW' }]);
		bench.sandbox.clearJournal();
		await bench.run('partner:update', { partner: by('id', _id), updateFields: { lastName: 'X' } });
		expect(bench.requests()).toHaveLength(1);
	});

	it('changes only what is filled in: blank fields wipe nothing', async () => {
		const partner = bench.partner(6);
		const result = await bench.run(
			'partner:update',
			{
				partner: by('email', partner.creator.email),
				updateFields: {
					firstName: '={{ $json.first }}',
					lastName: '={{ $json.last }}',
					title: '   ',
					affiliateCode: '={{ $json.missing }}',
					tier: { __rl: true, mode: 'list', value: '' },
				},
			},
			{ items: [{ first: '', last: 'Changed' }] },
		);
		expect(bench.entries('POST').map(({ body }) => body)).toEqual([
			{ myshopifyDomain: bench.sandbox.shopDomain, lastName: 'Changed' },
		]);
		expect(jsons(result)).toEqual([
			expect.objectContaining({ firstName: partner.creator.firstName, lastName: 'Changed' }),
		]);
		const [after] = bench.sandbox.state.collabByEmail(partner.creator.email);
		expect(after).toMatchObject({
			affiliateCode: partner.affiliateCode,
			collabTier: partner.collabTier,
			creator: { firstName: partner.creator.firstName, shop: { title: partner.creator.shop.title } },
		});
	});

	it('refuses an update without any field', async () => {
		const result = await bench.run('partner:update', {
			partner: by('id', bench.partner(1)._id),
			updateFields: { firstName: '  ' },
		});
		expect(told(result)).toMatch(/There is nothing to update.*at least one field/);
		expect(bench.requests()).toEqual([]);
	});

	it('writes rows for one partner in the order of the rows', async () => {
		const partner = bench.partner(6);
		await bench.run(
			'partner:update',
			{ partner: by('id', partner._id), updateFields: { lastName: '={{ $json.last }}' } },
			{ items: rows(8, (at) => ({ last: `L${at}` })) },
		);
		expect(bench.entries('POST').map(({ body }) => Reflect.get(Object(body), 'lastName'))).toEqual(
			rows(8, (at) => `L${at}`),
		);
		expect(bench.sandbox.state.collabByEmail(partner.creator.email)[0]?.creator.lastName).toBe('L7');
	});

	it.each([
		['by name in other case', () => ' vip'],
		['by key', () => 'default-creatorcommerce'],
		['by ID', () => must(bench.sandbox.state.tiers().find(({ tierKey }) => tierKey === 'shine'))._id],
	])('takes a tier %s', async (_, tier) => {
		const partner = bench.partner(6);
		await bench.run('partner:update', {
			partner: by('id', partner._id),
			updateFields: { tier: by('id', tier()) },
		});
		const [after] = bench.sandbox.state.collabByEmail(partner.creator.email);
		const named = bench.sandbox.state.tiers().find(({ _id }) => _id === must(after).collabTier);
		expect([named?._id, named?.tierKey, named?.tierTitle.toLowerCase()]).toContain(tier().trim());
	});

	it('lists the tiers there are when one is unknown', async () => {
		const result = await bench.run('partner:update', {
			partner: by('id', bench.partner(6)._id),
			updateFields: { tier: by('id', 'Gold') },
		});
		expect(told(result)).toMatch(/There is no tier “Gold”.*This store has: .*VIP/);
		expect(bench.entries('POST')).toEqual([]);
	});
});
