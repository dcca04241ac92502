import type { Database } from 'lmdb';

/** Records held in memory and written through: the Shopify side is searched as a whole, and is small. */
export class Table<T, K extends string | number> {
	private readonly records = new Map<K, T>();

	constructor(private readonly database: Database<T, K>) {
		for (const { key, value } of database.getRange()) this.records.set(key, value);
	}

	get(key: K): T | undefined {
		return this.records.get(key);
	}

	set(key: K, record: T): void {
		this.records.set(key, record);
		this.database.putSync(key, record);
	}

	delete(key: K): boolean {
		this.database.removeSync(key);
		return this.records.delete(key);
	}

	all(): T[] {
		return [...this.records.values()];
	}

	clear(): void {
		this.records.clear();
		this.database.clearSync();
	}
}
