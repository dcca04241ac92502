import { HEX24 } from '../store/ids';
import type { CreatorRecord, DropRecord, StoredCollab, TierRecord } from '../store/records';
import { Failed, notFound } from './errors';
import { param, type Call } from './operation';

/** Records named in a path. A malformed id is a failure, as casting it would be at the vendor's. */

export function checkId(id: string): string {
	if (!HEX24.test(id)) throw new Failed();
	return id.toLowerCase();
}

export function collabOf(call: Call): StoredCollab {
	const collab = call.store.collabs.get(checkId(param(call, 'collabId')));
	if (!collab) throw notFound('Collab not found');
	return collab;
}

export function creatorOf(call: Call): CreatorRecord {
	const creator = call.store.creators.get(checkId(param(call, 'creatorId')));
	if (!creator) throw notFound();
	return creator;
}

/** A drop of the collab; one that was detached is gone. */
export function dropOf(call: Call, collab: StoredCollab): DropRecord {
	const id = checkId(param(call, 'dropId'));
	const drop = collab.drops.includes(id) ? call.store.drops.get(id) : undefined;
	if (!drop) throw notFound('Drop not found');
	return drop;
}

export function tierById(call: Call, id: string): TierRecord {
	const tier = call.store.tiers.get(checkId(id));
	if (!tier) throw notFound('Collab tier not found');
	return tier;
}

export function defaultTier(call: Call): TierRecord {
	for (const { value } of call.store.tiers.getRange()) if (value.isDefault) return value;
	throw new Failed();
}
