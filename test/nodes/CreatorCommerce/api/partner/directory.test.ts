import { ApiError, InputError } from '../../../../../nodes/CreatorCommerce/api/failure';
import { PartnerDirectory } from '../../../../../nodes/CreatorCommerce/api/partner/directory';
import { type FakeApi, type Respond, answer, fakeApi, faultOf, id } from '../support/fakeApi';

const ada = {
	_id: id(1),
	affiliateCode: 'ADA',
	discount: { discountAmount: 10, discountCode: 'ADA10' },
	creator: { _id: id(101), email: 'Ada+cc@example.com', handle: 'ada' },
};
const bob = { _id: id(2), affiliateCode: 'BOB', creator: { _id: id(102), email: 'bob@example.com' } };
/** Two collabs of one person. */
const eves = [3, 4].map((number) => ({
	_id: id(number),
	affiliateCode: 'EVE',
	creator: { _id: id(103), email: 'eve@example.com', handle: 'eve' },
}));
const everyone = [ada, bob, ...eves];
const notFound = answer(500, { statusCode: 500, message: 'Creator or Channel not found' });

/** E-mail lookups, search and single reads on a handful of partners. */
const store: Respond = (_, url) => {
	const path = url.pathname.split('/').slice(3);
	if (path[0] !== 'collabs' && url.pathname !== '/creators/collabs') return { channel: { _id: id(999) } };
	if (path[1] !== undefined) {
		const found = everyone.find((collab) => collab._id === path[1]);
		return found ? { collab: found } : notFound;
	}
	const email = url.searchParams.get('email');
	const query = url.searchParams.get('query');
	const collabs = everyone.filter(
		({ creator }) => email === null || creator.email.toLowerCase() === email.toLowerCase(),
	);
	if (query === null) return { collabs, pagination: { hasNextPage: false, totalCount: collabs.length } };
	const found = everyone.filter((each) => JSON.stringify(each).toLowerCase().includes(query.toLowerCase()));
	return { collabs: { collabs: found }, pagination: { hasNextPage: false, totalCount: found.length } };
};

const open = (
	respond: Respond = store,
	keyType: 'channel' | 'partner' = 'channel',
): FakeApi & { directory: PartnerDirectory } => {
	const fake = fakeApi(respond);
	return { ...fake, directory: new PartnerDirectory(fake.api, keyType) };
};

describe('finding a partner', () => {
	it('by e-mail asks once, whoever asks and however it is written', async () => {
		const { directory, sent } = open();
		const found = await Promise.all(
			['ada+cc@example.com', 'ADA+CC@example.com ', 'Ada+cc@Example.com'].map((value) =>
				directory.find({ by: 'email', value }),
			),
		);
		expect(found.map(({ collabId }) => collabId)).toEqual([id(1), id(1), id(1)]);
		expect(sent).toHaveLength(1);
		expect(sent[0]?.path).toContain('email=ada%2Bcc%40example.com');
	});

	it('by e-mail in capitals asks again in small letters, since a lookup may mind them', async () => {
		const minds: Respond = (_, url) => ({
			collabs: everyone.filter(({ creator }) => creator.email === url.searchParams.get('email')),
		});
		const { directory, sent } = open(minds);
		expect(await directory.find({ by: 'email', value: 'BOB@Example.com' })).toMatchObject({
			collabId: id(2),
		});
		expect(sent).toHaveLength(2);
	});

	it('by handle reads those whose creators came as bare ids', async () => {
		const bare: Respond = (request, url) =>
			url.searchParams.has('query')
				? { collabs: everyone.map((collab) => ({ ...collab, creator: collab.creator._id })) }
				: store(request, url);
		const { directory } = open(bare);
		expect(await directory.find({ by: 'handle', value: '@Ada' })).toMatchObject({ collabId: id(1) });
	});

	it('by e-mail with a partner key asks where partner keys are taken', async () => {
		const { directory, sent } = open(store, 'partner');
		await directory.find({ by: 'email', value: 'bob@example.com' });
		expect(sent[0]?.path).toMatch(/^\/creators\/collabs\?email=bob%40example.com&myshopify_domain=/);
	});

	it.each([
		['handle', '@ADA', id(1)],
		['handle', 'ada', id(1)],
		['code', 'ada', id(1)],
		['code', 'bob', id(2)],
	] as const)('by %s %s', async (by, value, wanted) => {
		expect((await open().directory.find({ by, value })).collabId).toBe(wanted);
	});

	it('a search that finds more than was meant is narrowed to what was meant', async () => {
		// "ada" is part of nobody else's handle, but the search gives whoever mentions it.
		const { directory } = open(() => ({ collabs: [bob, ada] }));
		expect((await directory.find({ by: 'handle', value: 'ada' })).collabId).toBe(id(1));
	});

	it('by id asks nothing, and takes an address', async () => {
		const { directory, sent } = open();
		const value = `https://app.example/collabs/${id(0xabc).toUpperCase()}`;
		expect(await directory.find({ by: 'id', value })).toEqual({
			collabId: id(0xabc),
			creatorPopulated: false,
		});
		expect(sent).toEqual([]);
	});

	it('by an ID out of the list takes it as the API gave it, of whatever form, but no e-mail', async () => {
		const { directory, sent } = open();
		expect(await directory.find({ by: 'id', value: ' col_7-x ', listed: true })).toMatchObject({
			collabId: 'col_7-x',
		});
		expect(await faultOf(directory.find({ by: 'id', value: 'col_7-x' }))).toBeInstanceOf(InputError);
		const fault = await faultOf(directory.find({ by: 'id', value: 'ada@example.com', listed: true }));
		expect(fault).toMatchObject({ advice: expect.stringContaining('By Email') });
		expect(sent).toEqual([]);
	});

	it('that is not there says so: an empty list, and the 500 that means the same', async () => {
		for (const respond of [() => ({ collabs: [] }), (_: unknown, url: URL) => lookup(url)]) {
			const { directory } = open(respond);
			const fault = await faultOf(directory.find({ by: 'email', value: 'x@example.com' }));
			expect(fault).toBeInstanceOf(InputError);
			expect(String(fault)).toContain('x@example.com');
		}
	});
	const lookup = (url: URL): unknown =>
		url.searchParams.has('email') ? notFound : { channel: { _id: id(999) } };

	it('that is there twice names both ids', async () => {
		for (const key of [
			{ by: 'email', value: 'eve@example.com' },
			{ by: 'handle', value: 'eve' },
			{ by: 'code', value: 'EVE' },
		] as const) {
			const fault = await faultOf(open().directory.find(key));
			expect(fault).toBeInstanceOf(InputError);
			expect(fault).toMatchObject({ advice: expect.stringContaining(`${id(3)}, ${id(4)}`) });
		}
	});

	it.each([
		['email', ''],
		['email', 'ada'],
		['handle', ' '],
		['code', ''],
		['id', ''],
		['id', 'ada@example.com'],
		['id', 'gid://shopify/Customer/1'],
		['id', '123'],
	] as const)('%s %j is refused before anything is sent', async (by, value) => {
		const { directory, sent } = open();
		expect(await faultOf(directory.find({ by, value }))).toBeInstanceOf(InputError);
		expect(sent).toEqual([]);
	});

	it('a failed lookup is not remembered, a forgotten one is asked again', async () => {
		const answers: unknown[] = [answer(400, { message: 'no' })];
		const { directory, sent } = open((request, url) => answers.shift() ?? store(request, url));
		const key = { by: 'email', value: 'bob@example.com' } as const;
		expect(await faultOf(directory.find(key))).toBeInstanceOf(ApiError);
		await directory.find(key);
		await directory.find(key);
		expect(sent).toHaveLength(2);
		directory.forget({ by: 'email', value: 'BOB@example.com' });
		await directory.find(key);
		expect(sent).toHaveLength(3);
	});
});

