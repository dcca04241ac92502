import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NOWHERE, type Where } from '../../runtime/messages';
import { nodeError } from '../../runtime/nodeError';
import { SHOPIFY_CREDENTIAL, readShopifySettings } from '../../runtime/shopify/settings';
import { openShopify } from '../../runtime/shopify/transport';
import { listProducts } from '../../shopify';
import { expectChosen } from './chosen';

/** A list in the editor must answer while somebody looks at it. */
const PATIENCE_MS = 20_000;

/** The products of the store by title, a page at a time; what is typed is searched for in titles, handles and SKUs. */
export async function searchProducts(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const where: Where = { ...NOWHERE };
	try {
		expectChosen(this, SHOPIFY_CREDENTIAL, 'Shopify');
		const settings = readShopifySettings(await this.getCredentials(SHOPIFY_CREDENTIAL));
		where.shopifyDomain = settings.shopDomain;
		const admin = openShopify(this, settings, PATIENCE_MS);
		const { products, after } = await listProducts(admin, filter, paginationToken);
		const store = settings.shopDomain.replace(/\.myshopify\.com$/, '');
		return {
			results: products.map(({ id, title, handle, status }) => ({
				name: status === undefined || status === 'ACTIVE' ? title : `${title} (${status.toLowerCase()})`,
				value: id,
				url: `https://admin.shopify.com/store/${store}/products/${id}`,
				description: handle,
			})),
			...(after !== undefined && { paginationToken: after }),
		};
	} catch (fault) {
		throw nodeError(this.getNode(), fault, where);
	}
}
