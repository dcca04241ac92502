import { bench, newPartner, type Bench } from './support';

const PRODUCT = '9192128643131';
const OTHER_PRODUCT = '9192128643262';

describe('quirks of the real API', () => {
	let b: Bench;
	let channel: string;
	beforeEach(async () => {
		b = await bench();
		channel = `/channels/${b.sandbox.shopDomain}`;
	});
	afterEach(() => b.sandbox.close());

	async function createPartner(email: string, more: object = {}): Promise<string> {
		const { data } = await b.http.post('/creators/collabs', { ...newPartner(b.sandbox, email), ...more });
		return data.collab._id;
	}

	async function createDrop(collabId: string, ids: string[], title = 'Edit'): Promise<string> {
		const products = ids.map((id) => ({ id }));
		const body = { title, description: 'D', products };
		const { data } = await b.http.post(`/creators/collabs/${collabId}/drops`, body);
		return data.drop._id;
	}

	test('keys: missing or wrong 401, another store 403, unknown store 500; all three headers work', async () => {
		const status = async (url: string, headers: object) => (await b.http.get(url, { headers })).status;
		const none = { 'x-channel-access-token': undefined };
		expect(await status(channel, none)).toBe(401);
		expect(await status(channel, { 'x-channel-access-token': 'nope' })).toBe(401);
		expect(await status(channel, { ...none, 'x-partner-access-token': b.sandbox.partnerKey })).toBe(200);
		expect(await status(channel, { ...none, authorization: `Bearer ${b.sandbox.channelKey}` })).toBe(200);
		expect(await status('/channels/other-brand.myshopify.com', {})).toBe(403);
		const unknown = await b.http.get('/channels/nowhere.myshopify.com');
		expect(unknown.status).toBe(500);
		expect(unknown.data).toEqual({
			statusCode: 500,
			error: 'Internal Server Error',
			message: 'Creator or Channel not found',
		});
	});

	test('1 errors are 500 with a message: required fields, formats, malformed and missing ids', async () => {
		const post = async (url: string, body: unknown) => {
			const { status, data } = await b.http.post(url, body);
			return [status, data.message];
		};
		const partner = newPartner(b.sandbox, 'x@example.com');
		expect(await post('/creators/collabs', { ...partner, email: undefined })).toEqual([
			500,
			"body must have required property 'email'",
		]);
		expect(await post('/creators/collabs', { ...partner, email: 'x' })).toEqual([
			500,
			'body/email must match format "email"',
		]);
		expect((await post('/creators/collabs', { ...partner, primaryColor: 'red' }))[1]).toContain('pattern');
		expect(await post('/creators/collabs/not-an-id', {})).toEqual([500, 'Failed to update collab']);
		expect(await post(`/creators/collabs/${'0'.repeat(24)}`, {})).toEqual([500, 'Collab not found']);
		expect((await b.http.get(`${channel}/collabs/${'0'.repeat(24)}`)).data.message).toBe(
			'Failed to retrieve channel collab',
		);
		expect(b.sandbox.journal().some(({ tookPlace }) => tookPlace)).toBe(false);
	});

	test('1 a write that fails half way leaves nothing behind', async () => {
		const body = { ...newPartner(b.sandbox, 'half@example.com'), collabTier: '0'.repeat(24) };
		expect((await b.http.post('/creators/collabs', body)).data.message).toBe('Collab tier not found');
		const params = { email: 'half@example.com' };
		const link = await b.http.get(`${channel}/creators/magic-link`, { params });
		expect(link.data.message).toBe('Failed to create magic link');
		const long = await b.http.get(`${channel}/collabs`, {
			params: { email: `${'x'.repeat(5_000)}@example.com` },
		});
		expect(long.data.collabs).toEqual([]);
	});

	test('2 GET /creators/collabs answers nested or plain, whole or one e-mail', async () => {
		const ask = (email?: string) =>
			b.http.get('/creators/collabs', { params: { myshopify_domain: b.sandbox.shopDomain, email } });
		expect((await ask()).data.collabs.collabs).toHaveLength(12);
		b.sandbox.setListing({ shape: 'plain' });
		expect((await ask()).data.collabs).toHaveLength(12);
		const { email } = b.sandbox.state.collabs()[0]?.creator ?? { email: '' };
		expect((await ask(email)).data.collabs).toHaveLength(1);
		expect((await ask('nobody@example.com')).data.message).toBe('Creator or Channel not found');
	});

	test('3 references come as objects, as ids, or mixed', async () => {
		const rows = async () => (await b.http.get(`${channel}/collabs`)).data.collabs;
		expect((await rows()).every((row: { creator: unknown }) => typeof row.creator === 'object')).toBe(true);
		b.sandbox.setListing({ populate: 'ids' });
		for (const row of await rows()) {
			expect(typeof row.creator).toBe('string');
			expect(typeof row.collabTier).toBe('string');
			expect(row.drops.every((drop: unknown) => typeof drop === 'string')).toBe(true);
		}
		b.sandbox.setListing({ populate: 'mixed' });
		const kinds = new Set((await rows()).map((row: { creator: unknown }) => typeof row.creator));
		expect(kinds.size).toBe(2);
		b.sandbox.setListing({ customFields: 'omitted' });
		expect((await rows())[0].customFields).toBeUndefined();
	});

	test('4 the list: cursor, a cursor that is ignored, a list cut short', async () => {
		const page = async (cursor?: string) =>
			(await b.http.get(`${channel}/collabs`, { params: { cursor } })).data;
		b.sandbox.setListing({ pageSize: 5 });
		const seen: string[] = [];
		let cursor: string | undefined;
		for (let next = true; next;) {
			const { collabs, pagination } = await page(cursor);
			seen.push(...collabs.map((row: { _id: string }) => row._id));
			expect(pagination.totalCount).toBe(12);
			cursor = pagination.nextCursor;
			next = pagination.hasNextPage;
		}
		expect(new Set(seen).size).toBe(12);

		b.sandbox.setListing({ mode: 'ignoresCursor' });
		const first = await page();
		const again = await page(first.pagination.nextCursor);
		expect(again.collabs[0]._id).toBe(first.collabs[0]._id);
		expect(again.pagination.hasNextPage).toBe(true);

		b.sandbox.setListing({ mode: 'cutShort', cutAt: 7, pageSize: 50 });
		const cut = await page();
		expect(cut.collabs).toHaveLength(7);
		expect(cut.pagination).toEqual({ hasNextPage: false, totalCount: 12, nextCursor: null });
		b.sandbox.setListing({ pageSize: 5 });
		const head = await page();
		const tail = await page(head.pagination.nextCursor);
		expect([head.pagination.hasNextPage, tail.pagination.hasNextPage]).toEqual([true, false]);
		expect(tail.collabs).toHaveLength(2);

		b.sandbox.setListing({ mode: 'cursor', pageSize: 'random' });
		expect((await page()).collabs.length).toBeGreaterThan(0);
	});

	test('5 a + in an e-mail must arrive encoded', async () => {
		await createPartner('plus+one@example.com');
		const raw = await b.http.get(`${channel}/collabs?email=plus+one@example.com`);
		expect(raw.data.collabs).toEqual([]);
		const encoded = await b.http.get(`${channel}/collabs?email=plus%2Bone@example.com`);
		expect(encoded.data.collabs).toHaveLength(1);
		expect(b.sandbox.journal().at(-1)?.query).toEqual({ email: 'plus+one@example.com' });
	});

	test('6 ten percent is 10 or 0.1', async () => {
		const amounts = async () => {
			const { collabs } = (await b.http.get(`${channel}/collabs`)).data;
			return collabs.map((row: { discount: { discountAmount: number } }) => row.discount.discountAmount);
		};
		const mixed = await amounts();
		expect(mixed.some((amount: number) => amount < 1)).toBe(true);
		expect(mixed.some((amount: number) => amount > 1)).toBe(true);
		b.sandbox.setListing({ discountUnit: 'percent' });
		expect((await amounts()).every((amount: number) => amount >= 10)).toBe(true);
		b.sandbox.setListing({ discountUnit: 'fraction' });
		expect((await amounts()).every((amount: number) => amount < 1)).toBe(true);
	});

	test('7 and 8 the affiliate URL gets a slash on create; custom fields get their prefix', async () => {
		const id = await createPartner('seven@example.com', {
			affiliateUrl: 'https://shop.example.com/SEVEN',
			custom: { followers: 12, 'cc-notes': 'hi' },
		});
		const [stored] = b.sandbox.state.collabByEmail('seven@example.com');
		expect(stored?.affiliateUrl).toBe('https://shop.example.com/SEVEN/');
		expect(stored?.custom).toEqual({ 'cc-followers': 12, 'cc-notes': 'hi' });
		await b.http.post(`/creators/collabs/${id}`, { custom: { 'cc-notes': 'bye' } });
		const { collab } = (await b.http.get(`${channel}/collabs/${id}`)).data;
		const field = collab.customFields.find((one: { handle: string }) => one.handle === 'cc-followers');
		expect(field).toMatchObject({ ownerType: 'collab', ownerId: id, value: 12, type: 'number_integer' });
	});

	test('9 a repeated create makes a second collab of the same creator', async () => {
		await createPartner('Twice@example.com');
		await createPartner('twice@example.com');
		const both = b.sandbox.state.collabByEmail('twice@example.com');
		expect(both).toHaveLength(2);
		expect(both[0]?.creator._id).toBe(both[1]?.creator._id);
	});

	test('9 create ignores discount and onboarding; the tier brings its own discount', async () => {
		const vip = b.sandbox.state.tiers().find(({ tierTitle }) => tierTitle === 'VIP');
		const more = { discount: { discountAmount: 80 }, isOnboarded: true, collabTier: vip?._id };
		const id = await createPartner('nine@example.com', more);
		const before = b.sandbox.state.collabByEmail('nine@example.com')[0];
		expect(before?.discount).toEqual(vip?.discount);
		expect(before?.creator.isOnboarded).toBe(false);
		await b.http.post(`/creators/collabs/${id}`, { discount: { discountAmount: 80 }, isOnboarded: true });
		const after = b.sandbox.state.collabByEmail('nine@example.com')[0];
		expect(after?.discount).toEqual({ discountAmount: 80, discountType: 'Percentage' });
		expect(after?.creator.isOnboarded).toBe(true);
		expect(after?.affiliateCode).toBe(before?.affiliateCode);
	});

	test('10 an update by the automations’ path takes the store in query and body', async () => {
		const id = await createPartner('ten@example.com');
		const url = `/creators/collabs/${id}?myshopify_domain=${b.sandbox.shopDomain}`;
		const good = await b.http.post(url, { myshopifyDomain: b.sandbox.shopDomain, firstName: 'Ann' });
		expect(good.status).toBe(200);
		expect(b.sandbox.state.collabByEmail('ten@example.com')[0]?.creator.lastName).toBe("O'Brien");
		const bad = await b.http.post(`/creators/collabs/${id}`, {
			myshopifyDomain: 'other-brand.myshopify.com',
		});
		expect(bad.status).toBe(403);
	});

	test('11 a product id is a bare number; a GID, a handle or a number type fails and nothing is made', async () => {
		const id = await createPartner('eleven@example.com');
		for (const wrong of [`gid://shopify/Product/${PRODUCT}`, 'ocean-blue-shirt', 9192128643131]) {
			const body = { title: 'T', description: 'D', products: [{ id: PRODUCT }, { id: wrong }] };
			const { status, data } = await b.http.post(`/creators/collabs/${id}/drops`, body);
			expect([status, data.message]).toEqual([500, 'Failed to create drop']);
		}
		expect(b.sandbox.state.drops(id)).toEqual([]);
		b.sandbox.setListing({ productIds: 'catalogue' });
		const body = { title: 'T', description: 'D', products: [{ id: '4711' }] };
		const unknown = await b.http.post(`/creators/collabs/${id}/drops`, body);
		expect(unknown.data.message).toBe('Product not found');
	});

	test('12 drops are ordered by the list given, and what is missing from it is detached', async () => {
		const id = await createPartner('twelve@example.com');
		const a = await createDrop(id, [PRODUCT], 'A');
		const c = await createDrop(id, [PRODUCT], 'C');
		const e = await createDrop(id, [PRODUCT], 'E');
		await b.http.post(`${channel}/collabs/${id}`, { drops: [e, a] });
		expect(b.sandbox.state.drops(id).map(({ title }) => title)).toEqual(['E', 'A']);
		expect(b.sandbox.state.detachedDrops(id).map(({ _id }) => _id)).toEqual([c]);
		expect((await b.http.post(`/creators/collabs/${id}/drops/${c}`, { title: 'X' })).data.message).toBe(
			'Drop not found',
		);
		const foreign = b.sandbox.state.drops().find((drop) => drop.collab !== id);
		expect((await b.http.post(`${channel}/collabs/${id}`, { drops: [foreign?._id] })).status).toBe(500);
	});

	test('13 media is taken as a URL or as an object', async () => {
		const id = await createPartner('thirteen@example.com');
		const media = ['https://pics.example/a.mp4', { _id: 'f'.repeat(24), url: 'https://pics.example/b.png' }];
		const products = [{ id: PRODUCT, enhancement: { note: 'n', media } }];
		await b.http.post(`/creators/collabs/${id}/drops`, { title: 'T', description: 'D', products });
		const kept = b.sandbox.state.drops(id)[0]?.enhancements[0]?.media;
		expect(kept?.map(({ mediaContentType }) => mediaContentType)).toEqual(['VIDEO', 'IMAGE']);
		expect(kept?.[1]?._id).toBe('f'.repeat(24));
	});

	test('15 partners are big', async () => {
		const big = await bench({ partners: 150, listing: { pageSize: 150 } });
		const { collabs } = (await big.http.get(`/channels/${big.sandbox.shopDomain}/collabs`)).data;
		const sizes = collabs.map((row: unknown) => JSON.stringify(row).length);
		const total = sizes.reduce((sum: number, size: number) => sum + size, 0);
		expect(total / sizes.length).toBeGreaterThan(11_000);
		expect(total / sizes.length).toBeLessThan(17_000);
		expect(Math.max(...sizes)).toBeGreaterThan(25_000);
		await big.sandbox.close();
	});

	test('16 adding products answers all internal ids, and a repeat doubles', async () => {
		const id = await createPartner('sixteen@example.com');
		const drop = await createDrop(id, [PRODUCT]);
		const url = `${channel}/collabs/${id}/drops/${drop}/products`;
		const body = { products: [{ id: OTHER_PRODUCT, enhancement: { note: 'yes' } }] };
		const once = (await b.http.post(url, body)).data.drop;
		expect(once.products).toHaveLength(2);
		expect(once.products).not.toContain(OTHER_PRODUCT);
		const twice = (await b.http.post(url, body)).data.drop;
		expect(twice.products).toHaveLength(3);
		expect(twice.enhancements).toHaveLength(3);
		expect(b.sandbox.state.product(twice.products[2])?.shopifyId).toBe(OTHER_PRODUCT);
		const enhancement = `${channel}/collabs/${id}/drops/${drop}/enhancements/${twice.enhancements[2]}`;
		const changed = await b.http.post(enhancement, { custom: { badge: 'Top' } });
		expect(changed.data.enhancement).toMatchObject({ note: 'yes', custom: { 'cc-badge': 'Top' } });
	});

	test('an updated drop keeps what is not named; products given replace the list', async () => {
		const id = await createPartner('update@example.com');
		const drop = await createDrop(id, [PRODUCT, OTHER_PRODUCT]);
		const before = b.sandbox.state.drops(id)[0];
		const url = `${channel}/collabs/${id}/drops/${drop}`;
		await b.http.post(url, { title: 'New', products: [], media: [] });
		expect(b.sandbox.state.drops(id)[0]).toMatchObject({ title: 'New', products: before?.products });
		await b.http.post(url, { products: [{ id: OTHER_PRODUCT, enhancement: { note: 'stays' } }] });
		const after = b.sandbox.state.drops(id)[0];
		expect(after?.enhancements).toEqual([{ ...before?.enhancements[1], note: 'stays' }]);
	});

	test('the fuzzy query finds by name without accents, handle and affiliate code, and more than asked for', async () => {
		await createPartner('fuzzy@example.com', { handle: 'zoe-fuzz', affiliateCode: 'FUZZ10' });
		await createPartner('fuzzy2@example.com', { handle: 'zoe-fuzz-2', affiliateCode: 'FUZZ100' });
		const count = async (query: string) =>
			(await b.http.get(`${channel}/collabs`, { params: { query } })).data.pagination.totalCount;
		expect(await count('zoe-fuzz')).toBe(2);
		expect(await count('FUZZ100')).toBe(1);
		expect(await count('zoe obrien')).toBe(0);
		expect(await count("zoe o'brien fuzz")).toBe(2);
		expect(await count('nobody-at-all')).toBe(0);
	});

	test('e-mail lookups can be made to mind upper and lower case', async () => {
		await createPartner('Mixed.Case@example.com');
		const found = async () =>
			(await b.http.get(`${channel}/collabs`, { params: { email: 'mixed.case@example.com' } })).data.collabs
				.length;
		expect(await found()).toBe(1);
		b.sandbox.setListing({ emailMatch: 'exact' });
		expect(await found()).toBe(0);
		b.sandbox.setListing({ unknownEmail: 'error' });
		const answer = await b.http.get(`${channel}/collabs`, { params: { email: 'mixed.case@example.com' } });
		expect(answer.status).toBe(500);
	});

	test('an e-mail that moves to another address is found there, and only there', async () => {
		const id = await createPartner('old@example.com');
		await b.http.post(`/creators/collabs/${id}`, { email: 'new@example.com' });
		expect(b.sandbox.state.collabByEmail('old@example.com')).toEqual([]);
		expect(b.sandbox.state.collabByEmail('new@example.com')).toHaveLength(1);
		await createPartner('taken@example.com');
		const taken = await b.http.post(`/creators/collabs/${id}`, { email: 'taken@example.com' });
		expect([taken.status, taken.data.message]).toEqual([500, 'Email is already in use']);
	});

	test('magic link: an invitation before the first sign-in, a sign-in after', async () => {
		const id = await createPartner('link@example.com');
		const ask = () => b.http.get(`${channel}/creators/magic-link`, { params: { email: 'link@example.com' } });
		expect((await ask()).data).toMatchObject({ notify: true, link: expect.stringContaining('invitation') });
		await b.http.post(`/creators/collabs/${id}`, { isOnboarded: true });
		expect((await ask()).data).toMatchObject({ notify: false, link: expect.stringContaining('sign-in') });
	});
});
