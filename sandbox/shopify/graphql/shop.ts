import { gid } from '../gids';
import type { Resolvers } from './call';

export const shopQueries: Resolvers = {
	shop(_args, call) {
		const { channel } = call.shopify.partners;
		return {
			__typename: 'Shop',
			id: gid('Shop', 70_000_000_001),
			name: channel.name,
			myshopifyDomain: channel.shopDomain,
			url: `https://${channel.shopDomain}`,
			email: `owner@${channel.handle}.example`,
			contactEmail: `care@${channel.handle}.example`,
			currencyCode: 'USD',
			ianaTimezone: 'America/Toronto',
			createdAt: channel.createdAt,
		};
	},
	currentAppInstallation: (_args, call) => ({
		id: gid('AppInstallation', 80_000_000_001),
		app: { id: gid('App', 90_000_000_001), apiKey: call.app, handle: call.app, title: call.app },
		accessScopes: call.shopify
			.settings()
			.scopes.map((handle) => ({ handle, description: handle.replace(/_/g, ' ') })),
	}),
};
