import { by, jsons, must, rows, statuses, told, useSandbox } from '../support/bench';

const bench = useSandbox();

/** Makes the custom fields a store of a user would have; the sandbox has `cc-followers` from the start. */
async function define(...fields: Array<[handle: string, type: string]>): Promise<void> {
	const { url, channelKey, shopDomain } = bench.sandbox;
	for (const [handle, type] of fields) {
		const answer = await fetch(`${url}/channels/${shopDomain}/custom-field-definitions`, {
			method: 'POST',
			headers: { 'x-channel-access-token': channelKey, 'content-type': 'application/json' },
			body: JSON.stringify({ ownerType: 'collab', name: handle, handle, type }),
		});
		expect(answer.status).toBe(200);
	}
	bench.sandbox.clearJournal();
}

const all = (): Promise<void> =>
	define(
		['clicks', 'number_integer'],
		['conversions', 'number_integer'],
		['revenue', 'number_decimal'],
		['engagement-rate', 'number_decimal'],
	);
const mapped = {
	clicks: '={{ $json["Clicks (30d)"] }}',
	conversions: '={{ $json.Orders }}',
	engagementRate: '={{ $json["Engagement %"] }}',
	followers: '={{ $json.Followers }}',
	revenue: '={{ $json["Revenue (30d)"] }}',
};
const SYNC = { matchValue: '={{ $json.Email }}', performance: mapped };
const row = (at: number) => ({
	Email: bench.partner(at).creator.email,
	'Clicks (30d)': `${at},156`,
	Orders: at * 3,
	'Engagement %': at === 2 ? 'n/a' : '4.2%',
	Followers: `${at + 5}1.1k`,
	'Revenue (30d)': `$1,93${at % 10}.28`,
});

