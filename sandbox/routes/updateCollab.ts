import type { JsonObject } from '../json';
import { collabOf, tierById } from '../server/find';
import { bodyObject, booleanOf, mergeCustom, objectOf, textOf, urlOf } from '../server/input';
import { Failed, invalid } from '../server/errors';
import type { Operation } from '../server/operation';
import type { DiscountRecord, StoredCollab } from '../store/records';
import { answerCollab } from '../view/collab';
import { withCreatorFields } from './creatorFields';

export const updateCollab: Operation = {
	operationId: 'updateCollab',
	method: 'POST',
	path: '/creators/collabs/:collabId',
	failure: 'Failed to update collab',
	handle(call) {
		const before = collabOf(call);
		const body = bodyObject(call.body);
		const creator = call.store.creators.get(before.creator);
		if (!creator) throw new Failed();
		const tierId = textOf(body, 'collabTier');
		const collab: StoredCollab = {
			...before,
			affiliateCode: textOf(body, 'affiliateCode') ?? before.affiliateCode,
			affiliateUrl: urlOf(body, 'affiliateUrl') ?? before.affiliateUrl,
			collabTier: tierId === undefined ? before.collabTier : tierById(call, tierId)._id,
			discount: mergeDiscount(before.discount, objectOf(body, 'discount')),
			custom: mergeCustom(before.custom, objectOf(body, 'custom')),
			updatedAt: call.now,
		};
		call.store.saveCreator({
			...withCreatorFields(call, creator, body),
			isOnboarded: booleanOf(body, 'isOnboarded') ?? creator.isOnboarded,
		});
		call.store.saveCollab(collab);
		return { collab: answerCollab(call.store, collab, call.channel, call.listing) };
	},
};

function mergeDiscount(before: DiscountRecord | null, given: JsonObject | undefined): DiscountRecord | null {
	if (!given) return before;
	const amount = given.discountAmount ?? before?.discountAmount ?? 0;
	if (typeof amount !== 'number') throw invalid('body/discount/discountAmount must be number');
	const type = textOf(given, 'discountType') ?? before?.discountType ?? 'Percentage';
	if (type !== 'Percentage' && type !== 'FixedAmount') {
		throw invalid('body/discount/discountType must be equal to one of the allowed values');
	}
	const code = textOf(given, 'discountCode') ?? before?.discountCode;
	return {
		discountAmount: amount,
		discountType: type,
		...(code === undefined ? {} : { discountCode: code }),
	};
}
