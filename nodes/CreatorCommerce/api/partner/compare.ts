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

/**
 * The wanted fields with those parts of the discount that they do not name, as the partner has them: a discount is written
 * whole, since nothing is said about how the API merges its parts. Asks only where what is known of the partner lacks one.
 */
export async function withWholeDiscount(
	directory: PartnerDirectory,
	has: Partner,
	wants: PartnerFields,
): Promise<PartnerFields> {
	const { discountAmount, discountType, discountCode } = wants;
	const given = [discountAmount, discountType, discountCode].filter((part) => part !== undefined).length;
	if (given === 0 || given === 3) return wants;
	const isKnown =
		(discountAmount ?? has.discountAmount) !== undefined && (discountCode ?? has.discountCode) !== undefined;
	const whole = isKnown ? has : combined(has, (await directory.readFresh(has.collabId)).partner);
	return {
		...wants,
		discountAmount: discountAmount ?? whole.discountAmount,
		discountType: discountType ?? whole.discountType,
		discountCode: discountCode ?? whole.discountCode,
	};
}
