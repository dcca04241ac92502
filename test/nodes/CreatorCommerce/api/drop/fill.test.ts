import fc from 'fast-check';
import { PRODUCTS_PER_REQUEST, fillDrops } from '../../../../../nodes/CreatorCommerce/api/drop/fill';
import type { FillOutcome, FillTarget } from '../../../../../nodes/CreatorCommerce/api/drop/target';
import { DropDirectory } from '../../../../../nodes/CreatorCommerce/api/drop/find';
import type { ProductRow } from '../../../../../nodes/CreatorCommerce/api/drop/product';
import { TransportError } from '../../../../../nodes/CreatorCommerce/api/answer';
import { ApiError, InputError } from '../../../../../nodes/CreatorCommerce/api/failure';
import { asList, asRecord } from '../../../../../nodes/CreatorCommerce/api/narrow';
import { PartnerDirectory } from '../../../../../nodes/CreatorCommerce/api/partner/directory';
import { type Drop, readDrop } from '../../../../../nodes/CreatorCommerce/api/readers/drop';
import { moment } from '../../../../../nodes/CreatorCommerce/api/turns';
import { type FakeApi, answer, fakeApi, id } from '../support/fakeApi';

interface StoredDrop {
	_id: string;
	title: string;
	products: Array<{ _id: string; shopifyId: string }>;
	enhancements: Array<{ _id: string; product: string }>;
}

const COLLAB = id(1);
const LIMITS = { writesPerMinute: 50, bulkPerMinute: 10 };
const product = (number: number, more: Partial<ProductRow> = {}): ProductRow => ({
	id: String(number),
	given: `gid://shopify/Product/${number}`,
	...more,
});
const rowsOf = (numbers: number[], from = 0): FillTarget['rows'] =>
	numbers.map((number, at) => ({ index: from + at, product: product(number) }));

/** One partner's drops, held as the API holds them: products and enhancements are appended. */
class Shop {
	private next = 1_000;
	readonly drops: StoredDrop[] = [];
	/** Writes under way for a drop, and the most there were at once. */
	private readonly busy = new Map<string, number>();
	mostAtOnce = 0;
	/** Given each write before it takes place, and after: throws or answers instead. */
	before: (path: string) => unknown = () => undefined;
	after: (path: string) => unknown = () => undefined;
	readonly fake: FakeApi = fakeApi(async (request, url) => {
		if (request.method === 'GET') {
			return { collab: { _id: COLLAB, drops: structuredClone(this.drops) } };
		}
		const dropId = /drops\/([0-9a-f]+)\/products$/.exec(url.pathname)?.[1];
		const instead = this.before(url.pathname);
		if (instead !== undefined) return instead;
		const under = (this.busy.get(dropId ?? '') ?? 0) + 1;
		this.busy.set(dropId ?? '', under);
		if (dropId !== undefined) this.mostAtOnce = Math.max(this.mostAtOnce, under);
		await new Promise((resolve) => setImmediate(resolve));
		this.busy.set(dropId ?? '', under - 1);
		const body = asRecord(request.body);
		const drop = this.drops.find(({ _id }) => _id === dropId) ?? this.add(String(body.title), []);
		this.put(
			drop,
			asList(body.products).map((row) => String(asRecord(row).id)),
		);
		return this.after(url.pathname) ?? { drop: dropId === undefined ? structuredClone(drop) : drop._id };
	});

	add(title: string, products: number[]): StoredDrop {
		const drop = { _id: id(this.next++), title, products: [], enhancements: [] };
		this.drops.push(drop);
		this.put(drop, products.map(String));
		return drop;
	}

	private put(drop: StoredDrop, shopifyIds: string[]): void {
		for (const shopifyId of shopifyIds) {
			const _id = id(500_000 + Number(shopifyId));
			drop.products.push({ _id, shopifyId });
			drop.enhancements.push({ _id: id(this.next++), product: _id });
		}
	}

	known(): Drop[] {
		return this.drops.map(readDrop).filter((drop) => drop !== undefined);
	}

	target(more: Partial<FillTarget>): FillTarget {
		return {
			collabId: COLLAB,
			rows: [],
			before: this.known(),
			readAt: moment(),
			skipExisting: true,
			...more,
		};
	}

