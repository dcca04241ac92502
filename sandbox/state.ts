import type {
	ChannelRecord,
	CollabRecord,
	DefinitionRecord,
	DropRecord,
	OpenRecord,
	ProductRecord,
	TierRecord,
} from './store/records';
import type { Store } from './store/store';

/** What the sandbox holds, for tests to look at: stored values, not the API's shapes. */
export interface SandboxState {
	collabs(): CollabRecord[];
	/** Every collab whose creator has the e-mail, upper and lower case alike. */
	collabByEmail(email: string): CollabRecord[];
	/** Drops in the order they are shown; detached ones are left out. Of one collab, or of all. */
	drops(collabId?: string): DropRecord[];
	/** Drops that are no longer in their collab's list. */
	detachedDrops(collabId: string): DropRecord[];
	product(internalId: string): ProductRecord | undefined;
	definitions(): DefinitionRecord[];
	campaigns(): OpenRecord[];
	forms(): OpenRecord[];
	tiers(): TierRecord[];
	channel(): ChannelRecord;
}

export function stateOf(store: Store): SandboxState {
	const values = <T>(table: { getRange(): Iterable<{ value: T }> }): T[] =>
		[...table.getRange()].map(({ value }) => value);
	const dropsOf = (collabId: string): DropRecord[] =>
		(store.collabs.get(collabId)?.drops ?? []).flatMap((id) => store.drops.get(id) ?? []);
	return {
		collabs: () => values(store.collabs).map((collab) => store.withCreator(collab)),
		collabByEmail: (email) => {
			const creator = store.creatorByEmail(email);
			return creator ? store.collabsOf(creator._id).map((collab) => ({ ...collab, creator })) : [];
		},
		drops: (collabId) =>
			collabId === undefined ? values(store.collabs).flatMap(({ _id }) => dropsOf(_id)) : dropsOf(collabId),
		detachedDrops: (collabId) => {
			const shown = new Set(store.collabs.get(collabId)?.drops ?? []);
			return store.allDropsOf(collabId).filter((drop) => !shown.has(drop._id));
		},
		product: (internalId) => store.product(internalId),
		definitions: () => store.allDefinitions(),
		campaigns: () => values(store.campaigns),
		forms: () => values(store.forms),
		tiers: () => values(store.tiers),
		channel: () => store.channel,
	};
}
