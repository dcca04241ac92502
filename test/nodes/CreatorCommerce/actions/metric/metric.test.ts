import { createServer } from 'node:http';
import { jsons, seen, told, useSandbox } from '../support/bench';

const bench = useSandbox();
const WEEK = { startDate: '2026-02-14', endDate: '2026-02-20' };
const query = (): string[] => bench.requests().map((request) => request.replace(/^.*\/metrics\//, ''));

interface Aggregates {
	currentPeriod: { all: Record<string, number>; perDay: Record<string, Record<string, number>> };
	prevPeriod: { all: Record<string, number>; perDay: Record<string, Record<string, number>> };
}

interface Answer {
	metrics: { aggregates: Aggregates };
}

/** What the API itself says of the week. */
async function asked(kind: 'session' | 'revenue'): Promise<Aggregates> {
	const { url, channelKey, shopDomain } = bench.sandbox;
	const address = `${url}/channels/${shopDomain}/metrics/${kind}?startDate=${WEEK.startDate}&endDate=${WEEK.endDate}`;
	const answer = await fetch(address, { headers: { 'x-channel-access-token': channelKey } });
	const body: Answer = JSON.parse(await answer.text());
	return body.metrics.aggregates;
}

describe('revenue and sessions as rows', () => {
	it('gives an item per day and one for the whole, with the days of the period before beside them', async () => {
		const truth = await asked('session');
		const result = await bench.run('metric:getSessions', WEEK);
		const rows = jsons(result);
		expect(rows).toHaveLength(8);
		expect(rows[0]).toEqual({
			row: 'day',
			date: '2026-02-14',
			sessions: truth.currentPeriod.perDay['2026-02-14']?.sessions,
			previousDate: '2026-02-07',
			previousSessions: truth.prevPeriod.perDay['2026-02-07']?.sessions,
		});
		const [now, was] = [truth.currentPeriod.all.sessions ?? 0, truth.prevPeriod.all.sessions ?? 0];
		expect(rows[7]).toMatchObject({
			row: 'total',
			...WEEK,
			...truth.currentPeriod.all,
			previousSessions: was,
			previousUniqueVisitors: truth.prevPeriod.all.uniqueVisitors,
		});
		expect(rows[7]?.sessionsChangePercent).toBeCloseTo((now / was - 1) * 100, 0);
		expect(seen(result.output).map(({ item }) => item)).toEqual(Array(8).fill(0));
	});

	it('says no more of the period before than CreatorCommerce does', async () => {
		const truth = await asked('revenue');
		const rows = jsons(await bench.run('metric:getRevenue', WEEK));
		expect(Object.keys(rows[0] ?? {})).toEqual(['row', 'date', 'grossRevenue']);
		expect(rows[7]).toMatchObject({
			orders: truth.currentPeriod.all.orders,
			previousCreatorAttributedRevenue: truth.prevPeriod.all.creatorAttributedRevenue,
		});
	});

	it.each([
		['days', false, Array(7).fill('day')],
		['days', true, Array(7).fill('day')],
		['total', false, ['total']],
	])('gives only what is asked for: %s, period before: %s', async (rows, previousPeriod, kinds) => {
		const given = jsons(await bench.run('metric:getSessions', { ...WEEK, rows, previousPeriod }));
		expect(given.map(({ row }) => row)).toEqual(kinds);
		expect(given.some((row) => Object.keys(row).some((key) => /^previous|Change/.test(key)))).toBe(
			previousPeriod,
		);
	});

	it('takes a range per item, paired', async () => {
		const result = await bench.run(
			'metric:getRevenue',
			{ startDate: '={{ $json.day }}', endDate: '={{ $json.day }}', rows: 'total' },
			{ items: [{ day: '2026-02-14' }, { day: '2026-02-15' }] },
		);
		expect(seen(result.output).map(({ json, item }) => [json.startDate, item])).toEqual([
			['2026-02-14', 0],
			['2026-02-15', 1],
		]);
	});
});

describe('the days', () => {
	const moment = '2026-02-14T23:30:00-08:00';
	it.each([
		['a day', '2026-02-14', '2026-02-14'],
		['what the date picker saves', '2026-02-14T00:00:00', '2026-02-14'],
		['a moment, by the clock of the workflow (UTC)', moment, '2026-02-15'],
		[
			'a date of n8n’s in a zone of its own',
			`={{ DateTime.fromISO("${moment}", { setZone: true }) }}`,
			'2026-02-15',
		],
		['a JavaScript date', '={{ new Date("2026-02-14T09:00:00Z") }}', '2026-02-14'],
		['blanks around', ' 2026-02-14 ', '2026-02-14'],
	])('reads %s', async (_, startDate, day) => {
		const result = await bench.run('metric:getRevenue', { startDate, endDate: '2026-02-20' });
		expect(result.error).toBeUndefined();
		expect(query()).toEqual([`revenue?startDate=${day}&endDate=2026-02-20`]);
	});

	it.each([
		['a day that can be read twice', '02/03/2026', /“02\/03\/2026” is not a day.*2026-02-14/],
		['the German way', '14.02.2026', /is not a day/],
		['a day the calendar has not', '2026-02-30', /“2026-02-30” is not a day/],
		['a moment the calendar has not', '2026-13-01T00:00:00Z', /is not a day/],
		['words', 'last week', /is not a day/],
		['a number', '={{ 20260214 }}', /is not a day/],
		['an empty cell', '={{ "" }}', /Start Date is empty/],
		['a missing column', '={{ $json.nope }}', /Start Date is empty/],
		['a day after the end', '2026-02-21', /End Date \(2026-02-20\) is before Start Date \(2026-02-21\)/],
	])('refuses %s, and asks for nothing', async (_, startDate, message) => {
		const result = await bench.run('metric:getRevenue', { startDate, endDate: '2026-02-20' });
		expect(told(result)).toMatch(message);
		expect(told(result)).not.toMatch(/\b(error|problem|failure|mistake)s?\b/i);
		expect(query()).toEqual([]);
	});

	it('gives a bad range as its item’s own, and the others their rows', async () => {
		const result = await bench.run(
			'metric:getRevenue',
			{ startDate: '={{ $json.day }}', endDate: '2026-02-20', rows: 'total' },
			{
				items: [{ day: '2026-02-14' }, { day: 'soon' }, { day: '2026-02-20' }],
				onError: 'continueRegularOutput',
			},
		);
		expect(result.output.map(({ error, json }) => error?.message ?? json.row)).toEqual([
			'total',
			expect.stringMatching(/“soon” is not a day/),
			'total',
		]);
	});
});

describe('an answer of another form', () => {
	let body = '';
	const server = createServer((_, response) => response.end(body));
	beforeAll(async () => await new Promise<void>((done) => server.listen(0, '127.0.0.1', done)));
	afterAll(() => server.close());
	const answered = async (aggregates: unknown) => {
		body = JSON.stringify({ metrics: { aggregates } });
		const address = server.address();
		const port = typeof address === 'object' && address !== null ? address.port : 0;
		return await bench.run('metric:getRevenue', WEEK, {
			credential: { baseUrl: `http://127.0.0.1:${port}` },
		});
	};

	it.each([[{}], [null], [[]], [{ currentPeriod: { all: null, perDay: [] } }]])(
		'%j: says there are no figures',
		async (aggregates) => {
			expect(told(await answered(aggregates))).toMatch(
				/answered without figures for 2026-02-14 to 2026-02-20/,
			);
		},
	);

	it('takes numbers as text, gaps, figures of other names and days out of order', async () => {
		const result = await answered({
			currentPeriod: {
				perDay: { '2026-02-16': { refunds: 2 }, '2026-02-14': { grossRevenue: '12.5', note: 'x' }, total: 1 },
			},
			prevPeriod: { all: { grossRevenue: 0 }, perDay: { '2026-02-08': { grossRevenue: 7 } } },
		});
		expect(jsons(result)).toEqual([
			{ row: 'day', date: '2026-02-14', grossRevenue: 12.5 },
			{ row: 'day', date: '2026-02-15', previousDate: '2026-02-08', previousGrossRevenue: 7 },
			{ row: 'day', date: '2026-02-16', refunds: 2 },
			{ row: 'total', ...WEEK, previousGrossRevenue: 0 },
		]);
	});
});
