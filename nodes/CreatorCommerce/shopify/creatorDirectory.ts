import type { Document, ShopifyAdmin } from './client';
import { CREATOR_TYPE } from './creators';
import { asList, asText, at } from './narrow';

/** Who a creator is, as far as the metaobjects tell. */
export interface CreatorName {
	creatorId: string;
	collabId: string | undefined;
	handle: string | undefined;
	/** Of the metaobject: the last part of the page's address. */
	pageHandle: string;
	email: string | undefined;
	name: string | undefined;
}

/** Seven points a creator by Shopify's published rules. */
export const CREATOR_NAMES_PAGE: Document = {
	name: 'CreatorNamesPage',
	replaySafe: true,
	scopes: ['read_metaobjects'],
	text: `query CreatorNamesPage($after: String) {
		metaobjects(type: "${CREATOR_TYPE}", first: 100, after: $after) {
			nodes {
				handle
				creatorId: field(key: "cc-creator-id") { value }
				collabId: field(key: "cc-collab-id") { value }
				creatorHandle: field(key: "cc-creator-handle") { value }
				email: field(key: "cc-creator-email") { value }
				firstName: field(key: "cc-creator-first-name") { value }
				lastName: field(key: "cc-creator-last-name") { value }
			}
			pageInfo { hasNextPage endCursor }
		}
	}`,
};

/**
 * Everybody who has a creator page, by creator id. Partners who never signed in have none.
 * @throws ShopifyError
 */
export async function readCreatorNames(
	client: ShopifyAdmin,
	document = CREATOR_NAMES_PAGE,
): Promise<Map<string, CreatorName>> {
	const creators = new Map<string, CreatorName>();
	let after: string | undefined;
	for (;;) {
		const { metaobjects } = await client.call(document, { after: after ?? null });
		for (const node of asList(at(metaobjects, 'nodes'))) {
			const of = (field: string): string | undefined => asText(at(node, field, 'value'));
			const creatorId = of('creatorId');
			const pageHandle = asText(at(node, 'handle'));
			if (creatorId === undefined || pageHandle === undefined) continue;
			creators.set(creatorId, {
				creatorId,
				collabId: of('collabId'),
				handle: of('creatorHandle') ?? pageHandle,
				pageHandle,
				email: of('email'),
				name: [of('firstName'), of('lastName')].filter(Boolean).join(' ') || undefined,
			});
		}
		const next = asText(at(metaobjects, 'pageInfo', 'endCursor'));
		if (at(metaobjects, 'pageInfo', 'hasNextPage') !== true || next === undefined || next === after)
			return creators;
		after = next;
	}
}
