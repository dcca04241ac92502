import type { JsonObject } from '../json';
import { idOf } from '../store/ids';
import type { Store } from '../store/store';

/** Custom values as single reads show them: one object a field, its type from the definition. */
export function showCustomFields(
	store: Store,
	ownerType: string,
	ownerId: string,
	custom: JsonObject,
): JsonObject[] {
	return Object.entries(custom).map(([handle, value]) => ({
		_id: idOf(`field ${ownerId} ${handle}`),
		handle,
		ownerType,
		ownerId,
		value,
		type: store.fieldType(ownerType, handle) ?? 'single_line_text_field',
	}));
}
