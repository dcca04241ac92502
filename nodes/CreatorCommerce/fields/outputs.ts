import type { IDataObject } from 'n8n-workflow';
import { known } from '../api/narrow';
import type { FieldChange } from '../api/partner/fields';
import type { TierDirectory } from '../api/partner/tiers';
import type { Partner } from '../api/readers/partner';
import { type Drop, enhancementOf } from '../api/readers/drop';

/** Parsed JSON as n8n's output type; what is undefined is left out. */
export const output = (values: Record<string, unknown>): IDataObject => {
	const json: IDataObject = {};
	for (const [key, value] of Object.entries(values)) {
		if (isJsonValue(value)) json[key] = value;
	}
	return json;
};

const isJsonValue = (value: unknown): value is string | number | boolean | object | null =>
	typeof value === 'string' ||
	typeof value === 'number' ||
	typeof value === 'boolean' ||
	typeof value === 'object';

/** A partner in ten to twenty plain fields. `id` is the collab id. */
export const partnerOutput = (partner: Partner): IDataObject =>
	output({
		id: partner.collabId,
		creatorId: partner.creatorId,
		email: partner.email,
		firstName: partner.firstName,
		lastName: partner.lastName,
		handle: partner.handle,
		affiliateCode: partner.affiliateCode,
		affiliateUrl: partner.affiliateUrl,
		tier: partner.tierTitle,
		tierId: partner.tierId,
		campaign: partner.campaignTitle,
		campaignId: partner.campaignId,
		discountAmount: partner.discountAmount,
		discountType: partner.discountType,
		discountCode: partner.discountCode,
		isOnboarded: partner.isOnboarded,
		title: partner.shopTitle,
		profilePicture: partner.profilePictureUrl,
		dropIds: partner.dropIds,
		customFields: partner.customFields,
		createdAt: partner.createdAt,
		updatedAt: partner.updatedAt,
	});

/** Enough of a partner to know who a row is about. */
export const partnerReference = (partner: Partner): IDataObject =>
	output(
		known({
			id: partner.collabId,
			creatorId: partner.creatorId,
			email: partner.email,
			handle: partner.handle,
			affiliateCode: partner.affiliateCode,
		}),
	);

/** What changed, with tiers by name where their names are known. */
export const changesOutput = (changes: FieldChange[], tiers: TierDirectory): IDataObject[] =>
	changes.map(({ field, from, to }) => {
		const readable = (value: unknown): unknown =>
			field === 'tier' && typeof value === 'string' ? tiers.titleOf(value) : value;
		return output({ field, from: readable(from), to: readable(to) });
	});

/** A drop with its products and what the creator says about each. */
export const dropOutput = (drop: Drop, partner: Partner): IDataObject =>
	output(
		known({
			id: drop.id,
			title: drop.title,
			description: drop.description,
			partner: partnerReference(partner),
			products: drop.products.map((product) => {
				const enhancement =
					product.shopifyId === undefined ? undefined : enhancementOf(drop, product.shopifyId);
				return known({
					id: product.shopifyId,
					internalId: product.internalId,
					handle: product.handle,
					title: product.title,
					enhancementId: enhancement?.id,
					note: enhancement?.note,
					variant: enhancement?.variant,
					media: enhancement && enhancement.mediaUrls.length > 0 ? enhancement.mediaUrls : undefined,
					customFields: enhancement?.customFields,
				});
			}),
			media: drop.mediaUrls.length > 0 ? drop.mediaUrls : undefined,
			customFields: drop.customFields,
			formId: drop.formId,
			createdAt: drop.createdAt,
			updatedAt: drop.updatedAt,
		}),
	);
