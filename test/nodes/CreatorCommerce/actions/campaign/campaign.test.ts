import { UNWANTED_WORDS, by, jsons, must, rows, seen, statuses, told, useSandbox } from '../support/bench';

jest.mock('../../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../support/fastClock'),
);

const bench = useSandbox();
const stored = (title: string) =>
	bench.sandbox.state.campaigns().filter((campaign) => campaign.title === title);
const seeded = () => must(bench.sandbox.state.campaigns().find(({ title }) => title === 'Always On'));
const posts = () => bench.entries('POST').map(({ operationId }) => operationId);

describe('campaign: create', () => {
	it('makes it with all fields, tiers by name or ID, and the dates as moments', async () => {
		const vip = must(bench.sandbox.state.tiers().find(({ tierKey }) => tierKey === 'vip'));
		const result = await bench.run('campaign:create', {
			title: ' Summer ',
			additionalFields: {
				description: 'For the beach',
				isActive: false,
				tiers: ['Rise', vip._id],
				tags: 'beach, sun\nbeach',
				queryParams: '?utm_source=creator&utm_medium=affiliate',
				startAt: '2026-06-01T08:00:00',
				endAt: '2026-06-30',
			},
		});
		expect(result.error).toBeUndefined();
		const [summer] = stored('Summer');
		const rise = must(bench.sandbox.state.tiers().find(({ tierKey }) => tierKey === 'rise'));
		expect(summer).toMatchObject({
			description: 'For the beach',
			isActive: false,
			collabTiers: [rise._id, vip._id],
			tags: ['beach', 'sun'],
			queryParams: 'utm_source=creator&utm_medium=affiliate',
			startAt: '2026-06-01T08:00:00.000Z',
			endAt: '2026-06-30T23:59:59.999Z',
		});
		expect(jsons(result)).toMatchObject([
			{
				status: 'created',
				id: summer?._id,
				title: 'Summer',
				startAt: '2026-06-01T08:00:00.000Z',
				endAt: '2026-06-30T23:59:59.999Z',
				tierIds: [rise._id, vip._id],
			},
		]);
	});

	it('uses one with the same title, also one of the same run, and makes no second', async () => {
		const titles = ['always on', 'Fresh', 'fresh ', 'Other'];
		const result = await bench.run(
			'campaign:create',
			{ title: '={{ $json.title }}' },
			{ items: titles.map((title) => ({ title })) },
		);
		expect(statuses(result)).toEqual(['alreadyThere', 'created', 'alreadyThere', 'created']);
		expect(jsons(result)[0]).toMatchObject({ id: seeded()._id, title: 'Always On' });
		expect(jsons(result)[2]?.id).toBe(jsons(result)[1]?.id);
		expect(bench.sandbox.state.campaigns()).toHaveLength(4);
		expect(result.hints.map(({ message }) => message).join()).toMatch(/4 items: 2 created, 2 already there/);
	});

	it('makes a second one where that is asked for', async () => {
		const result = await bench.run('campaign:create', {
			title: 'Always On',
			options: { matchOnTitle: false },
		});
		expect(statuses(result)).toEqual(['created']);
		expect(stored('Always On')).toHaveLength(2);
	});

	it.each([true, false])(
		'makes it once when the answer is lost (match on title: %s)',
		async (matchOnTitle) => {
			bench.sandbox.setFaults([
				{ match: { method: 'POST', path: 'campaigns$' }, times: 1, effect: { kind: 'resetAfter' } },
			]);
			const title = matchOnTitle ? 'Lost' : 'Always On';
			const before = stored(title).map(({ _id }) => _id);
			const result = await bench.run('campaign:create', { title, options: { matchOnTitle } });
			expect(statuses(result)).toEqual(['created']);
			const made = stored(title).filter(({ _id }) => !before.includes(_id));
			expect(made).toHaveLength(1);
			expect(jsons(result)[0]?.id).toBe(made[0]?._id);
		},
	);

	it('two executions at once make one', async () => {
		const run = async () =>
			await bench.run('campaign:create', { title: '={{ $json.title }}' }, { items: [{ title: 'Race' }] });
		// Both read the list before either writes.
		bench.sandbox.setFaults([
			{ match: { method: 'POST' }, effect: { kind: 'latency', minMs: 150, maxMs: 150 } },
		]);
		const results = await Promise.all([run(), run(), run()]);
		expect(results.flatMap(statuses).sort()).toEqual(['alreadyThere', 'alreadyThere', 'created']);
		expect(stored('Race')).toHaveLength(1);
	});

	it('makes nothing where the list of what is there did not come', async () => {
		for (const body of [{}, { campaigns: null }, { campaigns: { total: 2 } }]) {
			bench.sandbox.setFaults([
				{ match: { method: 'GET', path: 'campaigns$' }, effect: { kind: 'status', status: 200, body } },
			]);
			const result = await bench.run('campaign:create', { title: 'Blind' });
			expect(told(result)).toMatch(/answered without a list of campaigns .*again/);
		}
		expect(posts()).toEqual([]);
	});

	it('reads a list in a list, and one that stands alone', async () => {
		const campaigns = bench.sandbox.state.campaigns();
		for (const body of [{ campaigns: { campaigns } }, campaigns]) {
			bench.sandbox.setFaults([
				{ match: { method: 'GET', path: 'campaigns$' }, effect: { kind: 'status', status: 200, body } },
			]);
			const result = await bench.run('campaign:create', { title: 'Always On' });
			expect(statuses(result)).toEqual(['alreadyThere']);
		}
	});

	it('looks for what it made when the answer names no ID', async () => {
		bench.sandbox.setFaults([
			{
				match: { method: 'POST' },
				effect: { kind: 'status', status: 200, body: {}, tookPlace: true },
			},
		]);
		const found = await bench.run('campaign:create', { title: 'Nameless' });
		expect(jsons(found)).toMatchObject([{ status: 'created', id: stored('Nameless')[0]?._id }]);
		bench.sandbox.setFaults([
			{ match: { method: 'POST' }, effect: { kind: 'status', status: 200, body: {} } },
		]);
		const lost = await bench.run('campaign:create', { title: 'Never made' });
		expect(told(lost)).toMatch(/took “Never made”, but names no ID .*Look in CreatorCommerce/);
	});

	it('says when only the dates are missing, and a second run writes them', async () => {
		bench.sandbox.setFaults([
			{
				match: { method: 'POST', path: 'campaigns/' },
				times: 1,
				effect: { kind: 'status', status: 400, body: { message: 'not today' } },
			},
		]);
		const parameters = { title: 'Halves', additionalFields: { startAt: '2026-06-01' } };
		const first = await bench.run('campaign:create', parameters);
		expect(told(first)).toMatch(/is there \(ID [0-9a-f]{24}\), but its dates could not be written .*again/);
		expect(stored('Halves')[0]?.startAt).toBeUndefined();
		const second = await bench.run('campaign:create', parameters);
		expect(statuses(second)).toEqual(['updated']);
		expect(stored('Halves')).toMatchObject([{ startAt: '2026-06-01T00:00:00.000Z' }]);
		const third = await bench.run('campaign:create', parameters);
		expect(statuses(third)).toEqual(['alreadyThere']);
	});

	it.each([
		[{ title: '  ' }, /Title is empty/],
		[{ title: 'A', additionalFields: { startAt: '02/03/2026' } }, /“02\/03\/2026” is not a date/],
		[{ title: 'A', additionalFields: { endAt: '2026-02-30' } }, /“2026-02-30” is not a date/],
		[
			{ title: 'A', additionalFields: { startAt: '2026-03-02', endAt: '2026-03-01' } },
			/would end .* before it starts .*End Date/,
		],
		[{ title: 'A', additionalFields: { tiers: ['Platinum'] } }, /no tier “Platinum”.*Ambassador/],
		[
			{ title: 'A', additionalFields: { queryParams: 'https://brand.example/?a=b' } },
			/are no query parameters/,
		],
		[{ title: 'A', additionalFields: { tags: '["a", {"b": 1}]' } }, /Tags holds something that is no text/],
		[
			{ title: 'A', additionalFields: { isActive: '={{ "perhaps" }}' } },
			/“perhaps” is neither true nor false/,
		],
	])('refuses %j before anything is written', async (parameters, words) => {
		const result = await bench.run('campaign:create', parameters, { items: [{ first: true }] });
		expect(told(result)).toMatch(words);
		expect(told(result)).not.toMatch(UNWANTED_WORDS);
		expect(posts()).toEqual([]);
	});

	it('one bad row stops all before writing; with continue on fail it is that row’s own', async () => {
		const items = [{ title: 'One' }, { title: '' }, { title: 'Three' }];
		const stopped = await bench.run('campaign:create', { title: '={{ $json.title }}' }, { items });
		expect(told(stopped)).toMatch(/Title is empty .*Nothing was sent/);
		expect(stopped.error?.itemIndex).toBe(1);
		expect(posts()).toEqual([]);
		const went = await bench.run(
			'campaign:create',
			{ title: '={{ $json.title }}' },
			{ items, onError: 'continueRegularOutput' },
		);
		expect(statuses(went)).toEqual(['created', 'error', 'created']);
		expect(seen(went.output).map(({ item }) => item)).toEqual([0, 1, 2]);
	});

	it('leaves the rest for later when the time in Stop After is up', async () => {
		const result = await bench.run(
			'campaign:create',
			{ title: '={{ $json.title }}', options: { stopAfter: 0.5 } },
			{
				items: rows(30, (at) => ({ title: `Many ${at}` })),
				credential: { readsPerMinute: 1000, writesPerMinute: 10 },
			},
		);
		expect(result.error).toBeUndefined();
		const made = statuses(result).filter((status) => status === 'created').length;
		expect(made).toBeGreaterThan(0);
		expect(made).toBeLessThanOrEqual(10);
		expect(statuses(result).filter((status) => status === 'notSent')).toHaveLength(30 - made);
		expect(bench.sandbox.state.campaigns()).toHaveLength(2 + made);
	});
});

