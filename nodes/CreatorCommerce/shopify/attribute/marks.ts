import { ATTRIBUTED_TAG, campaignTag, creatorTag } from '../attribution';

/**
 * How CreatorCommerce marks whose an order is (its public documentation): tags that its reports read, order attributes that
 * the storefront leaves, and a tag on the customer who was referred.
 */

/** Prefixes of tags; an id stands after them. */
export const CREATOR_TAG = creatorTag('');
export const CAMPAIGN_TAG = campaignTag('');
const REFERRED_TAG = 'cc-referred-from-creator-id-';

export const CREATOR_ATTRIBUTE = 'cc-creator-id';
export const HANDLE_ATTRIBUTE = 'cc-creator-handle';
export const CAMPAIGN_ATTRIBUTE = 'cc-campaign-id';
/** The creator's page, not the store. */
export const PAGE_ATTRIBUTE = 'cc-shop-id';

export interface Attribute {
	key: string;
	value: string;
}

/** Whose an order is to be. */
export interface Mark {
	creatorId: string;
	/** Left out of the attributes where it is not known. */
	handle?: string;
	campaignId?: string;
}

export const tagsOf = ({ creatorId, campaignId }: Mark): string[] => [
	ATTRIBUTED_TAG,
	creatorTag(creatorId),
	...(campaignId === undefined ? [] : [campaignTag(campaignId)]),
];

export const attributesOf = ({ creatorId, handle, campaignId }: Mark): Attribute[] => [
	{ key: CREATOR_ATTRIBUTE, value: creatorId },
	...(handle === undefined ? [] : [{ key: HANDLE_ATTRIBUTE, value: handle }]),
	...(campaignId === undefined ? [] : [{ key: CAMPAIGN_ATTRIBUTE, value: campaignId }]),
];

export const referredTag = (creatorId: string): string => `${REFERRED_TAG}${creatorId}`;

/** Shopify takes tags as the same whatever their case. */
export const sameTag = (one: string, other: string): boolean =>
	one.trim().toLowerCase() === other.trim().toLowerCase();

/** What stands after the prefix in each tag that has it. */
export const idsIn = (tags: readonly string[], prefix: string): string[] =>
	tags
		.map((tag) => tag.trim())
		.filter((tag) => tag.toLowerCase().startsWith(prefix) && tag.length > prefix.length)
		.map((tag) => tag.slice(prefix.length));

export const valueOf = (attributes: readonly Attribute[], key: string): string | undefined =>
	attributes.find((attribute) => attribute.key === key)?.value.trim() || undefined;
