import { UNWANTED_WORDS, by, jsons, must, statuses, told, useSandbox } from '../support/bench';

jest.mock('../../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../support/fastClock'),
);

const bench = useSandbox();
const stored = (title: string) => bench.sandbox.state.forms().filter((form) => form.title === title);
const intake = () => must(stored('Creator Intake')[0]);
const asked = (...question: object[]) => ({ questionsInput: 'fields', questions: { question } });

describe('form: create', () => {
	it('makes questions out of what a user fills in', async () => {
		const result = await bench.run('form:create', {
			title: 'Intake 2',
			...asked(
				{ label: 'What is your headline?', inputType: 'text' },
				{ label: 'About you', inputType: 'textarea', name: 'about' },
			),
			additionalFields: { tiers: ['VIP'], productTags: 'new, summer', isActive: false, type: '' },
		});
		expect(result.error).toBeUndefined();
		const fields = [
			{
				fieldType: 'field',
				name: 'what_is_your_headline',
				label: 'What is your headline?',
				dataType: 'string',
				inputType: 'text',
			},
			{ fieldType: 'field', name: 'about', label: 'About you', dataType: 'string', inputType: 'textarea' },
		];
		const vip = must(bench.sandbox.state.tiers().find(({ tierKey }) => tierKey === 'vip'))._id;
		expect(stored('Intake 2')).toMatchObject([
			{ type: 'custom', isActive: false, fields, collabTiers: [vip], productTags: ['new', 'summer'] },
		]);
		expect(jsons(result)).toMatchObject([{ status: 'created', title: 'Intake 2', questions: fields }]);
	});

	it('sends questions given as JSON with whatever they hold', async () => {
		const questionsJson = [{ name: 'size', label: 'Size', dataType: 'number', options: [1, 2] }];
		for (const given of [questionsJson, JSON.stringify(questionsJson)]) {
			await bench.run('form:create', {
				title: `JSON ${typeof given}`,
				questionsInput: 'json',
				questionsJson: given,
			});
			expect(stored(`JSON ${typeof given}`)).toMatchObject([
				{ fields: [{ fieldType: 'field', ...questionsJson[0] }] },
			]);
		}
	});

	it('names a question given as JSON after its label, so that it can be changed later', async () => {
		const given = { title: 'By label', questionsInput: 'json', questionsJson: '[{"label": "Shoe size"}]' };
		await bench.run('form:create', given);
		expect(stored('By label')).toMatchObject([
			{ fields: [{ fieldType: 'field', name: 'shoe_size', label: 'Shoe size' }] },
		]);
		const label = { ...given, questionsJson: '[{"label": "???"}]' };
		expect(told(await bench.run('form:create', label))).toMatch(/No name can be made from the label/);
	});

	it('uses one with the same title, and makes it once when the answer is lost', async () => {
		bench.sandbox.setFaults([{ match: { method: 'POST' }, times: 1, effect: { kind: 'resetAfter' } }]);
		const items = [{ title: 'Creator intake' }, { title: 'New' }, { title: 'new' }];
		const result = await bench.run(
			'form:create',
			{ title: '={{ $json.title }}', ...asked({ label: 'Why?' }) },
			{ items },
		);
		expect(statuses(result)).toEqual(['alreadyThere', 'created', 'alreadyThere']);
		expect(stored('New')).toHaveLength(1);
		expect(jsons(result)[0]?.questions).toEqual(intake().fields);
	});

	it.each([
		[{ title: 'A' }, /The form has no questions/],
		[{ title: 'A', ...asked({ label: ' ', name: 'x' }) }, /Question 1 has no label|Label/],
		[{ title: 'A', ...asked({ label: 'Why?' }, { label: 'why' }) }, /Two questions are called “why”/],
		[{ title: 'A', ...asked({ label: '???' }) }, /No name can be made from the label/],
		[{ title: 'A', questionsInput: 'json', questionsJson: '[{"name": ' }, /is not valid JSON/],
		[{ title: 'A', questionsInput: 'json', questionsJson: '{"name": "a"}' }, /is no list/],
		[{ title: 'A', questionsInput: 'json', questionsJson: '["a"]' }, /Question 1 .* is no object/],
		[{ title: 'A', questionsInput: 'json', questionsJson: '[{"name": {}}]' }, /Question 1 .* is no object/],
	])('refuses %j before anything is written', async (parameters, words) => {
		const result = await bench.run('form:create', parameters);
		expect(`${told(result)} ${JSON.stringify(result.issues ?? {})}`).toMatch(words);
		expect(told(result)).not.toMatch(UNWANTED_WORDS);
		expect(bench.entries('POST')).toEqual([]);
	});
});

