/** What the store itself has: Channel, Integration, Tier. */
import type { NodeCase } from './node';

const node = (resource: string, operation: string, parameters: Record<string, unknown> = {}) => ({
	resource,
	operation,
	...parameters,
});

export const STORE_CASES: NodeCase[] = [
	{
		operationId: 'getChannelCollabTiers',
		name: 'tier get many',
		parameters: () => node('tier', 'getAll'),
	},
	{
		operationId: 'getChannelCollabTiers',
		name: 'tier get many, all as they come',
		keyType: 'partner',
		parameters: () => node('tier', 'getAll', { returnAll: true, simplify: false }),
	},
	{
		operationId: 'getChannel',
		name: 'channel get',
		parameters: () => node('channel', 'get'),
	},
	{
		operationId: 'updateChannelSettings',
		name: 'channel update, minimal',
		parameters: () => node('channel', 'update', { brandKit: { title: 'Brand' } }),
	},
	{
		operationId: 'updateChannelSettings',
		name: 'channel update, full',
		keyType: 'partner',
		parameters: () =>
			node('channel', 'update', {
				brandKit: {
					description: 'Things that last',
					primaryColor: '#66CCFF',
					primaryDomain: 'https://www.brand.example/',
					title: 'Brand',
				},
				features: { isDefaultMessagingEnabled: true, isWebPixelEnabled: false },
				onboardingSettings: { title: 'Welcome', perks: 'Exclusive discount\nEarly access, and more' },
				settingsJson: '{"brandKit": {"logo": {"altText": "Brand"}}}',
			}),
	},
	{
		operationId: 'connectChannelIntegration',
		name: 'integration connect, minimal',
		parameters: () => node('integration', 'connect', { integration: 'shopify-collabs' }),
	},
	{
		operationId: 'connectChannelIntegration',
		name: 'integration connect, full',
		keyType: 'partner',
		parameters: () =>
			node('integration', 'connect', {
				integration: 'goaffpro',
				settings: { setting: [{ name: 'apiKey', value: 'pk_contract' }] },
				additionalFields: { isEnabled: false, name: 'Our affiliates', type: 'affiliate' },
			}),
	},
	{
		operationId: 'disconnectChannelIntegration',
		name: 'integration disconnect',
		parameters: () => node('integration', 'disconnect', { integration: 'klaviyo' }),
	},
	{
		operationId: 'getIntegrationListings',
		name: 'integration get many',
		parameters: () => node('integration', 'getAll'),
	},
	{
		operationId: 'getIntegrationListings',
		name: 'integration get many, only connected',
		keyType: 'partner',
		parameters: () =>
			node('integration', 'getAll', {
				returnAll: true,
				simplify: false,
				filters: { onlyConnected: true },
			}),
	},
];
