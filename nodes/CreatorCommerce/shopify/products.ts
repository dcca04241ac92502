import type { ShopifyAdmin } from './client';
import { Gather } from './gather';
import { asList, asNumber, asText, at, bareId, readEach } from './narrow';
import {
	PRODUCTS_LIST,
	VARIANTS_SEARCH,
	productsByHandle,
	productsById,
	stockOf,
	variantsById,
} from './productDocuments';

export interface ShopProduct {
	/** The bare number. */
	id: string;
	handle?: string;
	title?: string;
	/** ACTIVE, ARCHIVED, DRAFT or UNLISTED. */
	status?: string;
	/** Undefined: not published to the online store. */
	onlineStoreUrl?: string;
	tracksInventory: boolean;
	/** Of what is tracked; may be below 0. */
	totalInventory: number;
}

export interface ShopVariant {
	/** The bare number. */
	id: string;
	sku?: string;
	/** False: tracked, out of stock, and not to be oversold. */
	availableForSale: boolean;
	product: ShopProduct;
}

export interface SkuMatches {
	/** Every variant whose SKU is the one asked for; case counts only where several differ in nothing else. */
	variants: ShopVariant[];
	/** Shopify found so many like it that not all were looked at. */
	cut: boolean;
}

const HANDLES_A_CALL = 100;
const IDS_A_CALL = 100;
const SKUS_A_CALL = 25;
const STOCKS_A_CALL = 10;
/** The search is by words: a SKU such as “1” finds thousands. So many pages are looked at, of some SKUs together or of one. */
const MOST_PAGES = { together: 3, alone: 10 };

/** The products of a store, as the rows of an execution name them: looked up together, and each once. */
export class ShopProducts {
	private readonly handles: Gather<ShopProduct | undefined>;
	private readonly ids: Gather<ShopProduct | undefined>;
	private readonly variants: Gather<ShopVariant | undefined>;
	private readonly skus: Gather<SkuMatches>;
	private readonly stocks: Gather<boolean>;

	/** @param breathe gives the event loop its turn, see {@link Gather} */
	constructor(
		private readonly admin: ShopifyAdmin,
		breathe: () => Promise<void>,
	) {
		this.handles = new Gather((keys) => this.fetchHandles(keys), HANDLES_A_CALL, breathe);
		this.ids = new Gather((keys) => this.fetchIds(keys), IDS_A_CALL, breathe);
		this.variants = new Gather((keys) => this.fetchVariants(keys), IDS_A_CALL, breathe);
		this.skus = new Gather((keys) => this.fetchSkus(keys), SKUS_A_CALL, breathe);
		this.stocks = new Gather((keys) => this.fetchStocks(keys), STOCKS_A_CALL, breathe);
	}

	/** Undefined: no product has the handle. All may throw ShopifyError. */
	byHandle(handle: string): Promise<ShopProduct | undefined> {
		return this.handles.ask(handle.toLowerCase());
	}

	/** @param id the bare number */
	byId(id: string): Promise<ShopProduct | undefined> {
		return this.ids.ask(id);
	}

	/** @param id the bare number */
	variant(id: string): Promise<ShopVariant | undefined> {
		return this.variants.ask(id);
	}

	async bySku(sku: string): Promise<SkuMatches> {
		const { variants, cut } = await this.skus.ask(sku.toLowerCase());
		const exact = variants.filter((variant) => variant.sku === sku);
		return { variants: exact.length > 0 ? exact : variants, cut };
	}

	/** Whether at least one variant can be bought; asks only where the product's own figures leave it open. */
	async hasStock({ id, tracksInventory, totalInventory }: ShopProduct): Promise<boolean> {
		return !tracksInventory || totalInventory > 0 || (await this.stocks.ask(id));
	}

	private async fetchHandles(handles: string[]): Promise<(handle: string) => ShopProduct | undefined> {
		const values = Object.fromEntries(handles.map((handle, at) => [`h${at}`, handle]));
		const data = await this.admin.call(productsByHandle(handles.length), values);
		const found = new Map(
			handles.flatMap((handle, index) => {
				const product = readProduct(data[`p${index}`]);
				return product?.handle?.toLowerCase() === handle ? [[handle, product]] : [];
			}),
		);
		return (handle) => found.get(handle);
	}

	private async fetchIds(ids: string[]): Promise<(id: string) => ShopProduct | undefined> {
		const { nodes } = await this.admin.call(productsById(ids.length), { ids: ids.map(gid('Product')) });
		const found = byId(asList(nodes).map(readProduct));
		return (id) => found.get(id);
	}

	private async fetchVariants(ids: string[]): Promise<(id: string) => ShopVariant | undefined> {
		const { nodes } = await this.admin.call(variantsById(ids.length), {
			ids: ids.map(gid('ProductVariant')),
		});
		const found = byId(asList(nodes).map(readVariant));
		return (id) => found.get(id);
	}

