import { invalid, notFound } from '../server/errors';
import { bodyObject, booleanOf, requiredTextOf, textOf } from '../server/input';
import type { Operation } from '../server/operation';
import { idOf } from '../store/ids';

const TYPES = ['affiliate', 'mobile-app', 'esp'];

/** Where the file's ConnectedIntegration keeps settings under another name than the handle. */
const CONFIG_KEYS: Record<string, string> = { 'social-snowball': 'socialSnowball', goaffpro: 'goAffPro' };

const LISTINGS = [
	listing('Klaviyo', 'klaviyo', 'esp', 'internal'),
	listing('Shopify Collabs', 'shopify-collabs', 'affiliate', 'flow'),
	listing('Social Snowball', 'social-snowball', 'affiliate', 'internal'),
	listing('GoAffPro', 'goaffpro', 'affiliate', 'internal'),
	listing('Tapcart', 'tapcart', 'mobile-app', 'external'),
	listing('GRIN', 'grin', 'affiliate', 'internal'),
	listing('Refersion', 'refersion', 'affiliate', 'internal'),
	listing('impact.com', 'impact', 'affiliate', 'external'),
	listing('Superfiliate', 'superfiliate', 'affiliate', 'internal'),
	listing('Roster', 'roster', 'affiliate', 'internal'),
	listing('UpPromote', 'uppromote', 'affiliate', 'internal'),
	listing('Other', 'other', 'affiliate', 'other'),
];

function listing(title: string, handle: string, type: string, enablementMode: string) {
	const key = { label: 'API Key', description: `Key of ${title}`, name: 'apiKey', inputType: 'password' };
	return {
		_id: idOf(`listing ${handle}`),
		title,
		handle,
		type,
		enablementMode,
		...(enablementMode === 'internal'
			? { enablementConfigKey: CONFIG_KEYS[handle] ?? handle, enablementConfigFields: [key] }
			: {}),
		...(enablementMode === 'external' ? { enablementUrl: `https://apps.example/${handle}` } : {}),
	};
}

export const getIntegrationListings: Operation = {
	operationId: 'getIntegrationListings',
	method: 'GET',
	path: '/integrations/listings',
	failure: 'Failed to retrieve integration listings',
	handle: () => ({ integrationListings: LISTINGS }),
};

/** Connects, or updates what is connected under the same handle. */
export const connectChannelIntegration: Operation = {
	operationId: 'connectChannelIntegration',
	method: 'POST',
	path: '/channels/:myshopifyDomain/integrations/connect',
	failure: 'Failed to connect integration',
	handle(call) {
		const body = bodyObject(call.body);
		const handle = requiredTextOf(body, 'handle');
		if (!LISTINGS.some((known) => known.handle === handle)) {
			throw invalid('body/handle must be equal to one of the allowed values');
		}
		const type = textOf(body, 'type');
		if (type !== undefined && !TYPES.includes(type)) {
			throw invalid('body/type must be equal to one of the allowed values');
		}
		booleanOf(body, 'isEnabled');
		const { connectedIntegrations } = call.channel;
		const before = connectedIntegrations.find((known) => known.handle === handle);
		const integration = { isEnabled: true, ...before, ...body };
		const others = connectedIntegrations.filter((known) => known !== before);
		call.store.saveChannel({
			...call.channel,
			connectedIntegrations: [...others, integration],
			updatedAt: call.now,
		});
		return { integration };
	},
};

export const disconnectChannelIntegration: Operation = {
	operationId: 'disconnectChannelIntegration',
	method: 'POST',
	path: '/channels/:myshopifyDomain/integrations/disconnect',
	failure: 'Failed to disconnect integration',
	handle(call) {
		const handle = requiredTextOf(bodyObject(call.body), 'handle');
		const kept = call.channel.connectedIntegrations.filter((known) => known.handle !== handle);
		if (kept.length === call.channel.connectedIntegrations.length) throw notFound('Integration not found');
		call.store.saveChannel({ ...call.channel, connectedIntegrations: kept, updatedAt: call.now });
		return { handle, status: true };
	},
};
