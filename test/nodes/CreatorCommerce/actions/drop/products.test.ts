import type { RunNodeOptions } from '../../../../support/headless';
import { listSearch } from '../../../../support/headless';
import { by, jsons, must, rows, seen, statuses, told, useSandbox } from '../support/bench';

jest.mock('../../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../support/fastClock'),
);

const bench = useSandbox();
const shopify = () => bench.sandbox.shopify;
/** Every question to Shopify's API by its document's name; grants of tokens are left out. */
const asked = (): string[] =>
	bench.entries().flatMap(({ operationId }) => /^shopify (?!token)(\S+)/.exec(operationId ?? '')?.[1] ?? []);
const wrote = () => bench.entries('POST').filter(({ operationId }) => !operationId?.startsWith('shopify'));
/** The products of every write, as they were sent. */
const sent = (): unknown[] => wrote().flatMap(({ body }) => Reflect.get(Object(body), 'products') ?? []);
const product = (mode: string, value: string) => ({ product: by(mode, value) });
const owner = () => ({ partner: by('id', bench.partner(0)._id) });
const create = async (
	items: Array<Record<string, unknown>>,
	parameters: Record<string, unknown>,
	options: Partial<RunNodeOptions> = {},
) => await bench.run('drop:create', { ...owner(), title: 'Fresh', ...parameters }, { items, ...options });
const withoutShopify = () => ({ credentials: { creatorCommerceApi: bench.credential() } });
const addMany = (count: number) =>
	rows(count, (at) => shopify().saveProduct({ handle: `many-${at}`, variants: [{ sku: `MANY-${at}` }] }));