describe('an id that is the creator’s', () => {
	it('is resolved by one walk through the list, however many ids there are', async () => {
		const { directory, paths } = open();
		const read = await Promise.all([101, 102].map((number) => directory.readFresh(id(number))));
		expect(read.map(({ partner }) => partner.collabId)).toEqual([id(1), id(2)]);
		expect(paths().filter((path) => path.endsWith('/collabs'))).toHaveLength(1);
	});

	it('runs a request again with the collab id', async () => {
		const { directory } = open();
		const tried: string[] = [];
		const done = await directory.withCollabId(id(102), async (collabId) => {
			tried.push(collabId);
			if (collabId !== id(2)) throw await faultOf(open(() => notFound).api.call('getChannel'));
			return await Promise.resolve('done');
		});
		expect(done).toBe('done');
		expect(tried).toEqual([id(102), id(2)]);
	});

	it('does not run it again for any other fault', async () => {
		const { directory, sent } = open();
		const fault = await faultOf(directory.withCollabId(id(1), () => Promise.reject(new RangeError('x'))));
		expect(fault).toBeInstanceOf(RangeError);
		expect(sent).toEqual([]);
	});

	it('that nobody has is told, and whether the list was whole', async () => {
		const whole = await faultOf(open().directory.readFresh(id(555)));
		expect(whole).toMatchObject({ advice: expect.not.stringContaining('cut') });
		const cut = open((request, url) =>
			url.pathname.endsWith('/collabs')
				? { collabs: [ada], pagination: { hasNextPage: false, totalCount: 47 } }
				: store(request, url),
		);
		const fault = await faultOf(cut.directory.readFresh(id(555)));
		expect(fault).toBeInstanceOf(InputError);
		expect(fault).toMatchObject({ advice: expect.stringContaining('cut the list') });
	});

	it('a walk that failed is not remembered', async () => {
		let fails = 1;
		const { directory } = open((request, url) =>
			url.pathname.endsWith('/collabs') && fails-- > 0 ? answer(400, { message: 'no' }) : store(request, url),
		);
		expect(await faultOf(directory.collabIdOfCreator(id(101)))).toBeInstanceOf(ApiError);
		expect(await directory.collabIdOfCreator(id(101))).toBe(id(1));
	});
});

describe('the full record', () => {
	it('is read once, and afresh when asked', async () => {
		const { directory, sent } = open();
		await Promise.all([directory.read(id(1)), directory.read(id(1))]);
		expect(sent).toHaveLength(1);
		await directory.readFresh(id(1));
		expect(sent).toHaveLength(2);
	});
});

describe('the store’s own id', () => {
	it('is asked once, and again after a failure', async () => {
		const answers: unknown[] = [answer(400, { message: 'no' })];
		const { directory, sent } = open(() => answers.shift() ?? { channel: { _id: id(7) } });
		await faultOf(directory.channelId());
		expect(await directory.channelId()).toBe(id(7));
		expect(await directory.channelId()).toBe(id(7));
		expect(sent).toHaveLength(2);
	});
});
