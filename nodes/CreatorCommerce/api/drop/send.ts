import type { Turn, UnifiedApi } from '../client';
import { InputError } from '../failure';
import { known } from '../narrow';
import { type Drop, readDrop } from '../readers/drop';
import { unwrap } from '../readers/lists';
import { shown } from '../text';
import type { DropDirectory } from './find';
import { productBody } from './product';
import type { FillTarget, Rows } from './target';

/** Makes the drop, with the products of its first rows. A request whose answer was lost is looked after before it is sent again. */
export async function createDrop(
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

/** Adds the products of these rows. A request whose answer was lost is looked after where finding them proves anything. */
export async function addProducts(
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
