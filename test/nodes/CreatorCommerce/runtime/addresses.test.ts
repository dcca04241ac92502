import fc from 'fast-check';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { PRODUCTION_BASE_URL, parseBaseUrl } from '../../../../nodes/CreatorCommerce/api/baseUrl';
import { InputError } from '../../../../nodes/CreatorCommerce/api/failure';
import { parseShopDomain } from '../../../../nodes/CreatorCommerce/api/shopDomain';
import { readSettings } from '../../../../nodes/CreatorCommerce/runtime/settings';
import { readShopifySettings } from '../../../../nodes/CreatorCommerce/runtime/shopify/settings';

/** Undefined when it was refused; anything but a refusal in words is a slip. */
function orRefused<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch (fault) {
		expect(fault).toBeInstanceOf(InputError);
		return undefined;
	}
}

const RUNS = { numRuns: 3_000 };

/** What people and attackers put around, into and behind a host name. */
const bit = fc.oneof(
	fc.constantFrom(
		...[
			'https://',
			'http://',
			'HTTPS://',
			'https:',
			'javascript:',
			'ftp://',
			'//',
			'/',
			'\\',
			'\\\\',
			'@',
			':',
			'#',
			'?',
		],
		...[
			'.',
			'..',
			'%2f',
			'%40',
			'%00',
			'%5c',
			'&',
			';',
			',',
			'|',
			'{{ $json.host }}',
			'={{ $env.X }}',
			'$',
			'`',
			'"',
		],
		...[
			'evil.example',
			'brand',
			'.myshopify.com',
			'myshopify.com',
			'admin.shopify.com/store/',
			'localhost',
			'127.0.0.1',
		],
		...[
			'[::1]',
			'0x7f.1',
			'2130706433',
			':443',
			':8443',
			'user:pass',
			'xn--80ak6aa92e',
			'аррӏе',
			'。',
			'／',
			'＠',
			'\u202e',
		],
		...['\u0000', '\t', '\n', '\r\n', ' ', '\u00a0', '\u200b', '\u00ad', 'K', 'ſ', 'ß', 'İ'],
		'unified-api.creatorcommerce.shop',
	),
	fc.string({ unit: 'binary', maxLength: 4 }),
	fc.webUrl(),
	fc.domain(),
	fc.ipV4(),
);
const address = fc.array(bit, { maxLength: 7 }).map((bits) => bits.join(''));
const https = fc.tuple(fc.constantFrom('https://', 'http://', ''), address).map((parts) => parts.join(''));

describe('Store Domain', () => {
	it('is a store of Shopify or refused, whatever is typed', () => {
		fc.assert(
			fc.property(fc.oneof(address, https), (text) => {
				const domain = orRefused(() => parseShopDomain(text));
				if (domain === undefined) return;
				expect(domain).toMatch(/^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com$/);
				expect(new URL(`https://${domain}`).host).toBe(domain);
				expect(parseShopDomain(domain)).toBe(domain);
			}),
			RUNS,
		);
	});

	it.each([
		'brand.myshopify.com.evil.example',
		'brand.myshopify.com@evil.example',
		'https://brand.myshopify.com@evil.example',
		'https://user:pass@evil.example/brand.myshopify.com',
		'evil.example/brand.myshopify.com',
		'evil.example\\.myshopify.com',
		'evil.example\\',
		'evil.example/\nx',
		'brand\n.myshopify.com',
		'brand\u0000',
		'brand.myshopify.com:8443',
		'brandmyshopify.com',
		'brand.myshopify.co',
		'brand-myshopify.com',
		'brаnd', // a Cyrillic а
		'brand。myshopify。com',
		'admin.shopify.com.evil.example/store/brand',
		'//evil.example',
		'={{ $json.shop }}',
		'..',
		'-brand',
		'a'.repeat(64),
	])('refuses %j', (text) => {
		expect(() => parseShopDomain(text)).toThrow(InputError);
	});

	it.each([
		['brand/@evil.example', 'brand.myshopify.com'],
		['brand?x=evil.example', 'brand.myshopify.com'],
		['https://brand.myshopify.com/\\evil.example', 'brand.myshopify.com'],
	])('of %j takes nothing but the store', (text, domain) => {
		expect(parseShopDomain(text)).toBe(domain);
	});
});

