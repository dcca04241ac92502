import { CATALOGUE } from '../../store/catalogue';

export interface ShelfVariant {
	/** A bare number. */
	id: string;
	title: string;
	sku: string | null;
	price: string;
	/** Sellable in all; may be below 0 where overselling is allowed. Nobody counts what is not tracked. */
	quantity: number;
	tracked: boolean;
	/** CONTINUE: may be sold when there is none left. */
	policy: 'DENY' | 'CONTINUE';
}

export interface ShelfProduct {
	/** The Shopify id, a bare number. */
	id: string;
	handle: string;
	title: string;
	vendor: string;
	description: string;
	status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT' | 'UNLISTED';
	/** To the online store. */
	published: boolean;
	variants: ShelfVariant[];
}

/** What a test says of a product; the rest is as for a new product on sale. */
export interface ProductWish extends Partial<Omit<ShelfProduct, 'variants'>> {
	variants?: Array<Partial<ShelfVariant>>;
}

const IN_STOCK = 10;

/** The products of the store: the catalogue's, and what was changed since the start. Not stored. */
export class Shelf {
	private products = fromCatalogue();
	private last = 7_000_000_000;

	all(): ShelfProduct[] {
		return [...this.products.values()];
	}

	get(id: string): ShelfProduct | undefined {
		return this.products.get(id);
	}

	/** Changes the product with the id, or adds one. Variants, when given, replace those there were. */
	save(wish: ProductWish): ShelfProduct {
		const id = wish.id ?? String(++this.last);
		const known = this.products.get(id);
		const base: ShelfProduct = known ?? {
			id,
			handle: `product-${id}`,
			title: `Product ${id}`,
			vendor: 'Sandbox Brand',
			description: '',
			status: 'ACTIVE',
			published: true,
			variants: [],
		};
		const { variants, ...rest } = wish;
		const product = {
			...base,
			...rest,
			id,
			variants:
				(variants ?? (known ? undefined : [{}]))?.map((variant) => this.variant(variant)) ?? base.variants,
		};
		this.products.set(id, product);
		return product;
	}

	remove(id: string): boolean {
		return this.products.delete(id);
	}

	restart(): void {
		this.products = fromCatalogue();
	}

	private variant(wish: Partial<ShelfVariant>): ShelfVariant {
		return {
			id: String(++this.last),
			title: 'Default Title',
			sku: null,
			price: '10.00',
			quantity: IN_STOCK,
			tracked: true,
			policy: 'DENY',
			...wish,
		};
	}
}

/** Tracked, out of stock and not to be oversold: then Shopify does not sell it. */
export const isForSale = ({ tracked, policy, quantity }: ShelfVariant): boolean =>
	!tracked || policy === 'CONTINUE' || quantity > 0;

function fromCatalogue(): Map<string, ShelfProduct> {
	return new Map(
		CATALOGUE.map(({ shopifyId, handle, title, vendor, description, variants }) => [
			shopifyId,
			{
				id: shopifyId,
				handle,
				title,
				vendor,
				description,
				status: 'ACTIVE',
				published: true,
				variants: variants.map(({ id, title: name, sku, price, available }) => ({
					id,
					title: name,
					sku,
					price,
					quantity: available ? IN_STOCK : 0,
					tracked: true,
					policy: 'DENY',
				})),
			},
		]),
	);
}
