import { parseTexts } from '../../../../nodes/CreatorCommerce/api/list';
import { isDeeper, completedBy } from '../../../../nodes/CreatorCommerce/api/settings';
import { parseHandle, slugOf } from '../../../../nodes/CreatorCommerce/api/slug';
import { raiseWithout, withoutSecrets } from '../../../../nodes/CreatorCommerce/api/secrets';
import { ApiError } from '../../../../nodes/CreatorCommerce/api/failure';

describe('several texts in one field', () => {
	it.each([
		['a, b ,, c', ['a', 'b', 'c']],
		['a\nb, a', ['a', 'b']],
		[
			['a', ' b ', 7],
			['a', 'b', '7'],
		],
		['["x, y", "z"]', ['x, y', 'z']],
		[
			[{ id: '1' }, { _id: '2' }],
			['1', '2'],
		],
		[42, ['42']],
		['', undefined],
		[null, undefined],
		[[], undefined],
		[' , ', undefined],
	])('%j', (given, texts) => {
		expect(parseTexts(given, 'Tags')).toEqual(texts);
	});

	it.each([[{ a: 1 }], [['a', { b: 1 }]], ['["a"'], [true]])('refuses %j', (given) => {
		expect(() => parseTexts(given, 'Tags')).toThrow(/Tags/);
	});
});

describe('handles', () => {
	it.each([
		['Hero Header', 'hero-header'],
		['  Ünïcode — Ça va?  ', 'unicode-ca-va'],
		['snake_case', 'snake_case'],
		['日本語', ''],
	])('%s becomes %s', (text, slug) => {
		expect(slugOf(text)).toBe(slug);
	});

	it.each([
		['hero-header', 'hero-header'],
		[' cc-hero_header2 ', 'hero_header2'],
		['cc-cc-long', 'cc-long'],
	])('%s is sent as %s', (given, handle) => {
		expect(parseHandle(given, 'Handle')).toBe(handle);
	});

	it.each(['', 'cc-', 'Hero', 'a b', '-a', 'a-', 'a/b', 'é', `${'a'.repeat(50_000)}!`])(
		'%j is refused',
		(given) => {
			expect(() => parseHandle(given, 'Handle')).toThrow(/is not a handle/);
		},
	);
});

describe('settings', () => {
	const present = {
		brandKit: { title: 'A', fonts: { heading: 'H', body: 'B' }, list: [1, 2] },
		features: { on: true },
	};

	it('only what lies deeper than the API merges has to be read first', () => {
		expect(isDeeper({ brandKit: { title: 'X', list: [1] }, tags: ['a'], name: 'B' })).toBe(false);
		expect(isDeeper({ brandKit: { fonts: {} } })).toBe(true);
	});

	it('completes the named keys and sends no others', () => {
		expect(
			completedBy({ brandKit: { fonts: { body: 'X' }, list: [3], fresh: { a: 1 } }, name: 'B' }, present),
		).toEqual({ brandKit: { fonts: { heading: 'H', body: 'X' }, list: [3], fresh: { a: 1 } }, name: 'B' });
		expect(completedBy({ unknown: { a: { b: 1 } } }, present)).toEqual({ unknown: { a: { b: 1 } } });
		expect(completedBy({ brandKit: { fonts: null } }, present)).toEqual({ brandKit: { fonts: null } });
	});
});

describe('what is kept secret', () => {
	it.each([
		'apiKey',
		'api_key',
		'accessToken',
		'access-token',
		'privateKey',
		'client_secret',
		'storefrontAccessToken',
		'password',
		'token',
		'secret',
		'API Key',
	])('%s is hidden, however deep', (name) => {
		expect(withoutSecrets([{ a: { [name]: 'v' } }])).toEqual([{ a: { [name]: '(hidden)' } }]);
	});

	it.each(['tierKey', 'handle', 'primaryColor', 'keyword', 'tokenized', 'enablementConfigKey', 'secretary'])(
		'%s is shown',
		(name) => {
			expect(withoutSecrets({ [name]: 'v' })).toEqual({ [name]: 'v' });
		},
	);

	it('leaves out secrets of what the vendor said, whole or cut', () => {
		const thrown = (said: string) => {
			const failure = { kind: 'rejected' as const, request: 'POST /x', status: 500, said };
			try {
				return raiseWithout(new ApiError(failure, 'none', 1), ['pk_abcdefgh', 'no']);
			} catch (fault) {
				return String(fault);
			}
		};
		expect(thrown('key pk_abcdefgh is not good')).toContain('key (hidden) is not good');
		expect(thrown('not good: pk_abcd')).toMatch(/not good: \(hidden\)\)$/);
		const other = new RangeError('x');
		expect(() => raiseWithout(other, ['x'])).toThrow(other);
	});
});
