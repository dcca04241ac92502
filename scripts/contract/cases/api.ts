/**
 * Every operation through the API client: what is not reachable through the node (yet) is held to the file
 * here. Adding an operation is adding a row; its name is the operationId of the file.
 */
import type { Call } from '../../../nodes/CreatorCommerce/api/client';
import type { EndpointId } from '../../../nodes/CreatorCommerce/api/endpoints';
import type { World } from '../world';

export interface ApiCase {
	name: string;
	keyType?: 'channel' | 'partner';
	call(world: World): Call;
}

const full = (call: ApiCase['call']): ApiCase => ({ name: 'full', call });
const minimal = (call: ApiCase['call']): ApiCase => ({ name: 'minimal', call });
const plain: ApiCase[] = [
	minimal(() => ({})),
	{ name: 'with a partner key', keyType: 'partner', call: () => ({}) },
];

const custom = { 'cc-hero-header': 'Hello' };
const product = (id: string) => ({
	id,
	variantId: '46033520853279',
	enhancement: {
		note: 'Love it',
		variant: '46033520853279',
		media: ['https://media.example/1.png', { _id: 'm1', url: 'https://media.example/2.png' }],
		custom,
	},
	custom,
});
const drop = ({ newProductIds, formId }: World) => ({
	title: 'Summer',
	description: 'For the beach',
	products: newProductIds.map(product),
	custom,
	formId,
});
const form = {
	type: 'custom',
	title: 'Intake',
	description: 'Who are you?',
	isActive: true,
	fields: [{ fieldType: 'field', name: 'headline', label: 'Headline', dataType: 'string' }],
};
const campaign = ({ tierId }: World) => ({
	title: 'Spring',
	isActive: true,
	collabTiers: [tierId],
	queryParams: 'utm_source=creator',
	tags: ['spring'],
});
const period = { startDate: '2026-02-01', endDate: '2026-02-28' };
const dropPath = ({ collabId, dropId }: World) => ({ collabId, dropId });
const partnerFields = ({ tierId }: World) => ({
	firstName: 'Ada',
	lastName: 'Byron',
	handle: 'ada-byron',
	affiliateCode: 'ADA10',
	affiliateUrl: 'https://brand.example/ADA10',
	collabTier: tierId,
	profilePicture: 'https://media.example/ada.png',
	primaryColor: '#66ccff',
	title: "Ada's picks",
	custom,
});

