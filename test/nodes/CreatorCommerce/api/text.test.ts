import fc from 'fast-check';
import { PRODUCTION_BASE_URL, parseBaseUrl } from '../../../../nodes/CreatorCommerce/api/baseUrl';
import { InputError } from '../../../../nodes/CreatorCommerce/api/failure';
import { parseShopDomain } from '../../../../nodes/CreatorCommerce/api/shopDomain';
import {
	bareHandle,
	codeKey,
	emailKey,
	handleKey,
	namedItems,
	parseColor,
	parseEmail,
	parseUrl,
	sameUrl,
	shown,
} from '../../../../nodes/CreatorCommerce/api/text';

const refused = (run: () => unknown, field: string): InputError => {
	try {
		run();
	} catch (fault) {
		if (!(fault instanceof InputError)) throw fault;
		expect(fault.field).toBe(field);
		expect(fault.advice).toBeTruthy();
		expect(fault.message.length).toBeLessThan(200);
		return fault;
	}
	throw new Error('it was taken');
};

describe('the store domain', () => {
	const name = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,40}$/);

	it('is found in everything people paste', () => {
		fc.assert(
			fc.property(name, (shop) => {
				const domain = `${shop}.myshopify.com`;
				for (const text of [
					shop,
					domain,
					domain.toUpperCase(),
					` ${domain} `,
					`https://${domain}`,
					`http://${domain}/admin?x=1`,
					`https://${domain}:443/`,
					`https://admin.shopify.com/store/${shop}`,
					`admin.shopify.com/store/${shop}/products/1?x#y`,
				]) {
					expect(parseShopDomain(text)).toBe(domain);
				}
			}),
		);
	});

	it.each([
		'',
		'   ',
		'brand.com',
		'www.brand.com',
		'brand.myshopify.com.evil.example',
		'evil.example/brand.myshopify.com',
		'user@brand.myshopify.com',
		'brand.myshopify.com:8080',
		'brand brand',
		'-brand',
		'a'.repeat(64),
		'ftp://brand.myshopify.com',
	])('%j is not one', (text) => {
		refused(() => parseShopDomain(text), 'Store Domain');
	});

	it('never gives anything but a myshopify.com name', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.emailAddress()), (text) => {
				try {
					expect(parseShopDomain(text)).toMatch(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/);
				} catch (fault) {
					expect(fault).toBeInstanceOf(InputError);
				}
			}),
		);
	});
});

describe('the base URL', () => {
	it.each([
		[PRODUCTION_BASE_URL, PRODUCTION_BASE_URL],
		[` ${PRODUCTION_BASE_URL}/ `, PRODUCTION_BASE_URL],
		['https://staging.example/api//', 'https://staging.example/api'],
		['http://localhost:4100', 'http://localhost:4100'],
		['http://127.0.0.1:4100/', 'http://127.0.0.1:4100'],
		['http://[::1]:4100', 'http://[::1]:4100'],
		['HTTPS://Staging.Example', 'https://staging.example'],
	])('%j is %j', (given, expected) => {
		expect(parseBaseUrl(given)).toBe(expected);
	});

	it.each([
		'',
		'staging.example',
		'http://staging.example',
		'http://localhost.evil.example',
		'http://127.0.0.1.evil.example',
		'ftp://staging.example',
		'javascript:alert(1)',
		'https://user:secret@staging.example',
		'https://staging.example?key=1',
		'https://staging.example/#x',
	])('%j is refused', (given) => {
		const { message, advice } = refused(() => parseBaseUrl(given), 'Base URL');
		expect(`${message} ${advice}`).not.toContain('secret');
	});
});

