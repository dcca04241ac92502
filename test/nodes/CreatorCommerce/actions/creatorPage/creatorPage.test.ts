import { CreatorCommerce } from '../../../../../nodes/CreatorCommerce/CreatorCommerce.node';
import { by, jsons, must, rows, seen, told, useSandbox } from '../support/bench';
import { CreatorCommerceShopifyApi } from '../../../../../credentials/CreatorCommerceShopifyApi.credentials';
import { listSearch, testCredential } from '../../../../support/headless';

describe('creator pages', () => {
	const bench = useSandbox({ partners: 12, shopify: { restoreRate: 1_000_000 } });
	const open = () => bench.sandbox.shopify;
	/** Everybody has a page. */
	const sign = () => bench.sandbox.state.collabs().forEach(({ _id }) => void open().signIn(_id));
	const page = (at: number) =>
		must(
			open()
				.metaobjects()
				.find(({ creatorId }) => creatorId === bench.partner(at).creator._id),
		);
	const withToken = (token = open().storefrontToken) => ({
		credentials: { creatorCommerceShopifyApi: bench.shopifyCredential({ storefrontToken: token }) },
	});
	const requests = (api: string) =>
		bench.sandbox.journal().filter(({ operationId }) => operationId?.startsWith(api));
	beforeEach(sign);

	describe.each(['Admin', 'Storefront'])('through the %s API', (api) => {
		const options = () => (api === 'Storefront' ? withToken() : {});
		const get = async (mode: string, value: string, more: Record<string, unknown> = {}) =>
			await bench.run('creatorPage:get', { creatorPage: by(mode, value), ...more }, options());

		afterEach(() => {
			// Each through its own API, and only there.
			expect(requests(api === 'Storefront' ? 'shopify Creator' : 'storefront')).toEqual([]);
		});

		it.each(['handle', 'address', 'email', 'creator ID', 'collab ID', 'metaobject', 'GID', 'list'])(
			'finds a page by %s',
			async (way) => {
				const partner = bench.partner(4);
				const { id, handle } = page(4);
				const value = {
					handle,
					address: `https://brand.com/pages/creator/${handle}?ref=x`,
					email: partner.creator.email.toUpperCase(),
					'creator ID': partner.creator._id,
					'collab ID': partner._id,
					metaobject: String(id),
					GID: `gid://shopify/Metaobject/${id}`,
					list: handle,
				}[way];
				const mode = way === 'address' ? 'handle' : ['handle', 'email', 'list'].includes(way) ? way : 'id';
				const result = await get(mode, must(value));
				expect(told(result)).toBe(' | ');
				expect(jsons(result)).toEqual([
					expect.objectContaining({
						id: String(id),
						handle,
						creatorId: partner.creator._id,
						collabId: partner._id,
						email: partner.creator.email,
					}),
				]);
			},
		);

		it('unpacks drops, products and what the creator says about them', async () => {
			const { partner, drops } = bench.partnerWithDrops(1);
			const [json] = jsons(await get('email', partner.creator.email));
			const shown: unknown = json?.drops;
			expect(shown).toHaveLength(drops.length);
			const [drop] = drops;
			const enhancement = must(drop).enhancements[0];
			expect(Reflect.get(Object(shown), 0)).toMatchObject({
				id: must(drop)._id,
				title: must(drop).title,
				collectionId: expect.stringMatching(/^\d+$/),
				products: expect.arrayContaining([
					expect.objectContaining({
						id: expect.stringMatching(/^\d+$/),
						internalId: must(drop).products[0],
						title: expect.any(String),
						enhancementId: enhancement?._id,
						...(enhancement?.note ? { note: enhancement.note } : {}),
					}),
				]),
			});
			expect(JSON.stringify(json)).not.toContain('cc-creator-drop');
			expect(typeof json?.isOnboarded).toBe('boolean');
		});

		it('keeps custom fields apart', async () => {
			await bench.run('partner:update', {
				partner: by('email', bench.partner(3).creator.email),
				customFieldsInput: 'json',
				customFieldsJson: '{"hero-header": "Hello"}',
			});
			bench.sandbox.clearJournal();
			const [json] = jsons(await get('email', bench.partner(3).creator.email));
			expect(json?.customFields).toMatchObject({ 'cc-hero-header': 'Hello' });
		});

		it('gives the metaobject as Shopify has it without Simplify', async () => {
			const { handle } = page(2);
			const [json] = jsons(await get('handle', handle, { simplify: false }));
			expect(json).toMatchObject({
				handle,
				fields: expect.arrayContaining([{ key: 'cc-creator-id', value: bench.partner(2).creator._id }]),
			});
		});

		it('gives many, each once, page by page, and stops at the limit', async () => {
			const all = await bench.run('creatorPage:getAll', { returnAll: true }, options());
			expect(
				jsons(all)
					.map(({ creatorId }) => creatorId)
					.sort(),
			).toEqual(rows(12, (at) => bench.partner(at).creator._id).sort());
			const some = await bench.run('creatorPage:getAll', { limit: 5 }, options());
			expect(some.output).toHaveLength(5);
		});

		it('filters by text, onboarding and time', async () => {
			const { creator } = bench.partner(7);
			const only = async (filters: Record<string, unknown>) =>
				jsons(await bench.run('creatorPage:getAll', { returnAll: true, filters }, options())).map(
					({ creatorId }) => creatorId,
				);
			expect(await only({ query: creator.email.slice(0, 12).toUpperCase() })).toContain(creator._id);
			const onboarded = bench.sandbox.state.collabs().filter((collab) => collab.creator.isOnboarded);
			expect((await only({ onlyOnboarded: true })).sort()).toEqual(
				onboarded.map((collab) => collab.creator._id).sort(),
			);
			expect(await only({ updatedAfter: '2999-01-01' })).toEqual([]);
			expect(await only({ updatedAfter: '2001-01-01' })).toHaveLength(12);
		});

		it('says so when nobody has such a page, with each item its own', async () => {
			const result = await bench.run(
				'creatorPage:get',
				{ creatorPage: { __rl: true, mode: 'handle', value: '={{ $json.handle }}' } },
				{
					...options(),
					items: [{ handle: 'nobody' }, { handle: page(1).handle }],
					onError: 'continueRegularOutput',
				},
			);
			expect(seen(result.output)).toEqual([
				{
					json: { error: expect.stringMatching(/No creator page has the handle nobody\. Check it\./) },
					error: expect.any(String),
					item: 0,
				},
				{ json: expect.objectContaining({ handle: page(1).handle }), item: 1 },
			]);
		});

		it('asks again after a passing fault', async () => {
			bench.sandbox.setFaults([
				{ match: { graphql: 'Creator' }, times: 2, effect: { kind: 'status', status: 503 } },
			]);
			expect(jsons(await get('handle', page(1).handle))).toHaveLength(1);
		});

		it('fills the list of the panel', async () => {
			const found = await listSearch('searchCreatorPages', {
				credentials: {
					creatorCommerceShopifyApi: bench.shopifyCredential(
						api === 'Storefront' ? { storefrontToken: open().storefrontToken } : {},
					),
				},
				parameters: { resource: 'creatorPage', operation: 'get' },
				filter: bench.partner(5).creator.email,
			});
			expect(found.results).toEqual([
				{
					name: expect.stringContaining(bench.partner(5).creator.email),
					value: page(5).handle,
				},
			]);
		});
	});

	it('reads as the app when told so, though there is a Storefront token', async () => {
		const result = await bench.run(
			'creatorPage:get',
			{ creatorPage: by('handle', page(1).handle), options: { readThrough: 'admin' } },
			withToken(),
		);
		expect(jsons(result)).toHaveLength(1);
		expect(requests('storefront')).toEqual([]);
	});

	it('says that the store may hide pages from the Storefront API', async () => {
		open().setShopify({ storefrontPages: 'hidden' });
		const hidden = await bench.run(
			'creatorPage:get',
			{ creatorPage: by('handle', page(1).handle) },
			withToken(),
		);
		expect(told(hidden)).toMatch(/No creator page has the handle .* \| .*set Read Through to Admin API/);
	});

	it('tells a refused token, a missing scope and a missing token apart, and never the token', async () => {
		const run = async (options: Record<string, unknown>, token?: string) =>
			told(await bench.run('creatorPage:getAll', { options }, token === undefined ? {} : withToken(token)));
		const wrong = await run({}, 'a_wrong_token_of_mine');
		expect(wrong).toMatch(/did not accept the Storefront token for .* \| Copy the token again/);
		expect(wrong).not.toContain('a_wrong_token_of_mine');
		expect(await run({ readThrough: 'storefront' })).toMatch(
			/The Shopify credential has no Storefront token \| Fill in Storefront Token/,
		);
		open().setShopify({ storefrontScopes: [], scopes: ['read_orders'] });
		expect(await run({}, open().storefrontToken)).toMatch(
			/may not read creator pages of .* \| .*unauthenticated_read_metaobjects/,
		);
		expect(await run({})).toMatch(/lacks the access scope read_metaobjects/);
	});

	it('sends neither the app’s token nor its secret to the Storefront API', async () => {
		await bench.run('creatorPage:getAll', {}, withToken());
		const sent = requests('storefront');
		expect(sent.length).toBeGreaterThan(0);
		for (const { headers } of sent) {
			expect(headers['x-shopify-access-token']).toBeUndefined();
			expect(headers['x-shopify-storefront-access-token']).toBe(open().storefrontToken);
		}
	});

	it.each([
		['list', '={{ "" }}', /No creator page is chosen/],
		['id', 'ada@example.com', /not the ID of a creator page.*By Email/],
		['id', 'gid://shopify/Order/1', /not the ID of a creator page/],
		['email', 'ada', /not an e-mail address/],
	])('refuses %s %s before it asks', async (mode, value, message) => {
		expect(told(await bench.run('creatorPage:get', { creatorPage: by(mode, value) }))).toMatch(message);
		expect(requests('shopify Creator')).toEqual([]);
	});

	it('tests the Shopify credential from the action node too', async () => {
		const test = async (changes: Record<string, unknown>) =>
			await testCredential('creatorCommerceShopifyApi', bench.shopifyCredential(changes), {
				nodeTypes: { 'n8n-nodes-creatorcommerce.creatorCommerce': CreatorCommerce },
				credentialTypes: [CreatorCommerceShopifyApi],
			});
		expect(await test({})).toMatchObject({ status: 'OK' });
		expect(await test({ clientSecret: 'wrong' })).toMatchObject({ status: 'Error' });
	});
});

