import fc from 'fast-check';
import {
	CustomFieldDirectory,
	definitionFor,
	sameCustomValue,
} from '../../../../nodes/CreatorCommerce/api/customFields';
import { InputError } from '../../../../nodes/CreatorCommerce/api/failure';
import { readCustomFieldDefinitions } from '../../../../nodes/CreatorCommerce/api/readers/lists';
import { type FakeApi, answer, fakeApi, faultOf, id } from './support/fakeApi';

const TYPES = {
	count: 'number_integer',
	rate: 'number_decimal',
	flag: 'boolean',
	day: 'date_time',
	line: 'single_line_text_field',
	text: 'multi_line_text_field',
	data: 'json',
	tags: 'list.single_line_text_field',
	photo: 'media',
};
const definitions = Object.entries(TYPES).map(([name, type], at) => ({
	_id: id(at),
	ownerType: 'collab',
	handle: `cc-${name}`,
	name: `The ${name}`,
	type,
}));
const answerWith = (list: unknown[]): FakeApi => fakeApi(() => ({ customFieldDefinitions: list }));
const resolve = (given: Record<string, unknown>): Promise<Record<string, unknown>> =>
	new CustomFieldDirectory(answerWith(definitions).api).resolve(given, 'collab');

describe('a custom field', () => {
	it('is found by handle, by handle without cc-, and by name, in any case', () => {
		const known = readCustomFieldDefinitions({ customFieldDefinitions: definitions });
		for (const name of ['cc-count', 'CC-Count', 'count', ' COUNT ', 'The count', 'the COUNT']) {
			expect(definitionFor(known, name)?.handle).toBe('cc-count');
		}
		expect(definitionFor(known, 'counts')).toBeUndefined();
	});

	it('its own handle goes before another one’s name', () => {
		const known = readCustomFieldDefinitions({
			customFieldDefinitions: [
				{ _id: id(1), handle: 'cc-a', name: 'b' },
				{ _id: id(2), handle: 'cc-b', name: 'a' },
			],
		});
		expect(definitionFor(known, 'b')?.handle).toBe('cc-b');
	});

	it.each<[string, unknown, unknown]>([
		['count', '12', 12],
		['count', ' 12 ', 12],
		['count', 12, 12],
		['count', 0, 0],
		['rate', '1.5', 1.5],
		['flag', 'true', true],
		['flag', 'false', false],
		['flag', false, false],
		['flag', 'TRUE', true],
		['flag', 'False', false],
		['day', '2026-11-22', '2026-11-22'],
		['day', Date.UTC(2026, 10, 22), '2026-11-22T00:00:00.000Z'],
		['line', 12, '12'],
		['line', false, 'false'],
		['text', 'a\nb', 'a\nb'],
		['tags', 'a', ['a']],
		['tags', ['a', 'b'], ['a', 'b']],
		['data', { a: 1 }, { a: 1 }],
		['photo', 'https://a.example/1.jpg', 'https://a.example/1.jpg'],
	])('%s given as %j is written as %j', async (name, given, written) => {
		expect(await resolve({ [name]: given })).toEqual({ [`cc-${name}`]: written });
	});

	it.each<[string, unknown]>([
		['count', '1.5'],
		['count', 'many'],
		['count', true],
		['count', [1]],
		['rate', 'NaN'],
		['rate', Infinity],
		['flag', 'yes'],
		['flag', 1],
		['day', 'soon'],
		['day', '02/03/2026'],
		['day', '31.03.2026'],
		['day', 46348],
		['day', {}],
		['line', { a: 1 }],
	])('%s does not take %j', async (name, given) => {
		const fault = await faultOf(resolve({ [name]: given }));
		expect(fault).toBeInstanceOf(InputError);
		expect(String(fault)).toContain(`The ${name}`);
	});

	it('empty cells are left out, and then nothing is asked', async () => {
		const { api, sent } = answerWith(definitions);
		const directory = new CustomFieldDirectory(api);
		const empty = { count: '', rate: null, line: undefined, text: '  ', flag: '\n' };
		expect(await directory.resolve(empty, 'collab')).toEqual({});
		expect(sent).toEqual([]);
	});

	it('that is not defined, or belongs to something else, is told with what there is', async () => {
		const fault = await faultOf(resolve({ nope: 1 }));
		expect(fault).toBeInstanceOf(InputError);
		expect(fault).toMatchObject({ advice: expect.stringContaining('cc-count, cc-rate') });
		const directory = new CustomFieldDirectory(answerWith(definitions).api);
		expect(await faultOf(directory.resolve({ count: 1 }, 'drop'))).toBeInstanceOf(InputError);
	});

	it('definitions are read once, and again after a failure', async () => {
		const answers: unknown[] = [answer(400, { message: 'no' })];
		const { api, sent } = fakeApi(() => answers.shift() ?? { customFieldDefinitions: definitions });
		const directory = new CustomFieldDirectory(api);
		await faultOf(directory.resolve({ count: 1 }, 'collab'));
		await directory.resolve({ count: 1 }, 'collab');
		await Promise.all([directory.resolve({ count: 1 }, 'collab'), directory.all('drop')]);
		expect(sent).toHaveLength(2);
	});
});