export const API_CASES: Record<EndpointId, ApiCase[]> = {
	generateDropCheckoutUrl: [minimal(({ creatorId, dropId }) => ({ path: { creatorId, dropId } }))],
	getPresignedUrl: [
		minimal(() => ({ query: { filename: 'a b.png', contentType: 'image/png', extension: 'png' } })),
		full(({ channelId, creatorId }) => ({
			query: {
				filename: 'a b.png',
				contentType: 'image/png',
				extension: 'png',
				'meta[channelId]': channelId,
				'meta[creatorId]': creatorId,
			},
		})),
	],
	getChannel: plain,
	getMagicLink: [minimal(({ email }) => ({ query: { email } }))],
	connectChannelIntegration: [
		full(() => ({
			body: { name: 'Klaviyo', handle: 'klaviyo', type: 'esp', isEnabled: true, klaviyo: { apiKey: 'k' } },
		})),
	],
	disconnectChannelIntegration: [minimal(() => ({ body: { handle: 'klaviyo' } }))],
	updateChannelSettings: [
		full(() => ({ body: { brandKit: { title: 'Brand' }, features: { isWebPixelEnabled: true } } })),
	],
	getChannelCollabs: [
		...plain,
		full(({ email }) => ({ query: { email } })),
		{
			name: 'search and next page',
			call: ({ collabId }) => ({ query: { query: 'ada b', cursor: collabId } }),
		},
	],
	getChannelCollab: [minimal(({ collabId }) => ({ path: { collabId } }))],
	updateChannelCollab: [
		minimal(({ collabId, dropIds }) => ({ path: { collabId }, body: { drops: dropIds } })),
		full(({ collabId, dropIds, email }) => ({
			path: { collabId },
			body: {
				creator: {
					email,
					firstName: 'Ada',
					lastName: 'Byron',
					handle: 'ada-byron',
					shop: { theme: { primaryColor: '#66ccff' }, title: 'Picks' },
				},
				affiliateCode: 'ADA10',
				affiliateUrl: 'https://brand.example/ADA10',
				drops: dropIds,
				custom,
			},
		})),
	],
	getChannelCollabTiers: plain,
	updateChannelDrop: [
		minimal((world) => ({ path: dropPath(world), body: { title: 'Summer' } })),
		full((world) => ({
			path: dropPath(world),
			body: { ...drop(world), media: ['https://media.example/1.png'] },
		})),
	],
	addProductsToDrop: [
		minimal((world) => ({
			path: dropPath(world),
			body: { products: world.newProductIds.slice(0, 1).map((id) => ({ id })) },
		})),
		full((world) => ({ path: dropPath(world), body: { products: world.newProductIds.map(product) } })),
	],
	updateChannelEnhancement: [
		full((world) => ({
			path: { ...dropPath(world), enhancementId: world.enhancementId },
			body: {
				note: 'Love it',
				variant: '46033520853279',
				media: ['https://media.example/1.png'],
				custom,
				formId: world.formId,
			},
		})),
	],
	getChannelCustomFieldDefinitions: plain,
	createChannelCustomFieldDefinition: [
		minimal(() => ({
			body: { ownerType: 'collab', name: 'Hero', handle: 'hero', type: 'single_line_text_field' },
		})),
		full(() => ({
			body: {
				ownerType: 'drop',
				name: 'Hero',
				description: 'On top',
				handle: 'hero',
				type: 'single_line_text_field',
				isEditable: true,
				isCreatorEditable: false,
			},
		})),
	],
	getChannelFormDefinitions: plain,
	createChannelFormDefinition: [full(() => ({ body: form }))],
	getChannelFormDefinition: [minimal(({ formId }) => ({ path: { formDefinitionId: formId } }))],
	updateChannelFormDefinition: [full(({ formId }) => ({ path: { formDefinitionId: formId }, body: form }))],
	getChannelCampaigns: plain,
	createChannelCampaign: [full((world) => ({ body: campaign(world) }))],
	getChannelCampaign: [minimal(({ campaignId }) => ({ path: { campaignId } }))],
	updateChannelCampaign: [
		full((world) => ({ path: { campaignId: world.campaignId }, body: campaign(world) })),
	],
	getChannelSessionMetrics: [minimal(() => ({ query: period }))],
	getChannelRevenueMetrics: [minimal(() => ({ query: period }))],
	getCreatorForms: [minimal(({ creatorId, channelId }) => ({ path: { creatorId }, query: { channelId } }))],
	getCollabs: [
		minimal(({ shopDomain }) => ({ query: { myshopify_domain: shopDomain } })),
		full(({ shopDomain, email }) => ({ query: { myshopify_domain: shopDomain, email } })),
	],
	createCollab: [
		minimal(({ shopDomain }) => ({
			body: { myshopifyDomain: shopDomain, email: 'new@example.com', firstName: 'Ada', lastName: 'Byron' },
		})),
		full((world) => ({
			body: { ...partnerFields(world), myshopifyDomain: world.shopDomain, email: 'new+1@example.com' },
		})),
	],
	updateCollab: [
		minimal(({ collabId }) => ({ path: { collabId }, body: { firstName: 'Ada' } })),
		full((world) => ({
			path: { collabId: world.collabId },
			query: { myshopify_domain: world.shopDomain },
			body: {
				...partnerFields(world),
				myshopifyDomain: world.shopDomain,
				email: world.email,
				isOnboarded: true,
				discount: { discountAmount: 15, discountType: 'Percentage', discountCode: 'ADA15' },
			},
		})),
	],
	createDrop: [
		minimal(({ collabId, newProductIds }) => ({
			path: { collabId },
			body: { title: 'S', description: '', products: newProductIds.slice(0, 1).map((id) => ({ id })) },
		})),
		full((world) => ({ path: { collabId: world.collabId }, body: drop(world) })),
	],
	updateDrop: [full((world) => ({ path: dropPath(world), body: drop(world) }))],
	getIntegrationListings: plain,
};
