import { type Json, asFlag, asList, asText, idOf, isRecord, readEach } from '../narrow';

/** A form that partners fill in. Only what the answer carried is set. */
export interface Form {
	id: string;
	title?: string;
	description?: string;
	type?: string;
	isActive?: boolean;
	/** Its questions as they came: the API keeps whatever they hold. */
	questions: Json[];
	tierIds: string[];
	productTags: string[];
	onSubmit?: string;
	action?: string;
	createdAt?: string;
	updatedAt?: string;
}

/** Undefined for what has no id. */
export function readForm(value: unknown): Form | undefined {
	const id = idOf(value);
	if (id === undefined || !isRecord(value)) return undefined;
	return {
		id,
		title: asText(value.title),
		description: asText(value.description),
		type: asText(value.type),
		isActive: asFlag(value.isActive),
		questions: asList(value.fields).filter(isRecord),
		tierIds: readEach(value.collabTiers, idOf),
		productTags: readEach(value.productTags, asText),
		onSubmit: asText(value.onSubmit),
		action: asText(value.action),
		createdAt: asText(value.createdAt),
		updatedAt: asText(value.updatedAt),
	};
}
