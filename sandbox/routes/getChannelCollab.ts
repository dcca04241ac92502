import { checkId } from '../server/find';
import { Failed } from '../server/errors';
import { param, type Operation } from '../server/operation';
import { wholeCollab } from '../view/collab';

export const getChannelCollab: Operation = {
	operationId: 'getChannelCollab',
	method: 'GET',
	path: '/channels/:myshopifyDomain/collabs/:collabId',
	failure: 'Failed to retrieve channel collab',
	handle(call) {
		const collab = call.store.collabs.get(checkId(param(call, 'collabId')));
		// The single read says "Failed to …" for a missing collab, as the vendor's examples do.
		if (!collab) throw new Failed();
		return { collab: wholeCollab(call.store, collab, call.channel, call.listing) };
	},
};