	faults: unknown[] = [];
	async fill(targets: FillTarget[], limits = LIMITS): Promise<Map<number, FillOutcome>> {
		const directory = new DropDirectory(new PartnerDirectory(this.fake.api, 'channel'));
		const onFault = (fault: unknown) => this.faults.push(fault);
		return (await fillDrops(this.fake.api, directory, targets, limits, onFault)).outcomes;
	}

	writes(): string[][] {
		return this.fake.sent
			.filter(({ method }) => method === 'POST')
			.map(({ body }) => asList(body?.products).map((row) => String(asRecord(row).id)));
	}

	productsOf(drop: StoredDrop): number[] {
		return drop.products.map(({ shopifyId }) => Number(shopifyId));
	}
}

const numbers = (count: number, from = 1): number[] => Array.from({ length: count }, (_, at) => from + at);
const statuses = (outcomes: Map<number, FillOutcome>): string[] =>
	[...outcomes]
		.sort(([left], [right]) => left - right)
		.map(([, outcome]) => ('fault' in outcome ? 'fault' : outcome.status));

describe('adding products to a drop', () => {
	it('sends rows in chunks of 50, in their order, one request at a time', async () => {
		const shop = new Shop();
		const drop = shop.add('One', []);
		const outcomes = await shop.fill([shop.target({ dropId: drop._id, rows: rowsOf(numbers(120)) })]);
		expect(shop.writes().map((write) => write.length)).toEqual([50, 50, 20]);
		expect(PRODUCTS_PER_REQUEST).toBe(50);
		expect(shop.productsOf(drop)).toEqual(numbers(120));
		expect(shop.mostAtOnce).toBe(1);
		expect(statuses(outcomes)).toEqual(Array(120).fill('added'));
	});

	it('different drops go side by side', async () => {
		const shop = new Shop();
		const drops = numbers(5).map((number) => shop.add(`Drop ${number}`, []));
		await shop.fill(
			drops.map((drop, at) => shop.target({ dropId: drop._id, rows: rowsOf(numbers(60), at * 60) })),
		);
		for (const drop of drops) expect(shop.productsOf(drop)).toEqual(numbers(60));
		expect(shop.mostAtOnce).toBe(1);
		expect(shop.writes()).toHaveLength(10);
	});

	it('names its own product, its enhancement and the request that served it', async () => {
		const shop = new Shop();
		const drop = shop.add('One', [9]);
		const outcomes = await shop.fill([shop.target({ dropId: drop._id, rows: rowsOf([3, 4]) })]);
		expect(outcomes.get(1)).toEqual({
			status: 'added',
			drop: { id: drop._id, title: 'One' },
			product: product(4),
			enhancementId: drop.enhancements[2]?._id,
			request: { number: 1, products: 2 },
		});
	});

	it('skips what is there, and what an earlier row has added', async () => {
		const shop = new Shop();
		const drop = shop.add('One', [1, 2]);
		const outcomes = await shop.fill([shop.target({ dropId: drop._id, rows: rowsOf([1, 3, 2, 3, 3]) })]);
		expect(shop.writes()).toEqual([['3']]);
		expect(statuses(outcomes)).toEqual(['alreadyThere', 'added', 'alreadyThere', 'added', 'added']);
		expect(outcomes.get(0)).toMatchObject({ enhancementId: drop.enhancements[0]?._id });
		expect(outcomes.get(4)).toMatchObject({ enhancementId: drop.enhancements[2]?._id });
	});

	it('adds everything, repeats too, when told not to skip', async () => {
		const shop = new Shop();
		const drop = shop.add('One', [1]);
		await shop.fill([shop.target({ dropId: drop._id, rows: rowsOf([1, 1, 2]), skipExisting: false })]);
		expect(shop.writes()).toEqual([['1', '1', '2']]);
	});

	it('rows that want one product with different contents are all refused, the others written', async () => {
		const shop = new Shop();
		const drop = shop.add('One', []);
		const rows = [
			{ index: 0, product: product(1, { note: 'a' }) },
			{ index: 1, product: product(2) },
			{ index: 2, product: product(1, { note: 'b' }) },
		];
		const outcomes = await shop.fill([shop.target({ dropId: drop._id, rows })]);
		expect(statuses(outcomes)).toEqual(['fault', 'added', 'fault']);
		expect(shop.writes()).toEqual([['2']]);
		const refused = outcomes.get(2);
		if (!refused || !('fault' in refused)) throw new Error('not refused');
		expect(refused.fault).toBeInstanceOf(InputError);
		expect(String(refused.fault)).toContain('Items 1, 3');
	});

	it('nothing to send is no request at all', async () => {
		const shop = new Shop();
		const drop = shop.add('One', [1, 2]);
		await shop.fill([shop.target({ dropId: drop._id, rows: rowsOf([2, 1]) })]);
		expect(shop.fake.sent).toEqual([]);
	});

	it('an answer that was lost is looked for, and the products are not added twice', async () => {
		const shop = new Shop();
		const drop = shop.add('One', []);
		let losses = 2;
		shop.after = () => (losses-- > 0 ? new TransportError('ECONNRESET', 'unknown') : undefined);
		const outcomes = await shop.fill([shop.target({ dropId: drop._id, rows: rowsOf(numbers(70)) })]);
		expect(shop.productsOf(drop)).toEqual(numbers(70));
		expect(statuses(outcomes)).toEqual(Array(70).fill('added'));
	});

	it('a request that was lost is sent again', async () => {
		const shop = new Shop();
		const drop = shop.add('One', []);
		let losses = 2;
		shop.before = () => (losses-- > 0 ? new TransportError('ECONNRESET', 'unknown') : undefined);
		await shop.fill([shop.target({ dropId: drop._id, rows: rowsOf(numbers(70)) })]);
		expect(shop.productsOf(drop)).toEqual(numbers(70));
	});

	it('without skipping it cannot be known what a lost answer means: told, not repeated', async () => {
		const shop = new Shop();
		const drop = shop.add('One', []);
		let losses = 1;
		shop.after = () => (losses-- > 0 ? new TransportError('ECONNRESET', 'unknown') : undefined);
		const outcomes = await shop.fill([
			shop.target({ dropId: drop._id, rows: rowsOf([1, 2]), skipExisting: false }),
		]);
		expect(statuses(outcomes)).toEqual(['fault', 'fault']);
		expect(shop.faults).toMatchObject([{ effect: 'unknown' }]);
		expect(shop.productsOf(drop)).toEqual([1, 2]);
	});

	it('a refused request fails its own rows only', async () => {
		const shop = new Shop();
		const drop = shop.add('One', []);
		let requests = 0;
		shop.before = () => (++requests === 2 ? answer(400, { message: 'no' }) : undefined);
		const outcomes = await shop.fill([shop.target({ dropId: drop._id, rows: rowsOf(numbers(120)) })]);
		expect(statuses(outcomes)).toEqual([
			...Array(50).fill('added'),
			...Array(50).fill('fault'),
			...Array(20).fill('added'),
		]);
		expect(shop.faults).toHaveLength(1);
		expect(shop.faults[0]).toBeInstanceOf(ApiError);
	});

	it('rows that were written stay written when the drop cannot be read afterwards', async () => {
		const shop = new Shop();
		const drop = shop.add('One', []);
		const { fake } = shop;
		shop.after = () => {
			fake.scheduler.stop();
			return undefined;
		};
		const outcomes = await shop.fill([shop.target({ dropId: drop._id, rows: rowsOf([1, 2]) })]);
		expect(statuses(outcomes)).toEqual(['added', 'added']);
		expect(outcomes.get(0)).not.toHaveProperty('enhancementId');
	});
});

