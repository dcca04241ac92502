import type { JsonObject } from '../../json';
import { gid } from '../gids';
import type { ShopifySettings } from '../settings';
import type { MetaobjectRecord } from '../store/records';
import { utcTime } from '../times';

export const METAOBJECT_TYPE = 'creator';
const DEFINITION = gid('MetaobjectDefinition', 9_000_000_001);

/** The body of METAOBJECTS_CREATE and _UPDATE. */
export function metaobjectPayload(
	record: MetaobjectRecord,
	fields: Record<string, string>,
	settings: ShopifySettings,
): JsonObject {
	return {
		...deletedPayload(record),
		display_name: record.displayName,
		definition_id: DEFINITION,
		fields:
			settings.metaobjectFields === 'map'
				? fields
				: Object.entries(fields).map(([key, value]) => ({ key, value })),
		created_at: utcTime(record.createdAt, settings.timestamps),
		updated_at: utcTime(record.updatedAt, settings.timestamps),
	};
}

/** The body of METAOBJECTS_DELETE. */
export function deletedPayload(record: MetaobjectRecord): JsonObject {
	return { id: gid('Metaobject', record.id), type: METAOBJECT_TYPE, handle: record.handle };
}
