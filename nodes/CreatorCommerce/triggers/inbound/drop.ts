import { isRecord } from '../../api/narrow';
import { whenTold } from './told';
import type { EventDrop } from '../event';
import type { Look } from './look';

/** @param own the record `drop` of our own shape; the dash keys are those of Klaviyo's `Creator Drop Created` */
export function readDrop(own: Look, whole: Look): EventDrop | undefined {
	const drop: EventDrop = {
		id: own.text('id') ?? whole.text('cc-creator-drop-id'),
		handle: own.text('handle') ?? whole.text('cc-creator-drop-handle'),
		title: own.text('title') ?? whole.text('cc-creator-drop-title'),
		productCount: own.number('productCount') ?? countOf(whole.value('cc-creator-drop-products', 'products')),
	};
	return whenTold(drop);
}

/** Klaviyo carries a list as an object with the keys "0", "1", … */
function countOf(products: unknown): number | undefined {
	if (Array.isArray(products)) return products.length;
	if (!isRecord(products)) return undefined;
	const places = Object.keys(products).filter((key) => /^\d+$/.test(key));
	return places.length > 0 ? places.length : undefined;
}
