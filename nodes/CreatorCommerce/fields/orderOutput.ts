import type { IDataObject } from 'n8n-workflow';
import { known } from '../api/narrow';
import type { OrderRecord } from '../shopify/order/record';
import type { PartnerTotals } from '../shopify/order/totals';
import type { CreatorName } from '../shopify/creatorDirectory';
import { output } from './outputs';

type Names = ReadonlyMap<string, CreatorName> | undefined;

/** Who an order is credited to; e-mail and name where the creator has a page in the store. */
const partnerOf = (creatorId: string | undefined, handle: string | undefined, names: Names) => {
	const name = creatorId === undefined ? undefined : names?.get(creatorId);
	return known({
		name: name?.name,
		email: name?.email,
		handle: name?.handle ?? handle,
		id: name?.collabId,
		creatorId,
	});
};

/** Where the credit was read: the order's attributes, CreatorCommerce's tags, or both where they agree. */
function creditOf({ attribution }: OrderRecord): string | undefined {
	if (attribution === undefined) return undefined;
	const { by, creatorId, taggedCreatorIds } = attribution;
	return by === 'attributes' && creatorId !== undefined && taggedCreatorIds.includes(creatorId) ? 'both' : by;
}

/** An order in plain fields. Amounts are numbers in `currency`, the store's. */
export function orderOutput(order: OrderRecord, names?: Names): IDataObject {
	const { attribution, customer } = order;
	const others = attribution?.taggedCreatorIds.filter((id) => id !== attribution.creatorId) ?? [];
	return output(
		known({
			id: order.id,
			name: order.name,
			createdAt: order.createdAt,
			partner: attribution && partnerOf(attribution.creatorId, attribution.creatorHandle, names),
			total: order.total,
			currentTotal: order.currentTotal,
			refunded: order.refunded,
			currency: order.currency,
			itemCount: order.itemCount,
			discountCodes: order.discountCodes,
			campaignId: attribution?.campaignIds[0],
			attributedBy: creditOf(order),
			alsoTaggedFor: others.length > 0 ? others : undefined,
			financialStatus: order.financialStatus,
			fulfillmentStatus: order.fulfillmentStatus,
			isTest: order.isTest,
			isCancelled: order.cancelledAt !== undefined,
			customer: customer && known({ ...customer }),
			sourceName: order.sourceName,
			updatedAt: order.updatedAt,
		}),
	);
}

export const totalsOutput = (
	{ creatorId, creatorHandle, ...totals }: PartnerTotals,
	names: Names,
): IDataObject => output(known({ partner: partnerOf(creatorId, creatorHandle, names), ...totals }));
