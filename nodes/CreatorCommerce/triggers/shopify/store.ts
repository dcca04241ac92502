import { randomUUID } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { clock } from '../../runtime/clock';
import { forgetCreators } from './creatorCache';
import { type Memory, absorb, emptyMemory, isWrittenBy, read, write } from './memory';

/** Names this process in what it writes. */
const WRITER = randomUUID();

const SAVE_EVERY_MS = 250;

/** When a node's memory was saved by this process, on its clock, and whether something waits to be saved. */
const saved = new Map<string, { at: number; waits: boolean }>();

export type Change = 'none' | 'soon' | 'now';

/**
 * What this process has seen of each node. Deliveries of one process are told apart by this, at once and without loss;
 * n8n's static data, loaded and saved whole around each delivery, carries it over restarts and between processes.
 */
const seen = new Map<string, Memory>();

/** @param key names the node; the test address has one of its own */
export function openMemory(key: string, data: IDataObject, now: string): Memory {
	const own = seen.get(key);
	// What this process wrote, it knows: most deliveries find nothing else.
	if (own !== undefined && isWrittenBy(WRITER, data.memory)) return own;
	const stored = read(data.memory);
	// One object for all deliveries under way: what one of them has told, the others know at once.
	if (own !== undefined && stored !== undefined) absorb(own, stored);
	const memory = own ?? stored ?? emptyMemory(now);
	seen.set(key, memory);
	return memory;
}

/** Puts the memory where n8n saves it; only when something has changed, since each save writes all of it. */
export function saveMemory(key: string, data: IDataObject, memory: Memory): void {
	seen.set(key, memory);
	saved.set(key, { at: clock.now(), waits: false });
	data.memory = write(memory, WRITER);
}

/**
 * Of a burst not every delivery is worth a write: this process knows what it has told, and the next delivery after a quarter
 * of a second saves it. If n8n ends before that, an order of that moment may be told again when it changes.
 * @param change what there is to remember: `now` saves, `soon` may wait
 */
export function saveChange(key: string, data: IDataObject, memory: Memory, change: Change): void {
	const last = saved.get(key);
	const waits = change !== 'none' || last?.waits === true;
	const isEarly = last !== undefined && clock.now() - last.at < SAVE_EVERY_MS;
	if (change === 'now' || (waits && !isEarly)) saveMemory(key, data, memory);
	else if (last !== undefined) last.waits = waits;
}

export function forgetMemory(key: string, data: IDataObject): void {
	seen.delete(key);
	saved.delete(key);
	delete data.memory;
}

/** For tests: as if the process had been started anew. */
export function forgetProcess(): void {
	seen.clear();
	saved.clear();
	forgetCreators();
}
