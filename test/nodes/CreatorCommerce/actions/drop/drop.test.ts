import type { RunNodeOptions } from '../../../../support/headless';
import { by, jsons, must, rows, seen, statuses, told, useSandbox } from '../support/bench';

jest.mock('../../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../support/fastClock'),
);

const drops = '/creators/collabs/[0-9a-f]{24}/drops$';
const products = '/products$';

describe('Create of drops', () => {
	const bench = useSandbox();
	const CREATE = {
		partner: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
		title: '={{ $json.title }}',
		product: { __rl: true, mode: 'id', value: '={{ $json.product }}' },
		productFields: { note: '={{ $json.note }}' },
	};
	const row = (title: string, product: string | number, partner = 0) => ({
		email: bench.partner(partner).creator.email,
		title,
		product: String(product),
		note: `About ${product}`,
	});
	const titled = (title: string, partner = 0) =>
		bench.sandbox.state.drops(bench.partner(partner)._id).filter((drop) => drop.title === title);
	const create = async (items: Array<Record<string, unknown>>, options: Partial<RunNodeOptions> = {}) =>
		await bench.run('drop:create', CREATE, { items, ...options });

	it('makes one drop of all rows with the same partner and title, in one request, and pairs every row', async () => {
		const result = await create([
			...rows(3, (at) => row('Fresh', 100 + at)),
			row('Other', 200),
			row('Fresh', 300, 1),
		]);
		const [fresh] = titled('Fresh');
		expect(titled('Fresh')).toHaveLength(1);
		expect(bench.entries('POST').map(({ body }) => Reflect.get(Object(body), 'products'))).toEqual(
			expect.arrayContaining([
				rows(3, (at) => ({ id: String(100 + at), enhancement: { note: `About ${100 + at}` } })),
				[{ id: '200', enhancement: { note: 'About 200' } }],
				[{ id: '300', enhancement: { note: 'About 300' } }],
			]),
		);
		expect(bench.entries('POST')).toHaveLength(3);
		expect(seen(result.output).slice(0, 3)).toEqual(
			rows(3, (at) => ({
				json: {
					status: 'created',
					drop: { id: must(fresh)._id, title: 'Fresh' },
					product: { id: String(100 + at), given: String(100 + at) },
					enhancementId: must(fresh).enhancements[at]?._id,
					partner: expect.objectContaining({ id: bench.partner(0)._id }),
					request: { number: expect.any(Number), products: 3 },
				},
				item: at,
			})),
		);
		expect(titled('Fresh', 1)).toHaveLength(1);
	});

	it('adds nothing twice when it is run again', async () => {
		const items = rows(5, (at) => row('Fresh', 100 + at));
		await create(items);
		bench.sandbox.clearJournal();
		const again = await create(items);
		expect(new Set(statuses(again))).toEqual(new Set(['alreadyThere']));
		expect(jsons(again).every(({ enhancementId }) => typeof enhancementId === 'string')).toBe(true);
		expect(bench.entries('POST')).toEqual([]);
		expect(titled('Fresh')).toHaveLength(1);
	});

	it('makes a second drop, and repeats products, only when told so', async () => {
		const parameters = { ...CREATE, options: { matchOnTitle: false, skipExisting: false } };
		const items = [row('Fresh', 1), row('Fresh', 1)];
		await bench.run('drop:create', parameters, { items });
		await bench.run('drop:create', parameters, { items });
		expect(titled('Fresh').map((drop) => drop.products.length)).toEqual([2, 2]);
	});

	it('refuses rows that describe one drop differently, and makes it from the others', async () => {
		const result = await bench.run(
			'drop:create',
			{ ...CREATE, description: '={{ $json.text }}' },
			{
				items: [
					{ ...row('Fresh', 1), text: 'One' },
					{ ...row('Fresh', 2), text: 'Two' },
				],
				onError: 'continueRegularOutput',
			},
		);
		expect(statuses(result)).toEqual(['created', 'error']);
		expect(result.output[1]?.json.error).toMatch(
			/Items 1 and 2 describe the drop “Fresh” differently\. Give all/,
		);
	});

	it('does not make the drop twice when the answer was lost', async () => {
		bench.sandbox.setFaults([
			{ match: { method: 'POST', path: drops }, times: 1, effect: { kind: 'resetAfter' } },
		]);
		const result = await create(rows(3, (at) => row('Fresh', 100 + at)));
		expect(statuses(result)).toEqual(['created', 'created', 'created']);
		expect(titled('Fresh').map((drop) => drop.products.length)).toEqual([3]);
		expect(bench.entries('POST')).toHaveLength(1);
	});

	it('sends again what did not arrive', async () => {
		bench.sandbox.setFaults([
			{ match: { method: 'POST', path: drops }, times: 1, effect: { kind: 'resetBefore' } },
		]);
		await create(rows(3, (at) => row('Fresh', 100 + at)));
		expect(titled('Fresh').map((drop) => drop.products.length)).toEqual([3]);
		expect(bench.entries('POST')).toHaveLength(2);
	});

	it('stops after the first refused request, and says which items were done', async () => {
		bench.sandbox.setFaults([
			{
				match: { method: 'POST', path: `${bench.partner(1)._id}/drops$` },
				effect: { kind: 'status', status: 500, body: { message: 'title must be shorter' } },
			},
		]);
		const result = await create([row('A', 1), row('B', 2, 1)]);
		expect(result.status).toBe('error');
		expect(told(result)).toMatch(
			/refused the request \(HTTP 500\): “title must be shorter” .*1 of 2 items .*: item 1\./,
		);
		expect(result.error?.itemIndex).toBe(1);
	});

	it('puts 120 rows for one drop into three requests, each product once and in order', async () => {
		const result = await create(rows(120, (at) => row('Big', 1000 + at)));
		const [big] = titled('Big');
		expect(bench.entries('POST').map(({ operationId }) => operationId)).toEqual([
			'createDrop',
			'addProductsToDrop',
			'addProductsToDrop',
		]);
		expect(must(big).products.map((id) => bench.sandbox.state.product(id)?.shopifyId)).toEqual(
			rows(120, (at) => String(1000 + at)),
		);
		expect(new Set(statuses(result))).toEqual(new Set(['created']));
		expect(jsons(result).map((json) => Reflect.get(Object(json.product), 'id'))).toEqual(
			rows(120, (at) => String(1000 + at)),
		);
		expect(new Set(jsons(result).map(({ enhancementId }) => enhancementId)).size).toBe(120);
	});
});

