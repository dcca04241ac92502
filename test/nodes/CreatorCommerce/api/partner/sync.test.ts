import { PartnerDirectory } from '../../../../../nodes/CreatorCommerce/api/partner/directory';
import { type SyncReport, syncPartners } from '../../../../../nodes/CreatorCommerce/api/partner/sync';
import { type FakeApi, fakeApi, id } from '../support/fakeApi';

/** A store that makes a partner of every create, as the API may (quirk 9). */
function emptyStore(): FakeApi & { emails: string[] } {
	const emails: string[] = [];
	const collab = (email: string, at: number) => ({
		_id: id(at),
		creator: { _id: id(100 + at), email, firstName: 'Ada', lastName: 'L' },
	});
	const fake = fakeApi((request, url) => {
		if (request.method === 'GET') {
			const email = url.searchParams.get('email');
			return { collabs: emails.flatMap((each, at) => (email === each ? [collab(each, at)] : [])) };
		}
		const email = String(request.body?.email);
		emails.push(email);
		return { collab: collab(email, emails.length - 1) };
	});
	return { ...fake, emails };
}

const options = { createMissing: true, dryRun: false, whenRowsDisagree: 'fail' } as const;
const fields = { email: 'ada@example.com', firstName: 'Ada', lastName: 'L' };
const statuses = ({ results }: SyncReport): unknown[] =>
	[...results].sort(([left], [right]) => left - right).map(([, result]) => result.status);

it('two rows with different handles and one e-mail make one partner, and the second row says why not', async () => {
	const { api, emails } = emptyStore();
	const report = await syncPartners(
		api,
		new PartnerDirectory(api, 'channel'),
		['ada', 'ada-lovelace'].map((handle, index) => ({ index, match: handle, fields: { ...fields, handle } })),
		{ ...options, matchOn: 'handle' },
		() => undefined,
	);
	expect(emails).toEqual(['ada@example.com']);
	expect(statuses(report)).toEqual(['created', 'failed']);
	expect(String(report.results.get(1)?.fault)).toContain('ada@example.com is a partner already');
});

it('two executions that look at the same time make one partner', async () => {
	const { api, emails } = emptyStore();
	const run = () =>
		syncPartners(
			api,
			new PartnerDirectory(api, 'channel'),
			[{ index: 0, match: 'ada@example.com', fields }],
			{ ...options, matchOn: 'email' },
			() => undefined,
		);
	const reports = await Promise.all([run(), run(), run()]);
	expect(emails).toEqual(['ada@example.com']);
	expect(reports.map(statuses).flat().sort()).toEqual(['created', 'unchanged', 'unchanged']);
});

it.each([
	['agree', () => 'Ada'],
	['disagree', (index: number) => `Ada ${index}`],
])('ten thousand rows of one partner that %s take neither long nor much room', async (_, firstName) => {
	const { api } = emptyStore();
	const rows = Array.from({ length: 10_000 }, (__, index) => ({
		index,
		match: 'ada@example.com',
		fields: { ...fields, firstName: firstName(index) },
	}));
	const started = performance.now();
	const report = await syncPartners(
		api,
		new PartnerDirectory(api, 'channel'),
		rows,
		{ ...options, matchOn: 'email' },
		() => undefined,
	);
	expect(performance.now() - started).toBeLessThan(20_000);
	expect(report.results.size).toBe(10_000);
	expect(report.results.get(5)?.sharedWith).toEqual([...Array(21).keys()].filter((index) => index !== 5));
	const told = JSON.stringify(
		[...report.results].map(([, { sharedWith, fault }]) => [sharedWith, String(fault)]),
	);
	expect(told.length).toBeLessThan(5_000_000);
});
