import { isApiId } from '../../api/ids';
import { isRecord } from '../../api/narrow';
import { HASH_LENGTH, SECTIONS, type Section } from './sections';

/** What is remembered of one partner between polls. */
export interface Remembered {
	/** Hash of the whole list row: as long as it is the same, nothing is looked at. */
	row: string;
	sections: Record<Section, string>;
	isOnboarded: boolean;
}

/**
 * The trigger's memory, as it is kept in the workflow's static data: one entry a partner, at most 64 bytes of JSON each
 * (16 letters for the id, 32 for five hashes and two marks, 6 for JSON).
 */
export interface Memory {
	version: 1;
	/** Key: the collab id in base64url. */
	partners: Record<string, string>;
	/** False until every partner has been seen once: until then a partner not known is not a new one. */
	baselined: boolean;
	/** ISO time at which the first walk began. Whoever was created later is new, even where the list could not be seen whole. */
	since: string;
	/** Whether the last walk saw the whole list: only then does absence from the memory mean that somebody is new. */
	complete: boolean;
	/** Set while a walk through the list goes on from poll to poll. */
	cursor?: string;
	/** Whole walks so far. */
	walk: number;
}

export const emptyMemory = (now: string): Memory => ({
	version: 1,
	partners: {},
	baselined: false,
	since: now,
	complete: false,
	walk: 0,
});

/** Static data of another version, or of another node, is taken as none: then everything is baselined anew. */
export function readMemory(data: unknown, now: string): Memory {
	if (!isRecord(data) || data.version !== 1 || !isRecord(data.partners)) return emptyMemory(now);
	const partners: Record<string, string> = {};
	for (const [key, value] of Object.entries(data.partners)) {
		if (typeof value === 'string' && value.length === ENTRY_LENGTH) partners[key] = value;
	}
	return {
		version: 1,
		partners,
		baselined: data.baselined === true,
		since: typeof data.since === 'string' ? data.since : now,
		complete: data.complete === true,
		...(typeof data.cursor === 'string' && { cursor: data.cursor }),
		walk: typeof data.walk === 'number' ? data.walk : 0,
	};
}

/** A mark that changes from walk to walk: who was met in the present one, and who in none can be forgotten. */
const WALK_MARKS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const ENTRY_LENGTH = HASH_LENGTH * (SECTIONS.length + 1) + 2;

const keyOf = (collabId: string): string =>
	isApiId(collabId) ? Buffer.from(collabId, 'hex').toString('base64url') : collabId;

export function recall(memory: Memory, collabId: string): Remembered | undefined {
	const entry = memory.partners[keyOf(collabId)];
	if (entry === undefined) return undefined;
	const part = (at: number): string => entry.slice(at * HASH_LENGTH, (at + 1) * HASH_LENGTH);
	return {
		row: part(0),
		sections: { profile: part(1), agreement: part(2), drops: part(3), content: part(4) },
		isOnboarded: entry.charAt(ENTRY_LENGTH - 2) === '1',
	};
}

export function remember(memory: Memory, collabId: string, { row, sections, isOnboarded }: Remembered): void {
	const { profile, agreement, drops, content } = sections;
	memory.partners[keyOf(collabId)] =
		`${row}${profile}${agreement}${drops}${content}${isOnboarded ? '1' : '0'}${markOf(memory)}`;
}

/** Marks a partner as met in the present walk. */
export function meet(memory: Memory, collabId: string): void {
	const key = keyOf(collabId);
	const entry = memory.partners[key];
	if (entry !== undefined) memory.partners[key] = `${entry.slice(0, -1)}${markOf(memory)}`;
}

/** Whether a partner was met in the present walk. */
export const isMet = (memory: Memory, collabId: string): boolean =>
	memory.partners[keyOf(collabId)]?.endsWith(markOf(memory)) ?? false;

/** How many partners were met in the present walk. */
export function metSoFar(memory: Memory): number {
	const mark = markOf(memory);
	return Object.values(memory.partners).filter((entry) => entry.endsWith(mark)).length;
}

/**
 * The list was walked to its end. Whoever was not met in a whole walk is gone.
 * @param totalCount how many partners the API says there are; undefined when it does not say
 * @param ended the API named no further page
 * @returns how many were met, and whether that is all
 */
export function endWalk(
	memory: Memory,
	totalCount: number | undefined,
	ended: boolean,
): { met: number; whole: boolean } {
	const mark = markOf(memory);
	const met = metSoFar(memory);
	const whole = totalCount === undefined ? ended : met >= totalCount;
	if (whole) {
		for (const [key, entry] of Object.entries(memory.partners)) {
			if (!entry.endsWith(mark)) delete memory.partners[key];
		}
	}
	memory.walk += 1;
	memory.baselined = true;
	memory.complete = whole;
	delete memory.cursor;
	return { met, whole };
}

const markOf = (memory: Memory): string => WALK_MARKS.charAt(memory.walk % WALK_MARKS.length);