describe('campaign: get and get many', () => {
	it('gets one by ID, from the list and by title, with its tiers by name', async () => {
		const { _id } = seeded();
		for (const given of [by('id', _id), by('list', _id), by('id', 'always on'), _id]) {
			const result = await bench.run('campaign:get', { campaign: given });
			expect(jsons(result)).toMatchObject([{ id: _id, title: 'Always On', tiers: ['Ambassador', 'Rise'] }]);
		}
	});

	it('gives the record as it came without Simplify', async () => {
		const result = await bench.run('campaign:get', { campaign: by('id', seeded()._id), simplify: false });
		expect(jsons(result)).toEqual([seeded()]);
	});

	it.each([
		['', /campaign/i],
		['Nothing like that', /no campaign “Nothing like that” .*Always On, Spring Push/],
		['0'.repeat(24), /does not know what was asked for/],
		['gid://shopify/Product/1', /no campaign “gid:/],
	])('says what is wrong with “%s”', async (value, words) => {
		const result = await bench.run('campaign:get', { campaign: by('id', `={{ "${value}" }}`) });
		expect(told(result)).toMatch(words);
		expect(told(result)).not.toMatch(UNWANTED_WORDS);
	});

	it('says that two have the title', async () => {
		await bench.run('campaign:create', { title: 'Always On', options: { matchOnTitle: false } });
		const result = await bench.run('campaign:get', { campaign: by('id', 'Always On') });
		expect(told(result)).toMatch(/2 campaigns are called “Always On” .*[0-9a-f]{24}, [0-9a-f]{24}/);
	});

	it('gets all or as many as asked, with one request however many items ask', async () => {
		const all = await bench.run('campaign:getAll', { returnAll: true }, { items: rows(3, () => ({})) });
		expect(jsons(all)).toHaveLength(6);
		expect(seen(all.output).map(({ item }) => item)).toEqual([0, 0, 1, 1, 2, 2]);
		expect(bench.entries().filter(({ path }) => path.endsWith('/campaigns'))).toHaveLength(1);
		const one = await bench.run('campaign:getAll', { limit: 1, simplify: false });
		expect(jsons(one)).toEqual([bench.sandbox.state.campaigns()[0]]);
		expect(told(await bench.run('campaign:getAll', { limit: '={{ "x" }}' }))).toMatch(/Limit/);
	});
});

