import type { UnifiedApi } from '../client';
import { InputError } from '../failure';
import { asNumber, asRecord, asText, asFlag, idOf, isRecord } from '../narrow';

/**
 * How a walk through a store's partners ended.
 * - `whole`: every partner was seen; absence from it means something.
 * - `cutShort`: the API counts more partners than it handed out, or repeated a page; nothing may be concluded from
 *   absence (quirk 4).
 */
export interface ListEnd {
	whole: boolean;
	rows: number;
	/** What the API says there are. */
	totalCount?: number;
	pages: number;
}

export interface ListPage {
	/** Collabs as they came, not yet narrowed. */
	rows: unknown[];
	totalCount?: number;
	/** Set on the last page. */
	end?: ListEnd;
}

/**
 * Walks the partners of the store a page at a time, so that no more than a page is in memory. The API gives a cursor
 * but documents no parameter for it: `cursor` is sent, and a page that only repeats ids ends the walk.
 */
export async function* partnerPages(
	api: UnifiedApi,
	filter: { query?: string; email?: string } = {},
): AsyncGenerator<ListPage, void, undefined> {
	const seen = new Set<string>();
	let cursor: string | undefined;
	let pages = 0;
	for (;;) {
		const answer = await api.call('getChannelCollabs', { query: { ...filter, cursor } });
		pages += 1;
		const rows = listedIn(answer).filter((row) => {
			const id = idOf(row);
			if (id === undefined || seen.has(id)) return false;
			seen.add(id);
			return true;
		});
		const { totalCount, more, next } = paginationOf(answer, () => seen.size);
		if (next !== undefined && next !== cursor && rows.length > 0) {
			yield { rows, totalCount };
			cursor = next;
			continue;
		}
		const whole = totalCount === undefined ? !more : seen.size >= totalCount;
		yield { rows, totalCount, end: { whole, rows: seen.size, totalCount, pages } };
		return;
	}
}

export interface Pagination {
	/** What the API says there are. */
	totalCount?: number;
	/** There are further pages, whether or not it is said how to get them. */
	more: boolean;
	/** The cursor of the next page, where there is more. */
	next?: string;
}

/**
 * What a page says of those that follow: beside the list, or in the nested shape beside the inner one.
 * @param seen how many partners were seen so far, those of this page included
 */
export function paginationOf(answer: unknown, seen: () => number): Pagination {
	const { pagination, collabs } = asRecord(answer);
	const said = asRecord(pagination ?? asRecord(collabs).pagination);
	const totalCount = asNumber(said.totalCount);
	const cursor = asText(said.nextCursor);
	// Without a word about it a cursor says that there is more, unless all were seen.
	const mayGoOn = (): boolean => cursor !== undefined && (totalCount === undefined || seen() < totalCount);
	const more = asFlag(said.hasNextPage) ?? mayGoOn();
	return { totalCount, more, ...(more && { next: cursor }) };
}

/**
 * `{collabs: […]}`, or `{collabs: {collabs: […]}}` (quirk 2); a bare list is taken too.
 * @returns undefined when there is no list, which is not an empty one
 */
export function collabsIn(answer: unknown): unknown[] | undefined {
	if (Array.isArray(answer)) return answer;
	const { collabs, pagination } = asRecord(answer);
	const list = isRecord(collabs) ? collabs.collabs : collabs;
	if (Array.isArray(list)) return list;
	return list === null || asNumber(asRecord(pagination).totalCount) === 0 ? [] : undefined;
}

/** @throws InputError when there is no list: taken for an empty one, everybody would be new */
export function listedIn(answer: unknown): unknown[] {
	const list = collabsIn(answer);
	if (list !== undefined) return list;
	throw new InputError(
		'CreatorCommerce answered without a list of partners',
		'Partner',
		'Nothing can be told from that. Run it again in some minutes.',
	);
}
