import type { JsonObject } from '../json';
import type { ListSettings } from '../options';
import { numberOf } from '../store/ids';
import type { DiscountRecord } from '../store/records';

/** Ten percent is 10 in some records and 0.1 in others (unit "mixed": told by the owner's id). */
export function showDiscount(
	discount: DiscountRecord,
	ownerId: string,
	unit: ListSettings['discountUnit'],
): JsonObject {
	const fraction = unit === 'fraction' || (unit === 'mixed' && numberOf(`discount ${ownerId}`) % 3 === 0);
	const amount = discount.discountAmount;
	const shown = fraction && discount.discountType === 'Percentage' && amount > 1 ? amount / 100 : amount;
	return { ...discount, discountAmount: shown };
}
