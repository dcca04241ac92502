import { InputError } from './failure';
import { shown } from './text';

const FIELD = 'Store Domain';

/**
 * The store's permanent domain out of what people paste: `brand`, `brand.myshopify.com`, `https://brand.myshopify.com/`,
 * or the admin's address `admin.shopify.com/store/brand`.
 * @throws InputError when it is none of these
 */
export function parseShopDomain(given: string): string {
	const text = given.trim().toLowerCase();
	if (text === '')
		throw new InputError('The store domain is empty', FIELD, 'Fill in the store’s myshopify.com domain.');
	const admin = /^(?:https?:\/\/)?admin\.shopify\.com\/store\/([a-z0-9-]+)(?:[/?#].*)?$/.exec(text);
	const domain = /^(?:https?:\/\/)?([a-z0-9][a-z0-9-]*)(\.myshopify\.com)?(?::443)?(?:[/?#].*)?$/.exec(text);
	const name = admin?.[1] ?? domain?.[1];
	if (name !== undefined && name.length <= 63) return `${name}.myshopify.com`;
	throw new InputError(
		`“${shown(given)}” is not a store domain`,
		FIELD,
		'Use the permanent domain that ends in .myshopify.com, as Shopify shows it under Settings → Domains.',
	);
}
