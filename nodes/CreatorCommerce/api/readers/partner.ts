import { type DiscountType, percentOf } from '../discount';
import { asFlag, asNumber, asRecord, asText, idOf, isRecord, type Json, known, readEach } from '../narrow';
import { readCustomFields } from './customFields';

/** A collab together with its creator: what users call a partner. Only what the answer carried is set. */
export interface Partner {
	collabId: string;
	creatorId?: string;
	/** False when the answer named the creator only by id, or not at all: then its fields are unknown, not empty. */
	creatorPopulated: boolean;
	email?: string;
	firstName?: string;
	lastName?: string;
	handle?: string;
	affiliateCode?: string;
	affiliateUrl?: string;
	tierId?: string;
	tierTitle?: string;
	campaignId?: string;
	campaignTitle?: string;
	/** Percent for a percentage, money for a fixed amount. */
	discountAmount?: number;
	discountType?: DiscountType;
	discountCode?: string;
	isOnboarded?: boolean;
	shopTitle?: string;
	primaryColor?: string;
	profilePictureUrl?: string;
	dropIds?: string[];
	/** Handle → value; undefined when the answer carried no custom fields at all. */
	customFields?: Record<string, unknown>;
	relationshipManager?: string;
	createdAt?: string;
	updatedAt?: string;
}

/**
 * Reads a collab in every shape the API sends: creator, tier, campaign and drops as ids or populated (quirk 3),
 * fields on the collab or on its creator. Undefined when it has no id.
 */
export function readPartner(value: unknown): Partner | undefined {
	if (!isRecord(value)) return undefined;
	const collabId = asText(value._id) ?? asText(value.id);
	if (collabId === undefined) return undefined;
	const creator = asRecord(value.creator);
	const shop = isRecord(creator.shop) ? creator.shop : asRecord(value.shop);
	const tier = asRecord(value.collabTier);
	const campaign = asRecord(value.campaign);
	return {
		collabId,
		creatorId: idOf(value.creator),
		creatorPopulated: isRecord(value.creator),
		email: asText(creator.email),
		firstName: asText(creator.firstName),
		lastName: asText(creator.lastName),
		handle:
			asText(creator.handle) ??
			asText(value.handle) ??
			asText(creator.shopHandle) ??
			asText(value.shopHandle),
		affiliateCode: asText(value.affiliateCode),
		affiliateUrl: asText(value.affiliateUrl),
		tierId: idOf(value.collabTier),
		tierTitle: asText(tier.title) ?? asText(tier.tierTitle) ?? asText(value.shopifyCollabsTierName),
		campaignId: idOf(value.campaign),
		campaignTitle: asText(campaign.title),
		...readDiscount(value.discount),
		isOnboarded: asFlag(creator.isOnboarded) ?? asFlag(value.isOnboarded),
		shopTitle: asText(shop.title),
		primaryColor: asText(asRecord(shop.theme).primaryColor),
		profilePictureUrl: mediaUrl(creator.profilePicture),
		dropIds: Array.isArray(value.drops) ? readEach(value.drops, idOf) : undefined,
		customFields: readCustomFields(value),
		relationshipManager: asText(value.relationshipManager),
		createdAt: asText(value.createdAt),
		updatedAt: asText(value.updatedAt),
	};
}

function readDiscount(value: unknown): Pick<Partner, 'discountAmount' | 'discountType' | 'discountCode'> {
	const discount: Json = asRecord(value);
	const amount = asNumber(discount.discountAmount);
	const discountType: DiscountType | undefined =
		discount.discountType === 'FixedAmount' ? 'FixedAmount' : amount === undefined ? undefined : 'Percentage';
	return {
		discountAmount: amount !== undefined && discountType === 'Percentage' ? percentOf(amount) : amount,
		discountType,
		discountCode: asText(discount.discountCode) ?? asText(discount.shopifyCollabsDiscountCode),
	};
}

/** A media field is an address or a media object with one. */
export const mediaUrl = (value: unknown): string | undefined =>
	isRecord(value) ? asText(value.url) : asText(value);

/** What two answers about one partner tell together; where both tell, the later counts. */
export function combined(earlier: Partner, later: Partner): Partner {
	return {
		...earlier,
		...known({ ...later }),
		creatorPopulated: earlier.creatorPopulated || later.creatorPopulated,
	};
}
