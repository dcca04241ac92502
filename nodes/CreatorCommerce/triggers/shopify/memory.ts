import { isRecord } from '../../api/narrow';
import { parseJson } from '../../outside/json';
import { HASH_LENGTH, SECTIONS, type Section, type Sections, sectionsBy } from './sections';

/** What the last delivery of a partner came to. */
export interface Remembered {
	/** Seconds since 1970. */
	updatedAt: number;
	/** What it told, so that a redelivery tells the same again. */
	told: { created: boolean; first: boolean; changed: Section[] };
	isOnboarded: boolean;
	sections: Sections;
}

/** Highest thresholds announced of a partner, those before, and the delivery that announced them. */
export interface Announced {
	orders: number;
	revenue: number;
	before: { orders: number; revenue: number };
	delivery: string;
}

/**
 * What the node knows between deliveries. n8n keeps it as one blob whose last write wins, so any of it may be lost at any
 * time: that may cause a repeat, and is never what a miss would hang on.
 */
export interface Memory {
	/** ISO. From here on events are told. */
	since: string;
	/** Subscriptions of this node. */
	subscriptions: string[];
	/** Metaobject id (base 36) → {@link Remembered}, in at most 64 bytes of JSON with its key. */
	partners: Map<string, string>;
	/** Order id (base 36) → topic letter and digest of the delivery that told of its attribution. */
	orders: Map<string, string>;
	/** Creator id → thresholds. */
	milestones: Map<string, Announced>;
	/** Set while the workflow is not active; ISO. */
	pausedAt?: string;
}

export const emptyMemory = (now: string): Memory => ({
	since: now,
	subscriptions: [],
	partners: new Map(),
	orders: new Map(),
	milestones: new Map(),
});

const TIME_LENGTH = 6;
const MASK_LENGTH = 3;
const ENTRY_LENGTH = TIME_LENGTH + MASK_LENGTH + SECTIONS.length * HASH_LENGTH;

export const shortId = (id: string): string => BigInt(id).toString(36);

export function encode({ updatedAt, told, isOnboarded, sections }: Remembered): string {
	const flags = [
		isOnboarded,
		told.created,
		told.first,
		...SECTIONS.map((name) => told.changed.includes(name)),
	];
	const mask = flags.reduce((sum, flag, bit) => sum + (flag ? 2 ** bit : 0), 0);
	const time = Math.max(0, updatedAt).toString(36).padStart(TIME_LENGTH, '0').slice(-TIME_LENGTH);
	return `${time}${mask.toString(36).padStart(MASK_LENGTH, '0')}${SECTIONS.map((name) => sections[name]).join('')}`;
}

export function recall(memory: Memory, id: string): Remembered | undefined {
	const entry = memory.partners.get(shortId(id));
	if (entry?.length !== ENTRY_LENGTH) return undefined;
	const mask = parseInt(entry.slice(TIME_LENGTH, TIME_LENGTH + MASK_LENGTH), 36);
	const bit = (at: number): boolean => Math.floor(mask / 2 ** at) % 2 === 1;
	const hash = (at: number): string => {
		const from = TIME_LENGTH + MASK_LENGTH + at * HASH_LENGTH;
		return entry.slice(from, from + HASH_LENGTH);
	};
	return {
		updatedAt: timeOf(entry),
		told: { created: bit(1), first: bit(2), changed: SECTIONS.filter((_, at) => bit(at + 3)) },
		isOnboarded: bit(0),
		sections: sectionsBy((name) => hash(SECTIONS.indexOf(name))),
	};
}

const timeOf = (entry: string): number => parseInt(entry.slice(0, TIME_LENGTH), 36);

/** What is told of more orders than that is forgotten, oldest first; whoever is older then counts as told. */
export const ORDERS_KEPT = 1000;

export function keepNewestOrders(memory: Memory): void {
	if (memory.orders.size <= ORDERS_KEPT) return;
	const ids = [...memory.orders.keys()].sort((left, right) => parseInt(left, 36) - parseInt(right, 36));
	for (const id of ids.slice(0, ids.length - ORDERS_KEPT)) memory.orders.delete(id);
}

/** Takes into a memory what another of the same node knows that is newer. */
export function absorb(memory: Memory, other: Memory): void {
	memory.since = other.since;
	memory.subscriptions = other.subscriptions;
	for (const [id, entry] of other.partners) {
		const known = memory.partners.get(id);
		if (known === undefined || timeOf(entry) > timeOf(known)) memory.partners.set(id, entry);
	}
	for (const [id, announced] of other.milestones) {
		const known = memory.milestones.get(id);
		const isHigher =
			known === undefined || announced.orders > known.orders || announced.revenue > known.revenue;
		if (isHigher) memory.milestones.set(id, announced);
	}
	for (const [id, mark] of other.orders) if (!memory.orders.has(id)) memory.orders.set(id, mark);
	keepNewestOrders(memory);
}

/** `id:entry,id:entry`; neither sign is in either. */
const listed = (entries: Map<string, string>): string => [...entries].map((pair) => pair.join(':')).join(',');

/**
 * As it is put into the static data: one text, since n8n watches and copies every value of an object there, thousands of them
 * with each delivery.
 * @param writer names the process
 */
export const write = (memory: Memory, writer: string): string =>
	JSON.stringify({
		version: 2,
		writer,
		since: memory.since,
		subscriptions: memory.subscriptions,
		partners: listed(memory.partners),
		orders: listed(memory.orders),
		milestones: Object.fromEntries(
			[...memory.milestones].map(([id, { orders, revenue, before, delivery }]) => [
				id,
				[orders, revenue, before.orders, before.revenue, delivery],
			]),
		),
		...(memory.pausedAt !== undefined && { pausedAt: memory.pausedAt }),
	});

export const isWrittenBy = (writer: string, text: unknown): boolean =>
	typeof text === 'string' && text.startsWith(JSON.stringify({ version: 2, writer }).slice(0, -1));

/** Static data of another version, or of something else, is none. */
export function read(text: unknown): Memory | undefined {
	const data = typeof text === 'string' ? parseJson(text) : undefined;
	if (!isRecord(data) || data.version !== 2 || typeof data.since !== 'string') return undefined;
	const texts = (value: unknown): Map<string, string> =>
		new Map(
			(typeof value === 'string' ? value.split(',') : []).flatMap((pair) => {
				const [id, entry] = pair.split(':');
				return id && entry ? [[id, entry] as const] : [];
			}),
		);
	const milestones = new Map<string, Announced>();
	for (const [id, entry] of Object.entries(isRecord(data.milestones) ? data.milestones : {})) {
		if (!Array.isArray(entry)) continue;
		const [orders, revenue, ordersBefore, revenueBefore, delivery] = entry.map((part: unknown) => part);
		milestones.set(id, {
			orders: Number(orders) || 0,
			revenue: Number(revenue) || 0,
			before: { orders: Number(ordersBefore) || 0, revenue: Number(revenueBefore) || 0 },
			delivery: typeof delivery === 'string' ? delivery : '',
		});
	}
	return {
		since: data.since,
		subscriptions: Array.isArray(data.subscriptions) ? data.subscriptions.map(String) : [],
		partners: texts(data.partners),
		orders: texts(data.orders),
		milestones,
		...(typeof data.pausedAt === 'string' && { pausedAt: data.pausedAt }),
	};
}