describe('products by handle', () => {
	/** Shopify's product export: a row a variant, the title in the first only, and rows with no more than a picture. */
	const FILE = [
		{
			Handle: 'ocean-blue-shirt',
			Title: 'Ocean Blue Shirt',
			'Option1 Value': 'Default Title',
			'Variant SKU': '',
		},
		{
			Handle: 'classic-varsity-top',
			Title: 'Classic Varsity Top',
			'Option1 Value': 'Small',
			'Variant SKU': '',
		},
		{ Handle: 'classic-varsity-top', Title: '', 'Option1 Value': 'Medium', 'Variant SKU': '' },
		{ Handle: 'classic-varsity-top', Title: '', 'Option1 Value': '', 'Image Position': '2' },
		{
			Handle: 'yellow-wool-jumper',
			Title: 'Yellow Wool Jumper',
			'Option1 Value': 'Default Title',
			'Variant SKU': '',
		},
	];

	it('fill a drop from a product file: one look-up, one request, each product once', async () => {
		const result = await create(FILE, product('handle', '={{ $json.Handle }}'));
		expect(statuses(result)).toEqual(rows(5, () => 'created'));
		expect(asked()).toEqual(['ProductsByHandle']);
		const [ids] = [['9192128643131', '9192128643262', '9192128643393']];
		expect(sent()).toEqual(ids?.map((id) => ({ id })));
		expect(wrote()).toHaveLength(1);
		expect(jsons(result).map((json) => json.product)).toEqual(
			[0, 1, 1, 1, 2].map((at, row) => ({ id: ids?.[at], given: FILE[row]?.Handle })),
		);

		bench.sandbox.clearJournal();
		const again = await create(FILE, product('handle', '={{ $json.Handle }}'));
		expect(new Set(statuses(again))).toEqual(new Set(['alreadyThere']));
		expect(wrote()).toEqual([]);
	});

	it('cost a call for a hundred of them, and none for repeats', async () => {
		addMany(1000);
		const many = await create(
			rows(1000, (at) => ({ handle: `many-${at}` })),
			product('handle', '={{ $json.handle }}'),
		);
		expect(new Set(statuses(many))).toEqual(new Set(['created']));
		expect(asked()).toHaveLength(10);

		bench.sandbox.clearJournal();
		const few = await create(
			rows(1000, (at) => ({ handle: `Many-${at % 60}` })),
			{ ...product('handle', '={{ $json.handle }}'), title: 'Few' },
		);
		expect(new Set(statuses(few))).toEqual(new Set(['created']));
		expect(asked()).toHaveLength(1);
	});

	it('wait for Shopify’s points, and lose no row', async () => {
		addMany(600);
		// Each look-up takes all there is; 600 points are six fillings of the bucket.
		shopify().setShopify({ maximumAvailable: 100, restoreRate: 1000 });
		const result = await create(
			rows(600, (at) => ({ handle: `many-${at}` })),
			product('handle', '={{ $json.handle }}'),
		);
		expect(new Set(statuses(result))).toEqual(new Set(['created']));
		expect(new Set(sent().map((one) => Reflect.get(Object(one), 'id'))).size).toBe(600);
	});

	it.each([
		['a 500 twice', { kind: 'status', status: 500, body: { errors: 'oops' } }, 2],
		['a cut answer', { kind: 'invalidJson' }, 1],
		['a connection cut', { kind: 'resetAfter' }, 1],
	] as const)('are found in spite of %s', async (_, effect, times) => {
		bench.sandbox.setFaults([{ match: { path: 'graphql' }, times, effect }]);
		const result = await create(FILE, product('handle', '={{ $json.Handle }}'));
		expect(told(result)).toBe(' | ');
		expect(statuses(result)).toEqual(rows(5, () => 'created'));
	});

	it('that Shopify gives no answer about fail no other row, and are not taken as unknown', async () => {
		bench.sandbox.setFaults([{ match: { path: 'graphql' }, effect: { kind: 'status', status: 503 } }]);
		const items = [...FILE, { Handle: '' }];
		const result = await create(items, product('handle', '={{ $json.Handle }}'), {
			onError: 'continueRegularOutput',
		});
		expect(statuses(result)).toEqual([...rows(5, () => 'error'), 'created']);
		expect(seen(result.output)[0]?.error).toMatch(/Shopify could not be reached or could not answer/);
	});

	it('come out as not sent when the time is up while Shopify lets wait', async () => {
		addMany(300);
		shopify().setShopify({ maximumAvailable: 100, restoreRate: 1 });
		const result = await create(
			rows(300, (at) => ({ handle: `many-${at}` })),
			{ ...product('handle', '={{ $json.handle }}'), options: { stopAfter: 0.5 } },
		);
		const counts = statuses(result).reduce<Record<string, number>>((sum, status) => {
			const key = String(status);
			return { ...sum, [key]: (sum[key] ?? 0) + 1 };
		}, {});
		expect(result.output).toHaveLength(300);
		expect(counts.notSent).toBeGreaterThanOrEqual(200);
		expect(Object.keys(counts).filter((key) => !['notSent', 'created'].includes(key))).toEqual([]);
		expect(sent()).toHaveLength(counts.created ?? 0);
	});

	it('that no product has are told with the item, and nothing is written', async () => {
		shopify().removeProduct('9192128643393');
		const result = await create(FILE, product('handle', '={{ $json.Handle }}'));
		expect(told(result)).toMatch(
			/no product with the handle “yellow-wool-jumper”.*deleted or renamed.*Nothing was sent/,
		);
		expect(result.error?.itemIndex ?? result.error?.context?.itemIndex).toBe(4);
		expect(wrote()).toEqual([]);
	});

	it('that no product has fail their rows alone where the user says so', async () => {
		const result = await create(
			[...FILE, { Handle: 'ocean-blue' }, { Handle: 'Ocean Blue' }],
			product('handle', '={{ $json.Handle }}'),
			{
				onError: 'continueRegularOutput',
			},
		);
		expect(statuses(result)).toEqual([...rows(5, () => 'created'), 'error', 'error']);
		expect(seen(result.output)[5]?.error).toMatch(/no product with the handle “ocean-blue”/);
		expect(seen(result.output)[6]?.error).toMatch(/“Ocean Blue” is not the handle/);
	});
});

describe('products by address', () => {
	it('of the store are looked up, with the variant they show; of the admin they are not', async () => {
		const result = await create(
			[
				{ url: 'https://brand.example/en/products/ocean-blue-shirt?variant=47773464363977&utm_source=mail' },
				{ url: 'https://admin.shopify.com/store/brand/products/4242' },
			],
			product('url', '={{ $json.url }}'),
		);
		expect(told(result)).toBe(' | ');
		expect(asked()).toEqual(['ProductsByHandle']);
		expect(sent()).toEqual([
			{ id: '9192128643131', enhancement: { variant: '47773464363977' } },
			{ id: '4242' },
		]);
	});

	it('show the variant that Product Fields names rather than their own', async () => {
		await create([{}], {
			...product('url', 'https://brand.example/products/ocean-blue-shirt?variant=47773464363977'),
			productFields: { variant: '12' },
		});
		expect(sent()).toEqual([{ id: '9192128643131', enhancement: { variant: '12' } }]);
	});
});

