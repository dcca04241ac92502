import axios from 'axios';
import { UnifiedApi } from '../../../../../nodes/CreatorCommerce/api/client';
import { Limiter, Scheduler } from '../../../../../nodes/CreatorCommerce/traffic';
import { POLLED_EVENTS } from '../../../../../nodes/CreatorCommerce/triggers/polling/events';
import { emptyMemory, type Memory } from '../../../../../nodes/CreatorCommerce/triggers/polling/memory';
import { scan, type ScanResult } from '../../../../../nodes/CreatorCommerce/triggers/polling/scan';
import { createSandbox, type Sandbox } from '../../../../../sandbox';

const LIMITS = { readsPerMinute: 1e6, writesPerMinute: 1e6, bulkPerMinute: 1e6 };
const clock = {
	now: () => performance.now(),
	random: () => 0.5,
	sleep: async (ms: number) => await new Promise<void>((resolve) => setTimeout(resolve, ms)),
};

let sandbox: Sandbox;
let api: UnifiedApi;

beforeEach(async () => {
	sandbox = await createSandbox({ partners: 25, limits: { kind: 'off' }, listing: { pageSize: 10 } });
	api = new UnifiedApi(
		sandbox.shopDomain,
		async ({ method, path, body }) => {
			const answer = await axios.request({
				method,
				url: sandbox.url + path,
				data: body,
				headers: { 'x-channel-access-token': sandbox.channelKey },
				validateStatus: () => true,
				responseType: 'text',
				transformResponse: (text: unknown) => text,
			});
			return { status: answer.status, headers: {}, body: String(answer.data) };
		},
		new Scheduler({ limiter: new Limiter(LIMITS, clock), clock }),
	);
});
afterEach(async () => await sandbox.close());

const poll = async (memory: Memory, requests = 1_000): Promise<ScanResult> =>
	await scan(api, memory, { events: POLLED_EVENTS, requests, now: new Date().toISOString() });

const id = (letter: string): string => letter.repeat(24);

interface ListAnswer {
	collabs: unknown[];
	pagination: { hasNextPage: boolean; nextCursor: string; totalCount: number };
}

/** A poll of a store whose list has these pages, each under a cursor of its own. */
async function scanOf(
	memory: Memory,
	pages: string[][],
	totalCount?: number,
	dress: (answer: ListAnswer) => unknown = (answer) => answer,
): Promise<ScanResult> {
	let asked = 0;
	const store = new UnifiedApi(
		'brand.myshopify.com',
		async () => {
			const collabs = (pages[asked] ?? []).map((letter) => ({
				_id: id(letter),
				creator: { _id: id('f'), email: `${letter}@example.com` },
				custom: {},
				drops: [],
			}));
			asked += 1;
			const hasNextPage = asked < pages.length;
			const pagination = {
				hasNextPage,
				nextCursor: `page ${asked}`,
				totalCount: totalCount ?? collabs.length,
			};
			return { status: 200, headers: {}, body: JSON.stringify(dress({ collabs, pagination })) };
		},
		new Scheduler({ limiter: new Limiter(LIMITS, clock), clock }),
	);
	return await scan(store, memory, { events: POLLED_EVENTS, requests: 100, now: new Date().toISOString() });
}

/** A small random generator, so that a failing order of changes can be run again by its seed. */
function random(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
		return Math.floor((state / 4_294_967_296) * below);
	};
}

let unique = 0;

/** Makes one change through the API and tells which event it should give. Every value is new, so nothing changes back. */
async function change(pick: (below: number) => number): Promise<{ id: string; event: string }> {
	unique += 1;
	const collabs = sandbox.state.collabs();
	const collab = collabs[pick(collabs.length)];
	if (!collab) throw new Error('no partner');
	const [drop] = sandbox.state.drops(collab._id);
	const domain = sandbox.shopDomain;
	// Somebody new now and then only: every partner more makes every poll read more.
	switch (pick(20) === 0 ? 0 : 1 + pick(drop ? 5 : 3)) {
		case 0: {
			const email = `new${unique}@example.com`;
			await api.call('createCollab', {
				body: { myshopifyDomain: domain, email, firstName: 'N', lastName: 'P' },
			});
			return { id: sandbox.state.collabByEmail(email)[0]?._id ?? '', event: 'partner.created' };
		}
		case 1:
			await api.call('updateCollab', {
				path: { collabId: collab._id },
				body: { myshopifyDomain: domain, affiliateCode: `CODE${unique}` },
			});
			return { id: collab._id, event: 'partner.updated' };
		case 2:
			await api.call('updateCollab', {
				path: { collabId: collab._id },
				body: { myshopifyDomain: domain, firstName: `Name ${unique}` },
			});
			return { id: collab._id, event: 'partner.updated' };
		case 3:
			await api.call('createDrop', {
				path: { collabId: collab._id },
				body: { title: `Drop ${unique}`, description: '', products: [{ id: String(1000 + unique) }] },
			});
			return { id: collab._id, event: 'drop.updated' };
		case 4:
			await api.call('addProductsToDrop', {
				path: { collabId: collab._id, dropId: drop?._id ?? '' },
				body: { products: [{ id: String(1000 + unique) }] },
			});
			return { id: collab._id, event: 'drop.updated' };
		default: {
			const enhancementId = drop?.enhancements[0]?._id;
			if (drop === undefined || enhancementId === undefined) return await change(pick);
			await api.call('updateChannelEnhancement', {
				path: { collabId: collab._id, dropId: drop._id, enhancementId },
				body: { note: `Note ${unique}` },
			});
			return { id: collab._id, event: 'content.generated' };
		}
	}
}

