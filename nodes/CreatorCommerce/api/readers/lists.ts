import { type DiscountType, percentOf } from '../discount';
import { asFlag, asNumber, asRecord, asText, idOf, isRecord, readEach } from '../narrow';

export interface Tier {
	id: string;
	title?: string;
	key?: string;
	isDefault: boolean;
	discountAmount?: number;
	discountType?: DiscountType;
}

export const readTiers = (answer: unknown): Tier[] => readEach(asRecord(answer).collabTiers, readTier);

/** Undefined for what has no id. */
export function readTier(value: unknown): Tier | undefined {
	const id = idOf(value);
	if (id === undefined || !isRecord(value)) return undefined;
	const discount = asRecord(value.discount);
	const amount = asNumber(discount.discountAmount);
	const discountType = discount.discountType === 'FixedAmount' ? 'FixedAmount' : 'Percentage';
	return {
		id,
		title: asText(value.tierTitle) ?? asText(value.title),
		key: asText(value.tierKey),
		isDefault: asFlag(value.isDefault) ?? false,
		discountAmount: amount !== undefined && discountType === 'Percentage' ? percentOf(amount) : amount,
		discountType: amount === undefined ? undefined : discountType,
	};
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

export const readCustomFieldDefinitions = (answer: unknown): CustomFieldDefinition[] =>
	readEach(asRecord(answer).customFieldDefinitions, readCustomFieldDefinition);

/** Undefined for what has no id or handle, and for a field that was deleted. */
export function readCustomFieldDefinition(value: unknown): CustomFieldDefinition | undefined {
	const record = asRecord(value);
	const id = idOf(record);
	const handle = asText(record.handle);
	if (id === undefined || handle === undefined || asFlag(record.isDeleted) === true) return undefined;
	return {
		id,
		ownerType: asText(record.ownerType) ?? '',
		handle,
		name: asText(record.name) ?? handle,
		type: asText(record.type) ?? 'single_line_text_field',
	};
}

/** The `{thing: {...}}` an operation answers with; the whole answer when it is not wrapped. */
export function unwrap(answer: unknown, key: string): unknown {
	const record = asRecord(answer);
	return isRecord(record[key]) ? record[key] : answer;
}
