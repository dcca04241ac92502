import { createHash } from 'crypto';
import { type Json, asRecord, isRecord, readEach } from '../../api/narrow';
import { type Drop, readDrop } from '../../api/readers/drop';
import { type Partner, readPartner } from '../../api/readers/partner';

/** The parts of a partner that are watched, each told by a hash of what users would call its content. */
export const SECTIONS = ['profile', 'agreement', 'drops', 'content'] as const;
export type Section = (typeof SECTIONS)[number];

export interface Reading {
	partner: Partner;
	sections: Record<Section, string>;
	/** False also when the answer does not say: a partner that was never onboarded may carry no flag. */
	isOnboarded: boolean;
	drops: Drop[];
}

/**
 * Reads what is watched out of a collab, from a list row or from the single record alike: only what the tolerant readers
 * make of it counts, not whether something came as an id or populated. Undefined when the record has no id.
 */
export function readSections(record: unknown): Reading | undefined {
	const partner = readPartner(record);
	if (partner === undefined) return undefined;
	const raw = asRecord(record);
	const drops = readEach(raw.drops, readDrop);
	const {
		collabId,
		creatorId,
		email,
		firstName,
		lastName,
		handle,
		shopTitle,
		primaryColor,
		profilePictureUrl,
	} = partner;
	return {
		partner,
		isOnboarded: partner.isOnboarded ?? false,
		drops,
		sections: {
			profile: shortHash({
				collabId,
				creatorId,
				email: email?.toLowerCase(),
				firstName,
				lastName,
				handle,
				shopTitle,
				primaryColor,
				profilePictureUrl,
				socials: asRecord(raw.creator).socials,
			}),
			agreement: shortHash({
				code: partner.affiliateCode,
				url: partner.affiliateUrl?.replace(/\/+$/, ''),
				tier: partner.tierId,
				campaign: partner.campaignId,
				amount: partner.discountAmount,
				type: partner.discountType,
				discountCode: partner.discountCode,
				custom: partner.customFields,
			}),
			drops: shortHash(drops.map((drop) => [drop.id, productsOf(drop)])),
			content: shortHash(drops.map((drop) => [drop.id, contentOf(drop)])),
		},
	};
}

/** Whether a list row tells enough of what is watched; if not, the single record has to be read. */
export function tellsEnough(row: unknown, watched: { partner: boolean; drops: boolean }): boolean {
	const record = asRecord(row);
	if (
		watched.partner &&
		!(isRecord(record.creator) && (isRecord(record.custom) || Array.isArray(record.customFields)))
	) {
		return false;
	}
	if (!watched.drops) return true;
	return (
		Array.isArray(record.drops) &&
		record.drops.every(
			(drop) =>
				isRecord(drop) &&
				Array.isArray(drop.products) &&
				Array.isArray(drop.enhancements) &&
				[...drop.products, ...drop.enhancements].every(isRecord),
		)
	);
}

const productsOf = (drop: Drop): Json => ({
	title: drop.title,
	description: drop.description,
	products: drop.products.map((product) => product.shopifyId ?? product.internalId),
});

const contentOf = (drop: Drop): Json => ({
	media: drop.mediaUrls,
	custom: drop.customFields,
	enhancements: drop.enhancements.map(({ id, note, variant, mediaUrls, customFields }) => ({
		id,
		note,
		variant,
		mediaUrls,
		customFields,
	})),
});

/** 36 bits of SHA-256, six letters: one change in 10¹⁰ would go unseen. */
export function shortHash(value: unknown): string {
	return createHash('sha256').update(canonical(value)).digest('base64url').slice(0, HASH_LENGTH);
}

export const HASH_LENGTH = 6;

/** JSON with sorted keys and without what is undefined. */
const canonical = (value: unknown): string =>
	JSON.stringify(value, (_, inner: unknown) =>
		isRecord(inner)
			? Object.fromEntries(
					Object.entries(inner)
						.filter(([, entry]) => entry !== undefined && entry !== null)
						.sort(([left], [right]) => (left < right ? -1 : 1)),
				)
			: inner,
	) ?? '';
