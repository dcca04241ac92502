import { collabOf } from '../server/find';
import { bodyObject, mergeCustom, objectOf, textOf, textsOf, urlOf } from '../server/input';
import { Failed, notFound } from '../server/errors';
import type { JsonObject } from '../json';
import type { Call, Operation } from '../server/operation';
import type { StoredCollab } from '../store/records';
import { answerCollab } from '../view/collab';
import { withCreatorFields } from './creatorFields';

export const updateChannelCollab: Operation = {
	operationId: 'updateChannelCollab',
	method: 'POST',
	path: '/channels/:myshopifyDomain/collabs/:collabId',
	failure: 'Failed to update channel collab',
	handle(call) {
		const before = collabOf(call);
		const body = bodyObject(call.body);
		const collab: StoredCollab = {
			...before,
			affiliateCode: textOf(body, 'affiliateCode') ?? before.affiliateCode,
			affiliateUrl: urlOf(body, 'affiliateUrl') ?? before.affiliateUrl,
			drops: orderedDrops(call, before, textsOf(body, 'drops')),
			custom: mergeCustom(before.custom, objectOf(body, 'custom')),
			updatedAt: call.now,
		};
		const creatorFields = objectOf(body, 'creator');
		if (creatorFields) saveCreatorFields(call, before.creator, creatorFields);
		call.store.saveCollab(collab);
		return { collab: answerCollab(call.store, collab, call.channel, call.listing) };
	},
};

/** The list given is the list kept: a drop that is not named is detached from the collab (the worst case). */
function orderedDrops(call: Call, collab: StoredCollab, given: string[] | undefined): string[] {
	if (!given) return collab.drops;
	const own = new Set(call.store.allDropsOf(collab._id).map((drop) => drop._id));
	const foreign = given.find((id) => !own.has(id));
	if (foreign !== undefined) throw notFound('Drop not found');
	return [...new Set(given)];
}

function saveCreatorFields(call: Call, creatorId: string, fields: JsonObject): void {
	const creator = call.store.creators.get(creatorId);
	if (!creator) throw new Failed();
	// Title and colour are taken directly, or inside `shop`, where the single read shows them.
	const shop = objectOf(fields, 'shop') ?? {};
	const theme = objectOf(shop, 'theme') ?? {};
	const flat = { title: shop.title, primaryColor: theme.primaryColor, ...fields };
	call.store.saveCreator(withCreatorFields(call, creator, flat));
}
