import {
	type Attribute,
	CAMPAIGN_ATTRIBUTE,
	CAMPAIGN_TAG,
	CREATOR_ATTRIBUTE,
	CREATOR_TAG,
	HANDLE_ATTRIBUTE,
	type Mark,
	PAGE_ATTRIBUTE,
	attributesOf,
	idsIn,
	referredTag,
	sameTag,
	tagsOf,
	valueOf,
} from './marks';

/** An order as far as its attribution goes. Ids are global ids. */
export interface OrderState {
	id: string;
	name: string;
	tags: string[];
	attributes: Attribute[];
	/** Undefined for an order without one, or where the app may not see it. */
	customer?: { id: string; tags: string[] };
}

export interface Wish {
	mark: Mark;
	/** Replaces another partner or campaign instead of refusing. */
	overwrite: boolean;
	tagCustomer: boolean;
}

/** What has to be written, and nothing that is there already. */
export interface OrderChange {
	removeTags: string[];
	addTags: string[];
	/** All attributes of the order, those of others included: Shopify replaces the list. Undefined: they are right. */
	attributes?: Attribute[];
	/** A tag for the customer. */
	customer?: { id: string; tag: string };
}

/** Whose an order is now. */
export interface Owner {
	creatorIds: string[];
	handle?: string;
	campaignIds: string[];
}

export type Decision =
	| { kind: 'same' }
	/** `replaces`: whom it was credited to, where that is given up. */
	| { kind: 'write'; change: OrderChange; replaces: Owner | undefined }
	| { kind: 'taken'; by: 'partner' | 'campaign'; owner: Owner };

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Undefined for an order that nobody is credited with. */
export function ownerOf({ tags, attributes }: Pick<OrderState, 'tags' | 'attributes'>): Owner | undefined {
	const creatorId = valueOf(attributes, CREATOR_ATTRIBUTE);
	const campaignId = valueOf(attributes, CAMPAIGN_ATTRIBUTE);
	const handle = valueOf(attributes, HANDLE_ATTRIBUTE);
	const creatorIds = distinct([...(creatorId === undefined ? [] : [creatorId]), ...idsIn(tags, CREATOR_TAG)]);
	const campaignIds = distinct([
		...(campaignId === undefined ? [] : [campaignId]),
		...idsIn(tags, CAMPAIGN_TAG),
	]);
	if (creatorIds.length === 0 && campaignIds.length === 0 && handle === undefined) return undefined;
	return { creatorIds, campaignIds, ...(handle !== undefined && { handle }) };
}

/** Compares an order with what is wanted. Nothing that is not CreatorCommerce's is touched. */
export function decide(order: OrderState, { mark, overwrite, tagCustomer }: Wish): Decision {
	const owner = ownerOf(order);
	const isAnothers = owner !== undefined && belongsToAnother(owner, mark);
	const isOtherCampaign =
		owner !== undefined &&
		mark.campaignId !== undefined &&
		owner.campaignIds.some((id) => !same(id, mark.campaignId ?? ''));
	if (!overwrite && isAnothers) return { kind: 'taken', by: 'partner', owner };
	if (!overwrite && isOtherCampaign) return { kind: 'taken', by: 'campaign', owner };

	const wanted = tagsOf(mark);
	const isWanted = (tag: string): boolean => wanted.some((each) => sameTag(each, tag));
	const isOld = (tag: string): boolean =>
		!isWanted(tag) &&
		((isAnothers && idsIn([tag], CREATOR_TAG).length > 0) ||
			((isAnothers || isOtherCampaign) && idsIn([tag], CAMPAIGN_TAG).length > 0));
	const attributes = merged(order.attributes, mark, isAnothers);
	const tag = referredTag(mark.creatorId);
	const { customer } = order;
	const customerLacks =
		tagCustomer && customer !== undefined && !customer.tags.some((each) => sameTag(each, tag));
	const change: OrderChange = {
		removeTags: order.tags.filter(isOld),
		addTags: wanted.filter((each) => !order.tags.some((has) => sameTag(has, each))),
		...(attributes !== undefined && { attributes }),
		...(customerLacks && { customer: { id: customer.id, tag } }),
	};
	if (isEmpty(change)) return { kind: 'same' };
	return { kind: 'write', change, replaces: isAnothers || isOtherCampaign ? owner : undefined };
}

/** The storefront sometimes leaves a handle and no id; a handle that cannot be compared is another's. */
function belongsToAnother({ creatorIds, handle }: Owner, mark: Mark): boolean {
	if (creatorIds.length > 0) return creatorIds.some((id) => !same(id, mark.creatorId));
	return handle !== undefined && (mark.handle === undefined || !same(handle, mark.handle));
}

/** The order's attributes with ours in their places; undefined when they are right already. */
function merged(before: readonly Attribute[], mark: Mark, isAnothers: boolean): Attribute[] | undefined {
	const wanted = new Map(attributesOf(mark).map(({ key, value }) => [key, value]));
	// What the old partner left and the new one has nothing to put in its place.
	const gone = isAnothers
		? [HANDLE_ATTRIBUTE, CAMPAIGN_ATTRIBUTE, PAGE_ATTRIBUTE].filter((key) => !wanted.has(key))
		: [];
	let differs = false;
	const after: Attribute[] = [];
	for (const attribute of before) {
		const { key, value } = attribute;
		const ours = wanted.get(key);
		if (gone.includes(key)) differs = true;
		else if (ours === undefined) after.push(attribute);
		else if (!after.some((each) => each.key === key)) {
			const isRight =
				key === HANDLE_ATTRIBUTE || key === CREATOR_ATTRIBUTE ? same(value, ours) : value === ours;
			differs ||= !isRight;
			after.push(isRight ? attribute : { key, value: ours });
		} else differs = true;
	}
	for (const [key, value] of wanted) {
		if (after.some((each) => each.key === key)) continue;
		after.push({ key, value });
		differs = true;
	}
	return differs ? after : undefined;
}

const isEmpty = ({ addTags, removeTags, attributes, customer }: OrderChange): boolean =>
	addTags.length === 0 && removeTags.length === 0 && attributes === undefined && customer === undefined;

function distinct(ids: string[]): string[] {
	return ids.filter((id, index) => ids.findIndex((other) => same(id, other)) === index);
}