describe('many creator pages', () => {
	const bench = useSandbox({ partners: 130, shopify: { restoreRate: 2_000, maximumAvailable: 1_000 } });
	beforeEach(() =>
		bench.sandbox.state.collabs().forEach(({ _id }) => void bench.sandbox.shopify.signIn(_id)),
	);

	it.each(['', 'token'])('come page by page, each once, also when points run out: %s', async (token) => {
		const { storefrontToken } = bench.sandbox.shopify;
		const credentials = {
			creatorCommerceShopifyApi: bench.shopifyCredential(token === '' ? {} : { storefrontToken }),
		};
		bench.sandbox.setFaults([{ match: { graphql: 'Creators' }, times: 2, effect: { kind: 'throttled' } }]);
		const result = await bench.run('creatorPage:getAll', { returnAll: true }, { credentials });
		expect(
			jsons(result)
				.map(({ creatorId }) => creatorId)
				.sort(),
		).toEqual(
			bench.sandbox.state
				.collabs()
				.map(({ creator }) => creator._id)
				.sort(),
		);
		bench.sandbox.clearJournal();
		const some = await bench.run('creatorPage:getAll', { limit: 40 }, { credentials });
		expect(some.output).toHaveLength(40);
		const pages = bench.sandbox.journal().filter(({ operationId }) => /Creators/.test(operationId ?? ''));
		expect(pages).toHaveLength(1);
	});

	it('gets a new token when the one it has has expired', async () => {
		const credentials = { creatorCommerceShopifyApi: bench.shopifyCredential({ sessionToken: 'shpat_old' }) };
		expect((await bench.run('creatorPage:getAll', { limit: 3 }, { credentials })).output).toHaveLength(3);
	});
});
