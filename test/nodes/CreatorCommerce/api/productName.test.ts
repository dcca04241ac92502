import fc from 'fast-check';
import { parseProduct } from '../../../../nodes/CreatorCommerce/api/productName';
import { InputError } from '../../../../nodes/CreatorCommerce/api/failure';

const id = (number: string, variant?: string) => ({ by: 'id', id: number, ...(variant && { variant }) });
const handle = (name: string, variant?: string) => ({
	by: 'handle',
	handle: name,
	...(variant && { variant }),
});

describe('what a product is named by', () => {
	it.each<[string, string, unknown]>([
		['list', '9192128643323', id('9192128643323')],
		['id', 'gid://shopify/Product/42', id('42')],
		['id', 'https://admin.shopify.com/store/b/products/42?tab=1', id('42')],
		['url', 'https://admin.shopify.com/store/b/products/42', id('42')],
		['url', 'https://admin.shopify.com/store/b/products/42/variants/7', id('42', '7')],
		['url', 'https://b.myshopify.com/admin/products/42', id('42')],
		['url', 'gid://shopify/Product/42', id('42')],
		['url', 'https://brand.com/products/red-shirt', handle('red-shirt')],
		['url', 'https://brand.com/products/red-shirt/?variant=7&utm_source=x#y', handle('red-shirt', '7')],
		['url', 'https://brand.com/en-de/collections/all/products/red-shirt?variant=7', handle('red-shirt', '7')],
		['url', 'https://brand.com/collections/products/products/red-shirt', handle('red-shirt')],
		['url', 'brand.com/products/red-shirt', handle('red-shirt')],
		['url', 'https://brand.com/products/501', handle('501')],
		['url', 'https://brand.com/products/caf%C3%A9-cr%C3%A8me', handle('café-crème')],
		['url', 'https://brand.com/products/100%-wool', handle('100%-wool')],
		['url', 'https://brand.com/products/red-shirt?variant=abc', handle('red-shirt')],
		['handle', 'red-shirt', handle('red-shirt')],
		['handle', '501', handle('501')],
		['handle', 'https://brand.com/products/red-shirt?variant=7', handle('red-shirt', '7')],
		['sku', 'A-1 / red "M"', { by: 'sku', sku: 'A-1 / red "M"' }],
		['sku', '42', { by: 'sku', sku: '42' }],
	])('%s: %s', (mode, value, expected) => {
		expect(parseProduct(mode, value)).toEqual(expected);
	});

	it.each<[string, string, RegExp]>([
		['id', '', /No product is given/],
		['sku', '', /No product is given/],
		['id', 'https://brand.com/products/red-shirt', /an address of the store, not of the Shopify admin/],
		['id', 'red-shirt', /is not a Shopify product/],
		['id', 'gid://shopify/ProductVariant/1', /is not a Shopify product/],
		['url', 'https://brand.com/collections/all', /is not a Shopify product/],
		['url', 'https://brand.com/products/', /is not a Shopify product/],
		['url', 'https://admin.shopify.com/store/b/products/new', /is not a Shopify product/],
		['url', 'red shirt', /is not a Shopify product/],
		['handle', 'Red Shirt', /is not the handle of a product/],
		['handle', '/products', /is not the handle of a product/],
		['handle', 'gid://shopify/Product/42', /is not the handle of a product/],
		['handle', 'x'.repeat(256), /is not the handle of a product/],
	])('%s: %j is told', (mode, value, message) => {
		expect(() => parseProduct(mode, value)).toThrow(message);
	});

	it('never breaks on what people paste', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('list', 'id', 'url', 'handle', 'sku'),
				fc.string({ maxLength: 400 }),
				(mode, value) => {
					try {
						parseProduct(mode, value);
					} catch (fault) {
						expect(fault).toBeInstanceOf(InputError);
					}
				},
			),
			{ numRuns: 2000 },
		);
	});
});
