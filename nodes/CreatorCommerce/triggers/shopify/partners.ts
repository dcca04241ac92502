import { type ShopifyAdmin, creatorByHandle, creatorHandles } from '../../shopify';
import { type Creator, readCreator } from './fields';
import type { Attribution } from './order';

/** Creator id → handle of the metaobject, a store at a time, for orders that name no handle. */
const directories = new Map<string, { at: number; handles: Map<string, string> }>();

const TRUSTED_MS = 10 * 60_000;
const ASK_AGAIN_MS = 60_000;

/**
 * The creator an order is attributed to. By the handle the order names, which is the metaobject's; or by looking through
 * the store's creators once for the id.
 * @returns undefined when the store has no such creator
 * @throws ShopifyError
 */
export async function findCreator(
	admin: ShopifyAdmin,
	store: string,
	{ creatorId, creatorHandle }: Attribution,
	now: number,
): Promise<Creator | undefined> {
	if (creatorHandle !== undefined) {
		const creator = readCreator(await creatorByHandle(admin, creatorHandle));
		const isSame = creatorId === undefined || creator?.partner.creatorId === creatorId;
		if (creator !== undefined && isSame) return creator;
	}
	if (creatorId === undefined) return undefined;
	const known = directories.get(store);
	const age = known === undefined ? Infinity : now - known.at;
	let handle = age < TRUSTED_MS ? known?.handles.get(creatorId) : undefined;
	if (handle === undefined && age > ASK_AGAIN_MS) {
		const handles = await creatorHandles(admin);
		directories.set(store, { at: now, handles });
		handle = handles.get(creatorId);
	}
	const creator = handle === undefined ? undefined : readCreator(await creatorByHandle(admin, handle));
	return creator?.partner.creatorId === creatorId ? creator : undefined;
}
