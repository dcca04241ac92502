import { checkId, collabOf, dropOf } from '../server/find';
import { bodyObject, textOf } from '../server/input';
import { notFound } from '../server/errors';
import { param, type Operation } from '../server/operation';
import { showEnhancement } from '../view/drop';
import { enhance } from './dropProducts';

export const updateChannelEnhancement: Operation = {
	operationId: 'updateChannelEnhancement',
	method: 'POST',
	path: '/channels/:myshopifyDomain/collabs/:collabId/drops/:dropId/enhancements/:enhancementId',
	failure: 'Failed to update enhancement',
	handle(call) {
		const drop = dropOf(call, collabOf(call));
		const id = checkId(param(call, 'enhancementId'));
		const before = drop.enhancements.find((enhancement) => enhancement._id === id);
		if (!before) throw notFound('Enhancement not found');
		const body = bodyObject(call.body);
		const product = textOf(body, 'product');
		if (product !== undefined && !call.store.product(checkId(product))) throw notFound('Product not found');
		const updated = { ...enhance(before, { enhancement: body }), product: product ?? before.product };
		const changed = {
			...drop,
			enhancements: drop.enhancements.map((item) => (item._id === id ? updated : item)),
			updatedAt: call.now,
		};
		call.store.saveDrop(changed);
		const populate = call.listing.populate === 'mixed' ? 'mixed' : 'ids';
		return { enhancement: showEnhancement(call.store, updated, changed, populate) };
	},
};
