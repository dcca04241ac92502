import { asList, asNumber, asRecord, asText } from '../../api/narrow';
import type { SaleRow } from '../../shopify';
import type { EventOrder } from '../event';
import { seconds } from './fields';

/** Where an order came from, as CreatorCommerce writes it. */
export interface Attribution {
	creatorId: string | undefined;
	creatorHandle: string | undefined;
	campaignIds: string[];
	by: 'attributes' | 'tags';
}

export interface Order {
	/** The bare number id. */
	id: string;
	updatedText: string | undefined;
	updatedAt: number;
	createdAt: string | undefined;
	attribution: Attribution | undefined;
	details: EventOrder;
	row: SaleRow;
}

const CREATOR_TAG = /^cc-creator-id-([A-Za-z0-9-]{1,64})$/;
const CAMPAIGN_TAG = /^cc-campaign-id-([A-Za-z0-9-]{1,64})$/;
const ID = /^[A-Za-z0-9-]{1,64}$/;

/**
 * Attributes are there when the order is made, tags come later; an order with both counts as attributed by its attributes.
 * An attribute with a handle but no id counts too.
 */
export function attributionOf({
	attributes,
	tags,
}: Pick<SaleRow, 'attributes' | 'tags'>): Attribution | undefined {
	const valueOf = (name: string): string | undefined =>
		attributes.find((attribute) => attribute.name === name)?.value.trim() || undefined;
	const tagged = (pattern: RegExp): string[] => tags.flatMap((tag) => pattern.exec(tag.trim())?.[1] ?? []);
	const given = valueOf('cc-creator-id');
	const creatorId = given !== undefined && ID.test(given) ? given : undefined;
	const creatorHandle = valueOf('cc-creator-handle');
	const campaign = valueOf('cc-campaign-id');
	const campaignIds = [...new Set([...(campaign === undefined ? [] : [campaign]), ...tagged(CAMPAIGN_TAG)])];
	const [taggedId] = tagged(CREATOR_TAG);
	if (creatorId !== undefined || creatorHandle !== undefined) {
		return { creatorId: creatorId ?? taggedId, creatorHandle, campaignIds, by: 'attributes' };
	}
	return taggedId === undefined
		? undefined
		: { creatorId: taggedId, creatorHandle: undefined, campaignIds, by: 'tags' };
}

/** Reads the body of orders/create and orders/updated; undefined for anything else. */
export function readOrder(body: unknown): Order | undefined {
	const record = asRecord(body);
	const gid = asText(record.admin_graphql_api_id);
	const id = asText(record.id);
	if (id === undefined || !/^\d{1,20}$/.test(id)) return undefined;
	if (gid !== undefined && gid !== `gid://shopify/Order/${id}`) return undefined;
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
			customerEmail:
				asText(record.email) ?? asText(record.contact_email) ?? asText(asRecord(record.customer).email),
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
