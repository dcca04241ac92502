import type { UnifiedApi } from './client';
import type { EndpointId } from './endpoints';
import { InputError } from './failure';
import { apiIdFrom } from './ids';
import { type Json, asRecord } from './narrow';
import { beginExecution } from './partner/creations';
import { shown } from './text';

export interface Named {
	id: string;
	title?: string;
}

/** What a record was read as, and the record as it came. */
export interface Entry<T> {
	value: T;
	raw: Json;
}

interface Kind<T> {
	list: EndpointId;
	/** Key of the list in the answer, e.g. `campaigns`. */
	key: string;
	read: (record: unknown) => T | undefined;
	/** As the field is called, e.g. "Campaign". */
	field: string;
	/** Several of them in a sentence, e.g. "campaigns". */
	words: string;
}

/** A short list of a store that comes whole in one answer: its campaigns, or its forms. Read once an execution. */
export class Catalogue<T extends Named> {
	/** For what may be created by several executions at once. */
	readonly execution = beginExecution();
	private entries?: Promise<Array<Entry<T>>>;

	constructor(
		private readonly api: UnifiedApi,
		private readonly kind: Kind<T>,
	) {}

	all(): Promise<Array<Entry<T>>> {
		this.entries ??= this.fresh();
		this.entries.catch(() => (this.entries = undefined));
		return this.entries;
	}

	/** Asks again: for what was made since. */
	async again(): Promise<Array<Entry<T>>> {
		this.entries = undefined;
		return await this.all();
	}

	/** Adds what this execution has made, without a request; without effect before the list was read. */
	add(entry: Entry<T>): void {
		this.entries = this.entries?.then((all) => [
			...all.filter(({ value }) => value.id !== entry.value.id),
			entry,
		]);
	}

	/** All with this title, regardless of case and of blanks at its ends. */
	async titled(title: string): Promise<Array<Entry<T>>> {
		const wanted = titleKey(title);
		return (await this.all()).filter(({ value }) => titleKey(value.title ?? '') === wanted);
	}

	/**
	 * The id of what a user named by id, address or title. An id is taken as it is, without a request.
	 * @throws InputError when nothing or several have that title
	 */
	async idOf(named: string): Promise<string> {
		const { field, words } = this.kind;
		const thing = field.toLowerCase();
		if (named.trim() === '')
			throw new InputError(`No ${thing} is chosen`, field, `Choose a ${thing}, or check the expression.`);
		const id = apiIdFrom(named);
		if (id !== undefined) return id;
		const listed = (await this.all()).find(({ value }) => value.id === named.trim());
		if (listed) return listed.value.id;
		const matches = await this.titled(named);
		const [match] = matches;
		if (match && matches.length === 1) return match.value.id;
		const titles = (await this.all()).map(({ value }) => value.title ?? value.id).join(', ');
		throw new InputError(
			match
				? `${matches.length} ${words} are called “${shown(named)}”`
				: `There is no ${thing} “${shown(named)}”`,
			field,
			match
				? `Use its ID: ${matches.map(({ value }) => value.id).join(', ')}.`
				: `This store has: ${cut(titles) || `no ${words}`}.`,
		);
	}

	private async fresh(): Promise<Array<Entry<T>>> {
		const { list, key, read } = this.kind;
		const { field, words } = this.kind;
		const records = listIn(await this.api.call(list), key);
		if (records === undefined) {
			throw new InputError(
				`CreatorCommerce answered without a list of ${words}`,
				field,
				'Nothing can be told from that. Run it again in some minutes.',
			);
		}
		return records
			.map((record) => ({ value: read(record), raw: asRecord(record) }))
			.filter((entry): entry is Entry<T> => entry.value !== undefined);
	}
}

export const titleKey = (title: string): string => title.trim().toLowerCase();

/** A list comes under its key, once or twice (as quirk 2 has it for collabs), or alone. Undefined: there is none, which is not an empty one. */
function listIn(answer: unknown, key: string): unknown[] | undefined {
	const once = Array.isArray(answer) ? answer : asRecord(answer)[key];
	const list = Array.isArray(once) ? once : asRecord(once)[key];
	return Array.isArray(list) ? list : undefined;
}

/** A list of names inside a message. */
const cut = (text: string): string => (text.length > 300 ? `${text.slice(0, 297)}…` : text);
