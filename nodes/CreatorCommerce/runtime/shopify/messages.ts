import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { InputError } from '../../api/failure';
import { ShopifyError } from '../../shopify';
import type { Message } from '../messages';

/** Explains what Shopify answered, in the user's words. */
export function explainShopify(fault: ShopifyError, shopDomain: string): Message {
	const own = fault.operation.startsWith('Storefront') ? explainStorefront(fault, shopDomain) : undefined;
	if (own !== undefined) return own;
	const said = fault.said === undefined ? '' : ` It said: “${fault.said}”.`;
	const status = fault.status === undefined ? '' : ` (HTTP ${fault.status})`;
	switch (fault.kind) {
		case 'unauthorized':
			return {
				what: `Shopify did not accept the credential for ${shopDomain}${status}`,
				// What the grant came to is told in full sentences already.
				todo:
					fault.operation === 'Token' && fault.said !== undefined
						? `Test the Shopify credential. ${fault.said}`
						: `Test the Shopify credential: client ID and secret or the access token are wrong or were replaced.${said}`,
			};
		case 'forbidden':
			return {
				what:
					fault.missingScopes.length > 0
						? `The Shopify app lacks the access ${scopes(fault.missingScopes)}`
						: `The Shopify app may not do this in ${shopDomain}${status}`,
				todo:
					fault.missingScopes.length > 0
						? 'Add it to the app in the Dev Dashboard, release that version, and install it in the store.'
						: `Check the access scopes of the app in the Dev Dashboard: read_orders and read_metaobjects for reading, write_orders for writing.${said}`,
			};
		case 'notFound':
			return {
				what: `Shopify knows no such store or API version: ${shopDomain}${status}`,
				todo: 'Check Store Domain and API Version in the Shopify credential.',
			};
		case 'rejected':
			return {
				what: `Shopify refused the request${fault.said === undefined ? '' : `: “${fault.said}”`}`,
				todo: 'Change what it names, then try again.',
			};
		case 'throttled':
			return {
				what: 'Shopify’s API limit is used up for now',
				todo: 'Try again in a minute. Other workflows or apps share the limit.',
			};
		case 'server':
		case 'network':
			return {
				what: `Shopify could not be reached or could not answer${status}`,
				todo: `Try again in some minutes.${said}${
					fault.effect === 'unknown'
						? ` Whether the change took place is not known: ${fault.repeatable ? 'running it again does no harm.' : 'look in Shopify before you repeat it.'}`
						: ''
				}`,
			};
		case 'notJson':
			return {
				what: `Something other than Shopify’s API answered for ${shopDomain}${status}`,
				todo: 'Check Store Domain in the Shopify credential, and whether a proxy or firewall stands in between.',
			};
	}
}

/** What differs where the Storefront token was used; its documents are named after it. */
function explainStorefront(fault: ShopifyError, shopDomain: string): Message | undefined {
	const instead = 'or empty Storefront Token in the credential, to read creator pages as the app.';
	if (fault.kind === 'unauthorized') {
		return {
			what: `Shopify did not accept the Storefront token for ${shopDomain}`,
			todo: `Copy the token again into Storefront Token in the Shopify credential, ${instead}`,
		};
	}
	if (fault.kind === 'forbidden') {
		return {
			what: `The Storefront token may not read creator pages of ${shopDomain}`,
			todo: `Give it the access scope unauthenticated_read_metaobjects, ${instead}`,
		};
	}
	return undefined;
}

const scopes = (names: readonly string[]): string =>
	`${names.length > 1 ? 'scopes' : 'scope'} ${names.join(' and ')}`;

/** The error that ends the node; a fault that is none of ours comes out as it is. */
export function shopifyNodeError(
	node: INode,
	fault: unknown,
	shopDomain: string,
): NodeApiError | NodeOperationError {
	if (fault instanceof ShopifyError) {
		const { what, todo } = explainShopify(fault, shopDomain);
		const response: JsonObject = { request: fault.operation, kind: fault.kind };
		return new NodeApiError(node, response, {
			message: what,
			description: todo,
			...(fault.status !== undefined && { httpCode: String(fault.status) }),
		});
	}
	if (fault instanceof InputError) {
		return new NodeOperationError(node, fault.message, { description: fault.advice });
	}
	return fault instanceof NodeApiError || fault instanceof NodeOperationError
		? fault
		: new NodeOperationError(node, fault instanceof Error ? fault : String(fault));
}
