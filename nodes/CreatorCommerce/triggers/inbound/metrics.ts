import type { EventName } from '../event';

export interface Metric {
	/** The event's name in Klaviyo. */
	metric: string;
	event: EventName;
	/** Whose Klaviyo profile the event is on. */
	profile: 'partner' | 'customer';
}

/** The events CreatorCommerce and its Flow templates write to Klaviyo. */
export const KLAVIYO_METRICS: readonly Metric[] = [
	{ metric: 'Creator Collaboration Started', event: 'partner.created', profile: 'partner' },
	{ metric: 'Creator Invitation Accepted', event: 'partner.invitationAccepted', profile: 'partner' },
	{ metric: 'Shop Updated', event: 'partner.updated', profile: 'partner' },
	{ metric: 'Creator Drop Created', event: 'drop.created', profile: 'partner' },
	{ metric: 'Creator Order Attributed', event: 'order.attributed', profile: 'partner' },
	{ metric: 'Creator Added To Campaign', event: 'campaign.partnerAdded', profile: 'partner' },
	{ metric: 'Creator Removed From Campaign', event: 'campaign.partnerRemoved', profile: 'partner' },
	{ metric: 'Creator Attributed Order', event: 'order.attributed', profile: 'customer' },
	{ metric: 'Creator Checkout Abandoned', event: 'checkout.abandoned', profile: 'customer' },
	{ metric: 'Marketing Opt In From Creator', event: 'customer.optedIn', profile: 'customer' },
];
