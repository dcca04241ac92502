import type { INodePropertyOptions } from 'n8n-workflow';
import type { EventName } from './event';

/** What a user reads of each event; docs/events.md has the whole rule. */
const WORDS: Record<EventName, { name: string; description: string }> = {
	'campaign.partnerAdded': {
		name: 'Campaign: Partner Added',
		description: 'A partner was added to a campaign',
	},
	'campaign.partnerRemoved': {
		name: 'Campaign: Partner Removed',
		description: 'A partner was removed from a campaign',
	},
	'checkout.abandoned': {
		name: 'Checkout Abandoned',
		description: 'A customer left a checkout of a partner’s drop',
	},
	'content.generated': {
		name: 'Content Generated',
		description: 'A note, picture, video or custom field on a product of a drop has changed',
	},
	'customer.optedIn': {
		name: 'Customer Opted In',
		description: 'A customer of a partner opted in to marketing',
	},
	'drop.created': { name: 'Drop Created', description: 'A partner has a new drop' },
	'drop.updated': {
		name: 'Drop Updated',
		description: 'A drop of a partner is new, gone, renamed, or has other products',
	},
	'milestone.reached': {
		name: 'Milestone Reached',
		description: 'The orders or the revenue of a partner have passed a threshold you set',
	},
	'order.attributed': {
		name: 'Order Attributed',
		description: 'An order came through a partner; told once an order',
	},
	'partner.activated': { name: 'Partner Activated', description: 'A partner has become onboarded' },
	'partner.created': {
		name: 'Partner Created',
		description: 'A partner is there for the first time: in Shopify, when they first sign in',
	},
	'partner.invitationAccepted': {
		name: 'Partner Invitation Accepted',
		description: 'A partner accepted an invitation',
	},
	'partner.updated': {
		name: 'Partner Updated',
		description: 'Profile, page, codes, tier or other values of a partner have changed',
	},
};

/** The choices of "Trigger On", alphabetical by what is read. */
export const eventOptions = (events: readonly EventName[]): INodePropertyOptions[] =>
	[...new Set(events)]
		.map((event) => ({ ...WORDS[event], value: event }))
		.sort((left, right) => left.name.localeCompare(right.name));