describe('campaign: update', () => {
	it('changes what is named and leaves the rest', async () => {
		const before = seeded();
		const result = await bench.run('campaign:update', {
			campaign: by('id', 'Always On'),
			updateFields: { description: 'New', tags: [] },
		});
		expect(jsons(result)).toMatchObject([{ id: before._id, description: 'New', title: 'Always On' }]);
		expect(seeded()).toEqual({ ...before, description: 'New', updatedAt: seeded().updatedAt });
		expect(bench.entries('POST')[0]?.body).toEqual({ description: 'New' });
	});

	it('holds one date against the other that the campaign has', async () => {
		const campaign = by('id', seeded()._id);
		await bench.run('campaign:update', { campaign, updateFields: { startAt: '2026-05-01' } });
		const result = await bench.run('campaign:update', { campaign, updateFields: { endAt: '2026-04-30' } });
		expect(told(result)).toMatch(/would end \(2026-04-30.*\) before it starts \(2026-05-01/);
		expect(posts()).toEqual(['updateChannelCampaign']);
		const fine = await bench.run('campaign:update', { campaign, updateFields: { endAt: '2026-05-01' } });
		expect(jsons(fine)).toMatchObject([{ endAt: '2026-05-01T23:59:59.999Z' }]);
	});

	it('refuses an update of nothing, and tells an unknown ID', async () => {
		const nothing = await bench.run('campaign:update', {
			campaign: by('id', seeded()._id),
			updateFields: { title: '  ' },
		});
		expect(told(nothing)).toMatch(/nothing to update/);
		const unknown = await bench.run('campaign:update', {
			campaign: by('id', '0'.repeat(24)),
			updateFields: { title: 'X' },
		});
		expect(told(unknown)).toMatch(/does not know.*Campaign not found/);
		expect(bench.sandbox.state.campaigns()).toHaveLength(2);
	});
});
