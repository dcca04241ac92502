import { type Json, asList, asText, isRecord } from '../narrow';

/**
 * The custom fields of a collab, drop or enhancement as handle → value. They come as an object `custom` or as a
 * list `customFields` of {handle, value}. Undefined when the record carries neither: then nothing is known, which is
 * not the same as "has none".
 */
export function readCustomFields(record: Json): Record<string, unknown> | undefined {
	const fields = new Map<string, unknown>();
	let carried = false;
	if (Array.isArray(record.customFields)) {
		carried = true;
		for (const entry of asList(record.customFields)) {
			const handle = isRecord(entry) ? asText(entry.handle) : undefined;
			if (handle !== undefined && isRecord(entry)) fields.set(handle, entry.value);
		}
	}
	if (isRecord(record.custom)) {
		carried = true;
		for (const [handle, value] of Object.entries(record.custom)) fields.set(handle, value);
	}
	return carried ? Object.fromEntries(fields) : undefined;
}
