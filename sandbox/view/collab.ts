import type { JsonObject } from '../json';
import type { ListSettings } from '../options';
import { numberOf } from '../store/ids';
import type { ChannelRecord, StoredCollab, TierRecord } from '../store/records';
import type { Store } from '../store/store';
import { showCreator } from './creator';
import { showCustomFields } from './customFields';
import { showDiscount } from './discount';
import { populated, showDrop, type Populate } from './drop';

/** A collab as lists show it: creator, tier and drops as ids or objects, whatever the settings say. */
export function listedCollab(
	store: Store,
	collab: StoredCollab,
	channel: ChannelRecord,
	listing: ListSettings,
): JsonObject {
	const shown = populatedCollab(store, collab, channel, listing);
	if (listing.rows === 'example') return exampleRow(store, collab, listing, shown);
	if (listing.customFields === 'inList') {
		return { ...shown, custom: collab.custom, customFields: customFields(store, collab) };
	}
	return shown;
}

/** No more than the row in the API file's example of the list: no onboarding state, page, picture or discount code. */
function exampleRow(
	store: Store,
	{ _id, creator: creatorId, affiliateCode, affiliateUrl, discount, drops }: StoredCollab,
	{ discountUnit }: ListSettings,
	{ collabTier, creator: shownCreator }: JsonObject,
): JsonObject {
	const creator = store.creators.get(creatorId);
	const isObject = creator && typeof shownCreator === 'object';
	return {
		_id,
		creator: isObject
			? {
					_id: creatorId,
					firstName: creator.firstName,
					lastName: creator.lastName,
					email: creator.email,
					handle: creator.handle,
				}
			: creatorId,
		collabTier: collabTier ?? null,
		affiliateCode,
		affiliateUrl,
		...(discount && {
			discount: {
				discountAmount: showDiscount(discount, _id, discountUnit).discountAmount ?? null,
				discountType: discount.discountType,
			},
		}),
		drops: drops.map((id) => ({ _id: id, title: store.drops.get(id)?.title ?? '' })),
	};
}

/** A collab as the single read shows it: populated, custom fields in full. "Mixed" reaches inside drops only. */
export function wholeCollab(
	store: Store,
	collab: StoredCollab,
	channel: ChannelRecord,
	listing: ListSettings,
): JsonObject {
	const inDrops = listing.populate === 'mixed' ? 'mixed' : 'objects';
	const shown = populatedCollab(store, collab, channel, { ...listing, populate: 'objects' }, inDrops);
	return { ...shown, customFields: customFields(store, collab) };
}

/** A collab as writes answer it: references by id (in "mixed", sometimes an object). */
export function answerCollab(
	store: Store,
	collab: StoredCollab,
	channel: ChannelRecord,
	listing: ListSettings,
): JsonObject {
	const populate = listing.populate === 'mixed' ? 'mixed' : 'ids';
	return populatedCollab(store, collab, channel, { ...listing, populate });
}

function populatedCollab(
	store: Store,
	collab: StoredCollab,
	channel: ChannelRecord,
	listing: ListSettings,
	inDrops: Populate = listing.populate,
): JsonObject {
	const { populate } = listing;
	const creator = store.creators.get(collab.creator);
	const tier = store.tiers.get(collab.collabTier);
	const campaign = collab.campaign === null ? undefined : store.campaigns.get(collab.campaign);
	const brandKit = channel.settings.brandKit ?? {};
	return {
		_id: collab._id,
		channel: channel._id,
		channelName: channel.name,
		creator:
			creator && populated(populate, `${collab._id} creator`)
				? showCreator(creator, channel)
				: collab.creator,
		collabTier: tier && populated(populate, `${collab._id} tier`) ? tierReference(tier) : collab.collabTier,
		...(tier ? { tierKey: tier.tierKey } : {}),
		...(campaign ? { campaign: { _id: campaign._id, title: campaign.title } } : {}),
		affiliateCode: collab.affiliateCode,
		affiliateUrl: collab.affiliateUrl,
		...(collab.discount ? { discount: showDiscount(collab.discount, collab._id, listing.discountUnit) } : {}),
		drops: collab.drops.map((id) => {
			const drop = populated(populate, id) ? store.drops.get(id) : undefined;
			return drop ? showDrop(store, drop, brandKit, inDrops) : id;
		}),
		isActive: collab.isActive,
		isPartial: false,
		relationshipManager: tier?.relationshipManager ?? 'creatorcommerce',
		metadata: {
			...collab.metadata,
			shopifyCreatorCollectionId: `gid://shopify/Collection/${500_000_000_000 + numberOf(collab._id)}`,
			shopifyCreatorMetaobjectId: `gid://shopify/Metaobject/${160_000_000_000 + numberOf(`m${collab._id}`)}`,
		},
		collabStartedAt: collab.collabStartedAt,
		createdAt: collab.createdAt,
		updatedAt: collab.updatedAt,
		__v: 0,
	};
}

function tierReference(tier: TierRecord): JsonObject {
	return { _id: tier._id, title: tier.tierTitle, tierTitle: tier.tierTitle, tierKey: tier.tierKey };
}

function customFields(store: Store, collab: StoredCollab): JsonObject[] {
	return showCustomFields(store, 'collab', collab._id, collab.custom);
}