describe('Add Products', () => {
	const bench = useSandbox();
	const setup = () => {
		const { partner, drops: all } = bench.partnerWithDrops(2);
		const [first, second] = all;
		return {
			first: must(first),
			second: must(second),
			partner,
			parameters: {
				partner: by('id', partner._id),
				drop: { __rl: true, mode: 'id', value: `={{ $json.drop ?? "${must(first)._id}" }}` },
				product: { __rl: true, mode: 'id', value: '={{ $json.product }}' },
				productFields: { note: '={{ $json.note }}' },
			},
		};
	};
	const now = (id: string) => must(bench.sandbox.state.drops().find(({ _id }) => _id === id));

	it('sends rows for one drop together, and answers each with its own product and enhancement', async () => {
		const { first, second, parameters } = setup();
		const items = [
			{ product: 'gid://shopify/Product/7001', note: 'One' },
			{ product: '7002', note: 'Two', drop: second._id },
			{ product: 'https://admin.shopify.com/store/x/products/7003', note: 'Three' },
		];
		const result = await bench.run('drop:addProducts', parameters, { items });
		expect(bench.entries('POST').map(({ body }) => body)).toEqual(
			expect.arrayContaining([
				{
					products: [
						{ id: '7001', enhancement: { note: 'One' } },
						{ id: '7003', enhancement: { note: 'Three' } },
					],
				},
				{ products: [{ id: '7002', enhancement: { note: 'Two' } }] },
			]),
		);
		expect(jsons(result).map(({ product }) => product)).toEqual([
			{ id: '7001', given: 'gid://shopify/Product/7001' },
			{ id: '7002', given: '7002' },
			{ id: '7003', given: items[2]?.product },
		]);
		const noteOf = (drop: string, id: unknown) => now(drop).enhancements.find(({ _id }) => _id === id)?.note;
		expect(
			jsons(result).map((json, at) => noteOf(at === 1 ? second._id : first._id, json.enhancementId)),
		).toEqual(['One', 'Two', 'Three']);
	});

	it.each(['objects', 'ids', 'mixed'] as const)(
		'leaves out what is in the drop already, references as %s',
		async (populate) => {
			bench.sandbox.setListing({ populate });
			const { first, parameters } = setup();
			const there = must(bench.sandbox.state.product(must(first.products[0]))).shopifyId;
			const result = await bench.run('drop:addProducts', parameters, {
				items: [{ product: there }, { product: '7001' }, { product: '7001' }],
			});
			const added = now(first._id).products.length - first.products.length;
			// Where the drop came without its products' numbers nothing can be told: then nothing may be lost.
			expect(added).toBeLessThanOrEqual(2);
			if (populate !== 'mixed') {
				expect(statuses(result)).toEqual(['alreadyThere', 'added', 'added']);
				expect(added).toBe(1);
			}
		},
	);

	it('refuses rows that put one product into a drop with different notes, and adds the rest', async () => {
		const { first, parameters } = setup();
		const result = await bench.run('drop:addProducts', parameters, {
			items: [
				{ product: '7001', note: 'One' },
				{ product: '7002', note: 'Two' },
				{ product: '7001', note: 'Other' },
			],
			onError: 'continueRegularOutput',
		});
		expect(statuses(result)).toEqual(['error', 'added', 'error']);
		expect(result.output[0]?.json.error).toMatch(
			/Items 1, 3 put the product 7001 .*different contents.*not added/,
		);
		expect(now(first._id).products).toHaveLength(first.products.length + 1);
	});

	it.each(['resetAfter', 'resetBefore', 'invalidJson'] as const)(
		'adds every product once when the connection is cut: %s',
		async (kind) => {
			const { first, parameters } = setup();
			bench.sandbox.setFaults([{ match: { method: 'POST', path: products }, times: 1, effect: { kind } }]);
			const result = await bench.run('drop:addProducts', parameters, {
				items: rows(4, (at) => ({ product: String(7001 + at) })),
			});
			expect(result.error).toBeUndefined();
			expect(new Set(statuses(result))).toEqual(new Set(['added']));
			expect(now(first._id).products).toHaveLength(first.products.length + 4);
		},
	);

	it.each([
		['empty', '', /No product is given|is required/],
		[
			'an ID of something else',
			'gid://shopify/Collection/1',
			/ID of something else.*gid:\/\/shopify\/Product/,
		],
		['a word', 'blue-shirt', /“blue-shirt” is not a Shopify product/],
	])('refuses a product that is %s before anything is written', async (_, product, words) => {
		const { parameters } = setup();
		const result = await bench.run('drop:addProducts', parameters, {
			items: [{ product: '7001' }, { product }],
		});
		expect(`${told(result)} ${JSON.stringify(result.issues ?? {})}`).toMatch(words);
		expect(bench.entries('POST')).toEqual([]);
	});

	it('names the drops there are when one is unknown', async () => {
		const { first, parameters } = setup();
		const result = await bench.run('drop:addProducts', parameters, {
			items: [{ product: '7001', drop: 'aaaaaaaaaaaaaaaaaaaaaaaa' }],
		});
		expect(result.error?.message).toMatch(/has no drop aaaaaaaaaaaaaaaaaaaaaaaa/);
		expect(result.error?.description).toContain(`${first.title} (${first._id})`);
	});

	it('explains a Shopify ID where the drop’s own belongs', async () => {
		const { parameters } = setup();
		const result = await bench.run('drop:addProducts', parameters, {
			items: [{ product: '7001', drop: 'gid://shopify/Collection/55' }],
		});
		expect(told(result)).toMatch(/is not a drop ID.*This is a Shopify ID/);
		expect(bench.requests()).toEqual([]);
	});
});

