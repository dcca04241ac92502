import { jsons, must, newcomer, rows, statuses, told, useSandbox } from '../support/bench';

jest.mock('../../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../support/fastClock'),
);

const FIELDS = {
	firstName: '={{ $json.first }}',
	lastName: '={{ $json.last }}',
	discountAmount: '={{ $json.discount }}',
	tier: '={{ $json.tier }}',
};
const SYNC = { matchOn: 'email', matchValue: '={{ $json.email }}', updateFields: FIELDS };

describe('Sync', () => {
	const bench = useSandbox({ partners: 60 });
	const asItIs = (at: number) => {
		const { creator, discount } = bench.partner(at);
		return {
			email: creator.email,
			first: creator.firstName,
			last: creator.lastName,
			discount: discount ? `${discount.discountAmount}%` : '',
		};
	};
	const mixed = () => [
		asItIs(0),
		{ ...asItIs(1), last: 'Changed' },
		newcomer(1),
		{ email: 'not an e-mail', first: 'X', last: 'Y' },
		{ ...asItIs(2), tier: 'VIP' },
		{ email: 'nameless@example.com', first: 'X' },
	];

	it('gives every row one output with its status, in order, and never stops for a row', async () => {
		const { lastName } = bench.partner(1).creator;
		const result = await bench.run('partner:sync', SYNC, { items: mixed() });
		expect(result.status).toBe('success');
		expect(statuses(result)).toEqual(['unchanged', 'updated', 'created', 'failed', 'updated', 'failed']);
		expect(result.output.map(({ pairedItem }) => pairedItem)).toEqual(rows(6, (item) => ({ item })));
		const json = jsons(result);
		expect(json[1]).toEqual({
			status: 'updated',
			changes: [{ field: 'lastName', from: lastName, to: 'Changed' }],
			partner: expect.objectContaining({ id: bench.partner(1)._id, email: bench.partner(1).creator.email }),
		});
		expect(json[3]).toMatchObject({
			reason: expect.stringMatching(/not an e-mail” is not an e-mail address/),
			partner: { email: 'not an e-mail' },
		});
		expect(must(json[4]).changes).toEqual([{ field: 'tier', from: expect.any(String), to: 'VIP' }]);
		expect(json[5]).toMatchObject({
			reason: expect.stringMatching(/Fill in Last Name/),
			partner: { email: 'nameless@example.com' },
		});
		expect(bench.entries('POST')).toHaveLength(3);
		expect(result.hints.map(({ message, type }) => [type, message])).toEqual([
			[
				'warning',
				expect.stringMatching(
					/^6 items: 1 created, 2 updated, 1 unchanged, 2 failed\. \d+ requests in \d+ s\.$/,
				),
			],
		]);
	});

	it('writes nothing when it is run again', async () => {
		const items = [
			...rows(10, asItIs),
			...rows(5, newcomer),
			{ ...asItIs(20), last: 'Changed', tier: 'rise' },
		];
		await bench.run('partner:sync', SYNC, { items });
		bench.sandbox.clearJournal();
		const again = await bench.run('partner:sync', SYNC, { items });
		expect(new Set(statuses(again))).toEqual(new Set(['unchanged']));
		expect(bench.entries('POST')).toEqual([]);
	});

	describe('when the list carries no more than the vendor’s own example', () => {
		const ALL = {
			matchOn: 'email',
			matchValue: '={{ $json.email }}',
			updateFields: {
				discountAmount: '={{ $json.discount }}',
				discountCode: '={{ $json.code }}',
				isOnboarded: '={{ $json.on }}',
				title: '={{ $json.page }}',
				primaryColor: '#66ccff',
				profilePicture: 'https://example.com/me.png',
			},
		};
		const wanted = (at: number) => ({
			email: bench.partner(at).creator.email,
			discount: '20%',
			code: `CODE${at}`,
			on: at % 2 === 0,
			page: `Page ${at}`,
		});

		it.each(['objects', 'ids', 'mixed'] as const)(
			'all is written, and only once: creators as %s',
			async (populate) => {
				bench.sandbox.setListing({ rows: 'example', populate });
				const items = rows(8, wanted);
				const first = await bench.run('partner:sync', ALL, { items });
				expect(new Set(statuses(first))).toEqual(new Set(['updated']));
				for (const at of rows(8, (index) => index)) {
					const { creator, discount } = bench.partner(at);
					expect([creator.isOnboarded, creator.shop.title, discount]).toEqual([
						at % 2 === 0,
						`Page ${at}`,
						{ discountAmount: 20, discountType: 'Percentage', discountCode: `CODE${at}` },
					]);
				}
				bench.sandbox.clearJournal();
				const again = await bench.run('partner:sync', ALL, { items });
				expect(new Set(statuses(again))).toEqual(new Set(['unchanged']));
				expect(bench.entries('POST')).toEqual([]);
			},
		);

		it('a discount that changes keeps its code, which no row told', async () => {
			bench.sandbox.setListing({ rows: 'example' });
			const at = bench.sandbox.state
				.collabs()
				.findIndex(({ discount }) => discount?.discountCode !== undefined);
			const code = must(bench.partner(at).discount).discountCode;
			const fields = { ...SYNC, updateFields: { discountAmount: '33' } };
			await bench.run('partner:sync', fields, { items: [{ email: bench.partner(at).creator.email }] });
			expect(bench.entries('POST').map(({ body }) => Reflect.get(Object(body), 'discount'))).toEqual([
				{ discountAmount: 33, discountType: 'Percentage', discountCode: code },
			]);
		});

		it('finds partners by handle whose creators came as bare ids', async () => {
			bench.sandbox.setListing({ rows: 'example', populate: 'ids' });
			const handles = { ...SYNC, matchOn: 'handle', matchValue: '={{ $json.handle }}' };
			const items = rows(5, (at) => ({ handle: `@${bench.partner(at).creator.handle}`, first: 'Same' }));
			const result = await bench.run('partner:sync', handles, { items });
			expect(new Set(statuses(result))).toEqual(new Set(['updated']));
			expect(rows(5, (at) => bench.partner(at).creator.firstName)).toEqual(rows(5, () => 'Same'));
		});

		it('Create or Update writes nothing where nothing differs', async () => {
			bench.sandbox.setListing({ rows: 'example' });
			const { creator } = bench.partner(3);
			const result = await bench.run('partner:upsert', {
				email: creator.email,
				updateFields: { isOnboarded: creator.isOnboarded, title: creator.shop.title },
			});
			expect(statuses(result)).toEqual(['unchanged']);
			const other = await bench.run('partner:upsert', {
				email: creator.email,
				updateFields: { isOnboarded: !creator.isOnboarded },
			});
			expect(statuses(other)).toEqual(['updated']);
			expect(bench.partner(3).creator.isOnboarded).toBe(!creator.isOnboarded);
		});
	});

	it('takes TRUE as a file writes it, and no word for a discount type it does not know', async () => {
		const fields = {
			...SYNC,
			updateFields: {
				isOnboarded: '={{ $json.on }}',
				discountAmount: '5',
				discountType: '={{ $json.type }}',
			},
		};
		const email = (at: number) => bench.partner(at).creator.email;
		const result = await bench.run('partner:sync', fields, {
			items: [
				{ email: email(1), on: 'TRUE', type: 'fixed amount' },
				{ email: email(2), on: ' False ', type: 'Percentage' },
				{ email: email(3), on: '  ', type: 'gift' },
			],
		});
		expect(statuses(result)).toEqual(['updated', 'updated', 'failed']);
		expect([bench.partner(1).creator.isOnboarded, bench.partner(1).discount]).toEqual([
			true,
			expect.objectContaining({ discountAmount: 5, discountType: 'FixedAmount' }),
		]);
		expect(bench.partner(2).creator.isOnboarded).toBe(false);
		expect(jsons(result)[2]?.reason).toMatch(/“gift” is no discount type/);
	});

	it('takes a name written with other signs that look the same for the same', async () => {
		const item = { ...asItIs(1), first: 'Zoë'.normalize('NFC') };
		await bench.run('partner:sync', SYNC, { items: [item] });
		bench.sandbox.clearJournal();
		const again = await bench.run('partner:sync', SYNC, {
			items: [{ ...item, first: 'Zoë'.normalize('NFD') }],
		});
		expect(statuses(again)).toEqual(['unchanged']);
		expect(bench.entries('POST')).toEqual([]);
	});

	it('compares discounts by what they mean, when the list mixes 10 and 0.1', async () => {
		const forms = (percent: number) => [percent, `${percent}%`, percent / 100, `${percent} %`];
		const items = rows(40, (at) => {
			const percent = must(bench.partner(at).discount).discountAmount;
			return { email: bench.partner(at).creator.email, discount: forms(percent)[at % 4] };
		});
		const result = await bench.run('partner:sync', SYNC, { items });
		expect(new Set(statuses(result))).toEqual(new Set(['unchanged']));
		expect(bench.entries('POST')).toEqual([]);
	});

	it('says what a dry run would do, and writes nothing', async () => {
		const before = JSON.stringify(bench.sandbox.state.collabs());
		const dry = await bench.run('partner:sync', { ...SYNC, options: { dryRun: true } }, { items: mixed() });
		expect(statuses(dry)).toEqual(['unchanged', 'updated', 'created', 'failed', 'updated', 'failed']);
		expect(jsons(dry)[1]).toMatchObject({ dryRun: true, changes: [{ field: 'lastName', to: 'Changed' }] });
		expect(bench.entries('POST')).toEqual([]);
		expect(JSON.stringify(bench.sandbox.state.collabs())).toBe(before);
	});

	it('leaves missing partners alone when told so', async () => {
		const result = await bench.run(
			'partner:sync',
			{ ...SYNC, options: { createMissing: false } },
			{ items: [asItIs(0), newcomer(1)] },
		);
		expect(statuses(result)).toEqual(['unchanged', 'failed']);
		expect(jsons(result)[1]).toMatchObject({
			reason: expect.stringMatching(/No partner has the e-mail new.person1.*Create Missing Partners/),
		});
		expect(bench.entries('POST')).toEqual([]);
	});

	it('writes rows that name one partner once, and answers each of them', async () => {
		const items = [
			{ ...asItIs(1), last: 'Changed' },
			newcomer(1),
			{ email: asItIs(1).email.toUpperCase(), last: 'Changed' },
			{ ...newcomer(1), email: ` ${newcomer(1).email}` },
		];
		const result = await bench.run('partner:sync', SYNC, { items });
		expect(statuses(result)).toEqual(['updated', 'created', 'updated', 'created']);
		expect(jsons(result).map(({ sharedWithItems }) => sharedWithItems)).toEqual([[3], [4], [1], [2]]);
		expect(bench.entries('POST')).toHaveLength(2);
		expect(bench.sandbox.state.collabByEmail(newcomer(1).email)).toHaveLength(1);
	});

	it('fails two rows that disagree and writes neither, the others are done', async () => {
		const items = [
			{ ...asItIs(1), last: 'One' },
			{ ...asItIs(2), last: 'Two' },
			{ ...asItIs(1), last: 'Other' },
		];
		const result = await bench.run('partner:sync', SYNC, { items });
		expect(statuses(result)).toEqual(['failed', 'updated', 'failed']);
		for (const at of [0, 2]) {
			expect(jsons(result)[at]?.reason).toMatch(
				/Items 1, 3 name the same partner .*disagree on lastName.*Nothing was written.*Use Last Row/i,
			);
		}
		expect(bench.entries('POST')).toHaveLength(1);
		expect(bench.sandbox.state.collabByEmail(items[0]?.email ?? '')[0]?.creator.lastName).toBe(
			asItIs(1).last,
		);
	});

	it('lets the later row count with Use Last Row', async () => {
		const items = [
			{ ...asItIs(1), last: 'One' },
			{ ...asItIs(1), last: 'Other' },
		];
		const result = await bench.run(
			'partner:sync',
			{ ...SYNC, options: { whenRowsDisagree: 'lastRow' } },
			{ items },
		);
		expect(statuses(result)).toEqual(['updated', 'updated']);
		expect(bench.entries('POST')).toHaveLength(1);
		expect(bench.sandbox.state.collabByEmail(asItIs(1).email)[0]?.creator.lastName).toBe('Other');
	});

	it.each(['cutShort', 'ignoresCursor'] as const)(
		'creates nobody again when the list is not whole: %s',
		async (mode) => {
			bench.sandbox.setListing({ mode, cutAt: 7, pageSize: 9 });
			const items = [...rows(60, asItIs), newcomer(1)];
			const result = await bench.run('partner:sync', SYNC, { items });
			expect(statuses(result)).toEqual([...rows(60, () => 'unchanged'), 'created']);
			expect(bench.sandbox.state.collabs()).toHaveLength(61);
			expect(bench.entries('POST')).toHaveLength(1);
			expect(result.hints.map(({ message }) => message)).toEqual([
				expect.stringContaining('did not hand out its whole list'),
				expect.stringContaining('1 created, 60 unchanged'),
			]);
		},
	);

	it('finds a partner by handle whom the cut-short list left out', async () => {
		bench.sandbox.setListing({ mode: 'cutShort', cutAt: 7, pageSize: 9 });
		const known = bench.sandbox.state.collabs();
		const result = await bench.run(
			'partner:sync',
			{
				matchOn: 'handle',
				matchValue: '={{ $json.handle }}',
				updateFields: { lastName: '={{ $json.last }}' },
			},
			{
				items: rows(6, (at) => must(known[at * 8]).creator).map(({ handle, lastName }) => ({
					handle,
					last: lastName,
				})),
			},
		);
		// The search is cut short at 7 rows too, and a full handle finds one.
		expect(statuses(result)).toEqual(rows(6, () => 'unchanged'));
	});

	it('reads the list once for many rows, and looks a few rows up instead', async () => {
		bench.sandbox.setListing({ pageSize: 25 });
		await bench.run('partner:sync', SYNC, { items: rows(60, asItIs) });
		expect(bench.requests()).toHaveLength(3);
		bench.sandbox.clearJournal();
		await bench.run('partner:sync', SYNC, { items: rows(2, asItIs) });
		expect(bench.entries().map(({ query }) => query.email)).toEqual([asItIs(0).email, asItIs(1).email]);
	});

	it.each(['handle', 'affiliateCode'] as const)('matches on %s, whatever its case', async (matchOn) => {
		const valueOf = (at: number) =>
			matchOn === 'handle' ? `@${bench.partner(at).creator.handle}` : bench.partner(at).affiliateCode;
		for (const count of [2, 6]) {
			const result = await bench.run(
				'partner:sync',
				{ matchOn, matchValue: '={{ $json.value }}', updateFields: { lastName: '={{ $json.last }}' } },
				{ items: rows(count, (at) => ({ value: valueOf(at).toUpperCase(), last: `L${count}-${at}` })) },
			);
			expect(new Set(statuses(result))).toEqual(new Set(['updated']));
			expect(rows(count, (at) => bench.partner(at).creator.lastName)).toEqual(
				rows(count, (at) => `L${count}-${at}`),
			);
		}
		// The match itself is no change: codes and handles stay as they were.
		for (const { body } of bench.entries('POST'))
			expect(Object.keys(Object(body))).toEqual(['myshopifyDomain', 'lastName']);
	});

	it('does not create a partner whose e-mail is there under another code', async () => {
		const result = await bench.run(
			'partner:sync',
			{
				matchOn: 'affiliateCode',
				matchValue: 'UNKNOWN-CODE',
				updateFields: { email: bench.partner(4).creator.email, firstName: 'A', lastName: 'B' },
			},
			{ items: [{}] },
		);
		expect(jsons(result)[0]).toMatchObject({
			status: 'failed',
			reason: expect.stringMatching(
				/No partner has the affiliate code UNKNOWN-CODE, but .* is a partner already/,
			),
			partner: { affiliateCode: 'UNKNOWN-CODE' },
		});
		expect(bench.entries('POST')).toEqual([]);
	});

	it('reads a partner in full only where its list row lacks what is compared', async () => {
		bench.sandbox.setListing({ customFields: 'omitted' });
		const items = rows(5, (at) => ({
			email: bench.partner(at).creator.email,
			instagram: bench.partner(at).custom['cc-instagram'],
		}));
		const result = await bench.run(
			'partner:sync',
			{
				matchValue: '={{ $json.email }}',
				customFieldsInput: 'json',
				customFieldsJson: '={{ { instagram: $json.instagram } }}',
			},
			{ items },
		);
		expect(new Set(statuses(result))).toEqual(new Set(['unchanged']));
		expect(bench.entries().filter(({ operationId }) => operationId === 'getChannelCollab')).toHaveLength(5);
	});

	it.each(['ids', 'mixed'] as const)('takes nothing as changed that a list gave as %s', async (populate) => {
		bench.sandbox.setListing({ populate });
		const result = await bench.run('partner:sync', SYNC, { items: rows(8, asItIs) });
		expect(new Set(statuses(result))).toEqual(new Set(['unchanged']));
		expect(bench.sandbox.state.collabs()).toHaveLength(60);
		expect(bench.entries('POST')).toEqual([]);
	});

	it('throws for a refused key, a store it may not touch and an unknown store, after a few requests', async () => {
		for (const [credential, words] of [
			[{ apiKey: 'wrong' }, /did not accept the API key/],
			[{ myshopifyDomain: 'other-brand' }, /may not do this for other-brand.myshopify.com/],
			[{ myshopifyDomain: 'unknown-brand' }, /does not know what was asked for.*store unknown-brand/],
		] as const) {
			bench.sandbox.clearJournal();
			const result = await bench.run('partner:sync', SYNC, { items: rows(100, newcomer), credential });
			expect(result.status).toBe('error');
			expect(told(result)).toMatch(words);
			expect(bench.requests().length).toBeLessThanOrEqual(3);
			expect(bench.entries('POST').filter(({ tookPlace }) => tookPlace)).toEqual([]);
		}
	});

	it('throws for an unknown store with a few rows too, and takes nobody as new', async () => {
		const result = await bench.run('partner:sync', SYNC, {
			items: [newcomer(1)],
			credential: { myshopifyDomain: 'unknown-brand' },
		});
		expect(result.status).toBe('error');
		expect(told(result)).toMatch(/unknown-brand/);
	});

	it('tells a partner that was made without its discount, and completes it when run again', async () => {
		bench.sandbox.setFaults([
			{
				match: { method: 'POST', path: '/creators/collabs/[0-9a-f]{24}$' },
				times: 1,
				effect: { kind: 'status', status: 500, body: { message: 'discountAmount must be whole' } },
			},
		]);
		const items = [{ ...newcomer(1), discount: '12.5%' }];
		const first = await bench.run('partner:sync', SYNC, { items });
		const made = must(bench.sandbox.state.collabByEmail(newcomer(1).email)[0]);
		expect(jsons(first)[0]).toMatchObject({
			status: 'failed',
			reason: expect.stringMatching(/was created .*but discount could not be written.*Run the row again/),
			partner: { id: made._id },
		});
		const second = await bench.run('partner:sync', SYNC, { items });
		expect(statuses(second)).toEqual(['updated']);
		expect(bench.sandbox.state.collabByEmail(newcomer(1).email)).toEqual([
			expect.objectContaining({ discount: expect.objectContaining({ discountAmount: 12.5 }) }),
		]);
	});

	it('says so when the rows hold nothing to compare, as when no column is mapped', async () => {
		const items = [{ email: bench.partner(0).creator.email }, { email: bench.partner(1).creator.email }, {}];
		const unmapped = { matchOn: 'email', matchValue: '={{ $json.email }}' };
		const nothing = await bench.run('partner:sync', unmapped, { items });
		expect(statuses(nothing)).toEqual(['unchanged', 'unchanged', 'failed']);
		// A row without an e-mail is about nobody.
		expect(jsons(nothing)[2]).toEqual({
			status: 'failed',
			reason: expect.stringMatching(/The row has no e-mail\. .*check the expression in Match Value/),
			changes: [],
		});
		const told = ({ hints }: { hints: Array<{ message: string }> }): string =>
			hints.map(({ message }) => message).join(' ');
		expect(told(nothing)).toContain('No row has a value to compare: map your columns under Fields');
		const something = await bench.run(
			'partner:sync',
			{ ...unmapped, updateFields: { lastName: '={{ $json.last }}' } },
			{ items: [...items, { email: bench.partner(2).creator.email, last: 'Changed' }] },
		);
		expect(told(something)).not.toContain('No row has a value');
	});

	it('sends failed rows to the error output where there is one', async () => {
		const result = await bench.run('partner:sync', SYNC, { items: mixed(), onError: 'continueErrorOutput' });
		expect(statuses(result)).toEqual(['unchanged', 'updated', 'created', 'updated']);
		expect(result.errorOutput.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 3 }, { item: 5 }]);
		expect(JSON.stringify(result.errorOutput[0]?.json)).toContain('is not an e-mail address');
	});

	it('changes nothing of a partner who already has a picture', async () => {
		const withPicture = must(bench.sandbox.state.collabs().find(({ creator }) => creator.profilePicture));
		const without = must(bench.sandbox.state.collabs().find(({ creator }) => !creator.profilePicture));
		const parameters = {
			matchValue: '={{ $json.email }}',
			updateFields: { profilePicture: 'https://example.com/me.jpg' },
		};
		const items = [withPicture, without].map(({ creator }) => ({ email: creator.email }));
		expect(statuses(await bench.run('partner:sync', parameters, { items }))).toEqual([
			'unchanged',
			'updated',
		]);
		expect(statuses(await bench.run('partner:sync', parameters, { items }))).toEqual([
			'unchanged',
			'unchanged',
		]);
	});
});
