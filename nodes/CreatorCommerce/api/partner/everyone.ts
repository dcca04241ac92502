import type { UnifiedApi } from '../client';
import { readPartner } from '../readers/partner';
import { codeKey } from '../text';
import { partnerPages } from './list';

/** What the whole list of partners tells that no search does; ids only, since a record is 14 KB. */
export interface Everyone {
	/** Creator id → collab id. */
	byCreator: Map<string, string>;
	/** Discount code, see codeKey → collab ids. */
	byDiscountCode: Map<string, string[]>;
	/** False when the list was cut short. */
	whole: boolean;
	/** The collab id of a partner who has a discount. */
	discounted?: string;
}

/** Walks the whole list: the API has no lookup by creator id, and its search knows no discount codes. */
export async function readEveryone(api: UnifiedApi): Promise<Everyone> {
	const byCreator = new Map<string, string>();
	const byDiscountCode = new Map<string, string[]>();
	let discounted: string | undefined;
	for await (const page of partnerPages(api)) {
		for (const partner of page.rows.map(readPartner)) {
			if (partner === undefined) continue;
			const { collabId, creatorId, discountCode, discountAmount } = partner;
			if (discountAmount !== undefined) discounted ??= collabId;
			if (creatorId !== undefined) byCreator.set(creatorId, collabId);
			if (discountCode === undefined) continue;
			const key = codeKey(discountCode);
			byDiscountCode.set(key, [...(byDiscountCode.get(key) ?? []), collabId]);
		}
		if (page.end) return { byCreator, byDiscountCode, whole: page.end.whole, discounted };
	}
	return { byCreator, byDiscountCode, whole: false };
}
