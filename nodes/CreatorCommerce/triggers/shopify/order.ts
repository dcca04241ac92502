import { type Json, asList, asNumber, asRecord, asText, known } from '../../api/narrow';
import { type Attribution, type SaleRow, attributionOf, bareId } from '../../shopify';
import type { EventCustomer, EventOrder } from '../event';
import { seconds } from './fields';

export interface Order {
	/** The bare number id. */
	id: string;
	updatedText: string | undefined;
	updatedAt: number;
	createdAt: string | undefined;
	attribution: Attribution | undefined;
	details: EventOrder;
	customer: EventCustomer | undefined;
	row: SaleRow;
}

/** Reads the body of orders/create and orders/updated; undefined for anything else. */
export function readOrder(body: unknown): Order | undefined {
	const record = asRecord(body);
	const id = orderId(record);
	if (id === undefined) return undefined;
	if (!('note_attributes' in record) && !('tags' in record)) return undefined;

	const tags = (typeof record.tags === 'string' ? record.tags.split(',') : asList(record.tags).map(String))
		.map((tag) => tag.trim())
		.filter(Boolean);
	const attributes = asList(record.note_attributes).map((attribute) => {
		const { name, key, value } = asRecord(attribute);
		return { name: asText(name) ?? asText(key) ?? '', value: asText(value) ?? '' };
	});
	const attribution = attributionOf({ tags, attributes });
	const total = asNumber(record.total_price) ?? asNumber(record.current_total_price);
	const currency = asText(record.currency);
	const createdAt = asText(record.created_at);
	const updatedText = asText(record.updated_at) ?? createdAt;
	const isTest = record.test === true;
	const email =
		asText(record.email) ?? asText(record.contact_email) ?? asText(asRecord(record.customer).email);
	return {
		id,
		updatedText,
		updatedAt: seconds(updatedText),
		createdAt,
		attribution,
		details: {
			id,
			name: asText(record.name),
			total,
			currency,
			discountCodes: asList(record.discount_codes).flatMap((code) => asText(asRecord(code).code) ?? []),
			customerEmail: email,
			campaignId: attribution?.campaignIds[0],
			itemCount: asList(record.line_items).reduce<number>(
				(sum, item) => sum + (asNumber(asRecord(item).quantity) ?? 0),
				0,
			),
			isTest,
			financialStatus: asText(record.financial_status),
			createdAt,
			attributedBy: attribution?.by,
		},
		customer: customerOf(record, email),
		row: {
			id,
			createdAt: createdAt ?? '',
			total: asNumber(record.current_total_price) ?? total ?? 0,
			currency,
			isTest,
			isCancelled: asText(record.cancelled_at) !== undefined,
			tags,
			attributes,
		},
	};
}

/** JSON's numbers lose digits from 2⁵³ on, and Shopify's own test notification has such an id: the text beside it is whole. */
function orderId({ id, admin_graphql_api_id: gid }: Json): string | undefined {
	const number = asText(id);
	if (gid === undefined || gid === null) return /^\d{1,20}$/.exec(number ?? '')?.[0];
	const whole = /^gid:\/\/shopify\/Order\/(\d{1,20})$/.exec(asText(gid) ?? '')?.[1];
	return whole !== undefined && Number(whole) === Number(number) ? whole : undefined;
}

/** Shopify leaves personal data out on small plans. */
function customerOf(order: Json, email: string | undefined): EventCustomer | undefined {
	const customer = asRecord(order.customer);
	const told = known({
		id: bareId(customer.admin_graphql_api_id) ?? asText(customer.id),
		email,
		firstName: asText(customer.first_name),
		lastName: asText(customer.last_name),
	});
	return Object.keys(told).length === 0 ? undefined : told;
}