	/** SKUs in lower case: Shopify's search does not tell upper from lower. */
	private async fetchSkus(skus: string[]): Promise<(sku: string) => SkuMatches> {
		const { variants, cut } = await this.search(skus);
		if (cut && skus.length > 1) {
			// One SKU that finds thousands must not hide what the others find.
			const each = new Map<string, SkuMatches>();
			for (const sku of skus) each.set(sku, (await this.fetchSkus([sku]))(sku));
			return (sku) => each.get(sku) ?? { variants: [], cut: false };
		}
		return (sku) => ({ variants: variants.filter((variant) => variant.sku?.toLowerCase() === sku), cut });
	}

	private async search(skus: string[]): Promise<SkuMatches> {
		const query = skus.map((sku) => `sku:${quoted(sku)}`).join(' OR ');
		const variants: ShopVariant[] = [];
		let after: string | undefined;
		const most = skus.length > 1 ? MOST_PAGES.together : MOST_PAGES.alone;
		for (let page = 0; page < most; page += 1) {
			const { productVariants } = await this.admin.call(VARIANTS_SEARCH, { query, after: after ?? null });
			variants.push(...readEach(at(productVariants, 'nodes'), readVariant));
			const next = asText(at(productVariants, 'pageInfo', 'endCursor'));
			const isLast = at(productVariants, 'pageInfo', 'hasNextPage') !== true;
			if (isLast || next === undefined || next === after) return { variants, cut: false };
			after = next;
		}
		return { variants, cut: true };
	}

	private async fetchStocks(ids: string[]): Promise<(id: string) => boolean> {
		const inStock = new Set<string>();
		const more: Array<{ id: string; after: string }> = [];
		const look = async (some: string[], after: string | null): Promise<void> => {
			const { nodes } = await this.admin.call(stockOf(some.length), { ids: some.map(gid('Product')), after });
			for (const node of asList(nodes)) {
				const id = bareId(at(node, 'id'));
				const isSold = asList(at(node, 'variants', 'nodes')).some(
					(variant) => at(variant, 'availableForSale') === true,
				);
				const next = asText(at(node, 'variants', 'pageInfo', 'endCursor'));
				if (id === undefined) continue;
				if (isSold) inStock.add(id);
				else if (at(node, 'variants', 'pageInfo', 'hasNextPage') === true && next !== undefined)
					more.push({ id, after: next });
			}
		};
		await look(ids, null);
		for (let next = more.shift(); next !== undefined; next = more.shift()) await look([next.id], next.after);
		return (id) => inStock.has(id);
	}
}

export interface ProductPage {
	products: Array<{ id: string; title: string; handle: string | undefined; status: string | undefined }>;
	/** Where the next page begins. */
	after?: string;
}

/** A page of products by title; `typed` is searched for as the beginning of words. */
export async function listProducts(
	admin: ShopifyAdmin,
	typed: string | undefined,
	after: string | undefined,
): Promise<ProductPage> {
	const words = typed?.match(/[\p{L}\p{N}]+/gu) ?? [];
	const query = words.length > 0 ? words.map((word) => `${word}*`).join(' ') : null;
	const { products } = await admin.call(PRODUCTS_LIST, { query, after: after ?? null });
	const next = asText(at(products, 'pageInfo', 'endCursor'));
	return {
		products: asList(at(products, 'nodes')).flatMap((node) => {
			const id = bareId(at(node, 'id'));
			if (id === undefined) return [];
			const handle = asText(at(node, 'handle'));
			return [
				{ id, handle, title: asText(at(node, 'title')) ?? handle ?? id, status: asText(at(node, 'status')) },
			];
		}),
		...(at(products, 'pageInfo', 'hasNextPage') === true && next !== undefined && { after: next }),
	};
}

/** A text of the search syntax: a colon, a minus or AND in it must not be taken for one of the search's own. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

const gid =
	(type: string) =>
	(id: string): string =>
		`gid://shopify/${type}/${id}`;

const byId = <T extends { id: string }>(read: Array<T | undefined>): Map<string, T> =>
	new Map(read.flatMap((one) => (one === undefined ? [] : [[one.id, one]])));

function readProduct(node: unknown): ShopProduct | undefined {
	const id = bareId(at(node, 'id'));
	if (id === undefined) return undefined;
	return {
		id,
		handle: asText(at(node, 'handle')),
		title: asText(at(node, 'title')),
		status: asText(at(node, 'status')),
		onlineStoreUrl: asText(at(node, 'onlineStoreUrl')),
		tracksInventory: at(node, 'tracksInventory') === true,
		totalInventory: asNumber(at(node, 'totalInventory')) ?? 0,
	};
}

function readVariant(node: unknown): ShopVariant | undefined {
	const id = bareId(at(node, 'id'));
	const product = readProduct(at(node, 'product'));
	if (id === undefined || product === undefined) return undefined;
	return {
		id,
		sku: asText(at(node, 'sku')),
		availableForSale: at(node, 'availableForSale') === true,
		product,
	};
}
