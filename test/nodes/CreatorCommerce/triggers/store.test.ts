import type { IDataObject } from 'n8n-workflow';
import { clock } from '../../../../nodes/CreatorCommerce/runtime/clock';
import { emptyMemory, read } from '../../../../nodes/CreatorCommerce/triggers/shopify/memory';
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

it('what is there but cannot be read is none', () => {
	for (const text of ['', '{', '[]', '{"version":1}', '{"version":2,"since":1}'])
		expect(read(text)).toBeUndefined();
	expect(read({ version: 2, since: NOW })).toBeUndefined();
	const odd = JSON.stringify({ version: 2, since: NOW, partners: ':,a:,:b,c', orders: 7, milestones: [] });
	expect(read(odd)).toMatchObject({ partners: new Map(), orders: new Map(), milestones: new Map() });
});
