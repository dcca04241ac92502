import fc from 'fast-check';
import { verifySharedSecret } from '../../../../nodes/CreatorCommerce/signature';

const scheme = { headerName: 'X-Secret', secrets: ['hush-4711'], prefix: '' };
const texts = fc.string({ minLength: 1 }).filter((text) => text.trim() === text);

describe('a shared secret', () => {
	it('is taken when it is right, and refused when one character differs', () => {
		fc.assert(
			fc.property(texts, fc.nat(), fc.constantFrom('a', 'Z', '0', '-'), (secret, at, other) => {
				const place = at % secret.length;
				const changed = secret.slice(0, place) + other + secret.slice(place + 1);
				const judge = (header: string) =>
					verifySharedSecret({ 'x-secret': header }, { ...scheme, secrets: [secret] }).ok;
				expect(judge(secret)).toBe(true);
				fc.pre(changed !== secret);
				expect(judge(changed)).toBe(false);
				expect(judge(secret + other)).toBe(false);
				expect(judge(secret.slice(0, -1))).toBe(false);
			}),
			{ numRuns: 500 },
		);
	});

	it('is taken after its prefix only', () => {
		const bearer = { ...scheme, headerName: 'Authorization', prefix: 'Bearer ' };
		expect(verifySharedSecret({ authorization: 'Bearer hush-4711' }, bearer).ok).toBe(true);
		expect(verifySharedSecret({ authorization: 'hush-4711' }, bearer).ok).toBe(false);
		expect(verifySharedSecret({ authorization: 'Bearer' }, bearer).ok).toBe(false);
	});

	it('of a rotation is taken, old and new', () => {
		const rotating = { ...scheme, secrets: ['new', 'old'] };
		expect(verifySharedSecret({ 'x-secret': 'old' }, rotating).ok).toBe(true);
		expect(verifySharedSecret({ 'x-secret': 'new' }, rotating).ok).toBe(true);
		expect(verifySharedSecret({ 'x-secret': 'newold' }, rotating).ok).toBe(false);
	});

	it('with an umlaut is taken as it comes over the wire', () => {
		const wire = Buffer.from('Schlüssel', 'utf8').toString('latin1');
		expect(verifySharedSecret({ 'x-secret': wire }, { ...scheme, secrets: ['Schlüssel'] }).ok).toBe(true);
	});

	it.each([[['']], [['  ']], [[]], [[undefined]], [[null, 0, {}, []]]])(
		'that is not set refuses everything: %j',
		(secrets) => {
			for (const header of ['', ' ', 'undefined', 'null', '0', '[object Object]']) {
				const verdict = verifySharedSecret({ 'x-secret': header }, { ...scheme, secrets });
				expect(verdict).toEqual({ ok: false, reason: 'noSecret' });
			}
		},
	);

	it('is not found in a header that has no name, or in a prototype', () => {
		for (const headerName of ['', ' ', '__proto__', 'constructor', 'toString', 'X-Other']) {
			const verdict = verifySharedSecret({ 'x-secret': 'hush-4711' }, { ...scheme, headerName });
			expect(verdict).toEqual({ ok: false, reason: 'headerMissing' });
		}
	});

	it('is never taken as anything but a text', () => {
		fc.assert(
			fc.property(fc.anything(), (value) => {
				fc.pre(value !== 'hush-4711');
				expect(verifySharedSecret({ 'x-secret': value }, scheme).ok).toBe(false);
			}),
		);
	});
});
