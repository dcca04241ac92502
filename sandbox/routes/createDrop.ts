import { collabOf } from '../server/find';
import { bodyObject, listOf, mergeCustom, objectOf, requiredTextOf, textOf } from '../server/input';
import { invalid } from '../server/errors';
import type { Operation } from '../server/operation';
import type { DropRecord } from '../store/records';
import { answerDrop } from '../view/drop';
import { appendProducts, productCount } from './dropProducts';

/** Makes a drop every time: a repeat is a second drop. */
export const createDrop: Operation = {
	operationId: 'createDrop',
	method: 'POST',
	path: '/creators/collabs/:collabId/drops',
	failure: 'Failed to create drop',
	records: productCount,
	handle(call) {
		const collab = collabOf(call);
		const body = bodyObject(call.body);
		const rows = listOf(body, 'products');
		if (!rows) throw invalid("body must have required property 'products'");
		const formId = textOf(body, 'formId');
		const description = textOf(body, 'description');
		if (description === undefined) throw invalid("body must have required property 'description'");
		const empty: DropRecord = {
			_id: call.ids.make(Date.parse(call.now)),
			collab: collab._id,
			creator: collab.creator,
			channel: collab.channel,
			title: requiredTextOf(body, 'title'),
			description,
			media: [],
			products: [],
			enhancements: [],
			custom: mergeCustom({}, objectOf(body, 'custom')),
			...(formId === undefined ? {} : { formId }),
			createdAt: call.now,
			updatedAt: call.now,
		};
		const drop = appendProducts(call, empty, rows);
		call.store.saveDrop(drop);
		call.store.saveCollab({ ...collab, drops: [...collab.drops, drop._id], updatedAt: call.now });
		return { drop: answerDrop(call.store, drop, call.listing.populate) };
	},
};
