import { InputError, raise } from './failure';
import { shopifyProductNumber } from './ids';
import { shown } from './text';

/** What a row names a product by. Numbers are bare; `variant` is what an address says beside the product. */
export type ProductName =
	| { by: 'id'; id: string; variant?: string }
	| { by: 'handle'; handle: string; variant?: string }
	| { by: 'sku'; sku: string };

const FIELD = 'Product';

/**
 * Reads what people paste, by the mode of the locator: an ID or an address of the Shopify admin is the product's number, an
 * address of the store is a handle.
 * @throws InputError when it is none of what the mode takes
 */
export function parseProduct(mode: string, value: string): ProductName {
	if (value === '') {
		throw new InputError('No product is given', FIELD, 'Give a product, or check the expression.');
	}
	if (mode === 'sku') return { by: 'sku', sku: value };
	if (mode === 'handle') return parseHandle(value);
	if (mode === 'url') {
		const address = parseAddress(value);
		if (address) return address;
	}
	const id = shopifyProductNumber(value);
	if (id !== undefined) return { by: 'id', id };
	if (mode !== 'url' && parseAddress(value) !== undefined) {
		throw new InputError(
			`“${shown(value)}” is an address of the store, not of the Shopify admin`,
			FIELD,
			'Choose By URL and the Shopify credential: the product is looked up.',
		);
	}
	throw new InputError(
		`“${shown(value)}” is not a Shopify product`,
		FIELD,
		value.startsWith('gid://')
			? 'This is the ID of something else. Use gid://shopify/Product/… or the number alone.'
			: 'Use the product’s number, its gid://shopify/Product/… or its address in the store or in the Shopify admin.',
	);
}

function parseHandle(value: string): ProductName {
	const address = value.includes('/') && !value.startsWith('gid:') ? parseAddress(value) : undefined;
	if (address) return address;
	if (/^[^\s/?#]{1,255}$/.test(value)) return { by: 'handle', handle: value };
	throw new InputError(
		`“${shown(value)}” is not the handle of a product`,
		FIELD,
		'The handle is the last part of the product’s address in the store, such as red-shirt; the whole address is taken too.',
	);
}

/** `…/products/red-shirt?variant=7` of a store, or `…/products/1/variants/7` of the Shopify admin. */
function parseAddress(value: string): ProductName | undefined {
	const text = /^https?:\/\//i.test(value) ? value : `https://${value}`;
	if (/\s/.test(text) || !URL.canParse(text)) return undefined;
	const url = new URL(text);
	const parts = url.pathname.split('/').filter((part) => part !== '');
	const at = parts.lastIndexOf('products');
	const name = decoded(parts[at + 1] ?? '');
	if (at < 0 || name === '' || !url.hostname.includes('.')) return undefined;
	if (url.hostname === 'admin.shopify.com' || parts.slice(0, at).includes('admin')) {
		if (!/^\d+$/.test(name)) return undefined;
		return { by: 'id', id: name, ...variant(parts[at + 2] === 'variants' ? parts[at + 3] : undefined) };
	}
	return { by: 'handle', handle: name, ...variant(url.searchParams.get('variant') ?? undefined) };
}

const variant = (text: string | undefined): { variant?: string } =>
	text !== undefined && /^\d+$/.test(text) ? { variant: text } : {};

/** Stays as it is where it cannot be decoded. */
function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch (fault) {
		if (fault instanceof URIError) return part;
		return raise(fault);
	}
}
