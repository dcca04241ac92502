import { checkId, creatorOf } from '../server/find';
import { Failed } from '../server/errors';
import { param, type Call, type Operation } from '../server/operation';
import { idOf } from '../store/ids';
import type { DropRecord } from '../store/records';

export const generateDropCheckoutUrl: Operation = {
	operationId: 'generateDropCheckoutUrl',
	method: 'GET',
	path: '/creators/:creatorId/drops/:dropId/cart',
	failure: 'Failed to create cart url',
	handle(call) {
		const creator = creatorOf(call);
		const drop = call.store.drops.get(checkId(param(call, 'dropId')));
		const collab = drop && call.store.collabs.get(drop.collab);
		if (!drop || !collab || drop.creator !== creator._id || !collab.drops.includes(drop._id))
			throw new Failed();
		const lines = variantsOf(call, drop);
		if (lines.length === 0) throw new Failed();
		const query = [
			`access_token=${idOf('storefront token')}`,
			`attributes[cc-creator-id]=${creator._id}`,
			`attributes[cc-creator-handle]=${encodeURIComponent(creator.handle)}`,
			...(collab.campaign === null ? [] : [`attributes[cc-campaign-id]=${collab.campaign}`]),
			`discount=${encodeURIComponent(collab.discount?.discountCode ?? collab.affiliateCode)}`,
		].join('&');
		const items = lines.map((variant) => `${variant}:1`).join(',');
		return { data: { cartUrl: `https://${call.channel.shopDomain}/cart/${items}?${query}` } };
	},
};

/** Of every product the variant the creator chose, or the first that can be bought. */
function variantsOf(call: Call, drop: DropRecord): string[] {
	return [...new Set(drop.products)].flatMap((id) => {
		const chosen = drop.enhancements.find(({ product }) => product === id)?.variant;
		const available = call.store.product(id)?.variants.find((variant) => variant.available);
		return chosen ?? available?.id ?? [];
	});
}