describe('Base URL', () => {
	it('is read by everybody as it was typed, encrypted, and the key goes to that host alone; or refused', () => {
		fc.assert(
			fc.property(fc.oneof(address, https), (text) => {
				const baseUrl = orRefused(() => parseBaseUrl(text));
				if (baseUrl === undefined) return;
				const url = new URL(baseUrl);
				const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
				expect(url.protocol === 'https:' || (url.protocol === 'http:' && local)).toBe(true);
				expect([url.username, url.password, url.search, url.hash]).toEqual(['', '', '', '']);
				expect(baseUrl).toMatch(/^[!-~]+$/);
				expect(baseUrl).not.toMatch(/[\\@?#]|\/$/);
				// Whatever path is put behind it stays at the host that is read in it.
				const typed = /^https?:\/\/([^/]+)/i.exec(text.trim())?.[1] ?? '';
				expect(new URL(`https://${typed}`).hostname).toBe(url.hostname);
				expect(new URL(`${baseUrl}/channels/brand.myshopify.com?email=a%40b`).host).toBe(url.host);
				expect(parseBaseUrl(baseUrl)).toBe(baseUrl);
			}),
			RUNS,
		);
	});

	it.each([
		['https://api.creatorcommerce.shop@evil.example', /carries more than an address/],
		['https://api.creatorcommerce.shop:x@evil.example', /carries more/],
		['https://@evil.example', /carries more/],
		['https://evil.example\\@api.creatorcommerce.shop', /carries more/],
		['https://api.creatorcommerce.shop\\.evil.example', /carries more/],
		['https://api.creator\tcommerce.shop', /carries more/],
		['https://api.creatorcommerce.shop\n.evil.example', /carries more/],
		['https://api.creatorcommerce.shop\u0000', /carries more/],
		['https://api.сreatorcommerce.shop', /special letters/], // a Cyrillic с
		['https://api。creatorcommerce。shop', /carries more/],
		['https://evil.example?https://api.creatorcommerce.shop', /carries more/],
		['https://evil.example#api', /carries more/],
		['https:evil.example', /is not an address/],
		['//evil.example', /is not an address/],
		['evil.example', /is not an address/],
		['={{ $json.url }}', /is not an address/],
		['', /is not an address/],
		['http://evil.example', /is not encrypted/],
		['http://localhost.evil.example', /is not encrypted/],
		['http://127.0.0.1.evil.example', /is not encrypted/],
		['http://localhost@evil.example', /is not encrypted/],
		['ftp://evil.example', /is not encrypted/],
		['javascript://evil.example/%0aalert(1)', /is not encrypted/],
		['https://', /carries more/],
		['https://a:99999', /carries more/],
	])('refuses %j', (text, words) => {
		expect(() => parseBaseUrl(text)).toThrow(InputError);
		try {
			parseBaseUrl(text);
		} catch (fault) {
			expect(`${String(fault)} ${fault instanceof InputError ? fault.advice : ''}`).toMatch(words);
		}
	});

	it('does not repeat a password that was pasted along', () => {
		for (const text of ['http://user:hunter22@evil.example', 'user:hunter22@evil.example']) {
			expect(() => parseBaseUrl(text)).toThrow(
				expect.objectContaining({ message: expect.not.stringContaining('hunter22') }),
			);
		}
	});

	it.each([
		[` ${PRODUCTION_BASE_URL}/ `, PRODUCTION_BASE_URL],
		['HTTPS://API.Example.com:443//', 'https://api.example.com'],
		['https://api.example.com:8443/v1/', 'https://api.example.com:8443/v1'],
		['http://localhost:5690', 'http://localhost:5690'],
		['http://[::1]:5690/', 'http://[::1]:5690'],
	])('takes %j', (text, baseUrl) => {
		expect(parseBaseUrl(text)).toBe(baseUrl);
	});
});

describe('the credentials as a whole', () => {
	const values = fc.record(
		{
			shopDomain: fc.oneof(address, fc.constantFrom('brand', 'brand.myshopify.com')),
			baseUrl: fc.oneof(https, fc.constant('')),
			apiVersion: fc.oneof(
				address,
				fc.constantFrom('2026-10', '2026-10/../../evil', '2026-10\n', 'unstable'),
			),
			authentication: fc.constantFrom('accessToken', 'clientCredentials'),
			clientId: fc.string(),
			clientSecret: fc.string(),
			accessToken: fc.string(),
		},
		{ requiredKeys: [] },
	);

	it('of Shopify send the token to the store or to the stand-in that is named, and to the API’s path there', () => {
		fc.assert(
			fc.property(values, (credential) => {
				const settings = orRefused(() => readShopifySettings(credential as ICredentialDataDecryptedObject));
				if (settings === undefined) return;
				const url = new URL(`${settings.origin}/admin/api/${settings.apiVersion}/graphql.json`);
				const given = (credential.baseUrl ?? '').trim();
				if (given === '') {
					expect(url.host).toMatch(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/);
					expect(url.protocol).toBe('https:');
				} else {
					expect(settings.origin).toBe(parseBaseUrl(given));
				}
				expect(url.pathname).toMatch(/\/admin\/api\/(\d{4}-\d{2}|unstable)\/graphql\.json$/);
			}),
			RUNS,
		);
	});

	it('of CreatorCommerce send the key to production unless Custom is chosen, whatever Base URL holds', () => {
		fc.assert(
			fc.property(
				address,
				fc.constantFrom('production', '', 'Custom', 'other', undefined),
				(baseUrl, environment) => {
					const read = readSettings({
						apiKey: 'key-of-the-channel',
						myshopifyDomain: 'brand',
						baseUrl,
						...(environment !== undefined && { environment }),
					});
					expect(read.baseUrl).toBe(PRODUCTION_BASE_URL);
				},
			),
		);
	});

	it.each(['two words', 'key\r\nx-evil: 1', 'key\u0000', 'schlüssel', 'key\u200b'])(
		'tell a key that no header can hold: %j',
		(apiKey) => {
			expect(() => readSettings({ apiKey, myshopifyDomain: 'brand' })).toThrow(/blanks or letters/);
			expect(() => readSettings({ apiKey, myshopifyDomain: 'brand' })).not.toThrow(apiKey);
		},
	);
});
