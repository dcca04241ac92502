import { collabOf, dropOf } from '../server/find';
import { bodyObject, listOf, mergeCustom, objectOf, textOf } from '../server/input';
import { mediaList } from '../server/media';
import type { Call, Operation } from '../server/operation';
import { answerDrop } from '../view/drop';
import { productCount, replaceProducts } from './dropProducts';

/** Two paths for one thing; the channel's also takes the drop's own media. */
export const updateDrop: Operation = {
	operationId: 'updateDrop',
	method: 'POST',
	path: '/creators/collabs/:collabId/drops/:dropId',
	failure: 'Failed to update drop',
	records: productCount,
	handle: (call) => update(call, false),
};

export const updateChannelDrop: Operation = {
	operationId: 'updateChannelDrop',
	method: 'POST',
	path: '/channels/:myshopifyDomain/collabs/:collabId/drops/:dropId',
	failure: 'Failed to update channel drop',
	records: productCount,
	handle: (call) => update(call, true),
};

function update(call: Call, takesMedia: boolean): unknown {
	const before = dropOf(call, collabOf(call));
	const body = bodyObject(call.body);
	const formId = textOf(body, 'formId') ?? before.formId;
	const media = takesMedia ? mediaList(listOf(body, 'media'), 'media') : undefined;
	const drop = replaceProducts(
		call,
		{
			...before,
			title: textOf(body, 'title') ?? before.title,
			description: textOf(body, 'description') ?? before.description,
			// An empty list changes nothing, as with products.
			media: media && media.length > 0 ? media : before.media,
			custom: mergeCustom(before.custom, objectOf(body, 'custom')),
			...(formId === undefined ? {} : { formId }),
			updatedAt: call.now,
		},
		listOf(body, 'products'),
	);
	call.store.saveDrop(drop);
	return { drop: answerDrop(call.store, drop, call.listing.populate) };
}
