import type { Document, ShopifyAdmin } from './client';
import { asList, asText, at } from './narrow';

/** The metaobject type CreatorCommerce keeps its creators in. */
export const CREATOR_TYPE = 'creator';

const ENTRY = 'id handle displayName updatedAt fields { key value }';

/** Whole creators; a page stays below a few MB, since each holds all of its drops. */
export const CREATORS_PAGE: Document = {
	name: 'CreatorsPage',
	replaySafe: true,
	scopes: ['read_metaobjects'],
	text: `query CreatorsPage($after: String) {
		metaobjects(type: "${CREATOR_TYPE}", first: 50, after: $after) {
			nodes { ${ENTRY} }
			pageInfo { hasNextPage endCursor }
		}
	}`,
};

/** Who is who: small rows, so a page holds as many as Shopify gives. */
export const CREATOR_IDS_PAGE: Document = {
	name: 'CreatorIdsPage',
	replaySafe: true,
	scopes: ['read_metaobjects'],
	text: `query CreatorIdsPage($after: String) {
		metaobjects(type: "${CREATOR_TYPE}", first: 250, after: $after) {
			nodes { id handle creatorId: field(key: "cc-creator-id") { value } }
			pageInfo { hasNextPage endCursor }
		}
	}`,
};

export const CREATOR_BY_HANDLE: Document = {
	name: 'CreatorByHandle',
	replaySafe: true,
	scopes: ['read_metaobjects'],
	text: `query CreatorByHandle($handle: MetaobjectHandleInput!) {
		metaobjectByHandle(handle: $handle) { ${ENTRY} }
	}`,
};

/** Pages of whole creators, not yet narrowed. */
export async function* allCreators(admin: ShopifyAdmin): AsyncGenerator<unknown[]> {
	yield* pages(admin, CREATORS_PAGE);
}

export async function creatorByHandle(admin: ShopifyAdmin, handle: string): Promise<unknown> {
	const data = await admin.call(CREATOR_BY_HANDLE, { handle: { type: CREATOR_TYPE, handle } });
	return data.metaobjectByHandle ?? undefined;
}

/** Creator id → handle of the metaobject, for everybody. */
export async function creatorHandles(admin: ShopifyAdmin): Promise<Map<string, string>> {
	const handles = new Map<string, string>();
	for await (const nodes of pages(admin, CREATOR_IDS_PAGE)) {
		for (const node of nodes) {
			const creatorId = asText(at(node, 'creatorId', 'value'));
			const handle = asText(at(node, 'handle'));
			if (creatorId !== undefined && handle !== undefined) handles.set(creatorId, handle);
		}
	}
	return handles;
}

async function* pages(admin: ShopifyAdmin, document: Document): AsyncGenerator<unknown[]> {
	let after: string | undefined;
	for (;;) {
		const { metaobjects } = await admin.call(document, { after: after ?? null });
		yield asList(at(metaobjects, 'nodes'));
		const next = asText(at(metaobjects, 'pageInfo', 'endCursor'));
		if (at(metaobjects, 'pageInfo', 'hasNextPage') !== true || next === undefined || next === after) return;
		after = next;
	}
}
