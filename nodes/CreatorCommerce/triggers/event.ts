/** The events both triggers give, by the names workflows depend on. Whatever the source, the shape is the same. */
export const EVENT_NAMES = [
	'partner.created',
	'partner.activated',
	'partner.updated',
	'order.attributed',
	'milestone.reached',
	'drop.updated',
	'content.generated',
	'drop.created',
	'partner.invitationAccepted',
	'campaign.partnerAdded',
	'campaign.partnerRemoved',
	'checkout.abandoned',
	'customer.optedIn',
] as const;

export type EventName = (typeof EVENT_NAMES)[number];

export type EventSource = 'shopify' | 'shopifyFlow' | 'klaviyo' | 'customWebhook' | 'polling';

/** Only what the source told is set. */
export interface EventPartner {
	creatorId?: string;
	collabId?: string;
	handle?: string;
	email?: string;
	firstName?: string;
	lastName?: string;
	affiliateCode?: string;
	affiliateUrl?: string;
	discountCode?: string;
	tier?: string;
	isOnboarded?: boolean;
	/** Where a partner accepts the invitation, while there is one. */
	inviteUrl?: string;
}

export interface EventCampaign {
	id?: string;
	title?: string;
}

/** Who bought, left a checkout or signed up: never the partner. */
export interface EventCustomer {
	/** The bare Shopify customer number-id. */
	id?: string;
	email?: string;
	firstName?: string;
	lastName?: string;
}

export interface EventOrder {
	/** The bare Shopify order number-id. */
	id?: string;
	/** `#1001` */
	name?: string;
	/** In `currency`. */
	total?: number;
	currency?: string;
	discountCodes?: string[];
	customerEmail?: string;
	campaignId?: string;
	itemCount?: number;
	isTest?: boolean;
	financialStatus?: string;
	createdAt?: string;
	/** Where the attribution was read: order attributes are there at once, tags come later. */
	attributedBy?: 'attributes' | 'tags';
}

export interface EventDrop {
	id?: string;
	handle?: string;
	title?: string;
	productCount?: number;
}

/** A sale total or count that passed a threshold the user set. */
export interface EventMilestone {
	metric: 'orders' | 'revenue';
	threshold: number;
	value: number;
	currency?: string;
}

export interface CreatorCommerceEvent {
	event: EventName;
	/** Derived from the body (object id + its updated_at + event), so every redelivery has the same. */
	eventId: string;
	/** ISO 8601. When it happened as far as the source tells, else when it was received. */
	occurredAt: string;
	source: EventSource;
	/** `brand.myshopify.com`, where the source tells it. */
	shop?: string;
	partner: EventPartner;
	order?: EventOrder;
	/** The campaign the order came by; without an order the one the event is about, else the partner's. */
	campaign?: EventCampaign;
	customer?: EventCustomer;
	drop?: EventDrop;
	milestone?: EventMilestone;
	/** Names of the sections that changed (profile, page, codes, tier, drops, content …). */
	changed?: string[];
	/** Old and new values, where the source gives both. */
	changes?: Array<{ field: string; from: unknown; to: unknown }>;
	/** The source's own body; only when the user asks for it. */
	raw?: unknown;
}
