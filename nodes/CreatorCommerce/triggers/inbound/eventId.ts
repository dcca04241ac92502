import { createHash } from 'crypto';
import type { EventName } from '../event';

/** Longer ids are hashed: an id is a key in Remove Duplicates' store. */
const LONGEST = 200;

/** What an entry tells of its identity. */
interface Told {
	/** The sender's own id of the event. */
	eventId?: string;
	orderId?: string;
}

/**
 * The same for every redelivery: the sender's own id of the event where it gives one, the order's for an attribution, since
 * an order is attributed once, else what the entry says, hashed.
 * Two events whose entries are equal to the letter share an id; a moment or an id in the body tells them apart.
 */
export function eventIdOf(event: EventName, told: Told, entry: unknown): string {
	if (told.eventId !== undefined && told.eventId.length <= LONGEST) return told.eventId;
	if (event === 'order.attributed' && told.eventId === undefined && told.orderId !== undefined) {
		return `${event}:${told.orderId.slice(0, LONGEST)}`;
	}
	const content = told.eventId ?? JSON.stringify(entry);
	return `${event}:${createHash('sha256').update(content).digest('hex').slice(0, 32)}`;
}
