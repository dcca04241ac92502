/** The resource Campaign. */
import type { World } from '../world';
import type { NodeCase } from './node';
import { locator } from './partner';

const campaign = (operation: string, parameters: Record<string, unknown> = {}) => ({
	resource: 'campaign',
	operation,
	...parameters,
});
const known = ({ campaignId }: World) => ({ campaign: locator('id', campaignId) });
const everything = ({ tierId }: World) => ({
	brandPage: '67a926aae91287a8ffe066b1',
	brandPageRedirectUrlTemplate: 'https://brand.example/pages/creator',
	description: 'For the beach',
	endAt: '2026-03-31',
	isActive: false,
	productPage: '67a926aae91287a8ffe066b2',
	productPageRedirectUrlTemplate: 'https://brand.example/products',
	queryParams: '?utm_source=creatorcommerce&utm_medium=affiliate',
	startAt: '2026-02-21T00:00:00+01:00',
	tags: 'spring, evergreen',
	tiers: [tierId],
});

export const CAMPAIGN_CASES: NodeCase[] = [
	{
		operationId: 'createChannelCampaign',
		name: 'campaign create, minimal',
		parameters: () => campaign('create', { title: 'Contract campaign' }),
	},
	{
		operationId: 'createChannelCampaign',
		name: 'campaign create, full',
		keyType: 'partner',
		parameters: (world) =>
			campaign('create', {
				title: 'Contract campaign',
				additionalFields: everything(world),
				options: { matchOnTitle: false },
			}),
	},
	{
		operationId: 'getChannelCampaign',
		name: 'campaign get',
		parameters: (world) => campaign('get', known(world)),
	},
	{
		operationId: 'getChannelCampaigns',
		name: 'campaign get many',
		keyType: 'partner',
		parameters: () => campaign('getAll', { returnAll: true, simplify: false }),
	},
	{
		operationId: 'updateChannelCampaign',
		name: 'campaign update, minimal',
		parameters: (world) => campaign('update', { ...known(world), updateFields: { title: 'Renamed' } }),
	},
	{
		operationId: 'updateChannelCampaign',
		name: 'campaign update, full',
		keyType: 'partner',
		parameters: (world) =>
			campaign('update', { ...known(world), updateFields: { ...everything(world), title: 'Renamed' } }),
	},
];
