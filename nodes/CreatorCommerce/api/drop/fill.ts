import { planMerge } from '../../traffic';
import { titleKey } from '../catalogue';
import type { Turn, UnifiedApi } from '../client';
import { InputError } from '../failure';
import { known } from '../narrow';
import { type Drop, enhancementOf, readDrop } from '../readers/drop';
import { unwrap } from '../readers/lists';
import { namedItems, shown } from '../text';
import { type Seen, inTurn } from '../turns';
import { type DropDirectory, titledDrop } from './find';
import { type ProductRow, productBody, sameProductRow } from './product';

/**
 * Most products in one request. The vendor names no number: 50 products with notes and media stay well below the usual
 * 1 MB body limit, and a drop of several hundred products still needs only a handful of bulk operations.
 */
export const PRODUCTS_PER_REQUEST = 50;

/** The products some rows want in one drop: an existing one, or one to be made. */
export interface FillTarget {
	collabId: string;
	/** Undefined: the drop is created, with the first of the products. */
	dropId?: string;
	/** For a drop to be created. */
	newDrop?: { title: string; description: string; custom?: Record<string, unknown>; formId?: string };
	rows: Array<{ index: number; product?: ProductRow }>;
	/** A drop of the partner with this title is used instead of creating one. */
	matchOnTitle?: boolean;
	/** The drops of the partner before anything is written. */
	before: Drop[];
	/** When they were read, see moment(). */
	readAt: number;
	/** Products that are in the drop already, and repeats of one product among the rows, are not written again. */
	skipExisting: boolean;
}

export interface FillResult {
	status: 'created' | 'added' | 'alreadyThere';
	drop: { id: string; title?: string };
	product?: ProductRow;
	enhancementId?: string;
	/** Which request of the run served the row, from 1, and how many products it carried. */
	request?: { number: number; products: number };
}

export type FillOutcome = FillResult | { fault: unknown };

type Rows = FillTarget['rows'];

/** One target on its way. */
interface Filling {
	/** Changes when it has to be looked again. */
	target: FillTarget;
	/** Undefined until it is made. */
	drop?: Drop;
	seen: Seen;
	/** Why the drop could not be made. */
	refused?: unknown;
}

/**
 * Puts products into drops. Rows for one drop share requests of up to {@link PRODUCTS_PER_REQUEST} products; every row gets
 * its own outcome. Requests for one drop go one after the other, since the API appends to the drop's list; those of other
 * executions of this process too, and what they have written is looked at before more is. Each drop is read once afterwards,
 * for the enhancement of each row.
 * @param onFault told of each request that failed; may stop the scheduler
 * @returns the outcomes by index, and the targets as they were when they were last looked at
 */
export async function fillDrops(
	api: UnifiedApi,
	drops: DropDirectory,
	targets: FillTarget[],
	limits: { writesPerMinute: number; bulkPerMinute: number },
	onFault: (fault: unknown) => void,
): Promise<{ outcomes: Map<number, FillOutcome>; targets: FillTarget[] }> {
	const outcomes = new Map<number, FillOutcome>();
	const named = targets.map((target) => ({ ...target, before: drops.named(target.before) }));
	const work = named.map(withVariants).map((target) => ({ target, rows: rowsToSend(target, outcomes) }));
	const plan = planMerge(
		work.map(({ rows }, at) => ({ key: String(at), count: rows.length })),
		{ chunk: PRODUCTS_PER_REQUEST, ...limits },
	);
	const parts = new Map<number, Rows[]>();
	for (const { key, from, to } of plan) {
		const at = Number(key);
		const group = work[at];
		if (group) parts.set(at, [...(parts.get(at) ?? []), group.rows.slice(from, to)]);
	}

	let number = 0;
	const filled = await Promise.all(
		work.map(async ({ target, rows }, at) => {
			const filling: Filling = {
				target,
				drop: target.before.find(({ id }) => id === target.dropId),
				seen: { at: target.readAt },
			};
			// Planned in an order that suits the limits; within a drop the rows keep theirs.
			const inOrder = (parts.get(at) ?? []).sort((left, right) => firstIndex(left) - firstIndex(right));
			for (const part of inOrder) {
				try {
					if (filling.refused !== undefined) throw filling.refused;
					await fillPart(api, drops, filling, part, outcomes, () => ++number);
				} catch (fault) {
					// Without the drop there is nothing to add to: the rest of its rows share the reason.
					if (filling.drop === undefined) filling.refused = fault;
					onFault(fault);
					for (const { index } of part) if (!outcomes.has(index)) outcomes.set(index, { fault });
				}
			}
			if (rows.length > 0 && filling.drop !== undefined)
				await addEnhancements(drops, filling.target, filling.drop.id, outcomes);
			answerRepeats(filling, outcomes);
			return filling.target;
		}),
	);
	return { outcomes, targets: filled };
}

/**
 * Writes the rows of one request, or what is left of them when another execution has written meanwhile.
 * @param count gives the request its number
 */
async function fillPart(
	api: UnifiedApi,
	drops: DropDirectory,
	filling: Filling,
	part: Rows,
	outcomes: Map<number, FillOutcome>,
	count: () => number,
): Promise<void> {
	let rows = part;
	let number: number | undefined;
	/** False: the drop is there by now, and its products have turns of their own. */
	const write = async (isNews: boolean, turn: Turn): Promise<boolean> => {
		if (isNews && (filling.drop === undefined || filling.target.skipExisting)) {
			const wasThere = filling.drop !== undefined;
			await lookAgain(drops, filling);
			if (!wasThere && filling.drop !== undefined) return false;
		}
		// Also what was seen for an earlier request of the drop.
		rows = notThereYet(filling, rows, outcomes);
		if (rows.length === 0) return true;
		number ??= count();
		const request = { number, products: rows.filter(({ product }) => product !== undefined).length };
		if (filling.drop === undefined) filling.drop = await createDrop(api, drops, filling.target, rows, turn);
		else await addProducts(api, drops, filling.target, filling.drop, rows, turn);
		const { target, drop } = filling;
		// Rows beyond the first request of a new drop are added to it, but for the user they were created with it.
		const status = target.dropId === undefined ? 'created' : 'added';
		for (const row of rows) outcomes.set(row.index, { status, drop, product: row.product, request });
		return true;
	};
	while (!(await inTurn(api, turnKey(api, filling), filling.seen, write)));
}

