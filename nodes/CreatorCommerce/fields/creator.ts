import { InputError, raise } from '../api/failure';
import { apiIdFrom } from '../api/ids';
import type { PartnerDirectory } from '../api/partner/directory';
import type { Partner } from '../api/readers/partner';
import { shown } from '../api/text';
import { ShopifyError } from '../shopify';
import { type CreatorName, readCreatorNames } from '../shopify/creatorDirectory';
import type { Item } from '../runtime/item';
import type { ShopifyRun } from '../runtime/run';
import { partnerKey } from './readPartnerFields';

/** A partner as orders know one. */
export interface Creator {
	creatorId: string;
	collabId: string | undefined;
	handle: string | undefined;
	email: string | undefined;
	/** False where an ID was taken as it is, since no creator page has it. */
	isKnown: boolean;
}

/**
 * The creator whom the partner locator names. An ID is looked up among the creator pages, so it needs no CreatorCommerce
 * credential; it may be the collab's. Everything else is asked of CreatorCommerce.
 * @throws InputError naming the field
 */
export async function creatorOf(item: Item, run: ShopifyRun): Promise<Creator> {
	const key = partnerKey(item);
	const isListed = item.locator('partner').mode === 'list';
	if (key.by === 'id' && !isListed) return await creatorById(key.value, run);
	const { partners } = await run.store();
	const found = await partners.find(key);
	return await creatorIn(partners, key.by === 'id' ? await partners.read(found.collabId) : found);
}

/** The creator of one of CreatorCommerce's partners. */
export const creatorIn = async (partners: PartnerDirectory, partner: Partner): Promise<Creator> => ({
	creatorId: await partners.creatorIdOf(partner),
	collabId: partner.collabId,
	handle: partner.handle,
	email: partner.email,
	isKnown: true,
});

async function creatorById(given: string, run: ShopifyRun): Promise<Creator> {
	const id = apiIdFrom(given);
	if (id === undefined) {
		throw new InputError(
			`“${shown(given)}” is not a partner ID`,
			'Partner',
			given.includes('@')
				? 'This looks like an e-mail address: choose By Email instead of By ID.'
				: 'An ID has 24 digits and letters a–f, such as 68d482d502627cba69150a33.',
		);
	}
	const names = await creatorNames(run);
	const known = names?.get(id) ?? [...(names?.values() ?? [])].find(({ collabId }) => collabId === id);
	return {
		creatorId: known?.creatorId ?? id,
		collabId: known?.collabId,
		handle: known?.handle,
		email: known?.email,
		isKnown: known !== undefined,
	};
}

type Names = Map<string, CreatorName> | undefined;

const known = new WeakMap<ShopifyRun['where'], Promise<Names>>();

/** Everybody who has a creator page, by creator id; read once an execution. Undefined where the app may not read them. */
export async function creatorNames(run: ShopifyRun): Promise<Names> {
	const names = known.get(run.where) ?? readNames(run);
	known.set(run.where, names);
	// Another item may have more luck.
	names.catch(() => known.delete(run.where));
	return await names;
}

async function readNames(run: ShopifyRun): Promise<Names> {
	try {
		return await readCreatorNames(await run.shopify());
	} catch (fault) {
		if (fault instanceof ShopifyError && fault.kind === 'forbidden') return undefined;
		return raise(fault);
	}
}
