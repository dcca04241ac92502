import { asFlag, asNumber, asText, isRecord, type Json } from '../../api/narrow';
import { plainJson } from './body';

/** Sources write the same thing under several keys and at several places; the first that holds something counts. */
export class Look {
	constructor(private readonly records: readonly Json[]) {}

	/** The record itself, then those under the given keys, where a JSON text stands for what it says. */
	static into(entry: Json, keys: readonly string[]): Look {
		const records = [entry];
		for (const key of keys) {
			const held = own(entry, key);
			const record = typeof held === 'string' ? plainJson(held) : held;
			if (isRecord(record)) records.push(record);
		}
		return new Look(records);
	}

	value(...keys: string[]): unknown {
		for (const record of this.records) {
			for (const key of keys) {
				const value = own(record, key);
				if (value !== undefined && value !== null && value !== '') return value;
			}
		}
		return undefined;
	}

	/** Blanks around a value, as templates leave them, are dropped. */
	text(...keys: string[]): string | undefined {
		for (const key of keys) {
			const text = asText(this.value(key))?.trim();
			if (text !== undefined && text !== '') return text;
		}
		return undefined;
	}

	number(...keys: string[]): number | undefined {
		return asNumber(this.value(...keys));
	}

	flag(...keys: string[]): boolean | undefined {
		return asFlag(this.value(...keys));
	}

	record(key: string): Json | undefined {
		const value = this.value(key);
		return isRecord(value) ? value : undefined;
	}

	has(key: string): boolean {
		return this.records.some((record) => Object.hasOwn(record, key));
	}
}

const own = (record: Json, key: string): unknown => (Object.hasOwn(record, key) ? record[key] : undefined);