describe('a new drop', () => {
	const newDrop = { title: 'New', description: '' };

	it('is created with its first products; the rest is added', async () => {
		const shop = new Shop();
		const outcomes = await shop.fill([shop.target({ newDrop, rows: rowsOf(numbers(120)) })]);
		expect(shop.fake.paths().filter((path) => path.startsWith('POST'))).toEqual([
			`POST /creators/collabs/${COLLAB}/drops`,
			expect.stringMatching(/\/products$/),
			expect.stringMatching(/\/products$/),
		]);
		expect(shop.drops.map((drop) => shop.productsOf(drop))).toEqual([numbers(120)]);
		expect(statuses(outcomes)).toEqual(Array(120).fill('created'));
	});

	it('is made once of rows without product, and no empty request follows', async () => {
		const shop = new Shop();
		const rows = numbers(60).map((_, index) => ({ index }));
		const outcomes = await shop.fill([shop.target({ newDrop, rows })]);
		expect(shop.writes()).toEqual([[]]);
		expect(shop.drops).toHaveLength(1);
		expect(statuses(outcomes)).toEqual(Array(60).fill('created'));
	});

	it.each([true, false])('rows with and without product make one drop (skip existing: %s)', async (skip) => {
		for (const limits of [LIMITS, { writesPerMinute: 50, bulkPerMinute: 1 }]) {
			const shop = new Shop();
			const rows = [
				{ index: 0 },
				{ index: 1, product: product(1) },
				{ index: 2 },
				{ index: 3, product: product(2) },
			];
			const outcomes = await shop.fill(
				numbers(4, 0).map((at) =>
					shop.target({
						newDrop: { title: `New ${at}`, description: '' },
						rows: rows.map((row) => ({ ...row, index: row.index + at * 4 })),
						skipExisting: skip,
					}),
				),
				limits,
			);
			for (const drop of shop.drops) expect(shop.productsOf(drop)).toEqual([1, 2]);
			expect(shop.drops).toHaveLength(4);
			expect(shop.writes().filter((write) => write.length === 0)).toEqual([]);
			expect(statuses(outcomes)).toEqual(Array(16).fill('created'));
		}
	});

	it('that cannot be made fails all its rows with the reason, products or not', async () => {
		const shop = new Shop();
		shop.before = () => answer(400, { message: 'title is too long' });
		const rows = [...rowsOf(numbers(60)), { index: 60 }, { index: 61, product: product(1) }];
		const outcomes = await shop.fill([shop.target({ newDrop, rows })]);
		expect(statuses(outcomes)).toEqual(Array(62).fill('fault'));
		expect(shop.writes()).toHaveLength(1);
	});

	it('whose answer was lost is found by its title, and not made twice', async () => {
		const shop = new Shop();
		shop.add('New', [9]);
		const before = shop.known();
		let losses = 1;
		shop.after = () => (losses-- > 0 ? new TransportError('ECONNRESET', 'unknown') : undefined);
		const outcomes = await shop.fill([{ ...shop.target({ newDrop, rows: rowsOf([1, 2]) }), before }]);
		expect(shop.drops.map((drop) => shop.productsOf(drop))).toEqual([[9], [1, 2]]);
		expect(outcomes.get(0)).toMatchObject({ status: 'created', drop: { id: shop.drops[1]?._id } });
	});
});

