import type { UnifiedApi } from '../../api/client';
import { isNotFound, raise } from '../../api/failure';
import { idOf } from '../../api/narrow';
import { listedIn, paginationOf } from '../../api/partner/list';
import { unwrap } from '../../api/readers/lists';
import type { CreatorCommerceEvent } from '../event';
import { type PolledEvent, eventsBetween } from './events';
import { type Memory, endWalk, isMet, meet, metSoFar, recall, remember } from './memory';
import { type Reading, readSections, shortHash, tellsEnough } from './sections';

export interface ScanOptions {
	events: readonly PolledEvent[];
	/** Requests this poll may send; then it stops after the page it is at, and the next poll goes on there. */
	requests: number;
	/** ISO time of the poll. */
	now: string;
}

export interface ScanResult {
	events: CreatorCommerceEvent[];
	/** False: the poll ended before the list did. */
	finished: boolean;
	/** Set when the list was walked to its end, but is not whole (quirk 4). */
	cutShort?: { met: number; totalCount?: number };
	requests: number;
}

/**
 * One poll: walks the list of partners from where the last poll stopped and compares each with the memory, which is changed
 * along the way. A row that is as it was costs nothing; where a row does not tell enough, the single record is read.
 * @throws ApiError. Events found before it would be lost with it, so the caller goes on from the memory as it was before.
 */
export async function scan(api: UnifiedApi, memory: Memory, options: ScanOptions): Promise<ScanResult> {
	const wanted = new Set<string>(options.events);
	const watched = {
		partner: options.events.some((event) => event.startsWith('partner.')),
		drops: options.events.some((event) => event === 'drop.updated' || event === 'content.generated'),
	};
	const events: CreatorCommerceEvent[] = [];
	let requests = 0;
	for (;;) {
		const { cursor } = memory;
		const answer = await api.call('getChannelCollabs', { query: { cursor } });
		requests += 1;
		const rows = listedIn(answer);
		// The cursor is not documented: where it is ignored, the same page comes again.
		const isRepeat = cursor !== undefined && rows.every((row) => isMet(memory, idOf(row) ?? ''));
		for (const row of isRepeat ? [] : rows) {
			const read = await compareRow(api, memory, row, watched, options.now);
			requests += read.requests;
			events.push(...read.events.filter(({ event }) => wanted.has(event)));
		}
		const { totalCount, more, next } = paginationOf(answer, () => metSoFar(memory));
		if (next === undefined || next === cursor || isRepeat) {
			const { met, whole } = endWalk(memory, totalCount, !more);
			return { events, finished: true, requests, ...(!whole && { cutShort: { met, totalCount } }) };
		}
		memory.cursor = next;
		if (requests >= options.requests) return { events, finished: false, requests };
	}
}

async function compareRow(
	api: UnifiedApi,
	memory: Memory,
	row: unknown,
	watched: { partner: boolean; drops: boolean },
	now: string,
): Promise<{ events: CreatorCommerceEvent[]; requests: number }> {
	const id = idOf(row);
	if (id === undefined) return { events: [], requests: 0 };
	const before = recall(memory, id);
	const rowHash = shortHash(row);
	if (before?.row === rowHash) {
		meet(memory, id);
		return { events: [], requests: 0 };
	}
	const enough = tellsEnough(row, watched);
	const reading = enough ? readSections(row) : await readFully(api, id);
	const requests = enough ? 0 : 1;
	if (reading === undefined) return { events: [], requests };
	const isNew = before === undefined && !isBaseline(memory, reading);
	remember(memory, id, { row: rowHash, sections: reading.sections, isOnboarded: reading.isOnboarded });
	if (before === undefined && !isNew) return { events: [], requests };
	return { events: eventsBetween(before, reading, { shop: api.shopDomain, polledAt: now }), requests };
}

/** Somebody not known yet is only new once the whole list was seen, or when the record says it was made since. */
function isBaseline(memory: Memory, { partner }: Reading): boolean {
	if (memory.baselined && memory.complete) return false;
	return partner.createdAt === undefined || partner.createdAt <= memory.since;
}

/** Undefined when the partner was deleted between the list and this request. */
async function readFully(api: UnifiedApi, collabId: string): Promise<Reading | undefined> {
	try {
		return readSections(unwrap(await api.call('getChannelCollab', { path: { collabId } }), 'collab'));
	} catch (fault) {
		return isNotFound(fault) ? undefined : raise(fault);
	}
}
