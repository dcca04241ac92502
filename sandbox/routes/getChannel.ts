import type { Operation } from '../server/operation';
import { showChannel } from '../view/channel';

export const getChannel: Operation = {
	operationId: 'getChannel',
	method: 'GET',
	path: '/channels/:myshopifyDomain',
	failure: 'Failed to retrieve channel',
	handle: (call) => ({ channel: showChannel(call.channel) }),
};