describe('a stored value is the given one', () => {
	const json = fc.jsonValue({ maxDepth: 2 }).filter((value) => value !== null && value !== '');

	it('when it is stored as it was given', () => {
		fc.assert(
			fc.property(json, (value) => {
				expect(sameCustomValue(structuredClone(value), value)).toBe(true);
			}),
		);
	});

	it('when numbers, booleans, lists and objects are stored as text', () => {
		fc.assert(
			fc.property(fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })), (value) => {
				expect(sameCustomValue(String(value), value)).toBe(true);
			}),
		);
		fc.assert(
			fc.property(
				fc.oneof(fc.boolean(), fc.array(json), fc.dictionary(fc.string(), json)).filter((v) => v !== null),
				(value) => {
					expect(sameCustomValue(JSON.stringify(value), value)).toBe(true);
				},
			),
		);
	});

	it('when the keys of an object come in another order', () => {
		expect(sameCustomValue({ b: 1, a: { d: 1, c: 2 } }, { a: { c: 2, d: 1 }, b: 1 })).toBe(true);
		expect(sameCustomValue('{"b":1,"a":2}', { a: 2, b: 1 })).toBe(true);
	});

	it('when a picture was stored as a media object at an address of its own', () => {
		const stored = { _id: id(1), url: 'https://assets.example/x.webp', mimeType: 'image/webp' };
		expect(sameCustomValue(stored, 'https://example.com/x.jpg')).toBe(true);
		expect(sameCustomValue([stored], ['https://example.com/x.jpg'])).toBe(true);
		expect(sameCustomValue([stored], ['https://example.com/x.jpg', 'https://example.com/y.jpg'])).toBe(false);
	});

	it('when an address got a slash at its end', () => {
		expect(sameCustomValue('https://a.example/x/', 'https://a.example/x')).toBe(true);
	});

	it('when a moment was stored in another form', () => {
		expect(sameCustomValue('2026-11-22T09:00:00.000Z', '2026-11-22T09:00:00Z')).toBe(true);
		expect(sameCustomValue('2026-11-22T09:00:00.000Z', '2026-11-22T10:00:00+01:00')).toBe(true);
		expect(sameCustomValue('2026-11-22T09:00:00.000Z', '2026-11-22T09:00:01Z')).toBe(false);
	});

	it.each<[unknown, unknown]>([
		[undefined, 0],
		[null, false],
		['', 0],
		[' ', 0],
		['', false],
		[0, ''],
		['a', 'A'],
		['1', '1.0'],
		[1, 2],
		['true', false],
		[['a'], ['a', 'b']],
		[
			['a', 'b'],
			['b', 'a'],
		],
		[[], 0],
		[{}, 'x'],
		[{ a: 1 }, { a: 2 }],
		[{ url: 'https://a.example/x' }, 'https://a.example/y'],
		[true, 1],
	])('but %j is not %j', (stored, given) => {
		expect(sameCustomValue(stored, given)).toBe(false);
	});

	it('junk is judged, not thrown at', () => {
		fc.assert(
			fc.property(fc.jsonValue(), fc.jsonValue(), (stored, given) => {
				expect(typeof sameCustomValue(stored, given)).toBe('boolean');
			}),
		);
	});
});
