import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { asText } from '../../api/narrow';
import { NOWHERE, type Where } from '../../runtime/messages';
import { nodeError } from '../../runtime/nodeError';
import { SHOPIFY_CREDENTIAL, readShopifySettings } from '../../runtime/shopify/settings';
import { openStorefront } from '../../runtime/shopify/storefront';
import { openShopify } from '../../runtime/shopify/transport';
import { readCreatorNames } from '../../shopify/creatorDirectory';
import { type Reader, namesDocument } from '../../shopify/creatorPage/find';
import { expectChosen } from './chosen';

/** A list in the editor must answer while somebody looks at it. */
const PATIENCE_MS = 20_000;

/** Everybody who has a page, by name; what is typed is searched for in name, handle and e-mail. */
export async function searchCreatorPages(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const where: Where = { ...NOWHERE };
	try {
		expectChosen(this, SHOPIFY_CREDENTIAL, 'Shopify');
		const credential = await this.getCredentials(SHOPIFY_CREDENTIAL);
		const settings = readShopifySettings(credential);
		where.shopifyDomain = settings.shopDomain;
		const token = (asText(credential.storefrontToken) ?? '').trim();
		const reader: Reader =
			token === ''
				? { api: 'admin', client: openShopify(this, settings, PATIENCE_MS) }
				: { api: 'storefront', client: openStorefront(this, settings, token, PATIENCE_MS) };
		const names = await readCreatorNames(reader.client, namesDocument(reader));
		const typed = filter?.trim().toLowerCase() ?? '';
		return {
			results: [...names.values()]
				.map(({ pageHandle, name, email }) => ({
					name: name === undefined ? pageHandle : `${name} (${email ?? pageHandle})`,
					value: pageHandle,
				}))
				.filter(({ name, value }) => `${name} ${value}`.toLowerCase().includes(typed))
				.sort((left, right) => left.name.localeCompare(right.name)),
		};
	} catch (fault) {
		throw nodeError(this.getNode(), fault, where);
	}
}
