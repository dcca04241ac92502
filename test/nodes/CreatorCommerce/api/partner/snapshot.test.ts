import { PartnerDirectory } from '../../../../../nodes/CreatorCommerce/api/partner/directory';
import type { PartnerFields } from '../../../../../nodes/CreatorCommerce/api/partner/fields';
import {
	type MatchOn,
	type RowGroup,
	matchKey,
} from '../../../../../nodes/CreatorCommerce/api/partner/match';
import { type Snapshot, takeSnapshot } from '../../../../../nodes/CreatorCommerce/api/partner/snapshot';
import { type Respond, fakeApi, id } from '../support/fakeApi';

const collab = (number: number) => ({
	_id: id(number),
	affiliateCode: `CODE${number}`,
	creator: { _id: id(10_000 + number), email: `P${number}@example.com`, handle: `p${number}` },
	customFields: [
		{ handle: 'cc-a', value: number },
		{ handle: 'cc-b', value: 'long '.repeat(10) },
	],
	drops: [id(20_000 + number)],
});

interface ListOptions {
	count: number;
	pageSize: number;
	/** The list ends after so many rows, while the count stays. */
	cutAt?: number;
	ignoresCursor?: boolean;
}

const list =
	({ count, pageSize, cutAt, ignoresCursor }: ListOptions): Respond =>
	(_, url) => {
		const email = url.searchParams.get('email')?.toLowerCase();
		const query = url.searchParams.get('query')?.toLowerCase();
		const all = Array.from({ length: count }, (__, at) => collab(at));
		if (email !== undefined || query !== undefined) {
			const collabs = all.filter(
				({ creator, affiliateCode }) =>
					creator.email.toLowerCase() === email ||
					creator.handle === query ||
					affiliateCode.toLowerCase() === query,
			);
			return { collabs, pagination: { hasNextPage: false, totalCount: collabs.length } };
		}
		const cursor = ignoresCursor ? null : url.searchParams.get('cursor');
		const from = cursor === null ? 0 : parseInt(cursor, 16) + 1;
		const end = Math.min(cutAt ?? count, count);
		const page = all.slice(from, Math.min(end, from + pageSize));
		return {
			collabs: page,
			pagination: {
				hasNextPage: from + page.length < end,
				totalCount: count,
				nextCursor: page.at(-1)?._id ?? null,
			},
		};
	};

const group = (match: string, matchOn: MatchOn = 'email', fields: PartnerFields = {}): RowGroup => ({
	key: matchKey(matchOn, match),
	match,
	rows: [],
	fields,
});
const emails = (...numbers: number[]): RowGroup[] => numbers.map((number) => group(`p${number}@example.com`));

async function take(
	options: ListOptions,
	groups: RowGroup[],
	matchOn: MatchOn = 'email',
): Promise<{ snapshot: Snapshot; pages: number; lookups: number }> {
	const { api, sent } = fakeApi(list(options));
	const snapshot = await takeSnapshot(api, new PartnerDirectory(api, 'channel'), groups, matchOn);
	const lookups = sent.filter(({ path }) => /[?&](email|query)=/.test(path)).length;
	return { snapshot, lookups, pages: sent.length - lookups };
}
const found = (snapshot: Snapshot, groups: RowGroup[]): string[][] =>
	groups.map((each) => snapshot.of(each).map(({ collabId }) => collabId));

describe('a snapshot', () => {
	it('of a few rows is looked up one by one: a page is hundreds of kilobytes', async () => {
		const groups = emails(1, 2, 99_999);
		const { snapshot, pages, lookups } = await take({ count: 500, pageSize: 50 }, groups);
		expect([pages, lookups]).toEqual([0, 3]);
		expect(found(snapshot, groups)).toEqual([[id(1)], [id(2)], []]);
		expect(snapshot.whole).toBeUndefined();
	});

	it('of many rows reads the list once; who is not in a whole list is not asked for', async () => {
		const groups = [...emails(...Array(90).keys()), ...emails(7_777)];
		const { snapshot, pages, lookups } = await take({ count: 100, pageSize: 25 }, groups);
		expect([pages, lookups]).toEqual([4, 0]);
		expect(snapshot.whole).toBe(true);
		expect(snapshot.partnersRead).toBe(100);
		expect(found(snapshot, groups)[89]).toEqual([id(89)]);
		expect(found(snapshot, groups)[90]).toEqual([]);
	});

	it('stops reading when fewer lookups do it', async () => {
		// Four of the five are on the first page; 39 pages would follow for the fifth.
		const groups = emails(0, 1, 2, 3, 1_999);
		const { snapshot, pages, lookups } = await take({ count: 2_000, pageSize: 50 }, groups);
		expect([pages, lookups]).toEqual([1, 1]);
		expect(found(snapshot, groups)).toEqual([[id(0)], [id(1)], [id(2)], [id(3)], [id(1_999)]]);
	});

	it('stops reading when all were found', async () => {
		const { pages, lookups } = await take({ count: 2_000, pageSize: 50 }, emails(0, 1, 2, 3));
		expect([pages, lookups]).toEqual([1, 0]);
	});

	it.each([
		['cut short', { count: 47, pageSize: 50, cutAt: 7 }],
		['given again and again', { count: 47, pageSize: 7, ignoresCursor: true }],
	])('of a list that is %s looks up everybody it did not see', async (_, options) => {
		const groups = emails(0, 1, 2, 3, 4, 30, 40, 46, 5_000);
		const { snapshot, lookups } = await take(options, groups);
		expect(lookups).toBe(4);
		expect(snapshot.whole).not.toBe(true);
		expect(found(snapshot, groups).map((ids) => ids.length)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0]);
	});

	it.each([
		['handle', (number: number) => `@P${number}`],
		['affiliateCode', (number: number) => `code${number}`],
	] as const)('matches on %s, by list and by lookup', async (matchOn, name) => {
		for (const numbers of [
			[1, 2],
			[1, 2, 3, 4, 5],
		]) {
			const groups = numbers.map((number) => group(name(number), matchOn));
			const { snapshot } = await take({ count: 6, pageSize: 50 }, groups, matchOn);
			expect(found(snapshot, groups)).toEqual(numbers.map((number) => [id(number)]));
		}
	});

	it('keeps only the custom fields that will be compared, and no drops', async () => {
		for (const numbers of [[1], [1, 2, 3, 4]]) {
			const groups = numbers.map((number) =>
				group(`p${number}@example.com`, 'email', { custom: { 'cc-a': 0, 'cc-new': 0 } }),
			);
			const { snapshot } = await take({ count: 6, pageSize: 50 }, groups);
			for (const each of groups) {
				const [partner] = snapshot.of(each);
				expect(Object.keys(partner?.customFields ?? {})).toEqual(['cc-a', 'cc-new']);
				expect(partner?.customFields?.['cc-new']).toBeUndefined();
				expect(partner?.dropIds).toBeUndefined();
			}
		}
	});

	it('keeps both of two partners with one e-mail', async () => {
		const { api } = fakeApi(() => ({
			collabs: [0, 1, 2, 3].map((number) => ({
				...collab(number),
				creator: { _id: id(5), email: 'same@example.com' },
			})),
		}));
		const groups = [group('same@example.com'), ...emails(1, 2, 3)];
		const snapshot = await takeSnapshot(api, new PartnerDirectory(api, 'channel'), groups, 'email');
		expect(found(snapshot, groups)[0]).toEqual([id(0), id(1), id(2), id(3)]);
	});
});
