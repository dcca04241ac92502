import { idOf } from '../store/ids';
import type { ChannelRecord, DefinitionRecord, OpenRecord, TierRecord } from '../store/records';
import type { Store } from '../store/store';

/** When the seeded store began. */
export const SEED_EPOCH = Date.parse('2025-01-06T09:00:00.000Z');
const EPOCH_ISO = new Date(SEED_EPOCH).toISOString();
const DATES = { createdAt: EPOCH_ISO, updatedAt: EPOCH_ISO };
/** Ids as old as the store itself: what is made later sorts after. */
const seedId = (name: string): string => (SEED_EPOCH / 1000).toString(16) + idOf(name).slice(8);
export const CHANNEL_ID = seedId('channel');
const CAMPAIGN_IDS = [seedId('campaign default'), seedId('campaign spring')];

export const TIERS: TierRecord[] = [
	tier('Ambassador', 'ambassador', 10, 0),
	tier('Rise', 'rise', 15, 0),
	tier('Shine', 'shine', 20, 1),
	tier('VIP', 'vip', 25, 1),
	{
		_id: seedId('tier default'),
		channel: CHANNEL_ID,
		tierKey: 'default-creatorcommerce',
		tierTitle: 'CreatorCommerce Default',
		relationshipManager: 'creatorcommerce',
		discount: { discountAmount: 10, discountType: 'Percentage' },
		isDefault: true,
		...DATES,
	},
];

function tier(title: string, key: string, percent: number, campaign: number): TierRecord {
	return {
		_id: seedId(`tier ${key}`),
		channel: CHANNEL_ID,
		tierKey: key,
		tierTitle: title,
		relationshipManager: campaign === 0 ? 'creatorcommerce' : 'shopify-collabs',
		discount: { discountAmount: percent, discountType: 'Percentage' },
		isDefault: false,
		campaign: CAMPAIGN_IDS[campaign] ?? '',
		...DATES,
	};
}

const DEFINITIONS: DefinitionRecord[] = [
	definition('collab', 'Followers', 'cc-followers', 'number_integer', false),
	definition('collab', 'Engagement', 'cc-engagement', 'number_decimal', false),
	definition('collab', 'Instagram', 'cc-instagram', 'single_line_text_field', true),
	definition('collab', 'Notes', 'cc-notes', 'multi_line_text_field', false),
	definition('collab', 'Clicks, 30 days', 'cc-clicks-30d', 'number_integer', false),
	definition('collab', 'Revenue, 30 days', 'cc-revenue-30d', 'number_decimal', false),
	definition('collab', 'Hero Header', 'cc-hero-header', 'single_line_text_field', true),
	definition('drop', 'Drop Subtitle', 'cc-drop-subtitle', 'multi_line_text_field', true),
	definition('enhancement', 'Product Badge', 'cc-product-badge', 'single_line_text_field', true),
];

function definition(
	ownerType: string,
	name: string,
	handle: string,
	type: string,
	isCreatorEditable: boolean,
): DefinitionRecord {
	return {
		_id: seedId(`definition ${handle}`),
		ownerType,
		name,
		description: `${name} of the ${ownerType}`,
		handle,
		type,
		isEditable: true,
		isCreatorEditable,
		isDeleted: false,
		channel: CHANNEL_ID,
		...DATES,
	};
}

const CAMPAIGNS: OpenRecord[] = [
	{
		_id: CAMPAIGN_IDS[0] ?? '',
		title: 'Always On',
		description: 'Where most partners are',
		isActive: true,
		collabTiers: [seedId('tier ambassador'), seedId('tier rise')],
		queryParams: 'utm_source=creatorcommerce&utm_medium=affiliate',
		tags: ['default'],
		channel: CHANNEL_ID,
		...DATES,
	},
	{
		_id: CAMPAIGN_IDS[1] ?? '',
		title: 'Spring Push',
		isActive: false,
		collabTiers: [seedId('tier shine'), seedId('tier vip')],
		channel: CHANNEL_ID,
		...DATES,
	},
];

const FORMS: OpenRecord[] = [
	{
		_id: seedId('form intake'),
		type: 'custom',
		title: 'Creator Intake',
		description: 'What a new creator tells about themselves',
		isActive: true,
		fields: [
			{ fieldType: 'field', name: 'headline', label: 'Headline', dataType: 'string', inputType: 'text' },
		],
		channel: CHANNEL_ID,
		...DATES,
	},
	{
		_id: seedId('form drop notes'),
		type: 'custom',
		title: 'Drop Notes',
		description: 'A note for every new drop',
		isActive: true,
		fields: [{ fieldType: 'field', name: 'note', label: 'Note', dataType: 'string', inputType: 'textarea' }],
		channel: CHANNEL_ID,
		...DATES,
	},
];

/** Everything but partners: channel, tiers, definitions, campaigns, forms. */
export function seedSettings(store: Store, shopDomain: string): void {
	store.saveChannel(channelFor(shopDomain));
	for (const record of TIERS) store.tiers.putSync(record._id, record);
	for (const record of DEFINITIONS) store.saveDefinition(record);
	for (const record of CAMPAIGNS) store.campaigns.putSync(record._id, record);
	for (const record of FORMS) store.forms.putSync(record._id, record);
}

function channelFor(shopDomain: string): ChannelRecord {
	const handle = shopDomain.replace(/\.myshopify\.com$/, '');
	return {
		_id: CHANNEL_ID,
		name: 'Sandbox Brand',
		handle,
		shopDomain,
		settings: {
			brandKit: {
				title: 'Sandbox Brand',
				description: 'Things that last, chosen by people who use them.',
				primaryColor: '#270803',
				secondaryColor: '#F2CC8F',
				primaryDomain: `www.${handle}.example`,
				logo: { url: `https://assets.example/${handle}/logo.png`, altText: 'Sandbox Brand' },
				fonts: { heading: 'Fraunces', body: 'Inter' },
				socials: {
					instagram: `https://instagram.example/${handle}`,
					tiktok: `https://tiktok.example/${handle}`,
				},
			},
			features: { isWebPixelEnabled: true, isDefaultMessagingEnabled: false },
			onboardingSettings: { title: 'Welcome to the program', perks: ['A discount of your own'] },
			tags: ['sandbox'],
		},
		connectedIntegrations: [{ name: 'Klaviyo', handle: 'klaviyo', type: 'esp', isEnabled: true }],
		...DATES,
	};
}
