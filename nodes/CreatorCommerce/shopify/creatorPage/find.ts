import type { Document, ShopifyAdmin } from '../client';
import { CREATOR_BY_HANDLE, CREATORS_PAGE, CREATOR_TYPE } from '../creators';
import { CREATOR_NAMES_PAGE } from '../creatorDirectory';
import { asList, asText, at } from '../narrow';

/** How creator pages are read: as the store's app, or as anybody who visits the store. */
export type Reader = { client: ShopifyAdmin; api: 'admin' | 'storefront' };

const SCOPES = ['read_metaobjects'];
const SHOWN = 'id handle updatedAt fields { key value }';

export const CREATOR_BY_ID: Document = {
	name: 'CreatorById',
	replaySafe: true,
	scopes: SCOPES,
	text: `query CreatorById($id: ID!) {
		metaobject(id: $id) { id type handle displayName updatedAt fields { key value } }
	}`,
};

export const STOREFRONT_BY_HANDLE: Document = {
	name: 'StorefrontCreatorByHandle',
	replaySafe: true,
	text: `query StorefrontCreatorByHandle($handle: MetaobjectHandleInput!) {
		metaobject(handle: $handle) { ${SHOWN} }
	}`,
};

export const STOREFRONT_BY_ID: Document = {
	name: 'StorefrontCreatorById',
	replaySafe: true,
	text: `query StorefrontCreatorById($id: ID!) {
		metaobject(id: $id) { type ${SHOWN} }
	}`,
};

/** Whole creators; a page stays below a few MB, since each holds all of its drops. */
export const STOREFRONT_PAGE: Document = {
	name: 'StorefrontCreatorsPage',
	replaySafe: true,
	text: `query StorefrontCreatorsPage($after: String) {
		metaobjects(type: "${CREATOR_TYPE}", first: 50, after: $after) {
			nodes { ${SHOWN} }
			pageInfo { hasNextPage endCursor }
		}
	}`,
};

export const STOREFRONT_NAMES: Document = {
	...CREATOR_NAMES_PAGE,
	name: 'StorefrontCreatorNamesPage',
	scopes: undefined,
	text: CREATOR_NAMES_PAGE.text.replace('CreatorNamesPage', 'StorefrontCreatorNamesPage'),
};

/** The document that lists who is who, for readCreatorNames. */
export const namesDocument = ({ api }: Reader): Document =>
	api === 'admin' ? CREATOR_NAMES_PAGE : STOREFRONT_NAMES;

/** The node, not yet narrowed; undefined when there is no such page. @throws ShopifyError */
export async function pageByHandle({ client, api }: Reader, handle: string): Promise<unknown> {
	const variables = { handle: { type: CREATOR_TYPE, handle } };
	if (api === 'admin')
		return (await client.call(CREATOR_BY_HANDLE, variables)).metaobjectByHandle ?? undefined;
	return (await client.call(STOREFRONT_BY_HANDLE, variables)).metaobject ?? undefined;
}

/** @param id the bare number of the metaobject */
export async function pageById({ client, api }: Reader, id: string): Promise<unknown> {
	const document = api === 'admin' ? CREATOR_BY_ID : STOREFRONT_BY_ID;
	const { metaobject } = await client.call(document, { id: `gid://shopify/Metaobject/${id}` });
	return asText(at(metaobject, 'type')) === CREATOR_TYPE ? metaobject : undefined;
}

/** All pages of the store, a part at a time. @throws ShopifyError */
export async function* allPages({ client, api }: Reader): AsyncGenerator<unknown[]> {
	const document = api === 'admin' ? CREATORS_PAGE : STOREFRONT_PAGE;
	let after: string | undefined;
	for (;;) {
		const { metaobjects } = await client.call(document, { after: after ?? null });
		yield asList(at(metaobjects, 'nodes'));
		const next = asText(at(metaobjects, 'pageInfo', 'endCursor'));
		if (at(metaobjects, 'pageInfo', 'hasNextPage') !== true || next === undefined || next === after) return;
		after = next;
	}
}
