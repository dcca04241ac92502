import { randomUUID } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { forgetCreators } from './creatorCache';
import { type Memory, absorb, emptyMemory, isWrittenBy, read, write } from './memory';

/** Names this process in what it writes. */
const WRITER = randomUUID();

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
	data.memory = write(memory, WRITER);
}

export function forgetMemory(key: string, data: IDataObject): void {
	seen.delete(key);
	delete data.memory;
}

/** For tests: as if the process had been started anew. */
export function forgetProcess(): void {
	seen.clear();
	forgetCreators();
}
