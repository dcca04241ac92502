import { by, jsons, must, rows, statuses, told, useSandbox } from '../actions/support/bench';

describe('custom fields', () => {
	const bench = useSandbox();
	const update = async (extra: Record<string, unknown>, items?: Array<Record<string, unknown>>) =>
		await bench.run(
			'partner:update',
			{ partner: by('id', bench.partner(1)._id), ...extra },
			{ items: items ?? [{}] },
		);
	const JSON_OF_ITEM = { customFieldsInput: 'json', customFieldsJson: '={{ $json }}' };
	const mapped = (value: Record<string, unknown>) => ({
		customFieldsInput: 'mapper',
		customFields: { mappingMode: 'defineBelow', value },
	});
	const custom = () => bench.entries('POST').map(({ body }) => Reflect.get(Object(body), 'custom'));

	it.each([
		['by handle', { 'cc-followers': 12 }, { 'cc-followers': 12 }],
		['without cc-', { followers: 12 }, { 'cc-followers': 12 }],
		['by name in other case', { ' HERO header': 'Hi' }, { 'cc-hero-header': 'Hi' }],
		['a number as text', { followers: ' 12 ' }, { 'cc-followers': 12 }],
		['a number for a text field', { instagram: 42 }, { 'cc-instagram': '42' }],
		['a decimal', { Engagement: '3.25' }, { 'cc-engagement': 3.25 }],
		['0 is a value', { followers: 0 }, { 'cc-followers': 0 }],
		['blanks are left as they are', { followers: 5, instagram: '', notes: null }, { 'cc-followers': 5 }],
	])('as JSON: %s', async (_, given, sent) => {
		expect((await update(JSON_OF_ITEM, [given])).error).toBeUndefined();
		expect(custom()).toEqual([sent]);
		expect(bench.partner(1).custom).toMatchObject(sent);
	});

	it('as JSON text typed into the field', async () => {
		await update({ customFieldsInput: 'json', customFieldsJson: '{"followers": 7}' });
		expect(custom()).toEqual([{ 'cc-followers': 7 }]);
	});

	it.each([
		[
			'an undefined field',
			{ shoesize: 40 },
			/no partner custom field “shoesize”.*It has: cc-.*Define the field in CreatorCommerce/,
		],
		[
			'a word as number',
			{ followers: 'many' },
			/“many” does not fit the custom field Followers.*Give a .*number/,
		],
		['half a follower', { followers: 1.5 }, /“1\.5” does not fit the custom field Followers.*whole number/],
		['an object as text', { instagram: { a: 1 } }, /does not fit the custom field Instagram.*Give a text/],
		['a field of drops', { 'drop-subtitle': 'x' }, /no partner custom field “drop-subtitle”/],
	])('refuses %s before anything is written', async (_, given, words) => {
		const result = await update(JSON_OF_ITEM, [given]);
		expect(told(result)).toMatch(words);
		expect(result.error?.itemIndex).toBe(0);
		expect(bench.entries('POST')).toEqual([]);
	});

	it('mapped one by one, with expressions', async () => {
		await update(mapped({ 'cc-followers': '={{ $json.n }}', 'cc-instagram': '={{ $json.name }}' }), [
			{ n: 3, name: '@a' },
		]);
		expect(custom()).toEqual([{ 'cc-followers': 3, 'cc-instagram': '@a' }]);
	});

	it('auto-map takes the columns called like a field and no others', async () => {
		await update(
			{ customFieldsInput: 'mapper', customFields: { mappingMode: 'autoMapInputData', value: null } },
			[{ Followers: '9', 'cc-instagram': '@b', email: 'x@example.com', 'Hero Header': '' }],
		);
		expect(custom()).toEqual([{ 'cc-followers': 9, 'cc-instagram': '@b' }]);
	});

	it('are asked for once in an execution, and not at all without custom fields', async () => {
		await bench.run(
			'partner:update',
			{
				partner: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				customFieldsInput: 'json',
				customFieldsJson: '={{ { followers: $json.n } }}',
			},
			{ items: rows(20, (at) => ({ id: bench.partner(at)._id, n: at })) },
		);
		expect(bench.entries().filter(({ path }) => path.endsWith('/custom-field-definitions'))).toHaveLength(1);
		bench.sandbox.clearJournal();
		await update({ updateFields: { lastName: 'X' } });
		expect(bench.entries('GET')).toEqual([]);
	});

	it('are no change when numbers are stored as text', async () => {
		const items = rows(12, (at) => ({
			email: bench.partner(at).creator.email,
			followers: Number(bench.partner(at).custom['cc-followers']),
			engagement: String(bench.partner(at).custom['cc-engagement']),
		}));
		const result = await bench.run(
			'partner:sync',
			{
				matchValue: '={{ $json.email }}',
				customFieldsInput: 'mapper',
				customFields: { mappingMode: 'autoMapInputData', value: null },
			},
			{ items },
		);
		expect(new Set(statuses(result))).toEqual(new Set(['unchanged']));
		expect(bench.entries('POST')).toEqual([]);
	});

	it('of products are taken by name inside Product Fields, and a field of partners is refused', async () => {
		const { partner, drops } = bench.partnerWithDrops(1);
		const add = async (given: string) =>
			await bench.run('drop:addProducts', {
				partner: by('id', partner._id),
				drop: by('id', must(drops[0])._id),
				product: by('id', '4242'),
				productFields: { custom: given },
			});
		const result = await add('{"Product Badge": "Hot"}');
		expect(jsons(result)).toEqual([expect.objectContaining({ status: 'added' })]);
		expect(bench.sandbox.state.drops(partner._id)[0]?.enhancements.at(-1)?.custom).toEqual({
			'cc-product-badge': 'Hot',
		});
		expect(told(await add('{"followers": 1}'))).toMatch(/no enhancement custom field “followers”/);
		expect(told(await add('[1]'))).toMatch(/no object/);
	});
});