describe('polling', () => {
	it('starts nothing for the partners that are there at activation', async () => {
		const memory = emptyMemory(new Date().toISOString());
		const result = await poll(memory);
		expect(result).toMatchObject({ events: [], finished: true });
		expect(Object.keys(memory.partners)).toHaveLength(25);
		expect((await poll(memory)).events).toEqual([]);
	});

	it('remembers at most 64 bytes a partner', async () => {
		const memory = emptyMemory(new Date().toISOString());
		await poll(memory);
		const bytes = Buffer.byteLength(JSON.stringify(memory.partners));
		expect(bytes / 25).toBeLessThanOrEqual(64);
	});

	it('misses nothing and repeats nothing over 1,000 changes with polls in between', async () => {
		sandbox.setListing({ pageSize: 200 });
		const memory = emptyMemory(new Date().toISOString());
		await poll(memory);
		const pick = random(7);
		let expected = new Map<string, Set<string>>();
		let told = 0;
		for (let step = 0; step < 1_000; step += 1) {
			const { id, event } = await change(pick);
			const events = expected.get(id) ?? new Set();
			// Whatever else happens to somebody new before the next poll is part of being new.
			if (!events.has('partner.created')) events.add(event);
			expected.set(id, events);
			if (pick(4) > 0 && step < 999) continue;
			const { events: seen } = await poll(memory);
			const got = new Map<string, string[]>();
			for (const { partner, event: name } of seen) {
				// A new product brings an enhancement of its own along: that is content too.
				if (name === 'content.generated' && expected.get(partner.collabId ?? '')?.has('drop.updated'))
					continue;
				got.set(partner.collabId ?? '', [...(got.get(partner.collabId ?? '') ?? []), name]);
			}
			const sorted = [...expected].map(([key, names]) => [
				key,
				[...names].filter((name) => !(name === 'content.generated' && names.has('drop.updated'))).sort(),
			]);
			expect(Object.fromEntries([...got].map(([key, names]) => [key, names.sort()]))).toEqual(
				Object.fromEntries(sorted),
			);
			told += seen.length;
			expected = new Map();
		}
		expect((await poll(memory)).events).toEqual([]);
		expect(told).toBeGreaterThan(200);
	}, 400_000);

	it('goes on in the next poll when the store is large, and still misses nothing', async () => {
		const memory = emptyMemory(new Date().toISOString());
		const steps: boolean[] = [];
		do steps.push((await poll(memory, 1)).finished);
		while (steps[steps.length - 1] === false && steps.length < 20);
		expect(steps).toEqual([false, false, true]);
		const pick = random(11);
		const wanted = new Set<string>();
		const seen: string[] = [];
		for (let step = 0; step < 60; step += 1) {
			const { id, event } = await change(pick);
			wanted.add(`${id} ${event}`);
			for (const { partner, event: name } of (await poll(memory, 1)).events)
				seen.push(`${partner.collabId} ${name}`);
		}
		for (let rounds = 0; rounds < 30; rounds += 1) {
			for (const { partner, event: name } of (await poll(memory, 1)).events)
				seen.push(`${partner.collabId} ${name}`);
		}
		const created = new Set(
			[...seen].filter((entry) => entry.endsWith('created')).map((entry) => entry.split(' ')[0]),
		);
		for (const entry of wanted) {
			if (!created.has(entry.split(' ')[0])) expect(seen).toContain(entry);
		}
		expect(new Set(seen.filter((entry) => entry.endsWith('created'))).size).toBe(
			[...wanted].filter((entry) => entry.endsWith('created')).length,
		);
		expect((await poll(memory, 1)).events).toEqual([]);
	});

	it('tells that a partner has become onboarded, once', async () => {
		const collab = sandbox.state.collabs().find(({ creator }) => creator.isOnboarded !== true);
		if (!collab) throw new Error('everybody is onboarded');
		const memory = emptyMemory(new Date().toISOString());
		await poll(memory);
		const update = {
			path: { collabId: collab._id },
			body: { myshopifyDomain: sandbox.shopDomain, isOnboarded: true },
		};
		await api.call('updateCollab', update);
		expect((await poll(memory)).events.map(({ event }) => event)).toEqual(['partner.activated']);
		await api.call('updateCollab', update);
		expect((await poll(memory)).events).toEqual([]);
	});

	it('gives a repeated poll the same event ids', async () => {
		const memory = emptyMemory(new Date().toISOString());
		await poll(memory);
		const before = structuredClone(memory);
		await change(random(3));
		const [first, again] = [await poll(memory), await poll(before)];
		expect(first.events.length).toBeGreaterThan(0);
		expect(again.events.map(({ eventId }) => eventId)).toEqual(first.events.map(({ eventId }) => eventId));
	});

	it('gives a change that was taken back and made again an id of its own each time', async () => {
		const memory = emptyMemory(new Date().toISOString());
		await poll(memory);
		const [collab] = sandbox.state.collabs();
		if (!collab) throw new Error('no partner');
		const ids: string[] = [];
		for (const affiliateCode of ['GOLD', 'SILVER', 'GOLD', 'SILVER', 'GOLD']) {
			await new Promise((resolve) => setTimeout(resolve, 5));
			await api.call('updateCollab', {
				path: { collabId: collab._id },
				body: { myshopifyDomain: sandbox.shopDomain, affiliateCode },
			});
			ids.push(...(await poll(memory)).events.map(({ eventId }) => eventId));
		}
		expect(new Set(ids).size).toBe(5);
	});

	it('takes who was made since as new, though the list is not whole', async () => {
		sandbox.setListing({ mode: 'cutShort', cutAt: 12 });
		const memory = emptyMemory(new Date().toISOString());
		await poll(memory);
		await new Promise((resolve) => setTimeout(resolve, 5));
		const email = 'new-in-a-cut-list@example.com';
		await api.call('createCollab', {
			body: { myshopifyDomain: sandbox.shopDomain, email, firstName: 'N', lastName: 'P' },
		});
		// The list shows more of itself: only who was made since is new.
		sandbox.setListing({ mode: 'cutShort', cutAt: 26 });
		expect((await poll(memory)).events).toMatchObject([{ event: 'partner.created', partner: { email } }]);
	});

	it('forgets who is gone, and tells them as new when they are back', async () => {
		const memory = emptyMemory(new Date().toISOString());
		await scanOf(memory, [['a', 'b', 'c']]);
		await scanOf(memory, [['a', 'c']]);
		expect(Object.keys(memory.partners)).toHaveLength(2);
		const { events } = await scanOf(memory, [['a', 'b', 'c']]);
		expect(events.map(({ event, partner }) => [event, partner.collabId])).toEqual([
			['partner.created', id('b')],
		]);
	});

	it.each<[string, (answer: ListAnswer) => unknown]>([
		['nested', ({ collabs, pagination }) => ({ collabs: { collabs, pagination } })],
		[
			'silent about a next page',
			({ collabs, pagination: { nextCursor, totalCount } }) => ({
				collabs,
				pagination: { nextCursor, totalCount },
			}),
		],
	])('reads the list to its end where pagination is %s', async (_, dress) => {
		const memory = emptyMemory(new Date().toISOString());
		const { requests, finished, cutShort } = await scanOf(memory, [['a', 'b'], ['c', 'd'], ['e']], 5, dress);
		expect({ requests, finished, cutShort }).toEqual({ requests: 3, finished: true, cutShort: undefined });
		expect(Object.keys(memory.partners)).toHaveLength(5);
	});

	it('ends where the same page comes again and again under ever new cursors', async () => {
		const memory = emptyMemory(new Date().toISOString());
		const { cutShort, requests } = await scanOf(
			memory,
			Array.from({ length: 50 }, () => ['a', 'b']),
			9,
		);
		expect(requests).toBe(2);
		expect(cutShort).toEqual({ met: 2, totalCount: 9 });
	});

	it.each(['cutShort', 'ignoresCursor'] as const)(
		'says so when the list is not whole (%s), and takes nobody as new by mistake',
		async (mode) => {
			sandbox.setListing({ mode, cutAt: 7 });
			const memory = emptyMemory(new Date().toISOString());
			const result = await poll(memory);
			expect(result.finished).toBe(true);
			expect(result.cutShort?.totalCount).toBe(25);
			sandbox.setListing({ mode: 'cursor' });
			expect((await poll(memory)).events).toEqual([]);
		},
	);

	it('tells no change when a row comes as ids instead of populated', async () => {
		sandbox.setListing({ populate: 'ids' });
		const memory = emptyMemory(new Date().toISOString());
		expect((await poll(memory)).events).toEqual([]);
		sandbox.setListing({ populate: 'objects' });
		expect((await poll(memory)).events).toEqual([]);
	});
});
