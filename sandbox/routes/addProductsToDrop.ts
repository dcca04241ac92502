import { collabOf, dropOf } from '../server/find';
import { bodyObject, listOf } from '../server/input';
import { invalid } from '../server/errors';
import type { Operation } from '../server/operation';
import { answerDrop } from '../view/drop';
import { appendProducts, productCount } from './dropProducts';

/** Appends every time: a repeat doubles. Answers all of the drop's internal ids, not those that were sent. */
export const addProductsToDrop: Operation = {
	operationId: 'addProductsToDrop',
	method: 'POST',
	path: '/channels/:myshopifyDomain/collabs/:collabId/drops/:dropId/products',
	failure: 'Failed to add products to drop',
	records: productCount,
	handle(call) {
		const before = dropOf(call, collabOf(call));
		const rows = listOf(bodyObject(call.body), 'products');
		if (!rows) throw invalid("body must have required property 'products'");
		const drop = { ...appendProducts(call, before, rows), updatedAt: call.now };
		call.store.saveDrop(drop);
		return { drop: answerDrop(call.store, drop, call.listing.populate) };
	},
};
