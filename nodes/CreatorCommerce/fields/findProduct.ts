import { InputError } from '../api/failure';
import { type ProductName, parseProduct } from '../api/productName';
import { shown } from '../api/text';
import { breathe } from '../runtime/breathe';
import type { Item } from '../runtime/item';
import type { ShopifyRun } from '../runtime/run';
import { SHOPIFY_CREDENTIAL } from '../runtime/shopify/settings';
import { type ShopProduct, ShopProducts, type ShopVariant } from '../shopify';

const FIELD = 'Product';

export interface FoundProduct {
	/** The bare number. */
	id: string;
	/** As the user wrote it. */
	given: string;
	/** The one variant that an address or a SKU names. */
	impliedVariant?: string;
	/** Why customers cannot buy it; only looked at when asked for. */
	unavailable?: string;
}

/** One look-up for all items of an execution. */
const opened = new WeakMap<object, Promise<ShopProducts>>();

async function products(run: ShopifyRun, what: string): Promise<ShopProducts> {
	if (run.context.getNode().credentials?.[SHOPIFY_CREDENTIAL] === undefined) {
		throw new InputError(
			`${what} needs the Shopify credential`,
			FIELD,
			'Choose a CreatorCommerce Shopify credential in the node. By ID works without: the number in the product’s address in the Shopify admin.',
		);
	}
	const known = opened.get(run.context);
	if (known) return await known;
	const opening = run.shopify().then((admin) => new ShopProducts(admin, breathe));
	opened.set(run.context, opening);
	return await opening;
}

/**
 * The product an item names; undefined when it names none and need not. By ID asks nobody, unless `availability` does.
 * @param availability whether customers can buy it; with the variant the row shows, if it names one
 * @throws InputError when there is no such product, or more than one; ShopifyError
 */
export async function findProduct(
	item: Item,
	run: ShopifyRun,
	required: boolean,
	availability?: { variant: string | undefined },
): Promise<FoundProduct | undefined> {
	const { mode, value: given } = item.locator('product');
	if (given === '' && !required) return undefined;
	const name = parseProduct(mode, given);
	const found = await look(name, run);
	const { id, impliedVariant } = found;
	if (!availability) return { id, given, impliedVariant };
	const unavailable = await whyUnavailable(found, availability.variant, run);
	return { id, given, impliedVariant, unavailable };
}

interface Looked {
	id: string;
	impliedVariant?: string;
	product?: ShopProduct;
	variant?: ShopVariant;
}

async function look(name: ProductName, run: ShopifyRun): Promise<Looked> {
	if (name.by === 'id') return { id: name.id, impliedVariant: name.variant };
	if (name.by === 'handle') {
		const shop = await products(run, 'Finding a product by its handle or its address in the store');
		const product = await shop.byHandle(name.handle);
		if (product) return { id: product.id, impliedVariant: name.variant, product };
		throw new InputError(
			`The store has no product with the handle “${shown(name.handle)}”`,
			FIELD,
			'Check the spelling: the handle is the last part of the product’s address in the store. A product that was deleted or renamed is not found.',
		);
	}
	const shop = await products(run, 'Finding a product by SKU');
	const { variants, cut } = await shop.bySku(name.sku);
	return bySku(name.sku, variants, cut);
}

function bySku(sku: string, variants: ShopVariant[], cut: boolean): Looked {
	const owners = new Map(variants.map(({ product }) => [product.id, product]));
	const [variant] = variants;
	if (cut) {
		throw new InputError(
			`Shopify finds too many SKUs like “${shown(sku)}” to look at all of them`,
			FIELD,
			'Give the product by handle or ID.',
		);
	}
	if (variant === undefined) {
		throw new InputError(
			`No product of the store has the SKU “${shown(sku)}”`,
			FIELD,
			'Check the spelling; it must be the whole SKU. Shopify finds new SKUs only after some seconds.',
		);
	}
	if (owners.size > 1) {
		const named = [...owners.values()].slice(0, 5).map(({ id, title, status }) => {
			const state = status === undefined || status === 'ACTIVE' ? '' : `, ${status.toLowerCase()}`;
			return `${shown(title ?? 'untitled')} (${id}${state})`;
		});
		throw new InputError(
			`${owners.size} products have the SKU “${shown(sku)}”: ${named.join('; ')}`,
			FIELD,
			'Give the one you mean by handle or ID.',
		);
	}
	// Several variants of one product with one SKU: the product is known, the variant is not.
	return variants.length > 1
		? { id: variant.product.id, product: variant.product }
		: { id: variant.product.id, impliedVariant: variant.id, product: variant.product, variant };
}

/** Undefined: customers can buy it. */
async function whyUnavailable(
	found: Looked,
	shownVariant: string | undefined,
	run: ShopifyRun,
): Promise<string | undefined> {
	const shop = await products(run, 'Skip Unavailable Products');
	const product = found.product ?? (await shop.byId(found.id));
	if (product === undefined) return 'The store has no product with this ID; it may have been deleted';
	const { status } = product;
	if (status !== undefined && status !== 'ACTIVE') return `The product is ${status.toLowerCase()} in Shopify`;
	if (product.onlineStoreUrl === undefined) return 'The product is not published to the online store';
	const variantId = shownVariant ?? found.impliedVariant;
	if (variantId === undefined) {
		return (await shop.hasStock(product)) ? undefined : 'The product is out of stock';
	}
	const variant = found.variant?.id === variantId ? found.variant : await shop.variant(variantId);
	if (variant?.product.id !== product.id) return `The product has no variant ${variantId}`;
	return variant.availableForSale ? undefined : 'The variant is out of stock';
}
