import type { CreatorCommerceEvent } from './event';

/** What the user lets through; an empty list lets everything through. All texts are lower case. */
export interface Filters {
	/** E-mails, handles, creator or collab ids. */
	partners: string[];
	/** Names or keys. */
	tiers: string[];
	/** Ids or titles. */
	campaigns: string[];
	/** In the store's currency; only orders are judged by it. */
	minimumOrderValue: number | undefined;
	includeTestOrders: boolean;
}

/** What a source knows about an event besides what the event shows. */
export interface Facts {
	tierKey?: string | undefined;
	campaigns?: readonly (string | undefined)[];
}

const has = (list: readonly string[], values: readonly (string | undefined)[]): boolean =>
	list.length === 0 ||
	values.some((value) => value !== undefined && list.includes(value.trim().toLowerCase()));

/**
 * Whether an event is wanted. What neither the event nor the facts tell cannot match: with a tier chosen, an event without a
 * tier is left out.
 */
export function isWanted(
	{ partner, order, campaign }: CreatorCommerceEvent,
	filters: Filters,
	facts: Facts = {},
): boolean {
	if (order?.isTest === true && !filters.includeTestOrders) return false;
	if (
		filters.minimumOrderValue !== undefined &&
		order?.total !== undefined &&
		order.total < filters.minimumOrderValue
	) {
		return false;
	}
	return (
		has(filters.partners, [partner.email, partner.handle, partner.creatorId, partner.collabId]) &&
		has(filters.tiers, [partner.tier, facts.tierKey]) &&
		has(filters.campaigns, [order?.campaignId, campaign?.id, campaign?.title, ...(facts.campaigns ?? [])])
	);
}

/** Whether the filters ask for more of a partner than an order itself tells. */
export const needsPartner = (filters: Filters): boolean =>
	filters.partners.length > 0 || filters.tiers.length > 0 || filters.campaigns.length > 0;
