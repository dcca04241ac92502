import { isRecord, type Json } from '../../api/narrow';
import type { CreatorCommerceEvent } from '../event';
import type { Delivery, PushSource, Received } from '../source';
import { entriesOf, MOST_EVENTS, plainCopy, readBody } from './body';
import { refusal } from './verify';

/** What every entry of a delivery shares. */
export interface Shared {
	/** ISO 8601 */
	receivedAt: string;
	includeRaw: boolean;
}

export interface Reader {
	/** Keys under which a body holds a list of events. */
	listKeys: readonly string[];
	/** Undefined when no event can be read from the entry: it may be of no interest, or not whole. */
	read(entry: Json, shared: Shared): CreatorCommerceEvent | undefined;
	/** A further reason to refuse a verified body as a whole. */
	refuses?(body: Json, delivery: Delivery): string | undefined;
}

/**
 * The way of a delivery, the same for all sources: verify the raw bytes, and only then parse; then entry by entry, so that
 * one that cannot be read costs no other. A verified body without an event is accepted, with no events.
 */
export const receiveWith =
	(reader: Reader): PushSource['receive'] =>
	(delivery, credential, { includeRaw }): Received => {
		const refused = refusal(delivery, credential);
		if (refused) return refused;
		const body = readBody(delivery.rawBody);
		if (body.kind === 'unreadable') return { kind: 'refused', status: 400, reason: body.reason };
		const reason = isRecord(body.value) ? reader.refuses?.(body.value, delivery) : undefined;
		if (reason !== undefined) return { kind: 'refused', status: 401, reason };

		const entries = entriesOf(body.value, reader.listKeys);
		if (entries.length > MOST_EVENTS) {
			return {
				kind: 'refused',
				status: 400,
				reason: `The body holds ${entries.length} events, and ${MOST_EVENTS} is the most`,
			};
		}
		const shared = { receivedAt: isoOf(delivery.receivedAt), includeRaw };
		const events = entries.map((entry) => {
			const copy = isRecord(entry) ? plainCopy(entry) : undefined;
			return isRecord(copy) ? reader.read(copy, shared) : undefined;
		});
		return { kind: 'accepted', events: events.filter((event) => event !== undefined) };
	};

const isoOf = (ms: number): string => new Date(Number.isFinite(ms) ? ms : 0).toISOString();
