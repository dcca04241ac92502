import { open, type RootDatabase } from 'lmdb';
import type {
	CustomerRecord,
	MetaobjectRecord,
	OrderRecord,
	SubscriptionRecord,
	TokenRecord,
} from './records';
import { Table } from './table';

const FIRST_ID = 6_000_000_000_000;
const FIRST_ORDER_NUMBER = 1_001;

/** The Shopify side's state, kept beside the store of partners. */
export class ShopifyStore {
	private readonly root: RootDatabase<unknown, string>;
	private readonly counters: Table<number, string>;
	readonly subscriptions: Table<SubscriptionRecord, number>;
	/** By creator id. */
	readonly metaobjects: Table<MetaobjectRecord, string>;
	readonly orders: Table<OrderRecord, number>;
	readonly customers: Table<CustomerRecord, number>;
	readonly tokens: Table<TokenRecord, string>;
	readonly secrets: Table<string, string>;

	constructor(directory: string) {
		this.root = open<unknown, string>({ path: directory, maxDbs: 12, noSync: true });
		this.counters = new Table(this.root.openDB<number, string>({ name: 'counters' }));
		this.subscriptions = new Table(this.root.openDB<SubscriptionRecord, number>({ name: 'subscriptions' }));
		this.metaobjects = new Table(this.root.openDB<MetaobjectRecord, string>({ name: 'metaobjects' }));
		this.orders = new Table(this.root.openDB<OrderRecord, number>({ name: 'orders' }));
		this.customers = new Table(this.root.openDB<CustomerRecord, number>({ name: 'customers' }));
		this.tokens = new Table(this.root.openDB<TokenRecord, string>({ name: 'tokens' }));
		this.secrets = new Table(this.root.openDB<string, string>({ name: 'secrets' }));
	}

	/** Whether it was filled before. */
	get seeded(): boolean {
		return this.counters.get('seeded') === 1;
	}

	markSeeded(): void {
		this.counters.set('seeded', 1);
	}

	nextId(): number {
		return this.count('id', FIRST_ID);
	}

	nextOrderNumber(): number {
		return this.count('order', FIRST_ORDER_NUMBER);
	}

	/** Many writes as one. */
	transaction(work: () => void): void {
		this.root.transactionSync(work);
	}

	clear(): void {
		const tables = [this.counters, this.subscriptions, this.metaobjects, this.orders, this.customers];
		for (const table of [...tables, this.tokens, this.secrets]) table.clear();
	}

	async close(): Promise<void> {
		await this.root.close();
	}

	private count(name: string, first: number): number {
		const next = (this.counters.get(name) ?? first - 1) + 1;
		this.counters.set(name, next);
		return next;
	}
}
