import { combined, type Partner } from '../readers/partner';
import type { PartnerDirectory } from './directory';
import { type FieldChange, type PartnerFields, type Told, changesBetween, needsFullRecord } from './fields';

/**
 * What differs between a partner and what is wanted. A row of the list may lack what would show whether anything differs;
 * only then is the full record worth a request.
 * @param told the fields that rows of the list carry where there is something to carry
 */
export async function compare(
	directory: PartnerDirectory,
	found: Partner,
	wants: PartnerFields,
	told: Told = new Set(),
): Promise<{ has: Partner; changes: FieldChange[] }> {
	const changes = changesBetween(found, wants);
	if (!needsFullRecord(found, wants, changes, told)) return { has: found, changes };
	const has = combined(found, (await directory.readFresh(found.collabId)).partner);
	return { has, changes: changesBetween(has, wants) };
}
