import { type DiscountType, percentOf } from '../discount';
import { asFlag, asList, asNumber, asRecord, asText, isRecord, type Json } from '../narrow';

export interface Tier {
	id: string;
	title?: string;
	key?: string;
	isDefault: boolean;
	discountAmount?: number;
	discountType?: DiscountType;
}

export function readTiers(answer: unknown): Tier[] {
	return readAll(asRecord(answer).collabTiers, (record, id) => {
		const discount = asRecord(record.discount);
		const amount = asNumber(discount.discountAmount);
		const discountType = discount.discountType === 'FixedAmount' ? 'FixedAmount' : 'Percentage';
		return {
			id,
			title: asText(record.tierTitle) ?? asText(record.title),
			key: asText(record.tierKey),
			isDefault: asFlag(record.isDefault) ?? false,
			discountAmount: amount !== undefined && discountType === 'Percentage' ? percentOf(amount) : amount,
			discountType: amount === undefined ? undefined : discountType,
		};
	});
}

export interface CustomFieldDefinition {
	id: string;
	/** What it belongs to: creator, collab, drop, enhancement … */
	ownerType: string;
	/** Normalised with a `cc-` prefix (quirk 8). */
	handle: string;
	name: string;
	type: string;
}

export function readCustomFieldDefinitions(answer: unknown): CustomFieldDefinition[] {
	const definitions = readAll(asRecord(answer).customFieldDefinitions, (record, id) => {
		const handle = asText(record.handle);
		if (handle === undefined || asFlag(record.isDeleted) === true) return undefined;
		return {
			id,
			ownerType: asText(record.ownerType) ?? '',
			handle,
			name: asText(record.name) ?? handle,
			type: asText(record.type) ?? 'single_line_text_field',
		};
	});
	return definitions;
}

/** The `{thing: {...}}` an operation answers with; the whole answer when it is not wrapped. */
export function unwrap(answer: unknown, key: string): unknown {
	const record = asRecord(answer);
	return isRecord(record[key]) ? record[key] : answer;
}

function readAll<T>(list: unknown, read: (record: Json, id: string) => T | undefined): T[] {
	return asList(list)
		.map((entry) => {
			const record = asRecord(entry);
			const id = asText(record._id) ?? asText(record.id);
			return id === undefined ? undefined : read(record, id);
		})
		.filter((entry) => entry !== undefined);
}