describe('figures of partners', () => {
	it('are written by sync, and equal ones are not written again', async () => {
		await all();
		const items = rows(12, row);
		const first = await bench.run('partner:sync', SYNC, { items });
		expect(statuses(first)).toEqual(rows(12, () => 'updated'));
		expect(bench.partner(3).custom).toMatchObject({
			'cc-clicks': 3156,
			'cc-conversions': 9,
			'cc-revenue': 1933.28,
			'cc-engagement-rate': 4.2,
			'cc-followers': 81100,
		});
		expect(bench.partner(2).custom['cc-engagement-rate']).toBeUndefined();
		expect(jsons(first)[3]).toMatchObject({
			changes: expect.arrayContaining([{ field: 'cc-clicks', from: null, to: 3156 }]),
		});

		bench.sandbox.clearJournal();
		const again = await bench.run('partner:sync', SYNC, { items });
		expect(statuses(again)).toEqual(rows(12, () => 'unchanged'));
		expect(bench.entries('POST')).toEqual([]);

		const oneMore = items.map((item, at) => (at === 7 ? { ...item, Orders: 22 } : item));
		const third = await bench.run('partner:sync', SYNC, { items: oneMore });
		expect(statuses(third).filter((status) => status === 'updated')).toHaveLength(1);
		expect(bench.entries('POST').map(({ body }) => body)).toEqual([
			expect.objectContaining({ custom: { 'cc-conversions': 22 } }),
		]);
	});

	it.each(['partner:update', 'partner:upsert'])(
		'are written by %s into the fields the user names',
		async (operation) => {
			const who = bench.partner(1);
			const result = await bench.run(operation, {
				...(operation === 'partner:update'
					? { partner: by('email', who.creator.email) }
					: { email: who.creator.email }),
				performance: {
					clicks: '12',
					clicksField: 'clicks-30d',
					revenue: '99.5',
					revenueField: 'Revenue, 30 days',
					conversions: '',
				},
			});
			expect(told(result)).toBe(' | ');
			const [write] = bench.entries('POST');
			expect(must(write).body).toEqual(
				expect.objectContaining({ custom: { 'cc-clicks-30d': 12, 'cc-revenue-30d': 99.5 } }),
			);
		},
	);

	it('go with a new partner', async () => {
		await all();
		const result = await bench.run('partner:upsert', {
			email: 'fresh@example.com',
			firstName: 'F',
			lastName: 'R',
			performance: { clicks: '7' },
		});
		expect(jsons(result)[0]).toMatchObject({ status: 'created', customFields: { 'cc-clicks': 7 } });
		expect(bench.sandbox.state.collabByEmail('fresh@example.com')[0]?.custom).toEqual({ 'cc-clicks': 7 });
	});

	it('are written as the type of the field asks: a text field gets a text', async () => {
		await define(
			['clicks', 'single_line_text_field'],
			['revenue', 'number_integer'],
			['conversions', 'boolean'],
		);
		const update = async (performance: Record<string, unknown>) =>
			await bench.run('partner:update', { partner: by('id', bench.partner(0)._id), performance });
		expect((await update({ clicks: '7' })).error).toBeUndefined();
		expect(bench.partner(0).custom['cc-clicks']).toBe('7');
		expect(told(await update({ revenue: '7.5' }))).toMatch(
			/“7.5” does not fit the custom field revenue.*whole number/,
		);
		expect(told(await update({ conversions: 1 }))).toMatch(
			/cc-conversions is of the type boolean, which keeps no figures/,
		);
		expect(bench.entries('POST')).toHaveLength(1);
	});

	it('tells a field the store has not, and how it is made; nothing is written', async () => {
		const parameters = { partner: by('id', bench.partner(0)._id), performance: { revenue: '1' } };
		const result = await bench.run('partner:update', parameters);
		expect(told(result)).toMatch(
			/no partner custom field “revenue” for Revenue \| Make it once with Custom Field > Create: Belongs To Partner, Name Revenue, Type Decimal Number, Handle revenue.*cc-followers/,
		);
		expect(bench.entries('POST')).toEqual([]);

		const made = await bench.run('customField:create', {
			ownerType: 'collab',
			fieldName: 'Revenue',
			fieldType: 'number_decimal',
			additionalFields: { handle: 'revenue' },
		});
		expect(told(made)).toBe(' | ');
		expect(told(await bench.run('partner:update', parameters))).toBe(' | ');
		expect(bench.partner(0).custom['cc-revenue']).toBe(1);
	});

	it('tells two figures for one field, and a custom field that says something else', async () => {
		const partner = by('id', bench.partner(0)._id);
		const both = await bench.run('partner:update', {
			partner,
			performance: { clicks: '1', clicksField: 'followers', followers: '2' },
		});
		expect(told(both)).toMatch(/Clicks and Followers both go into the custom field cc-followers/);
		const twice = { partner, customFieldsInput: 'json', performance: { followers: '12' } };
		const differs = await bench.run('partner:update', { ...twice, customFieldsJson: '{"followers": 13}' });
		expect(told(differs)).toMatch(/Custom Fields and Performance name different values for cc-followers/);
		const same = await bench.run('partner:update', { ...twice, customFieldsJson: '{"followers": "12"}' });
		expect(same.error).toBeUndefined();
	});

	it('asks for the custom fields once, and not at all when every cell is empty', async () => {
		await all();
		const definitions = () =>
			bench.entries().filter(({ operationId }) => operationId === 'getChannelCustomFieldDefinitions').length;
		await bench.run('partner:sync', SYNC, { items: rows(5, (at) => ({ Email: row(at).Email })) });
		expect(definitions()).toBe(0);
		await bench.run('partner:sync', SYNC, { items: rows(20, row) });
		expect(definitions()).toBe(1);
	});

	it('a bad cell fails its row alone', async () => {
		await all();
		const items = rows(4, row).map((item, at) => (at === 1 ? { ...item, 'Revenue (30d)': '1,932' } : item));
		const result = await bench.run('partner:sync', SYNC, { items });
		expect(statuses(result)).toEqual(['updated', 'failed', 'updated', 'updated']);
		expect(jsons(result)[1]?.reason).toMatch(/“1,932” for Revenue can be read in two ways/);
	});
});
