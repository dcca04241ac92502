import { isObject, type JsonObject } from '../json';
import { bodyObject } from '../server/input';
import type { Operation } from '../server/operation';
import { showChannel } from '../view/channel';

/** Fields of the channel that settings cannot touch. */
const OWN = [
	'_id',
	'shopify',
	'platform',
	'isInstalled',
	'isTest',
	'connectedIntegrations',
	'createdAt',
	'updatedAt',
];

/** Merges one level deep: an object's keys are merged, what lies deeper is replaced. */
export const updateChannelSettings: Operation = {
	operationId: 'updateChannelSettings',
	method: 'POST',
	path: '/channels/:myshopifyDomain/settings',
	failure: 'Failed to update channel settings',
	handle(call) {
		const settings: JsonObject = { ...call.channel.settings };
		const { name, handle, ...rest } = bodyObject(call.body);
		for (const [key, value] of Object.entries(rest)) {
			if (OWN.includes(key)) continue;
			const before = settings[key];
			settings[key] = isObject(before) && isObject(value) ? { ...before, ...value } : value;
		}
		const channel = {
			...call.channel,
			name: typeof name === 'string' ? name : call.channel.name,
			handle: typeof handle === 'string' ? handle : call.channel.handle,
			settings,
			updatedAt: call.now,
		};
		call.store.saveChannel(channel);
		return { channel: showChannel(channel) };
	},
};
