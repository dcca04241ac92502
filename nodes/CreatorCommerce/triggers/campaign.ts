import type { EventCampaign } from './event';

/**
 * The campaign an event is about: the one its order came by, else the partner's. A title is only told with the id it
 * belongs to.
 */
export function campaignOf(
	orderCampaignId: string | undefined,
	partners: EventCampaign,
): EventCampaign | undefined {
	if (orderCampaignId !== undefined && orderCampaignId !== partners.id) return { id: orderCampaignId };
	const { id, title } = partners;
	if (id === undefined && title === undefined) return undefined;
	return { ...(id !== undefined && { id }), ...(title !== undefined && { title }) };
}
