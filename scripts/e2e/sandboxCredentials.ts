import {
	SANDBOX_CREDENTIAL,
	SANDBOX_SHOPIFY_CREDENTIAL,
	sandboxCredential,
	sandboxShopifyCredential,
} from '../n8n/sandbox';
import type { Editor } from './editor';
import { E2E_LIMITS, type World } from './world';

/** What is written above the credentials in the panel of the node. */
export const FOR_CREATOR_COMMERCE = 'Credential for CreatorCommerce';
export const FOR_SHOPIFY = 'Credential for Shopify';

/** As a node refers to a credential. */
interface Saved {
	id: string;
	name: string;
}

/** Saves both credentials of the sandbox. */
export async function saveSandboxCredentials({ rest, sandboxUrl }: World): Promise<{
	creatorCommerceApi: Saved;
	creatorCommerceShopifyApi: Saved;
}> {
	const vendor = await rest.saveCredential(sandboxCredential(sandboxUrl, E2E_LIMITS));
	const shop = await rest.saveCredential(await sandboxShopifyCredential(sandboxUrl));
	return {
		creatorCommerceApi: { id: vendor, name: SANDBOX_CREDENTIAL },
		creatorCommerceShopifyApi: { id: shop, name: SANDBOX_SHOPIFY_CREDENTIAL },
	};
}

/** Chooses them in the open node, each where it is asked for. */
export async function useSandboxCredentials(editor: Editor): Promise<void> {
	const asked = await editor.credentials().allInnerTexts();
	const isAsked = (label: string): boolean => asked.some((text) => text.includes(label));
	if (isAsked(FOR_CREATOR_COMMERCE)) await editor.useCredential(FOR_CREATOR_COMMERCE, SANDBOX_CREDENTIAL);
	if (isAsked(FOR_SHOPIFY)) await editor.useCredential(FOR_SHOPIFY, SANDBOX_SHOPIFY_CREDENTIAL);
}
