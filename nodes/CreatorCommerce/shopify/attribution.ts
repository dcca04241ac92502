/** Where an order came from, as CreatorCommerce writes it. */
export interface Attribution {
	creatorId: string | undefined;
	creatorHandle: string | undefined;
	campaignIds: string[];
	/** Whose word was taken: attributes before tags. */
	by: 'attributes' | 'tags';
	/** Creators that tags name; one who is not `creatorId` contradicts the attributes. */
	taggedCreatorIds: string[];
}

/** What tells of an order's attribution. */
export interface Marked {
	tags: readonly string[];
	attributes: ReadonlyArray<{ name: string; value: string }>;
}

/** CreatorCommerce puts it on every order it attributes, next to the tags that name creator and campaign. */
export const ATTRIBUTED_TAG = 'CreatorCommerce';
export const creatorTag = (creatorId: string): string => `cc-creator-id-${creatorId}`;
export const campaignTag = (campaignId: string): string => `cc-campaign-id-${campaignId}`;

const CREATOR_TAG = /^cc-creator-id-([A-Za-z0-9-]{1,64})$/;
const CAMPAIGN_TAG = /^cc-campaign-id-([A-Za-z0-9-]{1,64})$/;
const ID = /^[A-Za-z0-9-]{1,64}$/;

/**
 * Attributes are there when the order is made, tags come later; an order with both counts as attributed by its attributes.
 * An attribute with a handle but no id counts too.
 */
export function attributionOf({ attributes, tags }: Marked): Attribution | undefined {
	const valueOf = (name: string): string | undefined =>
		attributes.find((attribute) => attribute.name === name)?.value.trim() || undefined;
	const tagged = (pattern: RegExp): string[] => tags.flatMap((tag) => pattern.exec(tag.trim())?.[1] ?? []);
	const given = valueOf('cc-creator-id');
	const creatorId = given !== undefined && ID.test(given) ? given : undefined;
	const creatorHandle = valueOf('cc-creator-handle');
	const campaign = valueOf('cc-campaign-id');
	const campaignIds = [...new Set([...(campaign === undefined ? [] : [campaign]), ...tagged(CAMPAIGN_TAG)])];
	const taggedCreatorIds = tagged(CREATOR_TAG);
	const [taggedId] = taggedCreatorIds;
	if (creatorId !== undefined || creatorHandle !== undefined) {
		return {
			creatorId: creatorId ?? taggedId,
			creatorHandle,
			campaignIds,
			by: 'attributes',
			taggedCreatorIds,
		};
	}
	return taggedId === undefined
		? undefined
		: { creatorId: taggedId, creatorHandle: undefined, campaignIds, by: 'tags', taggedCreatorIds };
}
