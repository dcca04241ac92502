import type { EventPartner } from '../event';
import type { Look } from './look';

/**
 * Where each field of a partner is found, the surest first: our own shape, the dash keys of CreatorCommerce's metaobject
 * and Klaviyo events, the variables of its Shopify Flow trigger.
 */
const TEXTS = {
	creatorId: ['creatorId', 'cc-creator-id', 'ccCreatorId'],
	collabId: ['collabId', 'cc-collab-id', 'ccCollabId'],
	handle: ['handle', 'cc-creator-handle', 'cc-creator-shop-handle', 'ccCreatorShopHandle'],
	email: ['email', 'cc-creator-email', 'ccCreatorEmail'],
	firstName: ['firstName', 'cc-creator-first-name', 'ccCreatorFirstName'],
	lastName: ['lastName', 'cc-creator-last-name', 'ccCreatorLastName'],
	affiliateCode: ['affiliateCode', 'cc-collab-affiliate-code', 'ccCreatorAffiliateCode'],
	affiliateUrl: [
		'affiliateUrl',
		'cc-collab-affiliate-link',
		'cc-collab-affiliate-url',
		'ccCreatorAffiliateUrl',
	],
	discountCode: ['discountCode', 'cc-collab-discount-code', 'ccCreatorDiscountCode'],
	tier: ['tier', 'cc-collab-tier', 'cc-collab-tier-key'],
	inviteUrl: ['inviteUrl', 'cc-invite-url'],
} satisfies Partial<Record<keyof EventPartner, string[]>>;

/** Keys of our own shape are only looked for inside its `partner`: elsewhere `email` or `handle` is somebody else's. */
export function readPartner(own: Look, whole: Look): EventPartner {
	const partner: EventPartner = {};
	const find = ([ours, ...theirs]: readonly string[]) =>
		(ours === undefined ? undefined : own.text(ours)) ?? whole.text(...theirs);
	const fields = Object.entries(TEXTS);
	for (const [field, keys] of fields) {
		const text = find(keys);
		if (text !== undefined && isTextField(field)) partner[field] = text;
	}
	const isOnboarded = own.flag('isOnboarded') ?? whole.flag('cc-creator-is-onboarded');
	if (isOnboarded !== undefined) partner.isOnboarded = isOnboarded;
	return partner;
}

const isTextField = (field: string): field is keyof typeof TEXTS => Object.hasOwn(TEXTS, field);

/** Whether anything tells which partner it is. */
export const isNamed = (partner: EventPartner): boolean =>
	[
		partner.creatorId,
		partner.collabId,
		partner.handle,
		partner.email,
		partner.affiliateCode,
		partner.discountCode,
	].some((field) => field !== undefined);