describe('any mix of rows', () => {
	it('every row has an outcome, every drop its products once, in order', async () => {
		const rowsArbitrary = fc.array(fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }), {
			maxLength: 90,
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.record({ isNew: fc.boolean(), rows: rowsArbitrary, has: fc.uniqueArray(fc.nat(30)) }), {
					maxLength: 4,
				}),
				fc.integer({ min: 1, max: 20 }),
				fc.infiniteStream(fc.constantFrom('none', 'none', 'lostBefore', 'lostAfter')),
				async (targets, bulkPerMinute, weather) => {
					const shop = new Shop();
					const fault = (): unknown => new TransportError('ECONNRESET', 'unknown');
					let today = 'none';
					let inARow = 0;
					shop.before = () => {
						today = inARow++ % 3 === 2 ? 'none' : String(weather.next().value);
						return today === 'lostBefore' ? fault() : undefined;
					};
					shop.after = () => (today === 'lostAfter' ? fault() : undefined);
					let index = 0;
					const made = targets.map(({ isNew, rows, has }, at) => {
						const drop = isNew ? undefined : shop.add(`Drop ${at}`, has);
						return { drop, rows, has, at };
					});
					const fillTargets = made
						.filter(({ drop, rows }) => drop !== undefined || rows.length > 0)
						.map(({ drop, rows, at }) => ({
							...shop.target({
								...(drop ? { dropId: drop._id } : { newDrop: { title: `New ${at}`, description: '' } }),
								rows: rows.map((number) => ({
									index: index++,
									...(number !== undefined && { product: product(number) }),
								})),
							}),
						}));
					const outcomes = await shop.fill(fillTargets, { writesPerMinute: 50, bulkPerMinute });
					expect([...outcomes.keys()].sort((a, b) => a - b)).toEqual(numbers(index, 0));
					expect(statuses(outcomes)).not.toContain('fault');
					for (const { drop, rows, has, at } of made) {
						const stored = drop ?? shop.drops.find(({ title }) => title === `New ${at}`);
						const there = drop ? has : [];
						const added = [...new Set(rows)].filter((n) => n !== undefined && !there.includes(n));
						expect(stored ? shop.productsOf(stored) : []).toEqual([...there, ...added]);
					}
				},
			),
			{ numRuns: 60 },
		);
	});
});
