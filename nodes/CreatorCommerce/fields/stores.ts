import type { ICredentialsDisplayOptions, IDisplayOptions, INodeProperties } from 'n8n-workflow';

type Shown = Record<string, Array<string | boolean>>;

/**
 * Which credentials the panel asks for. n8n looks a credential up by its name and takes the first entry with it, so one
 * cannot be required here and optional there; but it can be shown by a parameter. These hidden ones are only there while
 * what they say holds: n8n drops a parameter that is not displayed.
 */
const marker = (name: string, description: string, show: Shown): INodeProperties => ({
	displayName: description,
	name,
	type: 'hidden',
	default: 'yes',
	description,
	...(Object.keys(show).length > 0 && { displayOptions: { show } }),
});

const WITHOUT_CREATOR_COMMERCE = 'withoutCreatorCommerce';
const WITH_SHOPIFY = 'withShopify';

/** @param show when; parameters of the same node, a locator's mode as `/partner.mode` */
export const withoutCreatorCommerce = (show: Shown = {}): INodeProperties =>
	marker(WITHOUT_CREATOR_COMMERCE, 'Works without the CreatorCommerce credential', show);

export const withShopify = (show: Shown = {}): INodeProperties =>
	marker(WITH_SHOPIFY, 'Works with the Shopify credential', show);

export const CREATOR_COMMERCE_SHOWN = { hide: { [WITHOUT_CREATOR_COMMERCE]: ['yes'] } };

/**
 * Never by "show": n8n takes a parameter that shows a credential for the choice of authentication, hides all that it depends
 * on (Resource and Operation too), and offers its credentials in place of the others.
 */
const unlessAskedFor: IDisplayOptions = { hide: { [WITH_SHOPIFY]: [{ _cnd: { not: 'yes' } }] } };
// n8n reads both with one function, but types a credential's conditions as plain values.
export const SHOPIFY_SHOWN = unlessAskedFor as ICredentialsDisplayOptions;
