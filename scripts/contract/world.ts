/** The records a case may name: one partner with a drop, and what belongs to their store. */
export interface World {
	shopDomain: string;
	channelId: string;
	collabId: string;
	creatorId: string;
	email: string;
	handle: string;
	affiliateCode: string;
	/** Every drop of the partner, in order; the first has products with enhancements. */
	dropIds: string[];
	dropId: string;
	enhancementId: string;
	/** The Shopify product (bare number) the enhancement is about. */
	productId: string;
	/** Shopify product ids (bare numbers) that are not in the drop. */
	newProductIds: string[];
	tierId: string;
	tierTitle: string;
	campaignId: string;
	formId: string;
	/** Handles of a text field for partners, drops and products in drops. */
	custom: { collab: string; drop: string; enhancement: string };
}

/** For stand-ins that answer anything: ids of the right form. */
export const ANY_WORLD: World = {
	shopDomain: 'any-brand.myshopify.com',
	channelId: 'a0000000000000000000000a',
	collabId: 'a00000000000000000000001',
	creatorId: 'a00000000000000000000002',
	email: 'ada+test@example.com',
	handle: 'ada',
	affiliateCode: 'ADA10',
	dropIds: ['a00000000000000000000003', 'a00000000000000000000004'],
	dropId: 'a00000000000000000000003',
	enhancementId: 'a00000000000000000000005',
	productId: '8491113971990',
	newProductIds: ['8491113971999', '8491114332447'],
	tierId: 'a00000000000000000000006',
	tierTitle: 'Gold',
	campaignId: 'a00000000000000000000007',
	formId: 'a00000000000000000000008',
	custom: { collab: 'cc-hero-header', drop: 'cc-drop-subtitle', enhancement: 'cc-product-badge' },
};