describe('products by SKU', () => {
	const bySku = product('sku', '={{ $json.sku }}');
	const failing = { onError: 'continueRegularOutput' as const };

	it('are the whole SKU’s, whatever else the search finds, and show its variant', async () => {
		const near = shopify().saveProduct({
			handle: 'near',
			variants: ['RED-1', 'RED-10', 'red-1-xl', 'x-red-1'].map((sku, at) => ({ sku, id: String(500 + at) })),
		});
		const result = await create([{ sku: 'RED-1' }], bySku);
		expect(told(result)).toBe(' | ');
		expect(sent()).toEqual([{ id: near.id, enhancement: { variant: '500' } }]);
		expect(asked()).toEqual(['VariantsSearch']);
	});

	it('mean the product where its sizes are listed', async () => {
		const shirt = shopify().saveProduct({
			handle: 'shirt',
			variants: [{ sku: 'S-S' }, { sku: 'S-M' }, { sku: 'S-L' }],
		});
		const result = await create([{ sku: 'S-S' }, { sku: 'S-M' }, { sku: 'S-L' }], bySku);
		expect(statuses(result)).toEqual(rows(3, () => 'created'));
		expect(sent()).toEqual([{ id: shirt.id }]);
	});

	it('are found whatever their case, unless two differ in nothing else', async () => {
		const lower = shopify().saveProduct({ handle: 'lower', variants: [{ sku: 'case-1', id: '501' }] });
		await create([{ sku: 'CASE-1' }], bySku);
		expect(sent()).toEqual([{ id: lower.id, enhancement: { variant: '501' } }]);
		const upper = shopify().saveProduct({ handle: 'upper', variants: [{ sku: 'CASE-1', id: '502' }] });
		bench.sandbox.clearJournal();
		await create([{ sku: 'CASE-1' }], { ...bySku, title: 'Other' });
		expect(sent()).toEqual([{ id: upper.id, enhancement: { variant: '502' } }]);
	});

	it('that two products have, or none, are told with both and the item', async () => {
		const first = shopify().saveProduct({ title: 'Old Cap', status: 'ARCHIVED', variants: [{ sku: 'CAP' }] });
		const second = shopify().saveProduct({ title: 'New Cap', variants: [{ sku: 'CAP' }] });
		const result = await create(
			[{ sku: 'CAP' }, { sku: 'NO-SUCH' }, { sku: 'OCEAN-BLUE-SHIRT-1' }],
			bySku,
			failing,
		);
		const errors = seen(result.output).map(({ error }) => error);
		expect(errors[0]).toContain(
			`2 products have the SKU “CAP”: Old Cap (${first.id}, archived); New Cap (${second.id})`,
		);
		expect(errors[1]).toMatch(/No product of the store has the SKU “NO-SUCH”/);
		expect(errors[2]).toBeUndefined();
		expect(sent()).toHaveLength(1);
	});

	it('may hold anything that the search has a meaning for', async () => {
		const odd = ['A:1', 'A "B" OR C', '-NOT', "O'Neil", '(x)', 'back\\slash', 'Größe 1', '*'];
		const made = odd.map((sku, at) => shopify().saveProduct({ handle: `odd-${at}`, variants: [{ sku }] }));
		const result = await create(
			odd.map((sku) => ({ sku })),
			bySku,
			failing,
		);
		// Shopify's index knows no SKU without a letter or digit.
		expect(
			seen(result.output).map(({ json, error }) => Reflect.get(Object(json.product), 'id') ?? error),
		).toEqual([...made.slice(0, 7).map(({ id }) => id), expect.stringMatching(/has the SKU “\*”/)]);
	});

	it('cost few calls, and one that finds thousands hides none', async () => {
		shopify().saveProduct({ handle: 'huge', variants: rows(2200, (at) => ({ sku: `Z-${at}` })) });
		addMany(100);
		shopify().setShopify({ throttle: false });
		const result = await create(
			[{ sku: 'Z' }, ...rows(100, (at) => ({ sku: `MANY-${at}` }))],
			bySku,
			failing,
		);
		expect(seen(result.output)[0]?.error).toMatch(/finds too many SKUs like “Z”/);
		expect(statuses(result).slice(1)).toEqual(rows(100, () => 'created'));

		bench.sandbox.clearJournal();
		await create(
			rows(100, (at) => ({ sku: `MANY-${at}` })),
			{ ...bySku, title: 'Other' },
		);
		expect(asked()).toHaveLength(4);
	});
});

