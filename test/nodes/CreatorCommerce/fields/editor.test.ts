import { listSearch, loadOptions, resourceMapperFields } from '../../../support/headless';
import { by, must, useSandbox } from '../actions/support/bench';

describe('From List in the editor', () => {
	const bench = useSandbox({ partners: 70 });
	const ask = async (
		method: string,
		options: { filter?: string; paginationToken?: string; parameters?: Record<string, unknown> } = {},
		changes: Record<string, unknown> = {},
	) =>
		await listSearch(method, { credentials: { creatorCommerceApi: bench.credential(changes) }, ...options });

	it('shows all partners page by page, by name and e-mail', async () => {
		bench.sandbox.setListing({ pageSize: 25 });
		const names: string[] = [];
		let paginationToken: string | undefined;
		let pages = 0;
		do {
			const page = await ask('searchPartners', { paginationToken });
			names.push(...page.results.map(({ name }) => name));
			paginationToken = typeof page.paginationToken === 'string' ? page.paginationToken : undefined;
			pages += 1;
		} while (paginationToken !== undefined);
		expect(names).toEqual(
			bench.sandbox.state
				.collabs()
				.map(({ creator }) => `${creator.firstName} ${creator.lastName} (${creator.email})`),
		);
		expect(pages).toBe(3);
	});

	it.each([
		['searchPartners', 'CreatorCommerce'],
		['searchCampaigns', 'CreatorCommerce'],
		['searchDrops', 'CreatorCommerce'],
		['searchProducts', 'Shopify'],
		['searchCreatorPages', 'Shopify'],
	])('%s without a credential says which one to choose', async (method, name) => {
		await expect(listSearch(method, { credentials: {} })).rejects.toThrow(
			`Choose a ${name} credential above, then open the list again`,
		);
	});

	it.each<[string, boolean | undefined]>([
		['nested', true],
		['nested and silent about a next page', undefined],
	])('goes on where pagination is %s', async (_, hasNextPage) => {
		const collabs = [{ _id: bench.partner(0)._id }];
		const pagination = { hasNextPage, nextCursor: 'further', totalCount: 70 };
		const body = { collabs: { collabs, pagination } };
		bench.sandbox.setFaults([{ effect: { kind: 'status', status: 200, body } }]);
		const first = await ask('searchPartners');
		expect(first.paginationToken).toBe('further');
		expect((await ask('searchPartners', { paginationToken: 'further' })).paginationToken).toBeUndefined();
	});

	it('ends where the API ignores the cursor', async () => {
		bench.sandbox.setListing({ pageSize: 25, mode: 'ignoresCursor' });
		const first = await ask('searchPartners');
		const token = typeof first.paginationToken === 'string' ? first.paginationToken : 'none';
		const second = await ask('searchPartners', { paginationToken: token });
		expect(second.paginationToken).toBeUndefined();
	});

	it('searches for what is typed, or for an exact e-mail', async () => {
		const wanted = bench.partner(11);
		const byName = await ask('searchPartners', { filter: wanted.creator.handle });
		expect(byName.results.map(({ value }) => value)).toEqual([wanted._id]);
		const byEmail = await ask('searchPartners', { filter: ` ${wanted.creator.email} ` });
		expect(byEmail.results.map(({ value }) => value)).toEqual([wanted._id]);
		expect((await ask('searchPartners', { filter: 'nobody at all' })).results).toEqual([]);
	});

	it('shows the tiers by name, narrowed by what is typed', async () => {
		expect((await ask('searchTiers')).results.map(({ name }) => name).sort()).toEqual([
			'Ambassador',
			'CreatorCommerce Default',
			'Rise',
			'Shine',
			'VIP',
		]);
		expect((await ask('searchTiers', { filter: 'vi' })).results.map(({ name }) => name)).toEqual(['VIP']);
	});

	it.each([
		['searchCampaigns', ['Always On', 'Spring Push'], 'spring', ['Spring Push']],
		['searchForms', ['Creator Intake', 'Drop Notes'], ' INTAKE ', ['Creator Intake']],
	])('%s shows all by title, narrowed by what is typed', async (method, all, filter, some) => {
		const shown = async (typed?: string) =>
			(await ask(method, { filter: typed })).results.map(({ name }) => name).sort();
		expect(await shown()).toEqual(all);
		expect(await shown(filter)).toEqual(some);
		expect(await shown('nothing like it')).toEqual([]);
		for (const { value } of (await ask(method)).results) expect(value).toMatch(/^[0-9a-f]{24}$/);
	});

	it('offers the tiers where several can be chosen', async () => {
		const options = await loadOptions('getTiers', {
			credentials: { creatorCommerceApi: bench.credential() },
		});
		expect(options.map(({ name, value }) => [name, value])).toEqual(
			bench.sandbox.state.tiers().map(({ tierTitle, _id }) => [tierTitle, _id]),
		);
	});

	it.each(['list', 'id', 'email', 'handle', 'code'])(
		'shows the drops of the partner chosen %s',
		async (mode) => {
			const { partner, drops } = bench.partnerWithDrops(2);
			const value: Record<string, string> = {
				list: partner._id,
				id: partner.creator._id,
				email: partner.creator.email,
				handle: partner.creator.handle,
				code: partner.affiliateCode,
			};
			const parameters = { resource: 'drop', operation: 'get', partner: by(mode, must(value[mode])) };
			expect((await ask('searchDrops', { parameters })).results).toEqual(
				drops.map(({ _id, title }) => ({ name: title, value: _id })),
			);
			expect((await ask('searchDrops', { parameters, filter: must(drops[1]).title })).results).toHaveLength(
				1,
			);
		},
	);

	it('asks for the partner first, and explains an expression', async () => {
		for (const [value, words] of [
			['', /No partner is chosen/],
			['={{ $json.id }}', /The partner is an expression/],
		] as const) {
			const parameters = { resource: 'drop', operation: 'get', partner: by('id', value) };
			await expect(ask('searchDrops', { parameters })).rejects.toThrow(words);
		}
		expect(bench.requests()).toEqual([]);
	});

	it('tells a wrong key as an execution does, without showing it', async () => {
		const fault: unknown = await ask('searchPartners', {}, { apiKey: 'cc_wrong_key' }).catch(
			(why: unknown) => why,
		);
		expect(String(fault)).toContain('did not accept the API key');
		expect(JSON.stringify([fault, Object.getOwnPropertyDescriptors(Object(fault))])).not.toContain(
			'cc_wrong_key',
		);
		expect(bench.requests()).toHaveLength(1);
	});

	it('does not wait for minutes when the limit is used up', async () => {
		bench.sandbox.setFaults([{ effect: { kind: 'status', status: 429, retryAfter: '60' } }]);
		const started = performance.now();
		// A base URL of its own: the pause belongs to the key and would hold up the other tests.
		const baseUrl = bench.sandbox.url.replace('127.0.0.1', 'localhost');
		await expect(ask('searchTiers', {}, { baseUrl })).rejects.toThrow(/Not sent|limit/);
		expect(performance.now() - started).toBeLessThan(25_000);
	}, 400_000);
});

describe('the custom fields a mapper offers', () => {
	const bench = useSandbox();

	it.each([
		['getPartnerCustomFields', 'collab'],
		['getDropCustomFields', 'drop'],
		['getEnhancementCustomFields', 'enhancement'],
	])('%s: those of the %s, with their types', async (method, owner) => {
		const { fields } = await resourceMapperFields(method, {
			credentials: { creatorCommerceApi: bench.credential() },
		});
		const defined = bench.sandbox.state.definitions().filter(({ ownerType }) => ownerType === owner);
		expect(fields.map(({ id, displayName }) => [id, displayName])).toEqual(
			defined.map(({ handle, name }) => [handle, name]),
		);
		const types = Object.fromEntries(fields.map(({ id, type }) => [id, type]));
		if (owner === 'collab') {
			expect(types).toMatchObject({
				'cc-followers': 'number',
				'cc-engagement': 'number',
				'cc-instagram': 'string',
			});
		}
	});

	it('asks once, however many fields there are', async () => {
		await resourceMapperFields('getPartnerCustomFields', {
			credentials: { creatorCommerceApi: bench.credential() },
		});
		expect(bench.requests()).toHaveLength(1);
	});
});