describe('e-mail addresses', () => {
	it('are taken as they are, without blanks around', () => {
		fc.assert(
			fc.property(fc.emailAddress(), (email) => {
				expect(parseEmail(` ${email}\n`)).toBe(email);
				expect(emailKey(email.toUpperCase())).toBe(emailKey(email));
			}),
		);
		expect(parseEmail('ada+cc@example.com')).toBe('ada+cc@example.com');
		expect(parseEmail('zoë@münchen.example')).toBe('zoë@münchen.example');
	});

	it.each(['', ' ', 'ada', 'ada@', '@example.com', 'ada@example', 'ada@@example.com', 'a b@example.com'])(
		'%j is none',
		(text) => {
			refused(() => parseEmail(text), 'Email');
		},
	);

	it('are cleaned of signs that nobody sees', () => {
		expect(parseEmail('\u200bada@example.com\u2060')).toBe('ada@example.com');
		expect(emailKey('\ufeffAda@example.com\u200b')).toBe('ada@example.com');
	});

	it.each([
		'<ada@example.com>',
		'ada@example.com;',
		'mailto:ada@example.com',
		'ada@example.com,',
		'"ada"@example.com',
	])('%j is one with signs around it', (text) => {
		refused(() => parseEmail(text), 'Email');
	});

	it.each(['Ada <ada@example.com>', 'ada@example.com, bob@example.com', 'ada@example..com', 'ada@.com'])(
		'%j is none either',
		(text) => {
			refused(() => parseEmail(text), 'Email');
		},
	);

	it('are judged in linear time, however long the text', () => {
		const started = performance.now();
		refused(() => parseEmail(`${'a@'.repeat(100_000)}b`), 'Email');
		refused(() => parseEmail(`a@${'b.'.repeat(100_000)}`), 'Email');
		refused(() => parseEmail(`a@b.${'c'.repeat(100_000)}`), 'Email');
		expect(performance.now() - started).toBeLessThan(5_000);
	});

	it('name the field they are asked for', () => {
		refused(() => parseEmail('', 'Partner'), 'Partner');
	});
});

describe('handles and codes', () => {
	it('are compared without @, blanks and case', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/), (handle) => {
				expect(bareHandle(` @${handle} `)).toBe(handle);
				expect(handleKey(`@${handle.toUpperCase()}`)).toBe(handleKey(handle));
				expect(codeKey(` ${handle.toLowerCase()}`)).toBe(codeKey(handle.toUpperCase()));
			}),
		);
	});
});

describe('addresses', () => {
	it('must be http(s)', () => {
		expect(parseUrl(' https://example.com/me ', 'Affiliate URL')).toBe('https://example.com/me');
		for (const text of ['', 'example.com', 'javascript:alert(1)', 'ftp://example.com', 'data:text/plain,x']) {
			refused(() => parseUrl(text, 'Affiliate URL'), 'Affiliate URL');
		}
	});

	it('are the same with and without a slash at the end, and with the host in any case', () => {
		fc.assert(
			fc.property(fc.webUrl(), (url) => {
				expect(sameUrl(url, url)).toBe(true);
				expect(sameUrl(url, `${url.replace(/\/+$/, '')}/`)).toBe(true);
			}),
		);
		expect(sameUrl('https://Shop.Example/ada', 'https://shop.example/ada/')).toBe(true);
		expect(sameUrl('https://shop.example/ada', 'https://shop.example/Ada')).toBe(false);
		expect(sameUrl('https://shop.example/ada?a=1', 'https://shop.example/ada?a=2')).toBe(false);
	});
});

describe('colours', () => {
	it('have six hex digits', () => {
		expect(parseColor(' #66CCff ', 'Page Color')).toBe('#66CCff');
		for (const text of ['', '#fff', '66ccff', '#66ccfg', '#66ccff00', 'red', 'rgb(1,2,3)']) {
			refused(() => parseColor(text, 'Page Color'), 'Page Color');
		}
	});
});

it('cuts long input in messages', () => {
	expect(shown('a'.repeat(60))).toHaveLength(60);
	expect(shown('a'.repeat(10_000))).toHaveLength(58);
});

it('names items as a person counts them, and of many only the first', () => {
	expect(namedItems([0, 2])).toBe('1, 3');
	expect(namedItems([...Array(12).keys()])).toBe('1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more');
});
