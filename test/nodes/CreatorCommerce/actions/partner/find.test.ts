import type { CollabRecord } from '../../../../../sandbox';
import { by, jsons, must, rows, seen, told, useSandbox } from '../support/bench';

jest.mock('../../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../support/fastClock'),
);

describe('finding a partner', () => {
	const bench = useSandbox();
	/** One whose address has a + in it. */
	const plus = () => must(bench.sandbox.state.collabs().find(({ creator }) => creator.email.includes('+')));

	it.each<[string, (partner: CollabRecord) => ReturnType<typeof by>]>([
		['from the list', ({ _id }) => by('list', _id)],
		['by ID', ({ _id }) => by('id', _id)],
		['by ID in capitals with blanks', ({ _id }) => by('id', ` ${_id.toUpperCase()} `)],
		[
			'by a pasted address that ends in the ID',
			({ _id }) => by('id', `https://app.creatorcommerce.shop/partners/${_id}?tab=drops`),
		],
		['by e-mail with a +', ({ creator }) => by('email', creator.email)],
		['by e-mail in capitals', ({ creator }) => by('email', ` ${creator.email.toUpperCase()}`)],
		['by handle', ({ creator }) => by('handle', creator.handle)],
		['by handle with @ in capitals', ({ creator }) => by('handle', `@${creator.handle.toUpperCase()}`)],
		['by affiliate code', ({ affiliateCode }) => by('code', affiliateCode)],
		['by affiliate code in small letters', ({ affiliateCode }) => by('code', affiliateCode.toLowerCase())],
		['by creator ID where a collab ID belongs', ({ creator }) => by('id', creator._id)],
	])('works %s', async (_, locator) => {
		const partner = plus();
		const result = await bench.run('partner:get', { partner: locator(partner) });
		expect(seen(result.output)).toEqual([
			{
				json: expect.objectContaining({
					id: partner._id,
					creatorId: partner.creator._id,
					email: partner.creator.email,
				}),
				item: 0,
			},
		]);
	});

	it('says who is not there, and who is, where that is asked for', async () => {
		const partner = bench.partner(2);
		const emails = [partner.creator.email, 'nobody@example.com'];
		const result = await bench.run(
			'partner:get',
			{ partner: by('email', '={{ $json.email }}'), options: { ifNotFound: 'tell' } },
			{ items: emails.map((email) => ({ email })) },
		);
		expect(result.error).toBeUndefined();
		expect(seen(result.output)).toEqual([
			{ json: expect.objectContaining({ found: true, id: partner._id, email: emails[0] }), item: 0 },
			{ json: { found: false, email: emails[1] }, item: 1 },
		]);
		const byId = await bench.run('partner:get', {
			partner: by('id', '0123456789abcdef01234567'),
			options: { ifNotFound: 'tell' },
		});
		expect(jsons(byId)).toEqual([{ found: false, id: '0123456789abcdef01234567' }]);
	});

	it('does not call somebody unknown whom a list that was cut short may hold, nor a key that is refused', async () => {
		bench.sandbox.setListing({ mode: 'cutShort', cutAt: 7 });
		const cut = await bench.run('partner:get', {
			partner: by('id', '0123456789abcdef01234567'),
			options: { ifNotFound: 'tell' },
		});
		expect(told(cut)).toContain('cut the list of partners short');
		// Discount codes are in the list only.
		const byCode = await bench.run('partner:get', {
			partner: by('code', 'NOBODYS-CODE'),
			options: { ifNotFound: 'tell' },
		});
		expect(told(byCode)).toContain('No partner has the');
		const refused = await bench.run(
			'partner:get',
			{ partner: by('email', 'nobody@example.com'), options: { ifNotFound: 'tell' } },
			{ credential: { apiKey: 'cc_wrong_key' } },
		);
		expect(told(refused)).toContain('did not accept the API key');
	});

	it('works by a discount code of its own, which no search finds: the list is walked once', async () => {
		bench.sandbox.setListing({ pageSize: 10 });
		const given = [bench.partner(3), bench.partner(17)];
		for (const partner of given) {
			await bench.run('partner:update', {
				partner: by('id', partner._id),
				updateFields: { discountAmount: '20', discountCode: `${partner.affiliateCode}-VIP` },
			});
		}
		bench.sandbox.clearJournal();
		const result = await bench.run(
			'partner:get',
			{ partner: { __rl: true, mode: 'code', value: '={{ $json.code }}' } },
			{ items: given.map(({ affiliateCode }) => ({ code: `${affiliateCode}-vip` })) },
		);
		expect(jsons(result)).toEqual(
			given.map(({ _id, affiliateCode }) =>
				expect.objectContaining({ id: _id, discountCode: `${affiliateCode}-VIP` }),
			),
		);
		const walked = bench.entries().filter(({ path, query }) => path.endsWith('/collabs') && !query.query);
		expect(walked).toHaveLength(3);
	});

	it('does not call a discount code unknown where the list carries none', async () => {
		const code = 'nobodys-code';
		const tell = { partner: by('code', code), options: { ifNotFound: 'tell' } };
		expect(jsons(await bench.run('partner:get', tell))).toEqual([{ found: false, code }]);
		bench.sandbox.setListing({ rows: 'example' });
		const result = await bench.run('partner:get', tell);
		expect(told(result)).toMatch(/No partner has the code nobodys-code.*did not tell all discount codes/);
	});

	it('names the partner once for a creator ID in every operation that needs a collab', async () => {
		const { partner, drops } = bench.partnerWithDrops(2);
		const creator = by('id', partner.creator._id);
		const drop = by('id', must(drops[0])._id);
		for (const [operation, parameters] of [
			['partner:update', { updateFields: { firstName: 'Ada' } }],
			['partner:getForms', {}],
			['partner:getMagicLink', {}],
			['drop:get', { drop }],
			['drop:getAll', {}],
			['drop:update', { drop, updateFields: { title: 'Renamed' } }],
			['drop:addProducts', { drop, product: by('id', '4242') }],
			['drop:create', { title: 'Fresh' }],
			['drop:reorder', { dropOrder: must(drops[1])._id }],
			['drop:getCheckoutUrl', { drop }],
		] as const) {
			const result = await bench.run(operation, { partner: creator, ...parameters });
			expect([operation, result.error?.message]).toEqual([operation, undefined]);
			expect(result.output.length).toBeGreaterThan(0);
		}
		expect(bench.sandbox.state.collabByEmail(partner.creator.email)[0]?.creator.firstName).toBe('Ada');
		expect(bench.sandbox.state.drops(partner._id).map(({ title }) => title)).toEqual(
			expect.arrayContaining(['Renamed', 'Fresh']),
		);
	});

	it('says which partner it could not find, and what to do', async () => {
		const unknown = 'aaaaaaaaaaaaaaaaaaaaaaaa';
		for (const [locator, words] of [
			[by('email', 'nobody@example.com'), /No partner has the e-mail nobody@example.com.*Create or Update/],
			[by('handle', '@nobody'), /No partner has the handle @nobody/],
			[by('code', 'NOCODE'), /No partner has the code NOCODE/],
			[by('id', unknown), /No partner of sandbox-brand.* has the ID aaaa.*collab ID or the creator ID/],
		] as const) {
			const result = await bench.run('partner:get', { partner: locator });
			expect(told(result)).toMatch(words);
			expect(result.error?.itemIndex).toBe(0);
		}
	});

	it('finds nobody twice: an unknown e-mail that the API answers with 500 is the same as an empty list', async () => {
		bench.sandbox.setListing({ unknownEmail: 'error' });
		const result = await bench.run('partner:get', { partner: by('email', 'nobody@example.com') });
		expect(told(result)).toMatch(/No partner has the e-mail nobody@example.com/);
		expect(bench.requests()).toHaveLength(2);
	});

	it('says that the store is unknown, not the partner', async () => {
		const result = await bench.run(
			'partner:get',
			{ partner: by('email', bench.partner(1).creator.email) },
			{ credential: { myshopifyDomain: 'unknown-brand' } },
		);
		expect(told(result)).toMatch(/does not know what was asked for.*unknown-brand.myshopify.com/);
	});

	it('finds an unknown e-mail neither with a partner key', async () => {
		const result = await bench.run(
			'partner:get',
			{ partner: by('email', 'nobody+1@example.com') },
			{ credential: { keyType: 'partner', apiKey: bench.sandbox.partnerKey } },
		);
		expect(told(result)).toMatch(/No partner has the e-mail nobody\+1@example.com/);
		const [entry] = bench.entries();
		expect(entry?.path).toBe('/creators/collabs');
		expect(entry?.query).toEqual({
			email: 'nobody+1@example.com',
			myshopify_domain: bench.sandbox.shopDomain,
		});
		expect(entry?.headers['x-partner-access-token']).toBe(bench.sandbox.partnerKey);
		expect(entry?.headers['x-channel-access-token']).toBeUndefined();
	});

	it.each(['plain', 'nested'] as const)(
		'reads both shapes of the partner key’s answer: %s',
		async (shape) => {
			bench.sandbox.setListing({ shape });
			const partner = plus();
			const result = await bench.run(
				'partner:get',
				{ partner: by('email', partner.creator.email) },
				{ credential: { keyType: 'partner', apiKey: bench.sandbox.partnerKey } },
			);
			expect(jsons(result)).toEqual([expect.objectContaining({ id: partner._id })]);
		},
	);

	it('asks once per distinct partner: 200 items that name five partners look up five', async () => {
		const result = await bench.run(
			'partner:getForms',
			{ partner: { __rl: true, mode: 'email', value: '={{ $json.email }}' } },
			{ items: rows(200, (at) => ({ email: bench.partner(at % 5).creator.email })) },
		);
		expect(result.error).toBeUndefined();
		expect(result.output).toHaveLength(400);
		const lookups = bench.entries().filter(({ path }) => path.endsWith('/collabs'));
		expect(lookups.map(({ query }) => query.email).sort()).toEqual(
			rows(5, (at) => bench.partner(at).creator.email).sort(),
		);
		expect(
			bench.requests().filter((request) => request.endsWith('/channels/sandbox-brand.myshopify.com')),
		).toHaveLength(1);
	});

	it('walks the list once for many creator IDs, page after page', async () => {
		bench.sandbox.setListing({ pageSize: 7 });
		const result = await bench.run(
			'partner:get',
			{ partner: { __rl: true, mode: 'id', value: '={{ $json.id }}' } },
			{ items: rows(12, (at) => ({ id: bench.partner(at * 2).creator._id })) },
		);
		expect(jsons(result).map(({ id }) => id)).toEqual(rows(12, (at) => bench.partner(at * 2)._id));
		expect(bench.entries().filter(({ path }) => path.endsWith('/collabs'))).toHaveLength(5);
	});

	it('does not call an ID unknown when the list was cut short', async () => {
		bench.sandbox.setListing({ mode: 'cutShort', cutAt: 7 });
		const result = await bench.run('partner:get', { partner: by('id', bench.partner(20).creator._id) });
		expect(told(result)).toMatch(/cut the list of partners short.*find the partner by e-mail/);
	});

	it('lets the user choose when two partners have the same e-mail', async () => {
		const email = 'twin@example.com';
		for (const last of ['One', 'Two']) {
			await fetch(`${bench.sandbox.url}/creators/collabs`, {
				method: 'POST',
				headers: { 'x-channel-access-token': bench.sandbox.channelKey },
				body: JSON.stringify({
					myshopifyDomain: bench.sandbox.shopDomain,
					email,
					firstName: 'Twin',
					lastName: last,
				}),
			});
		}
		const twins = bench.sandbox.state.collabByEmail(email).map(({ _id }) => _id);
		const result = await bench.run('partner:get', { partner: by('email', email) });
		expect(twins).toHaveLength(2);
		expect(result.error?.message).toMatch(/2 partners have the e-mail/);
		for (const id of twins) expect(result.error?.description).toContain(id);
	});
});

