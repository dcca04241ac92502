import type { Operation } from '../server/operation';
import { showDiscount } from '../view/discount';

export const getChannelCollabTiers: Operation = {
	operationId: 'getChannelCollabTiers',
	method: 'GET',
	path: '/channels/:myshopifyDomain/collab-tiers',
	failure: 'Failed to retrieve collab tiers',
	handle: (call) => ({
		collabTiers: [...call.store.tiers.getRange()].map(({ value: { discount, ...tier } }) => ({
			isShopifyCreatorMetaobjectSyncDisabled: false,
			...tier,
			...(discount ? { discount: showDiscount(discount, tier._id, call.listing.discountUnit) } : {}),
			__v: 0,
		})),
	}),
};