describe('the Shopify credential', () => {
	it('is not asked for by ID, from a list, or for an admin address', async () => {
		for (const [mode, value] of [
			['id', 'gid://shopify/Product/42'],
			['list', '42'],
			['url', 'https://admin.shopify.com/store/b/products/42'],
		] as const) {
			const result = await create([{}], product(mode, value), withoutShopify());
			expect(told(result)).toBe(' | ');
		}
		expect(asked()).toEqual([]);
	});

	it.each([
		[
			'handle',
			'red-shirt',
			/by its handle or its address in the store needs the Shopify credential.*By ID works without/,
		],
		['url', 'https://b.example/products/red-shirt', /needs the Shopify credential/],
		['sku', 'RED', /by SKU needs the Shopify credential/],
	])('is told plainly where it is missing: %s', async (mode, value, message) => {
		const result = await create([{}], product(mode, value), withoutShopify());
		expect(told(result)).toMatch(message);
		expect(wrote()).toEqual([]);
	});

	it.each(['handle', 'sku'])('without read_products names the scope: %s', async (mode) => {
		shopify().setShopify({ scopes: ['read_orders'] });
		const result = await create(
			rows(200, (at) => ({ what: `many-${at}` })),
			product(mode, '={{ $json.what }}'),
		);
		expect(told(result)).toMatch(/lacks the access scope read_products/);
		expect(wrote()).toEqual([]);
		expect(asked().length).toBeLessThan(12);
	});

	it('refused ends the run, once and plainly', async () => {
		const credentials = {
			creatorCommerceApi: bench.credential(),
			creatorCommerceShopifyApi: bench.shopifyCredential({ clientSecret: 'wrong' }),
		};
		const result = await create([{}, {}], product('handle', 'red-shirt'), { credentials });
		expect(told(result)).toMatch(/Shopify did not accept the credential/);
		expect(wrote()).toEqual([]);
	});
});

