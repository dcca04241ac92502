import type { JsonObject } from '../json';
import type { ChannelRecord } from '../store/records';

export function showChannel(channel: ChannelRecord): JsonObject {
	return {
		...channel.settings,
		_id: channel._id,
		name: channel.name,
		handle: channel.handle,
		isInstalled: true,
		isTest: true,
		platform: 'shopify',
		shopify: {
			shopId: `gid://shopify/Shop/${channel._id}`,
			myshopifyDomain: channel.shopDomain,
			shopName: channel.name,
		},
		connectedIntegrations: channel.connectedIntegrations,
		createdAt: channel.createdAt,
		updatedAt: channel.updatedAt,
		__v: 0,
	};
}
