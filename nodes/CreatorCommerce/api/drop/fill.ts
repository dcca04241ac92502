import { planMerge } from '../../traffic';
import { titleKey } from '../catalogue';
import type { Turn, UnifiedApi } from '../client';
import { enhancementOf } from '../readers/drop';
import { inTurn } from '../turns';
import { type DropDirectory, titledDrop } from './find';
import { answerRepeats, notThereYet, rowsToSend, withVariants } from './rows';
import { addProducts, createDrop } from './send';
import type { FillOutcome, FillTarget, Filling, Rows } from './target';

/**
 * Most products in one request. The vendor names no number: 50 products with notes and media stay well below the usual
 * 1 MB body limit, and a drop of several hundred products still needs only a handful of bulk operations.
 */
export const PRODUCTS_PER_REQUEST = 50;

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

const firstIndex = (part: Rows): number => part[0]?.index ?? 0;

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