describe('Skip Unavailable Products', () => {
	const SKIP = { skipUnavailable: true };
	const reasons = (result: Awaited<ReturnType<typeof create>>) =>
		jsons(result).map(({ status, reason }) => (status === 'skipped' ? reason : status));

	it('leaves out what customers cannot buy, and says why; the rest is added', async () => {
		const out = [{ quantity: 0 }, { quantity: -3 }];
		const made = [
			shopify().saveProduct({}),
			shopify().saveProduct({ status: 'DRAFT' }),
			shopify().saveProduct({ status: 'ARCHIVED' }),
			shopify().saveProduct({ status: 'UNLISTED' }),
			shopify().saveProduct({ published: false }),
			shopify().saveProduct({ variants: out }),
			shopify().saveProduct({ variants: [{ quantity: -9 }, { quantity: 1 }] }),
			shopify().saveProduct({ variants: [...out, { quantity: 0, policy: 'CONTINUE' }] }),
			shopify().saveProduct({ variants: [...out, { tracked: false, quantity: 0 }] }),
			shopify().saveProduct({ variants: [{ tracked: false, quantity: 0 }] }),
		];
		const items = [...made.map(({ id }) => ({ id })), { id: '1' }];
		const result = await create(items, { ...product('id', '={{ $json.id }}'), ...SKIP });
		expect(reasons(result)).toEqual([
			'created',
			'The product is draft in Shopify',
			'The product is archived in Shopify',
			'The product is unlisted in Shopify',
			'The product is not published to the online store',
			'The product is out of stock',
			'created',
			'created',
			'created',
			'created',
			'The store has no product with this ID; it may have been deleted',
		]);
		expect(sent()).toEqual([0, 6, 7, 8, 9].map((at) => ({ id: made[at]?.id })));
		// One call for all products, one for the three whose own figures leave it open.
		expect(asked()).toEqual(['ProductsById', 'ProductStock']);
		expect(jsons(result)[1]).toEqual({
			status: 'skipped',
			reason: 'The product is draft in Shopify',
			drop: { title: 'Fresh' },
			product: { id: made[1]?.id, given: made[1]?.id },
			partner: expect.objectContaining({ id: bench.partner(0)._id }),
		});
		expect(result.hints.map(({ message }) => message).join()).toMatch(/5 created, 6 skipped/);
	});

	it('makes no drop of skipped rows alone, and adds none to a drop', async () => {
		const gone = shopify().saveProduct({ status: 'ARCHIVED' });
		const before = bench.sandbox.state.collabs().flatMap(({ drops }) => drops).length;
		expect(reasons(await create([{}], { ...product('id', gone.id), ...SKIP }))).toEqual([
			'The product is archived in Shopify',
		]);
		const { partner, drops } = bench.partnerWithDrops(1);
		const [drop] = drops;
		const added = await bench.run('drop:addProducts', {
			partner: by('id', partner._id),
			drop: by('id', must(drop)._id),
			...product('handle', gone.handle),
			...SKIP,
		});
		expect(jsons(added)).toEqual([
			expect.objectContaining({ status: 'skipped', drop: { id: must(drop)._id, title: must(drop).title } }),
		]);
		expect(wrote()).toEqual([]);
		expect(bench.sandbox.state.collabs().flatMap(({ drops: ids }) => ids)).toHaveLength(before);
	});

	it('looks at the variant that a row shows', async () => {
		const shirt = shopify().saveProduct({
			handle: 'shirt',
			variants: [
				{ id: '501', sku: 'S-S', quantity: 0 },
				{ id: '502', sku: 'S-M' },
			],
		});
		const skus = await create([{ sku: 'S-S' }, { sku: 'S-M' }], {
			...product('sku', '={{ $json.sku }}'),
			...SKIP,
		});
		expect(reasons(skus)).toEqual(['The variant is out of stock', 'created']);
		expect(sent()).toEqual([{ id: shirt.id, enhancement: { variant: '502' } }]);
		const shown = await create([{ v: '501' }, { v: '502' }, { v: '503' }], {
			...product('handle', 'shirt'),
			title: 'Other',
			productFields: { variant: '={{ $json.v }}' },
			...SKIP,
		});
		expect(reasons(shown)).toEqual([
			'The variant is out of stock',
			'created',
			'The product has no variant 503',
		]);
	});

	it('looks at every variant of a product with many', async () => {
		const last = shopify().saveProduct({
			handle: 'huge',
			variants: [...rows(180, () => ({ quantity: 0 })), { quantity: 0, policy: 'CONTINUE' as const }],
		});
		const none = shopify().saveProduct({ handle: 'none', variants: rows(180, () => ({ quantity: 0 })) });
		const result = await create([{ id: last.id }, { id: none.id }], {
			...product('id', '={{ $json.id }}'),
			...SKIP,
		});
		expect(reasons(result)).toEqual(['created', 'The product is out of stock']);
	});

	it('needs the Shopify credential, and says so', async () => {
		const result = await create([{}], { ...product('id', '42'), ...SKIP }, withoutShopify());
		expect(told(result)).toMatch(/Skip Unavailable Products needs the Shopify credential/);
		expect(wrote()).toEqual([]);
	});

	it('of a thousand rows costs a call for a hundred products', async () => {
		const made = addMany(1000);
		const result = await create(
			made.map(({ id }) => ({ id })),
			{ ...product('id', '={{ $json.id }}'), ...SKIP },
		);
		expect(new Set(reasons(result))).toEqual(new Set(['created']));
		expect(asked()).toHaveLength(10);
	});
});