describe('the other drop operations', () => {
	const bench = useSandbox();

	it('Get gives the products with what the partner says about each, or the record without Simplify', async () => {
		const { partner, drops: all } = bench.partnerWithDrops(1);
		const drop = must(all[0]);
		const parameters = { partner: by('id', partner._id), drop: by('id', drop._id) };
		const [simple] = jsons(await bench.run('drop:get', parameters));
		expect(simple).toMatchObject({
			id: drop._id,
			title: drop.title,
			partner: { id: partner._id, email: partner.creator.email },
			products: drop.products.map((id, at) => ({
				id: bench.sandbox.state.product(id)?.shopifyId,
				internalId: id,
				enhancementId: drop.enhancements[at]?._id,
				...(drop.enhancements[at]?.note && { note: drop.enhancements[at].note }),
			})),
		});
		const [raw] = jsons(await bench.run('drop:get', { ...parameters, simplify: false }));
		expect(raw).toMatchObject({ _id: drop._id, enhancements: expect.any(Array) });
	});

	it('Get Many gives them in the order of the page, up to Limit or all', async () => {
		const { partner, drops: all } = bench.partnerWithDrops(3);
		const parameters = { partner: by('handle', partner.creator.handle) };
		const ids = all.map(({ _id }) => _id);
		expect(jsons(await bench.run('drop:getAll', parameters)).map(({ id }) => id)).toEqual(ids);
		expect(
			jsons(await bench.run('drop:getAll', { ...parameters, limit: 2, simplify: false })).map(
				({ _id }) => _id,
			),
		).toEqual(ids.slice(0, 2));
		expect(jsons(await bench.run('drop:getAll', { ...parameters, returnAll: true }))).toHaveLength(
			ids.length,
		);
	});

	it('Update leaves the products as they are', async () => {
		const { partner, drops: all } = bench.partnerWithDrops(1);
		const drop = must(all[0]);
		const result = await bench.run('drop:update', {
			partner: by('email', partner.creator.email),
			drop: by('id', drop._id),
			updateFields: { title: 'Renamed', media: ['https://example.com/a.jpg'] },
		});
		expect(jsons(result)).toEqual([
			expect.objectContaining({ id: drop._id, title: 'Renamed', media: ['https://example.com/a.jpg'] }),
		]);
		expect(must(bench.sandbox.state.drops(partner._id)[0])).toMatchObject({
			title: 'Renamed',
			description: drop.description,
			products: drop.products,
		});
	});

	it('Update Enhancement finds it by the product, and says so when the product is not in the drop', async () => {
		const { partner, drops: all } = bench.partnerWithDrops(1);
		const drop = must(all[0]);
		const known = must(bench.sandbox.state.product(must(drop.products[0]))).shopifyId;
		const parameters = {
			partner: by('id', partner._id),
			drop: by('id', drop._id),
			product: { __rl: true, mode: 'id', value: '={{ $json.product }}' },
			updateFields: { note: 'Changed' },
		};
		const result = await bench.run('drop:updateEnhancement', parameters, {
			items: [{ product: known }, { product: '999' }],
			onError: 'continueRegularOutput',
		});
		expect(seen(result.output)).toEqual([
			{ json: expect.objectContaining({ id: drop.enhancements[0]?._id, note: 'Changed' }), item: 0 },
			expect.objectContaining({
				error: expect.stringMatching(/999 is not in the drop .*Add Products first/),
			}),
		]);
		expect(bench.sandbox.state.drops(partner._id)[0]?.enhancements[0]?.note).toBe('Changed');
	});

	it('Reorder detaches nothing, and refuses an order that names a drop twice or one of somebody else', async () => {
		const { partner, drops: all } = bench.partnerWithDrops(3);
		const [a, b, c, ...rest] = all.map(({ _id }) => _id);
		const parameters = (dropOrder: unknown) => ({ partner: by('id', partner._id), dropOrder });
		const ok = await bench.run('drop:reorder', parameters(`={{ ${JSON.stringify([{ id: c }, b])} }}`));
		expect(jsons(ok)).toEqual([expect.objectContaining({ dropIds: [c, b, a, ...rest] })]);
		expect(bench.sandbox.state.drops(partner._id).map(({ _id }) => _id)).toEqual([c, b, a, ...rest]);
		expect(bench.sandbox.state.detachedDrops(partner._id)).toEqual([]);

		bench.sandbox.clearJournal();
		for (const [order, words] of [
			[`${a}, ${a}`, /is named twice/],
			['aaaaaaaaaaaaaaaaaaaaaaaa', /has no drop aaaa/],
			['first, second', /“first” is not a drop ID/],
			['={{ "" }}', /No drop is named|required/],
		] as const) {
			const result = await bench.run('drop:reorder', parameters(order));
			expect(`${told(result)} ${JSON.stringify(result.issues ?? {})}`).toMatch(words);
		}
		expect(bench.entries('POST')).toEqual([]);
	});

	it('Create finds out the ID of a drop where the answer names none', async () => {
		const taken = { kind: 'status', status: 200, body: { ok: true }, tookPlace: true } as const;
		bench.sandbox.setFaults([{ match: { method: 'POST', path: 'drops$' }, effect: taken }]);
		const result = await bench.run(
			'drop:create',
			{ partner: by('id', bench.partner(1)._id), title: 'Unnamed', product: by('id', '={{ $json.id }}') },
			{ items: [{ id: '111' }, { id: '222' }] },
		);
		const made = must(
			bench.sandbox.state.drops(bench.partner(1)._id).find(({ title }) => title === 'Unnamed'),
		);
		expect(jsons(result)).toEqual(
			['111', '222'].map((id) =>
				expect.objectContaining({
					status: 'created',
					drop: { id: made._id, title: 'Unnamed' },
					product: expect.objectContaining({ id }),
				}),
			),
		);
	});

	it('Get Checkout URL gives a cart with the drop’s products, credited to the partner', async () => {
		const { partner, drops: all } = bench.partnerWithDrops(1);
		const drop = must(all[0]);
		const result = await bench.run('drop:getCheckoutUrl', {
			partner: by('email', partner.creator.email),
			drop: by('id', drop._id),
		});
		expect(jsons(result)).toEqual([
			{
				url: expect.stringContaining(`attributes[cc-creator-id]=${partner.creator._id}`),
				dropId: drop._id,
				partner: expect.objectContaining({ id: partner._id, creatorId: partner.creator._id }),
			},
		]);
	});

	it('Get Checkout URL names the partner’s drops where it is given none of them', async () => {
		const { partner, drops: all } = bench.partnerWithDrops(1);
		const result = await bench.run('drop:getCheckoutUrl', {
			partner: by('email', partner.creator.email),
			drop: by('id', 'a'.repeat(24)),
		});
		expect(told(result)).toMatch(new RegExp(`has no drop a{24}.*${must(all[0])._id}`));
	});

	it('a creator ID is not shown as the ID of the partner', async () => {
		const { partner, drops: all } = bench.partnerWithDrops(1);
		const parameters = { partner: by('id', partner.creator._id), drop: by('id', must(all[0])._id) };
		const [link] = jsons(await bench.run('drop:getCheckoutUrl', parameters));
		expect(link?.partner).toEqual({ creatorId: partner.creator._id });
		const [updated] = jsons(
			await bench.run('drop:update', { ...parameters, updateFields: { description: 'New' } }),
		);
		expect(updated?.partner).toMatchObject({ id: partner._id });
	});
});
