import { UNWANTED_WORDS, by, jsons, rows, statuses, told, useSandbox } from '../support/bench';

jest.mock('../../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../support/fastClock'),
);

const bench = useSandbox();
const handles = (owner: string) =>
	bench.sandbox.state
		.definitions()
		.filter(({ ownerType }) => ownerType === owner)
		.map(({ handle }) => handle);
const create = async (parameters: Record<string, unknown>, more = {}) =>
	await bench.run('customField:create', parameters, more);

describe('custom field: create', () => {
	it('makes its handle from the name, and the field can be filled in at once', async () => {
		const result = await create({ fieldName: 'Café Crème, 2 cups', fieldType: 'number_integer' });
		expect(jsons(result)).toMatchObject([
			{
				status: 'created',
				handle: 'cc-cafe-creme-2-cups',
				name: 'Café Crème, 2 cups',
				ownerType: 'collab',
				type: 'number_integer',
			},
		]);
		const partner = bench.partner(0);
		await bench.run('partner:update', {
			partner: by('id', partner._id),
			customFieldsInput: 'json',
			customFieldsJson: '{"cafe-creme-2-cups": "7"}',
		});
		expect(bench.partner(0).custom['cc-cafe-creme-2-cups']).toBe(7);
	});

	it('sends the handle without cc-, which CreatorCommerce puts before it', async () => {
		const result = await create({
			fieldName: 'Size',
			ownerType: 'drop',
			additionalFields: {
				handle: 'cc-shoe_size',
				description: 'EU',
				isEditable: false,
				isCreatorEditable: '={{ "TRUE" }}',
			},
		});
		expect(bench.entries('POST')[0]?.body).toEqual({
			ownerType: 'drop',
			name: 'Size',
			handle: 'shoe_size',
			type: 'single_line_text_field',
			description: 'EU',
			isEditable: false,
			isCreatorEditable: true,
		});
		expect(jsons(result)).toMatchObject([{ handle: 'cc-shoe_size', isEditable: false }]);
	});

	it('says plainly that it exists already, and writes nothing', async () => {
		const result = await create({ fieldName: 'Hero Header' });
		expect(told(result)).toMatch(
			/cc-hero-header exists already for Partner \(ID [0-9a-f]{24}\) .*Use Existing Field/,
		);
		expect(told(result)).not.toMatch(UNWANTED_WORDS);
		expect(bench.entries('POST')).toEqual([]);
	});

	it('the same handle for something else is another field', async () => {
		await create({ fieldName: 'Hero Header', ownerType: 'campaign' });
		expect(handles('campaign')).toEqual(['cc-hero-header']);
	});

	it('takes the existing one where that is wanted, so a set-up can be run twice', async () => {
		const parameters = {
			fieldName: '={{ $json.name }}',
			fieldType: '={{ $json.type ?? "single_line_text_field" }}',
			options: { useExisting: true },
		};
		const items = [{ name: 'Hero Header' }, { name: 'Brand New' }, { name: 'brand new' }];
		const first = await create(parameters, { items });
		expect(statuses(first)).toEqual(['alreadyThere', 'created', 'alreadyThere']);
		const count = bench.sandbox.state.definitions().length;
		const second = await create(parameters, { items });
		expect(statuses(second)).toEqual(['alreadyThere', 'alreadyThere', 'alreadyThere']);
		expect(bench.sandbox.state.definitions()).toHaveLength(count);
	});

	it('does not take an existing one of another type', async () => {
		const result = await create({
			fieldName: 'Hero Header',
			fieldType: 'boolean',
			options: { useExisting: true },
		});
		expect(told(result)).toMatch(/is of the type single_line_text_field, not boolean/);
	});

	it('makes it once when the answer is lost', async () => {
		bench.sandbox.setFaults([{ match: { method: 'POST' }, times: 1, effect: { kind: 'resetAfter' } }]);
		const result = await create({ fieldName: 'Lost and found' });
		expect(jsons(result)).toMatchObject([{ status: 'created', handle: 'cc-lost-and-found' }]);
		expect(handles('collab').filter((handle) => handle === 'cc-lost-and-found')).toHaveLength(1);
	});

	it('two executions at once define it once, and the other is told', async () => {
		bench.sandbox.setFaults([
			{ match: { method: 'POST' }, effect: { kind: 'latency', minMs: 150, maxMs: 150 } },
		]);
		const [first, second] = await Promise.all([create({ fieldName: 'Race' }), create({ fieldName: 'Race' })]);
		expect([told(first), told(second)].sort()).toEqual([
			' | ',
			expect.stringMatching(/cc-race exists already for Partner/),
		]);
		expect(handles('collab').filter((handle) => handle === 'cc-race')).toHaveLength(1);
	});

	it('does not lose a field whose answer names no ID', async () => {
		bench.sandbox.setFaults([
			{ match: { method: 'POST' }, effect: { kind: 'status', status: 200, body: {}, tookPlace: true } },
		]);
		const items = [{ name: 'Nameless' }, { name: 'nameless' }];
		const result = await create(
			{ fieldName: '={{ $json.name }}', options: { useExisting: true } },
			{ items },
		);
		expect(statuses(result)).toEqual(['created', 'alreadyThere']);
		expect(jsons(result).map(({ handle }) => handle)).toEqual(['cc-nameless', 'cc-nameless']);
		expect(handles('collab').filter((handle) => handle === 'cc-nameless')).toHaveLength(1);
	});

	it.each([
		[{ fieldName: '' }, /Name is empty|Name/],
		[{ fieldName: '日本語' }, /No handle can be made from the name “日本語” .*Handle/],
		[
			{ fieldName: 'A', additionalFields: { handle: 'Hero Header!' } },
			/is not a handle .*such as hero-header/,
		],
		[{ fieldName: 'A', additionalFields: { handle: '../../etc' } }, /is not a handle/],
		[{ fieldName: 'A', fieldType: '={{ "text" }}' }, /“text” is no choice for Type .*single_line_text_field/],
		[{ fieldName: 'A', ownerType: '={{ "partner" }}' }, /“partner” is no choice for Belongs To .*collab/],
		[{ fieldName: 'A', additionalFields: { isEditable: '={{ 7 }}' } }, /“7” is neither true nor false/],
	])('refuses %j before anything is written', async (parameters, words) => {
		const result = await create(parameters);
		expect(`${told(result)} ${JSON.stringify(result.issues ?? {})}`).toMatch(words);
		expect(bench.entries('POST')).toEqual([]);
	});

	it('with continue on fail a row that exists already is that row’s own', async () => {
		const result = await create(
			{ fieldName: '={{ $json.name }}' },
			{ items: [{ name: 'Hero Header' }, { name: 'Other' }], onError: 'continueRegularOutput' },
		);
		expect(statuses(result)).toEqual(['error', 'created']);
	});
});

describe('custom field: get many', () => {
	it('gives all, or those of one kind, and leaves deleted ones out', async () => {
		const gone = { ownerType: 'collab', name: 'Gone', handle: 'gone', type: 'boolean', isDeleted: true };
		await fetch(`${bench.sandbox.url}/channels/${bench.sandbox.shopDomain}/custom-field-definitions`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				'x-channel-access-token': bench.sandbox.channelKey,
			},
			body: JSON.stringify(gone),
		});
		expect(handles('collab')).toContain('cc-gone');
		const all = await bench.run('customField:getAll', { returnAll: true });
		const kept = bench.sandbox.state.definitions().filter(({ isDeleted }) => !isDeleted);
		expect(jsons(all).map(({ handle, type }) => [handle, type])).toEqual(
			kept.map(({ handle, type }) => [handle, type]),
		);
		const drops = await bench.run(
			'customField:getAll',
			{ returnAll: true, filters: { ownerType: 'drop' }, simplify: false },
			{ items: rows(2, () => ({})) },
		);
		expect(jsons(drops).map(({ handle }) => handle)).toEqual(['cc-drop-subtitle', 'cc-drop-subtitle']);
		expect(jsons(drops)[0]).toHaveProperty('isDeleted', false);
	});
});