describe('a drop whose products CreatorCommerce names by internal IDs', () => {
	it('gets nothing twice that another drop tells the number of; the rest is said', async () => {
		bench.sandbox.setListing({ populate: 'mixed' });
		const parameters = { ...product('id', '={{ $json.id }}') };
		const ids = shopify()
			.products()
			.slice(0, 40)
			.map(({ id }) => ({ id }));
		// Which references come as objects differs from drop to drop.
		for (const title of ['One', 'Two', 'Three', 'Four', 'Five', 'Six'])
			await create(ids, { ...parameters, title });
		bench.sandbox.clearJournal();
		const again = await create(ids, { ...parameters, title: 'One' });
		const twice = jsons(again).filter(({ status }) => status !== 'alreadyThere').length;
		expect(twice).toBeLessThan(5);
		const hint = again.hints.find(({ message }) => /by internal IDs only/.test(message));
		expect(hint?.message ?? '').toMatch(twice > 0 ? /the drop “One”/ : /^$/);
	});

	it('is not said to lack a product that cannot be told apart', async () => {
		bench.sandbox.setListing({ populate: 'mixed' });
		const { partner, drops } = bench.partnerWithDrops(1);
		const answers = await Promise.all(
			drops.map(async ({ _id }) => {
				const parameters = { partner: by('id', partner._id), drop: by('id', _id) };
				const [json] = jsons(await bench.run('drop:get', parameters));
				const products: unknown = json?.products;
				const isTold = Array.isArray(products) && products.every((one) => 'id' in Object(one));
				const result = await bench.run('drop:updateEnhancement', {
					...parameters,
					...product('id', '987654321'),
					updateFields: { note: 'New' },
				});
				return [isTold, result.error?.message];
			}),
		);
		for (const [isTold, message] of answers) {
			expect(message).toMatch(isTold ? /is not in the drop/ : /that can be told apart/);
		}
		expect(answers.some(([isTold]) => !isTold)).toBe(true);
	});
});

describe('Update Enhancement', () => {
	const idOfFirst = async (collabId: string, dropId: string): Promise<string> => {
		const [json] = jsons(
			await bench.run('drop:get', { partner: by('id', collabId), drop: by('id', dropId) }),
		);
		const products: unknown = json?.products;
		return String(Reflect.get(Object(Array.isArray(products) ? products[0] : undefined), 'id'));
	};

	it('finds the product by handle, SKU or address', async () => {
		const { partner, drops } = bench.partnerWithDrops(1);
		const drop = must(drops[0]);
		const id = await idOfFirst(partner._id, drop._id);
		const known = must(
			shopify()
				.products()
				.find((one) => one.id === id),
		);
		for (const [mode, value] of [
			['handle', known.handle],
			['sku', must(known.variants[0]?.sku)],
			['url', `https://brand.example/products/${known.handle}`],
		] as const) {
			const result = await bench.run('drop:updateEnhancement', {
				partner: by('id', partner._id),
				drop: by('id', drop._id),
				...product(mode, value),
				updateFields: { note: `By ${mode}` },
			});
			expect(told(result)).toBe(' | ');
			const now = must(bench.sandbox.state.drops(partner._id).find(({ _id }) => _id === drop._id));
			expect(now.enhancements[0]?.note).toBe(`By ${mode}`);
		}
	});
});

describe('From List in the editor', () => {
	const list = async (filter?: string, paginationToken?: string) =>
		await listSearch('searchProducts', {
			parameters: { resource: 'drop', operation: 'create', product: by('list', '') },
			credentials: {
				creatorCommerceApi: bench.credential(),
				creatorCommerceShopifyApi: bench.shopifyCredential(),
			},
			filter,
			paginationToken,
		});

	it('gives the products by title, a page at a time, with their numbers', async () => {
		const first = await list();
		expect(first.results).toHaveLength(50);
		const second = await list(undefined, String(first.paginationToken));
		expect(second.results).toHaveLength(10);
		expect(second.paginationToken).toBeUndefined();
		const names = [...first.results, ...second.results].map(({ name }) => name);
		expect(new Set(names).size).toBe(60);
		expect(first.results).toContainEqual(
			expect.objectContaining({
				name: '7 Shakra Bracelet',
				url: expect.stringMatching(/^https:\/\/admin\.shopify\.com\/store\/sandbox-brand\/products\/\d+$/),
			}),
		);
	});

	it('searches for what is typed, and says what is not for sale', async () => {
		shopify().saveProduct({ id: '9192128643131', status: 'DRAFT' });
		expect((await list('ocean blu')).results).toEqual([
			expect.objectContaining({ name: 'Ocean Blue Shirt (draft)', value: '9192128643131' }),
		]);
		expect((await list('OR (status:')).results.length).toBeLessThan(50);
		expect((await list('zzzz')).results).toEqual([]);
	});

	it('names the scope that is missing', async () => {
		shopify().setShopify({ scopes: [] });
		await expect(list()).rejects.toThrow(/lacks the access scope read_products/);
	});
});
