import { type Attribution, type ShopifyAdmin, creatorByHandle } from '../../shopify';
import { creatorOnce } from './creatorCache';
import { findHandle, knownHandle } from './directory';
import { type Creator, readCreator } from './fields';

/**
 * The creator an order is attributed to. By the handle the order names, which is the metaobject's; or by looking through
 * the store's creators once for the id.
 * @param patient is asked for all creators, which may take longer than a delivery may wait
 * @returns undefined when the store has no such creator
 * @throws ShopifyError
 */
export async function findCreator(
	admin: ShopifyAdmin,
	patient: () => ShopifyAdmin,
	store: string,
	{ creatorId, creatorHandle }: Attribution,
	now: number,
): Promise<Creator | undefined> {
	const read = async (handle: string): Promise<Creator | undefined> =>
		await creatorOnce(store, handle, now, async () => readCreator(await creatorByHandle(admin, handle)));
	if (creatorHandle !== undefined) {
		const creator = await read(creatorHandle);
		const isSame = creatorId === undefined || creator?.partner.creatorId === creatorId;
		if (creator !== undefined && isSame) return creator;
	}
	if (creatorId === undefined) return undefined;
	const at = async (handle: string | undefined): Promise<Creator | undefined> => {
		const creator = handle === undefined ? undefined : await read(handle);
		return creator?.partner.creatorId === creatorId ? creator : undefined;
	};
	const known = knownHandle(store, creatorId);
	const found = await at(known);
	if (found !== undefined) return found;
	const handle = await findHandle(patient, store, creatorId, now);
	return handle === known ? undefined : await at(handle);
}
