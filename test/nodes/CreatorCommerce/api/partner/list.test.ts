import fc from 'fast-check';
import { type ListPage, partnerPages } from '../../../../../nodes/CreatorCommerce/api/partner/list';
import { type Respond, answer, fakeApi, faultOf, id } from '../support/fakeApi';

const rows = (from: number, to: number) =>
	Array.from({ length: Math.max(0, to - from) }, (_, at) => ({ _id: id(from + at) }));

interface Page {
	collabs: unknown[];
	pagination: { totalCount: number; nextCursor: string | null };
}

async function walk(respond: Respond): Promise<{ ids: unknown[]; last?: ListPage; sent: string[] }> {
	const { api, sent } = fakeApi(respond);
	const pages: ListPage[] = [];
	for await (const page of partnerPages(api)) {
		pages.push(page);
		if (pages.length > 200) throw new Error('the walk has no end');
	}
	return {
		ids: pages.flatMap((page) => page.rows),
		last: pages.at(-1),
		sent: sent.map(({ path }) => path.split('?')[1] ?? ''),
	};
}

/** A list of so many partners, read by the id the last page ended with. */
const server =
	(count: number, pageSize: number): Respond =>
	(_, url) => {
		const cursor = url.searchParams.get('cursor');
		const from = cursor === null ? 0 : parseInt(cursor, 16) + 1;
		const page = rows(from, Math.min(count, from + pageSize));
		return {
			collabs: page,
			pagination: {
				hasNextPage: from + page.length < count,
				totalCount: count,
				nextCursor: page.at(-1)?._id ?? null,
			},
		};
	};

describe('walking the list', () => {
	it('sees everybody once, a page at a time, and knows that it was whole', async () => {
		await fc.assert(
			fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 20 }), async (count, pageSize) => {
				const { ids, last, sent } = await walk(server(count, pageSize));
				expect(ids).toEqual(rows(0, count));
				expect(last?.end).toEqual({
					whole: true,
					rows: count,
					totalCount: count,
					pages: Math.max(1, Math.ceil(count / pageSize)),
				});
				expect(sent[0]).toBe('');
			}),
			{ numRuns: 30 },
		);
	});

	it('a server that ignores the cursor gives the same page again: that ends it, and it was not whole', async () => {
		const { ids, last, sent } = await walk(() => ({
			collabs: rows(0, 50),
			pagination: { hasNextPage: true, totalCount: 500, nextCursor: id(49) },
		}));
		expect(ids).toHaveLength(50);
		expect(last?.end).toEqual({ whole: false, rows: 50, totalCount: 500, pages: 2 });
		expect(sent).toEqual(['', `cursor=${id(49)}`]);
	});

	it('cursors that go round in a circle end it', async () => {
		let page = 0;
		const { ids, last } = await walk(() => {
			page = (page + 1) % 3;
			return {
				collabs: rows(page * 10, page * 10 + 10),
				pagination: { hasNextPage: true, nextCursor: `c${page}` },
			};
		});
		expect(ids).toHaveLength(30);
		expect(last?.end?.whole).toBe(false);
	});

	it('ids that come again are handed out once', async () => {
		const { ids, last } = await walk((_, url) =>
			url.searchParams.has('cursor')
				? { collabs: rows(5, 15), pagination: { hasNextPage: false, totalCount: 15 } }
				: { collabs: rows(0, 10), pagination: { hasNextPage: true, totalCount: 15, nextCursor: 'x' } },
		);
		expect(ids).toEqual(rows(0, 15));
		expect(last?.end?.whole).toBe(true);
	});

	it('fewer rows than the API counts: cut short, nothing may be concluded from absence', async () => {
		const { last } = await walk(() => ({
			collabs: rows(0, 7),
			pagination: { hasNextPage: false, totalCount: 47, nextCursor: null },
		}));
		expect(last?.end).toEqual({ whole: false, rows: 7, totalCount: 47, pages: 1 });
	});

	it.each([
		['an empty page that promises more', { collabs: [], pagination: { hasNextPage: true, nextCursor: 'x' } }],
		['more, but no cursor', { collabs: rows(0, 3), pagination: { hasNextPage: true, nextCursor: null } }],
		['more, and a blank cursor', { collabs: rows(0, 3), pagination: { hasNextPage: true, nextCursor: '' } }],
	])('%s is not whole', async (_, page) => {
		const { last, sent } = await walk(() => page);
		expect(last?.end?.whole).toBe(false);
		expect(sent).toHaveLength(1);
	});

	it.each([
		['no pagination', { collabs: rows(0, 3) }],
		['numbers as text', { collabs: rows(0, 3), pagination: { hasNextPage: 'false', totalCount: '3' } }],
		['the nested shape', { collabs: { collabs: rows(0, 3) }, pagination: { totalCount: 3 } }],
	])('%s is whole', async (_, page) => {
		const { last } = await walk(() => page);
		expect(last?.end).toMatchObject({ whole: true, rows: 3 });
	});

	it('pages whose pagination is nested, or says nothing of a next page, are walked too', async () => {
		for (const dress of [
			({ collabs, pagination }: Page) => ({ collabs: { collabs, pagination } }),
			({ collabs, pagination: { totalCount, nextCursor } }: Page) => ({
				collabs,
				pagination: { totalCount, nextCursor },
			}),
		]) {
			const plain = server(25, 10);
			const { ids, last } = await walk((request, url) => dress(Object(plain(request, url))));
			expect(ids).toEqual(rows(0, 25));
			expect(last?.end).toMatchObject({ whole: true, rows: 25, pages: 3 });
		}
	});

	it('the filter goes with every page', async () => {
		const { api, sent } = fakeApi(server(4, 2));
		for await (const page of partnerPages(api, { query: 'a+b' })) expect(page.rows).toHaveLength(2);
		expect(sent.map(({ path }) => path.split('?')[1])).toEqual([
			'query=a%2Bb',
			`query=a%2Bb&cursor=${id(1)}`,
		]);
	});

	it('a page that is no list is not taken for an empty one: everybody would be new', async () => {
		for (const junk of [{ collabs: 'junk', pagination: 'junk' }, {}, { message: 'Hello' }]) {
			const { api } = fakeApi(() => junk);
			expect(String(await faultOf(partnerPages(api).next()))).toContain('without a list of partners');
		}
		const { ids, last } = await walk(() => ({ collabs: null }));
		expect(ids).toEqual([]);
		expect(last?.end).toMatchObject({ whole: true, rows: 0 });
	});

	it('a failed page fails the walk', async () => {
		const { api } = fakeApi(() => answer(401, {}));
		expect(await faultOf(partnerPages(api).next())).toMatchObject({ failure: { kind: 'unauthorized' } });
	});
});
