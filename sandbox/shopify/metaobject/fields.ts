import type { JsonObject } from '../../json';
import { numberOf } from '../../store/ids';
import type { ChannelRecord, CreatorRecord, StoredCollab, TierRecord } from '../../store/records';
import type { Store } from '../../store/store';
import { gid } from '../gids';
import { collectionOf, dropsData } from './data';

/** A creator with what the metaobject is made of. */
export interface CreatorParts {
	creator: CreatorRecord;
	collab: StoredCollab;
	tier: TierRecord | undefined;
}

/** undefined for a creator without a collab. Of several, the first one counts: a creator has one metaobject. */
export function partsOf(store: Store, creatorId: string): CreatorParts | undefined {
	const creator = store.creators.get(creatorId);
	const collab = store.collabsOf(creatorId)[0];
	if (!creator || !collab) return undefined;
	return { creator, collab, tier: store.tiers.get(collab.collabTier) };
}

/** The number in the metaobject's global id: the API names it too, in the collab's metadata. */
export function metaobjectNumber(collab: StoredCollab): number {
	return 160_000_000_000 + numberOf(`m${collab._id}`);
}

/** The metaobject's fields, every value a string; what has no value is left out. */
export function fieldsFor(store: Store, parts: CreatorParts): Record<string, string> {
	const drops = parts.collab.drops.flatMap((id) => store.drops.get(id) ?? []);
	const plain = texts(plainValues(store, parts));
	const data = { ...plain, ...parts.collab.custom, 'cc-creator-drops': dropsData(store, drops) };
	return {
		...plain,
		'cc-creator-drops': JSON.stringify(drops.map(collectionOf)),
		data: JSON.stringify(data),
	};
}

function plainValues(store: Store, { creator, collab, tier }: CreatorParts): JsonObject {
	const { channel } = store;
	const campaign = collab.campaign === null ? undefined : store.campaigns.get(collab.campaign);
	const metaobject = gid('Metaobject', metaobjectNumber(collab));
	const customer = collab.metadata.shopifyCustomerId;
	return {
		'cc-creator-id': creator._id,
		'cc-creator-first-name': creator.firstName,
		'cc-creator-last-name': creator.lastName,
		'cc-creator-email': creator.email,
		'cc-creator-handle': creator.handle,
		'cc-creator-is-onboarded': creator.isOnboarded,
		'cc-creator-profile-picture': creator.profilePicture?.url,
		'cc-creator-collection': gid('Collection', 500_000_000_000 + numberOf(collab._id)),
		'cc-creator-metaobject': metaobject,
		'cc-creator-customer': typeof customer === 'string' ? gid('Customer', customer) : undefined,
		'cc-creator-shop-id': creator.shop._id,
		'cc-creator-shop-handle': creator.handle,
		'cc-creator-shop-title': creator.shop.title,
		'cc-creator-shop-url': `https://${channel.shopDomain}/pages/creator/${creator.handle}`,
		'cc-creator-shop-description': creator.shop.description,
		'cc-creator-shop-theme-primary-color': creator.shop.primaryColor,
		'cc-collab-id': collab._id,
		'cc-collab-relationship-manager': tier?.relationshipManager,
		'cc-collab-tier': tier?.tierTitle,
		'cc-collab-tier-key': tier?.tierKey,
		'cc-collab-discount-amount': collab.discount?.discountAmount,
		'cc-collab-discount-type': collab.discount?.discountType,
		'cc-collab-discount-code': collab.discount?.discountCode,
		'cc-collab-tier-discount-amount': tier?.discount?.discountAmount,
		'cc-collab-tier-discount-type': tier?.discount?.discountType,
		'cc-collab-affiliate-code': collab.affiliateCode,
		'cc-collab-affiliate-link': collab.affiliateUrl,
		'cc-collab-metaobject': metaobject,
		...channelValues(channel),
		'cc-campaign-id': campaign?._id,
		'cc-campaign-title': campaign?.title,
	};
}

function channelValues(channel: ChannelRecord): JsonObject {
	const values: JsonObject = {
		'cc-channel-handle': channel.handle,
		'cc-channel-myshopify-domain': channel.shopDomain,
	};
	const kit = channel.settings.brandKit;
	for (const [name, value] of Object.entries(typeof kit === 'object' && kit ? kit : {})) {
		const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
		values[`cc-channel-brandkit-${dashed}`] = value;
	}
	return values;
}

function texts(values: JsonObject): Record<string, string> {
	const all: Record<string, string> = {};
	for (const [key, value] of Object.entries(values)) {
		if (value === undefined || value === null || value === '') continue;
		all[key] = typeof value === 'object' ? JSON.stringify(value) : String(value);
	}
	return all;
}
