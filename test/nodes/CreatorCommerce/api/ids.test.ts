import fc from 'fast-check';
import {
	apiIdFrom,
	isApiId,
	shopifyProductNumber,
	shopifyVariantNumber,
} from '../../../../nodes/CreatorCommerce/api/ids';

const number = fc.bigInt({ min: 1n, max: 10n ** 18n }).map(String);
const blanks = fc.constantFrom('', ' ', '\t', '\n ');
const hex24 = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: 24, maxLength: 24 });

describe('a Shopify product number', () => {
	it('comes out of a number, a GID and an admin address, with blanks around', () => {
		fc.assert(
			fc.property(number, blanks, blanks, (digits, before, after) => {
				for (const text of [
					digits,
					`gid://shopify/Product/${digits}`,
					`gid://shopify/Product/${digits}?sku=1`,
					`https://admin.shopify.com/store/brand/products/${digits}`,
					`https://brand.myshopify.com/admin/products/${digits}?tab=1#x`,
				]) {
					expect(shopifyProductNumber(before + text + after)).toBe(digits);
				}
			}),
		);
	});

	it.each([
		['a variant', 'gid://shopify/ProductVariant/1'],
		['a collection', 'gid://shopify/Collection/1'],
		['no number', 'gid://shopify/Product/abc'],
		['a handle', 'red-shirt'],
		['a storefront address', 'https://brand.com/products/red-shirt'],
		['a negative number', '-1'],
		['a fraction', '1.5'],
		['nothing', ''],
		['two numbers', '1 2'],
	])('is not taken from %s', (_, text) => {
		expect(shopifyProductNumber(text)).toBeUndefined();
	});

	it('is the product’s where the address goes on to a variant', () => {
		expect(shopifyProductNumber('https://admin.shopify.com/store/brand/products/1/variants/2')).toBe('1');
	});

	it('keeps every digit of a number beyond what a double holds', () => {
		expect(shopifyProductNumber('9007199254740993')).toBe('9007199254740993');
	});
});

describe('a Shopify variant number', () => {
	it('comes out of a number, a GID and an address', () => {
		expect(shopifyVariantNumber('7')).toBe('7');
		expect(shopifyVariantNumber('gid://shopify/ProductVariant/7')).toBe('7');
		expect(shopifyVariantNumber('https://admin.shopify.com/store/b/products/1/variants/7')).toBe('7');
		expect(shopifyVariantNumber('gid://shopify/Product/7')).toBeUndefined();
	});
});

describe('an id of the API', () => {
	it('is taken bare or at the end of an address, and made lower case', () => {
		fc.assert(
			fc.property(hex24, blanks, (hex, blank) => {
				expect(isApiId(blank + hex)).toBe(true);
				expect(apiIdFrom(hex + blank)).toBe(hex.toLowerCase());
				expect(apiIdFrom(`https://app.example/partners/${hex}?tab=1`)).toBe(hex.toLowerCase());
			}),
		);
	});

	it('is nothing else', () => {
		for (const text of ['', 'abc', '0'.repeat(23), '0'.repeat(25), 'g'.repeat(24), 'ada@example.com']) {
			expect(apiIdFrom(text)).toBeUndefined();
		}
	});

	it('never throws', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				apiIdFrom(text);
				shopifyProductNumber(text);
				shopifyVariantNumber(text);
			}),
		);
	});
});
