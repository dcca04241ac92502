import type { IDataObject } from 'n8n-workflow';
import { clock } from '../../../../nodes/CreatorCommerce/runtime/clock';
import {
	type Memory,
	ORDERS_KEPT,
	absorb,
	emptyMemory,
	encode,
	read,
	shortId,
} from '../../../../nodes/CreatorCommerce/triggers/shopify/memory';
import { type Order, readOrder } from '../../../../nodes/CreatorCommerce/triggers/shopify/order';
import { isFirstTold, rememberTold } from '../../../../nodes/CreatorCommerce/triggers/shopify/orderEvents';
import { SECTIONS, type Sections } from '../../../../nodes/CreatorCommerce/triggers/shopify/sections';
import type * as Store from '../../../../nodes/CreatorCommerce/triggers/shopify/store';
import {
	forgetProcess,
	openMemory,
	saveChange,
	saveMemory,
} from '../../../../nodes/CreatorCommerce/triggers/shopify/store';

const KEY = 'workflow/node/production';
const NOW = '2026-11-22T12:00:00.000Z';
let ms = 0;

beforeEach(() => {
	forgetProcess();
	ms = 1_000;
	jest.spyOn(clock, 'now').mockImplementation(() => ms);
});
afterEach(() => jest.restoreAllMocks());

/** A delivery as n8n runs it: with what is in its database, which it saves when it was changed. */
class Database {
	text: unknown = undefined;
	writes = 0;

	deliver(id: string, change: 'none' | 'soon' | 'now' = 'soon'): void {
		const data: IDataObject = this.text === undefined ? {} : { memory: String(this.text) };
		const memory = openMemory(KEY, data, NOW);
		if (change !== 'none') memory.orders.set(id, 'c12345678');
		saveChange(KEY, data, memory, change);
		if (data.memory === this.text) return;
		this.text = data.memory;
		this.writes++;
	}

	orders(): string[] {
		return [...(read(this.text)?.orders.keys() ?? [])];
	}
}

it('a burst of orders is written now and then, and its end with the next delivery, whatever that tells', () => {
	const database = new Database();
	for (let at = 0; at < 100; at++) {
		database.deliver(`o${at}`);
		ms += 10;
	}
	expect(database.writes).toBe(4);
	expect(database.orders().length).toBeLessThan(100);
	ms += 250;
	database.deliver('', 'none');
	expect(database.orders()).toHaveLength(100);
	const { writes } = database;
	ms += 1_000;
	database.deliver('', 'none');
	expect(database.writes).toBe(writes);
});

it('orders that come one by one are written at once, and so is what must not wait', () => {
	const database = new Database();
	database.deliver('a');
	expect(database.orders()).toEqual(['a']);
	ms += 300;
	database.deliver('b');
	expect(database.orders()).toEqual(['a', 'b']);
	database.deliver('c', 'now');
	expect(database.orders()).toEqual(['a', 'b', 'c']);
});

it('what another process wrote is taken in, and nothing of this one is lost by it', () => {
	const database = new Database();
	database.deliver('a');
	const ours = database.text;
	// The other process knew nothing of a.
	forgetProcess();
	jest.isolateModules(() => {
		const other = jest.requireActual<typeof Store>(
			'../../../../nodes/CreatorCommerce/triggers/shopify/store',
		);
		const data: IDataObject = {};
		const memory = emptyMemory(NOW);
		memory.orders.set('z', 'c87654321');
		other.saveMemory(KEY, data, memory);
		database.text = data.memory;
	});
	const data: IDataObject = { memory: String(ours) };
	const memory = openMemory(KEY, data, NOW);
	saveMemory(KEY, data, memory);
	ms += 300;
	database.deliver('b');
	expect(database.orders().sort()).toEqual(['a', 'b', 'z']);
});

/** What two processes know of one node, and what is left of it; both ways, since either may write last. */
describe.each([
	['ours into theirs', false],
	['theirs into ours', true],
])('taken in, %s', (_, isTurned) => {
	const merged = (fill: (older: Memory, newer: Memory) => void): Memory => {
		const [older, newer] = [emptyMemory(NOW), emptyMemory(NOW)];
		fill(older, newer);
		const [into, from] = isTurned ? [newer, older] : [older, newer];
		absorb(into, from);
		return into;
	};

	it('the newer of what is known of a partner stays', () => {
		const entry = (updatedAt: number): string => {
			const sections = Object.fromEntries(SECTIONS.map((name) => [name, 'abcd'])) as Sections;
			return encode({
				updatedAt,
				told: { created: false, first: false, changed: [] },
				isOnboarded: false,
				sections,
			});
		};
		const { partners } = merged((older, newer) => {
			older.partners.set('p', entry(1_000)).set('q', entry(1));
			newer.partners.set('p', entry(2_000)).set('r', entry(1));
		});
		expect(partners.get('p')).toBe(entry(2_000));
		expect([...partners.keys()].sort()).toEqual(['p', 'q', 'r']);
	});

	it('the higher of the thresholds announced stays', () => {
		const announced = (orders: number) => ({
			orders,
			revenue: 0,
			before: { orders: 0, revenue: 0 },
			delivery: 'c1',
		});
		const { milestones } = merged((older, newer) => {
			older.milestones.set('ada', announced(10));
			newer.milestones.set('ada', announced(50));
		});
		expect(milestones.get('ada')?.orders).toBe(50);
	});
});

it('of more orders than are kept the newest stay; whoever is older counts as told', () => {
	const memory = emptyMemory(NOW);
	const delivery = { topic: 'updated', digest: 'digest-of-the-body' } as const;
	const order = (id: number): Order => {
		const read = readOrder({ id, tags: '', created_at: NOW });
		if (read === undefined) throw new Error('no order');
		return read;
	};
	const isFirst = (id: number): boolean => isFirstTold(order(id), delivery, memory, Date.parse(NOW));
	for (let at = 0; at < ORDERS_KEPT - 1; at++) rememberTold(order(10_000 + at), delivery, memory);
	expect(isFirst(5)).toBe(true);
	rememberTold(order(9_999), delivery, memory);
	expect(isFirst(5)).toBe(false);
	expect(isFirst(20_000)).toBe(true);
	rememberTold(order(20_000), delivery, memory);
	expect(memory.orders.size).toBe(ORDERS_KEPT);
	expect([9_999, 10_000, 20_000].map((id) => memory.orders.has(shortId(String(id))))).toEqual([
		false,
		true,
		true,
	]);
	expect(isFirst(9_999)).toBe(false);
});

it('what is there but cannot be read is none', () => {
	for (const text of ['', '{', '[]', '{"version":1}', '{"version":2,"since":1}'])
		expect(read(text)).toBeUndefined();
	expect(read({ version: 2, since: NOW })).toBeUndefined();
	const odd = JSON.stringify({ version: 2, since: NOW, partners: ':,a:,:b,c', orders: 7, milestones: [] });
	expect(read(odd)).toMatchObject({ partners: new Map(), orders: new Map(), milestones: new Map() });
});