/** Who adds to a drop goes one after the other, and who makes one of a title for a partner. */
function turnKey({ shopDomain }: UnifiedApi, { drop, target }: Filling): string {
	return drop
		? `${shopDomain} drop ${drop.id}`
		: `${shopDomain} partner ${target.collabId} ${titleKey(target.newDrop?.title ?? '')}`;
}

/** As it is now; where one of the title is wanted, and there is one by now, that is the drop from now on. */
async function lookAgain(drops: DropDirectory, filling: Filling): Promise<void> {
	const { target, drop } = filling;
	const { readAt, drops: now } = await drops.fresh(target.collabId);
	const before = drops.named(now);
	filling.seen.at = readAt;
	filling.target = { ...target, before, readAt };
	if (drop) {
		filling.drop = before.find(({ id }) => id === drop.id) ?? drop;
	} else if (target.matchOnTitle && target.newDrop) {
		filling.drop = titledDrop(before, target.newDrop.title);
		filling.target.dropId = filling.drop?.id;
	}
}

/** The rows that are still to be sent; those whose product was there when last looked are answered. */
function notThereYet({ target, drop }: Filling, rows: Rows, outcomes: Map<number, FillOutcome>): Rows {
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

/**
 * Rows by SKU or address name a variant by the way. It is shown where the rows for a product agree on it, or are to be added
 * one by one; S, M and L of one shirt mean the shirt.
 */
function withVariants(target: FillTarget): FillTarget {
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

const firstIndex = (part: Rows): number => part[0]?.index ?? 0;

/** What has to be sent; rows that need no request, or cannot be sent, are answered here. */
function rowsToSend(target: FillTarget, outcomes: Map<number, FillOutcome>): Rows {
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

/** A row that only repeats an earlier one shares its outcome; a row without product shares what became of the drop. */
function answerRepeats({ target, drop, refused }: Filling, outcomes: Map<number, FillOutcome>): void {
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

async function createDrop(
	api: UnifiedApi,
	drops: DropDirectory,
	target: FillTarget,
	rows: Rows,
	turn: Turn,
): Promise<Drop> {
	const { collabId, newDrop } = target;
	const before = new Set(target.before.map(({ id }) => id));
	if (newDrop === undefined) throw new TypeError('a drop to create needs a title');
	const look = async (): Promise<Drop | undefined> =>
		(await drops.fresh(collabId)).drops.find((drop) => !before.has(drop.id) && drop.title === newDrop.title);
	let seen: Drop | undefined;
	const answer = await api.call('createDrop', {
		path: { collabId },
		body: known({ ...newDrop, products: productsOf(rows) }),
		turn,
		lookFirst: async () => {
			seen = await look();
			return seen === undefined ? 'absent' : { found: undefined };
		},
	});
	const drop = seen ?? readDrop(unwrap(answer, 'drop')) ?? (await look());
	if (drop === undefined) {
		throw new InputError(
			`CreatorCommerce took “${shown(newDrop.title)}”, but names no ID for it`,
			'Title',
			'Look in CreatorCommerce whether it is there before you run the row again.',
		);
	}
	return { ...drop, title: drop.title ?? newDrop.title };
}

async function addProducts(
	api: UnifiedApi,
	drops: DropDirectory,
	target: FillTarget,
	drop: Drop,
	rows: Rows,
	turn: Turn,
): Promise<void> {
	const { collabId } = target;
	await api.call('addProductsToDrop', {
		path: { collabId, dropId: drop.id },
		body: { products: productsOf(rows) },
		turn,
		// Only when nothing of it was there before does finding it now prove that it was added.
		...(target.skipExisting && {
			lookFirst: async () => {
				const all = drops.named((await drops.fresh(collabId)).drops);
				const now = all.find(({ id }) => id === drop.id);
				const there = new Set(now?.products.map(({ shopifyId }) => shopifyId));
				const found = rows.filter(({ product }) => product !== undefined && there.has(product.id)).length;
				if (found === 0) return 'absent';
				return found === rows.length ? { found: undefined } : 'unknown';
			},
		}),
	});
}

const productsOf = (rows: Rows): unknown[] =>
	rows
		.map(({ product }) => product)
		.filter((product) => product !== undefined)
		.map(productBody);

/** The rows were written whether or not this read succeeds; then only their enhancement's id is not known. */
async function addEnhancements(
	drops: DropDirectory,
	target: FillTarget,
	dropId: string,
	outcomes: Map<number, FillOutcome>,
): Promise<void> {
	const drop = await drops.fresh(target.collabId).then(
		(read) => drops.named(read.drops).find(({ id }) => id === dropId),
		() => undefined,
	);
	if (drop === undefined) return;
	for (const { index } of target.rows) {
		const outcome = outcomes.get(index);
		if (outcome === undefined || 'fault' in outcome || outcome.product === undefined) continue;
		outcomes.set(index, {
			...outcome,
			drop: { id: drop.id, title: drop.title },
			enhancementId: outcome.enhancementId ?? enhancementOf(drop, outcome.product.id)?.id,
		});
	}
}
