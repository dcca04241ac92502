import type { Turn, UnifiedApi } from './client';
import { ApiError, NotSentError, RecalledError, raise } from './failure';

/**
 * Writes of this process that must not cross. Two executions may both have looked for a product in a drop, or for a drop of
 * a title, and found none before either writes. Writes with one key take turns, and who looked before another wrote is told
 * to look again. Other processes are not seen: workers of n8n's queue mode, or another app.
 *
 * As long as nobody writes, all wait for the limits side by side, and the first to be sent calls the others back: a long run
 * that has a drop far back in its line holds up nobody. Those called back take turns in the order they came, and go first in
 * their run, since others wait for them. Who waits for a turn holds nothing, so no two can wait for each other.
 */
interface Key {
	/** Who writes, or is about to. */
	holder?: Seat;
	/** Who may be the first to write; nobody while there is a holder. */
	readonly hopeful: Set<Seat>;
	/** Who waits for the holder. */
	readonly queue: Set<Seat>;
}

interface Seat {
	/** Resolves when it is this seat's turn. */
	called: Promise<void>;
	call: () => void;
	recall: AbortController;
	sent: boolean;
}

interface Written {
	/** The moment after the write. */
	at: number;
	/** It was cut off while under way, and may still take place. */
	cutOff: boolean;
}

/** What a run knows. Its own writes are no news to it. */
export interface Seen {
	/** When it looked, see moment(). */
	at: number;
}

/** A request that was cut off reaches the server within this, or not at all. */
const CUT_OFF_MS = 2_000;
/** The last writes of so many keys are remembered: another execution may have looked long before it writes. */
const REMEMBERED = 10_000;

let moments = 0;
/** What happened in this process, counted: tells what was before what. To be taken before looking. */
export const moment = (): number => ++moments;

const keys = new Map<string, Key>();
const written = new Map<string, Written>();
/** No write that was forgotten is later than this. */
let forgottenAt = 0;

/**
 * Does a write when no other one with this key is under way.
 * @param seen when the run looked at what the write depends on; moves on with the write
 * @param write is told whether another wrote since: then it may look again, and notes that in `seen`. It hands `turn` on
 * with its one request, and is run again where another was sent before that
 * @throws NotSentError when the run ends while it waits, the signal's reason on cancel, and what `write` throws
 */
export async function inTurn<T>(
	api: UnifiedApi,
	name: string,
	seen: Seen,
	write: (isNews: boolean, turn: Turn) => Promise<T>,
): Promise<T> {
	const key = keys.get(name) ?? { hopeful: new Set(), queue: new Set() };
	keys.set(name, key);
	const seat = newSeat();
	(key.holder ? key.queue : key.hopeful).add(seat);
	let cutOff = false;
	try {
		for (;;) {
			const isHopeful = key.hopeful.has(seat);
			if (!isHopeful) await api.waitFor(seat.called);
			if (written.get(name)?.cutOff) {
				await api.waitFor(Promise.resolve(), CUT_OFF_MS);
				remember(name, { at: moment(), cutOff: false });
			}
			const isNews = (written.get(name)?.at ?? forgottenAt) > seen.at;
			try {
				return await write(isNews, {
					...(isHopeful && { recall: seat.recall.signal }),
					goesFirst: !isHopeful,
					sending: () => take(key, seat),
				});
			} catch (fault) {
				if (!(fault instanceof RecalledError)) raise(fault);
			}
		}
	} catch (fault) {
		cutOff = !(fault instanceof ApiError || fault instanceof NotSentError);
		return raise(fault);
	} finally {
		if (seat.sent) {
			seen.at = moment();
			remember(name, { at: seen.at, cutOff });
		}
		leave(key, seat);
		if (key.holder === undefined && key.hopeful.size === 0) keys.delete(name);
	}
}

function newSeat(): Seat {
	let call = (): void => undefined;
	const called = new Promise<void>((resolve) => (call = resolve));
	return { called, call, recall: new AbortController(), sent: false };
}

/** The write is sent: the others wait from now on. */
function take(key: Key, seat: Seat): void {
	seat.sent = true;
	if (key.holder === seat) return;
	key.hopeful.delete(seat);
	key.holder = seat;
	const others = [...key.hopeful];
	key.hopeful.clear();
	for (const other of others) key.queue.add(other);
	for (const other of others) other.recall.abort();
}

/** The seat is given up, wherever it is; after the holder comes the next in the queue. */
function leave(key: Key, seat: Seat): void {
	key.hopeful.delete(seat);
	key.queue.delete(seat);
	if (key.holder !== seat) return;
	const [next] = key.queue;
	key.holder = next;
	if (next === undefined) return;
	key.queue.delete(next);
	next.call();
}

function remember(name: string, write: Written): void {
	written.delete(name);
	written.set(name, write);
	const [oldest] = written;
	if (written.size <= REMEMBERED || oldest === undefined) return;
	written.delete(oldest[0]);
	forgottenAt = Math.max(forgottenAt, oldest[1].at);
}
