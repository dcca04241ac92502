import { combined, type Partner } from '../readers/partner';
import type { PartnerDirectory } from './directory';
import { type FieldChange, type PartnerFields, changesBetween, needsFullRecord } from './fields';

/**
 * What differs between a partner and what is wanted. A row of the list may lack what would show that nothing differs; only
 * where something seems to differ is the full record worth a request.
 */
export async function compare(
	directory: PartnerDirectory,
	found: Partner,
	wants: PartnerFields,
): Promise<{ has: Partner; changes: FieldChange[] }> {
	const changes = changesBetween(found, wants);
	if (changes.length === 0 || !needsFullRecord(found, wants)) return { has: found, changes };
	const has = combined(found, (await directory.readFresh(found.collabId)).partner);
	return { has, changes: changesBetween(has, wants) };
}
