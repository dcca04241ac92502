import type { ShopifyAdmin } from '../client';
import type { OrderDraft } from './draft';
import { type RecordedOrder, madeSince } from './find';
import type { RecordOutcome } from './outcome';

/** Orders made so long ago are in Shopify's search; newer ones are looked for in the plain list too. */
const SEARCH_LAG_MS = 15 * 60_000;

/** Orders by their source identifier that the search may not know yet. */
export const tooNewForSearch = async (admin: ShopifyAdmin): Promise<Map<string, RecordedOrder[]>> =>
	await madeSince(admin, Date.now() - SEARCH_LAG_MS);

/** What an order that is there already means for the row; undefined: there is none. */
export function matchOf(
	orders: readonly RecordedOrder[] | undefined,
	draft: OrderDraft,
): RecordOutcome | undefined {
	const sameSource = orders?.filter(
		({ sourceName }) => sourceName?.toLowerCase() === draft.sourceName.toLowerCase(),
	);
	const order = sameSource?.find(({ creatorIds }) => isOf(creatorIds, draft)) ?? sameSource?.[0];
	if (order !== undefined) {
		const isAnothers = order.creatorIds.length > 0 && !isOf(order.creatorIds, draft);
		return isAnothers ? { kind: 'taken', order } : { kind: 'existing', order };
	}
	const [other] = orders ?? [];
	return other && { kind: 'otherSource', order: other };
}

const isOf = (creatorIds: readonly string[], { mark }: OrderDraft): boolean =>
	creatorIds.some((id) => id.toLowerCase() === mark.creatorId.toLowerCase());