describe('what Get gives', () => {
	const bench = useSandbox();

	it('is flat and short with Simplify, and the record as it came without', async () => {
		const partner = bench.partner(4);
		const simple = must(jsons(await bench.run('partner:get', { partner: by('id', partner._id) }))[0]);
		expect(simple).toMatchObject({
			id: partner._id,
			handle: partner.creator.handle,
			affiliateCode: partner.affiliateCode,
			tierId: partner.collabTier,
			isOnboarded: partner.creator.isOnboarded,
			dropIds: partner.drops,
			customFields: { 'cc-instagram': partner.custom['cc-instagram'] },
		});
		expect(JSON.stringify(simple).length).toBeLessThan(3000);

		const raw = must(
			jsons(await bench.run('partner:get', { partner: by('id', partner._id), simplify: false }))[0],
		);
		expect(raw).toMatchObject({ _id: partner._id, creator: { _id: partner.creator._id } });
	});

	it.each(['percent', 'fraction', 'mixed'] as const)(
		'is one percent figure, sent as %s',
		async (discountUnit) => {
			bench.sandbox.setListing({ discountUnit });
			for (let at = 0; at < 8; at += 1) {
				const partner = bench.partner(at);
				const result = await bench.run('partner:get', { partner: by('id', partner._id) });
				expect(jsons(result)[0]).toMatchObject({
					discountAmount: partner.discount?.discountAmount,
					discountType: 'Percentage',
				});
			}
		},
	);

	it.each(['ids', 'objects', 'mixed'] as const)('says the same with references as %s', async (populate) => {
		bench.sandbox.setListing({ populate });
		const partner = bench.partner(2);
		const result = await bench.run('partner:get', { partner: by('email', partner.creator.email) });
		expect(jsons(result)).toEqual([
			expect.objectContaining({
				id: partner._id,
				creatorId: partner.creator._id,
				email: partner.creator.email,
				firstName: partner.creator.firstName,
				dropIds: partner.drops,
			}),
		]);
	});

	it('is the sign-in link, or the invitation with a notification for who never signed in', async () => {
		const all = bench.sandbox.state.collabs();
		const onboarded = must(all.find(({ creator }) => creator.isOnboarded));
		const invited = must(all.find(({ creator }) => !creator.isOnboarded));
		const result = await bench.run(
			'partner:getMagicLink',
			{ partner: { __rl: true, mode: 'email', value: '={{ $json.email }}' } },
			{ items: [onboarded, invited].map(({ creator }) => ({ email: creator.email })) },
		);
		expect(jsons(result)).toEqual([
			{ email: onboarded.creator.email, notify: false, link: expect.stringContaining('sign-in') },
			{ email: invited.creator.email, notify: true, link: expect.stringContaining('invitation') },
		]);
	});

	it('is refused in words for an e-mail nobody has', async () => {
		const result = await bench.run('partner:getMagicLink', { partner: by('email', 'nobody@example.com') });
		expect(told(result)).toMatch(/No partner has the e-mail nobody@example\.com/);
	});

	it('is a form an item, with its address and the partner', async () => {
		const partner = bench.partner(1);
		const result = await bench.run('partner:getForms', { partner: by('id', partner._id) });
		const forms = bench.sandbox.state.forms();
		expect(jsons(result)).toEqual(
			forms.map(({ _id, title }) =>
				expect.objectContaining({
					id: _id,
					title,
					url: expect.stringContaining('https://'),
					partner: expect.objectContaining({ id: partner._id, creatorId: partner.creator._id }),
				}),
			),
		);
	});
});
