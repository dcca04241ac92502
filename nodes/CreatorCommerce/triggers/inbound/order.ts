import { asText, readEach } from '../../api/narrow';
import { whenTold } from './told';
import type { EventOrder } from '../event';
import type { Look } from './look';

/** @param own the record `order` of our own shape; the dash keys are those of Klaviyo's `Creator Order Attributed` */
export function readOrder(own: Look, whole: Look): EventOrder | undefined {
	const order: EventOrder = {
		id: bareNumber(own.text('id') ?? whole.text('order-id')),
		name: own.text('name') ?? whole.text('order-name'),
		total: own.number('total') ?? whole.number('order-total'),
		currency: own.text('currency') ?? whole.text('order-currency'),
		discountCodes: discountCodes(own.value('discountCodes')),
		customerEmail: own.text('customerEmail'),
		campaignId: own.text('campaignId') ?? whole.text('cc-campaign-id'),
		itemCount: own.number('itemCount') ?? whole.number('order-items-count'),
		isTest: own.flag('isTest'),
		financialStatus: own.text('financialStatus'),
		createdAt: own.text('createdAt'),
		attributedBy: attributedBy(own.text('attributedBy')),
	};
	return whenTold(order);
}

/** `gid://shopify/Order/1` is order 1. Other sources' ids stay as they are. */
const bareNumber = (id: string | undefined): string | undefined =>
	id === undefined ? undefined : (/^gid:\/\/shopify\/Order\/(\d+)/.exec(id)?.[1] ?? id);

const discountCodes = (value: unknown): string[] | undefined =>
	Array.isArray(value) ? readEach(value, asText) : undefined;

const attributedBy = (text: string | undefined): EventOrder['attributedBy'] =>
	text === 'attributes' || text === 'tags' ? text : undefined;
