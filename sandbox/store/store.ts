import { ABORT, open, type Database, type RootDatabase } from 'lmdb';
import type {
	ChannelRecord,
	CollabRecord,
	CreatorRecord,
	DefinitionRecord,
	DropRecord,
	OpenRecord,
	ProductRecord,
	StoredCollab,
	StoredFile,
	TierRecord,
} from './records';

export interface SeedMark {
	format: number;
	seed: number;
	partners: number;
}

export const EMAIL_MAX = 320;

/** Text to search in: lower case, accents gone. */
function folded(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The sandbox's state, in an embedded store: whoever lists ten thousand partners holds one page of them in memory. */
export class Store {
	private readonly root: RootDatabase<unknown, string>;
	readonly collabs: Database<StoredCollab, string>;
	readonly creators: Database<CreatorRecord, string>;
	readonly drops: Database<DropRecord, string>;
	private readonly products: Database<ProductRecord, string>;
	/** Products never change, and a page of a list shows the same ones hundreds of times. */
	private readonly productCache = new Map<string, ProductRecord>();
	/** Called with a creator's id before anything of the creator's is written. */
	beforeChange: ((creatorId: string) => void) | undefined;
	private fieldTypes: Map<string, string> | undefined;
	readonly tiers: Database<TierRecord, string>;
	private readonly definitions: Database<DefinitionRecord, string>;
	readonly campaigns: Database<OpenRecord, string>;
	readonly forms: Database<OpenRecord, string>;
	readonly files: Database<StoredFile, string>;
	private readonly channels: Database<ChannelRecord, string>;
	private readonly marks: Database<SeedMark, string>;
	private readonly productIds: Database<string, string>;
	private readonly creatorIds: Database<string, string>;
	private readonly creatorCollabs: Database<true, [string, string]>;
	private readonly dropsOfCollab: Database<true, [string, string]>;
	private readonly searchTexts: Database<string, string>;

	constructor(directory: string) {
		// Not flushed at every write: a killed process loses nothing, only a lost machine would.
		this.root = open<unknown, string>({ path: directory, maxDbs: 24, noSync: true });
		this.collabs = this.root.openDB<StoredCollab, string>({ name: 'collabs' });
		this.creators = this.root.openDB<CreatorRecord, string>({ name: 'creators' });
		this.drops = this.root.openDB<DropRecord, string>({ name: 'drops' });
		this.products = this.root.openDB<ProductRecord, string>({ name: 'products' });
		this.tiers = this.root.openDB<TierRecord, string>({ name: 'tiers' });
		this.definitions = this.root.openDB<DefinitionRecord, string>({ name: 'definitions' });
		this.campaigns = this.root.openDB<OpenRecord, string>({ name: 'campaigns' });
		this.forms = this.root.openDB<OpenRecord, string>({ name: 'forms' });
		this.files = this.root.openDB<StoredFile, string>({ name: 'files' });
		this.channels = this.root.openDB<ChannelRecord, string>({ name: 'channels' });
		this.marks = this.root.openDB<SeedMark, string>({ name: 'marks' });
		this.productIds = this.root.openDB<string, string>({ name: 'productIds' });
		this.creatorIds = this.root.openDB<string, string>({ name: 'creatorIds' });
		this.creatorCollabs = this.root.openDB<true, [string, string]>({ name: 'creatorCollabs' });
		this.dropsOfCollab = this.root.openDB<true, [string, string]>({ name: 'dropsOfCollab' });
		this.searchTexts = this.root.openDB<string, string>({ name: 'searchTexts' });
	}

	/** All of it happens, or, when it throws, none of it. */
	transaction<T>(work: () => T): T {
		let failure: { error: unknown } | undefined;
		let result: { value: T } | undefined;
		this.root.transactionSync<unknown>(() => {
			try {
				result = { value: work() };
				return undefined;
			} catch (error) {
				failure = { error };
				return ABORT;
			}
		});
		if (failure) throw failure.error;
		if (!result) throw new Error('The store did not run the transaction.');
		return result.value;
	}

	get seedMark(): SeedMark | undefined {
		return this.marks.get('seed');
	}

	set seedMark(mark: SeedMark) {
		this.marks.putSync('seed', mark);
	}

	get channel(): ChannelRecord {
		const channel = this.channels.get('channel');
		if (!channel) throw new Error('The store has no channel: it was not seeded.');
		return channel;
	}

	saveChannel(channel: ChannelRecord): void {
		this.channels.putSync('channel', channel);
	}

	saveProduct(product: ProductRecord): void {
		this.products.putSync(product._id, product);
		this.productIds.putSync(product.shopifyId, product._id);
	}

	product(id: string): ProductRecord | undefined {
		const cached = this.productCache.get(id);
		if (cached) return cached;
		const product = this.products.get(id);
		if (product) this.productCache.set(id, product);
		return product;
	}

	productByShopifyId(shopifyId: string): ProductRecord | undefined {
		const id = this.productIds.get(shopifyId);
		return id === undefined ? undefined : this.product(id);
	}

	allDefinitions(): DefinitionRecord[] {
		return [...this.definitions.getRange()].map(({ value }) => value);
	}

	saveDefinition(definition: DefinitionRecord): void {
		this.definitions.putSync(definition._id, definition);
		this.fieldTypes = undefined;
	}

	/** The type of a custom field, or undefined where no definition has the handle. */
	fieldType(ownerType: string, handle: string): string | undefined {
		this.fieldTypes ??= new Map(
			this.allDefinitions().map((definition) => [
				`${definition.ownerType} ${definition.handle}`,
				definition.type,
			]),
		);
		return this.fieldTypes.get(`${ownerType} ${handle}`);
	}

	saveCreator(creator: CreatorRecord): void {
		this.beforeChange?.(creator._id);
		const before = this.creators.get(creator._id);
		if (before && before.email !== creator.email) this.creatorIds.removeSync(before.email.toLowerCase());
		this.creators.putSync(creator._id, creator);
		this.creatorIds.putSync(creator.email.toLowerCase(), creator._id);
		for (const collab of this.collabsOf(creator._id)) this.indexText(collab, creator);
	}

	creatorByEmail(email: string): CreatorRecord | undefined {
		// The store's keys are short, and no address is longer than that.
		const id = email.length > EMAIL_MAX ? undefined : this.creatorIds.get(email.toLowerCase());
		return id === undefined ? undefined : this.creators.get(id);
	}

	saveCollab(collab: StoredCollab): void {
		this.beforeChange?.(collab.creator);
		this.collabs.putSync(collab._id, collab);
		this.creatorCollabs.putSync([collab.creator, collab._id], true);
		const creator = this.creators.get(collab.creator);
		if (creator) this.indexText(collab, creator);
	}

	collabsOf(creatorId: string): StoredCollab[] {
		return this.pairs(this.creatorCollabs, creatorId).flatMap((id) => this.collabs.get(id) ?? []);
	}

	saveDrop(drop: DropRecord): void {
		this.beforeChange?.(drop.creator);
		this.drops.putSync(drop._id, drop);
		this.dropsOfCollab.putSync([drop.collab, drop._id], true);
	}

	/** Every drop ever made for the collab, detached ones too. */
	allDropsOf(collabId: string): DropRecord[] {
		return this.pairs(this.dropsOfCollab, collabId).flatMap((id) => this.drops.get(id) ?? []);
	}

	/** Collab ids in the order they were made, after the cursor. */
	collabIds(after: string | undefined, limit: number): string[] {
		const range = after === undefined ? { limit } : { start: after, exclusiveStart: true, limit };
		return [...this.collabs.getKeys(range)];
	}

	collabCount(): number {
		return this.collabs.getKeysCount();
	}

	/** Ids of the collabs whose name, handle or affiliate code holds every word of the query. */
	searchCollabs(query: string): string[] {
		const words = folded(query).split(/\s+/).filter(Boolean);
		const found: string[] = [];
		for (const { key, value } of this.searchTexts.getRange()) {
			if (words.every((word) => value.includes(word))) found.push(key);
		}
		return found;
	}

	withCreator(collab: StoredCollab): CollabRecord {
		const creator = this.creators.get(collab.creator);
		if (!creator) throw new Error(`Collab ${collab._id} has no creator.`);
		return { ...collab, creator };
	}

	/** Empties everything. */
	clear(): void {
		this.productCache.clear();
		this.fieldTypes = undefined;
		this.transaction(() => {
			const tables: Array<{ clearSync(): void }> = [
				this.collabs,
				this.creators,
				this.drops,
				this.products,
				this.tiers,
				this.definitions,
				this.campaigns,
				this.forms,
				this.files,
				this.channels,
				this.marks,
				this.productIds,
				this.creatorIds,
				this.creatorCollabs,
				this.dropsOfCollab,
				this.searchTexts,
			];
			for (const table of tables) table.clearSync();
		});
	}

	async close(): Promise<void> {
		await this.root.close();
	}

	private indexText(collab: StoredCollab, creator: CreatorRecord): void {
		const text = `${creator.firstName} ${creator.lastName} ${creator.handle} ${collab.affiliateCode}`;
		this.searchTexts.putSync(collab._id, folded(text));
	}

	private pairs(table: Database<true, [string, string]>, first: string): string[] {
		const keys = table.getKeys({ start: [first, ''], end: [first, '\uffff'] });
		return [...keys].map(([, second]) => second);
	}
}