describe('form: get and get many', () => {
	it('gives one by ID and by title, and all', async () => {
		const { _id, fields } = intake();
		for (const value of [_id, 'creator intake']) {
			const result = await bench.run('form:get', { form: by('id', value) });
			expect(jsons(result)).toMatchObject([{ id: _id, title: 'Creator Intake', questions: fields }]);
		}
		const raw = await bench.run('form:get', { form: by('list', _id), simplify: false });
		expect(jsons(raw)).toEqual([intake()]);
		expect(jsons(await bench.run('form:getAll', { returnAll: true }))).toHaveLength(2);
		expect(jsons(await bench.run('form:getAll', { limit: 1, simplify: false }))).toEqual([
			bench.sandbox.state.forms()[0],
		]);
	});

	it('tells a form that is not there', async () => {
		expect(told(await bench.run('form:get', { form: by('id', 'Nope') }))).toMatch(
			/There is no form “Nope” .*Creator Intake/,
		);
		expect(told(await bench.run('form:get', { form: by('id', '0'.repeat(24)) }))).toMatch(/does not know/);
	});
});

describe('form: update', () => {
	const form = () => by('id', intake()._id);
	const question = (name: string) => ({ label: `${name}?`, name, inputType: 'text' });

	it('leaves the questions as they are unless they are given', async () => {
		const before = intake();
		await bench.run('form:update', { form: form(), updateFields: { description: 'Other words' } });
		expect(bench.entries('POST').map(({ body }) => body)).toEqual([{ description: 'Other words' }]);
		expect(intake().fields).toEqual(before.fields);
	});

	it('changes questions by name, adds new ones and keeps the others, also what only they hold', async () => {
		await bench.run('form:update', {
			form: form(),
			questionsInput: 'json',
			questionsJson: [
				{ name: 'headline', label: 'H', help: 'Short' },
				{ name: 'first', fieldType: 'section' },
			],
			options: { replaceQuestions: true },
		});
		const result = await bench.run('form:update', {
			form: form(),
			questionsInput: 'json',
			questionsJson: '[{"name": "first", "label": "First"}, {"name": "added", "label": "Added"}]',
		});
		const fields = [
			{ fieldType: 'field', name: 'headline', label: 'H', help: 'Short' },
			{ fieldType: 'section', name: 'first', label: 'First' },
			{ fieldType: 'field', name: 'added', label: 'Added' },
		];
		expect(intake().fields).toEqual(fields);
		expect(jsons(result)).toMatchObject([{ questions: fields }]);
	});

	it('two rows for one form do not overwrite each other', async () => {
		await bench.run(
			'form:update',
			{ form: form(), ...asked({ label: '={{ $json.name }}?', name: '={{ $json.name }}' }) },
			{ items: [{ name: 'one' }, { name: 'two' }, { name: 'three' }] },
		);
		expect(JSON.stringify(intake().fields)).toMatch(/"headline".*"one".*"two".*"three"/);
	});

	it('removes all others only where that is said', async () => {
		await bench.run('form:update', {
			form: form(),
			...asked(question('only')),
			options: { replaceQuestions: true },
		});
		expect(intake().fields).toMatchObject([{ name: 'only' }]);
	});

	it.each([
		[{}, /nothing to update/],
		[{ updateFields: { title: ' ' }, ...asked() }, /nothing to update/],
		[{ updateFields: { tiers: 'Platinum, Rise' } }, /no tier “Platinum”/],
	])('refuses %j', async (parameters, words) => {
		expect(told(await bench.run('form:update', { form: form(), ...parameters }))).toMatch(words);
		expect(bench.entries('POST')).toEqual([]);
	});
});

describe('the form of a drop', () => {
	it('is taken from the list, as a plain ID, and as the API’s file has it', async () => {
		const { partner, drops } = bench.partnerWithDrops(1);
		const drop = must(drops[0]);
		for (const formId of [by('list', intake()._id), by('id', 'form_product_123'), intake()._id]) {
			const result = await bench.run('drop:update', {
				partner: by('id', partner._id),
				drop: by('id', drop._id),
				updateFields: { formId },
			});
			expect(result.error).toBeUndefined();
			const expected = typeof formId === 'string' ? formId : formId.value;
			expect(bench.entries('POST').at(-1)?.body).toEqual({ formId: expected });
		}
	});
});
