import type { Document } from './client';

const SCOPES = ['read_products'];
const PRODUCT = 'id handle title status onlineStoreUrl tracksInventory totalInventory';
const VARIANT = `id sku availableForSale product { ${PRODUCT} }`;

/** Points by Shopify's published rules: an object 1, a connection 2 and its page. One query may cost 1,000. */
const VARIANTS_A_PAGE = 100;
const STOCK_A_PAGE = 50;

/** An alias `p0`, `p1`, … for each handle: an exact look-up, where a search by handle would be by words. */
export const productsByHandle = (count: number): Document => {
	const places = Array.from({ length: count }, (_, at) => at);
	return {
		name: 'ProductsByHandle',
		replaySafe: true,
		scopes: SCOPES,
		cost: count,
		text: `query ProductsByHandle(${places.map((at) => `$h${at}: String!`).join(', ')}) {
			${places.map((at) => `p${at}: productByIdentifier(identifier: { handle: $h${at} }) { ...P }`).join('\n')}
		}
		fragment P on Product { ${PRODUCT} }`,
	};
};

export const productsById = (count: number): Document => ({
	name: 'ProductsById',
	replaySafe: true,
	scopes: SCOPES,
	cost: count,
	text: `query ProductsById($ids: [ID!]!) { nodes(ids: $ids) { ... on Product { ${PRODUCT} } } }`,
});

export const variantsById = (count: number): Document => ({
	name: 'VariantsById',
	replaySafe: true,
	scopes: SCOPES,
	cost: 2 * count,
	text: `query VariantsById($ids: [ID!]!) { nodes(ids: $ids) { ... on ProductVariant { ${VARIANT} } } }`,
});

export const VARIANTS_SEARCH: Document = {
	name: 'VariantsSearch',
	replaySafe: true,
	scopes: SCOPES,
	text: `query VariantsSearch($query: String!, $after: String) {
		productVariants(first: ${VARIANTS_A_PAGE}, after: $after, query: $query) {
			nodes { ${VARIANT} }
			pageInfo { hasNextPage endCursor }
		}
	}`,
};

/** Whether something of a product can be bought, a page of variants each. */
export const stockOf = (count: number): Document => ({
	name: 'ProductStock',
	replaySafe: true,
	scopes: SCOPES,
	cost: count * (3 + STOCK_A_PAGE),
	text: `query ProductStock($ids: [ID!]!, $after: String) {
		nodes(ids: $ids) {
			... on Product {
				id
				variants(first: ${STOCK_A_PAGE}, after: $after) {
					nodes { availableForSale }
					pageInfo { hasNextPage endCursor }
				}
			}
		}
	}`,
});

/** For the list in the editor. */
export const PRODUCTS_LIST: Document = {
	name: 'ProductsList',
	replaySafe: true,
	scopes: SCOPES,
	text: `query ProductsList($query: String, $after: String) {
		products(first: 50, after: $after, query: $query, sortKey: TITLE) {
			nodes { id handle title status }
			pageInfo { hasNextPage endCursor }
		}
	}`,
};
