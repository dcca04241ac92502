import { InputError } from '../failure';
import { enhancementOf } from '../readers/drop';
import { namedItems } from '../text';
import { type ProductRow, sameProductRow } from './product';
import type { FillOutcome, FillTarget, Filling, Rows } from './target';

/**
 * Rows by SKU or address name a variant by the way. It is shown where the rows for a product agree on it, or are to be added
 * one by one; S, M and L of one shirt mean the shirt.
 */
export function withVariants(target: FillTarget): FillTarget {
	const implied = new Map<string, Set<string | undefined>>();
	for (const { product } of target.rows) {
		if (product === undefined) continue;
		const named = implied.get(product.id) ?? new Set();
		implied.set(product.id, named.add(product.variant ?? product.impliedVariant));
	}
	const rows = target.rows.map(({ index, product }) => {
		if (product === undefined) return { index };
		const { impliedVariant, ...row } = product;
		const agreed = !target.skipExisting || implied.get(product.id)?.size === 1;
		return {
			index,
			product: agreed && impliedVariant ? { ...row, variant: row.variant ?? impliedVariant } : row,
		};
	});
	return { ...target, rows };
}

/** What has to be sent; rows that need no request, or cannot be sent, are answered here. */
export function rowsToSend(target: FillTarget, outcomes: Map<number, FillOutcome>): Rows {
	const existing = target.before.find(({ id }) => id === target.dropId);
	const reference = existing && { id: existing.id, title: existing.title };
	// A row without product only asks for the drop: a new one needs a request for it only where no product makes it.
	const orBare = (rows: Rows): Rows =>
		rows.length > 0 || existing
			? rows
			: target.rows.filter(({ product }) => product === undefined).slice(0, 1);
	if (!target.skipExisting) return orBare(target.rows.filter(({ product }) => product !== undefined));
	const there = new Set(existing?.products.map(({ shopifyId }) => shopifyId));
	const wishes = new Map<string, { product: ProductRow; indexes: number[]; agree: boolean }>();
	for (const { index, product } of target.rows) {
		if (product === undefined) continue;
		const wish = wishes.get(product.id) ?? { product, indexes: [], agree: true };
		wish.indexes.push(index);
		wish.agree &&= sameProductRow(wish.product, product);
		wishes.set(product.id, wish);
	}
	const send: Rows = [];
	for (const row of target.rows) {
		const { index, product } = row;
		if (product === undefined) {
			if (reference) outcomes.set(index, { status: 'alreadyThere', drop: reference });
		} else if (reference && there.has(product.id)) {
			outcomes.set(index, {
				status: 'alreadyThere',
				drop: reference,
				product,
				enhancementId: existing && enhancementOf(existing, product.id)?.id,
			});
		} else if (wishes.get(product.id)?.agree === false) {
			const items = namedItems(wishes.get(product.id)?.indexes ?? []);
			outcomes.set(index, {
				fault: new InputError(
					`Items ${items} put the product ${product.given} into the same drop, but with different contents`,
					'Product',
					'The product was not added. Remove the wrong row, or turn off Skip Products Already There to add it several times.',
				),
			});
		} else if (wishes.get(product.id)?.indexes[0] === index) {
			send.push(row);
		}
		// Repeats of a row that is sent are answered with it, see answerRepeats.
	}
	return orBare(send);
}

/** The rows that are still to be sent; those whose product was there when last looked are answered. */
export function notThereYet({ target, drop }: Filling, rows: Rows, outcomes: Map<number, FillOutcome>): Rows {
	if (drop === undefined) return rows;
	const reference = { id: drop.id, title: drop.title };
	const there = new Set(drop.products.map(({ shopifyId }) => shopifyId));
	return rows.filter(({ index, product }) => {
		if (product !== undefined && !(target.skipExisting && there.has(product.id))) return true;
		const enhancementId = product && enhancementOf(drop, product.id)?.id;
		outcomes.set(index, { status: 'alreadyThere', drop: reference, product, enhancementId });
		return false;
	});
}

/** A row that only repeats an earlier one shares its outcome; a row without product shares what became of the drop. */
export function answerRepeats({ target, drop, refused }: Filling, outcomes: Map<number, FillOutcome>): void {
	for (const { index, product } of target.rows) {
		if (outcomes.has(index)) continue;
		const twin = target.rows.find((row) => row.product?.id === product?.id && outcomes.has(row.index));
		const outcome = twin && outcomes.get(twin.index);
		if (outcome) outcomes.set(index, 'fault' in outcome ? outcome : { ...outcome, product });
		else if (drop === undefined) outcomes.set(index, { fault: refused });
		else {
			const status = target.dropId === undefined ? 'created' : 'alreadyThere';
			outcomes.set(index, { status, drop: { id: drop.id, title: drop.title }, product });
		}
	}
}
