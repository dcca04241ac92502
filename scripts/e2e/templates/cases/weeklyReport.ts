import { asObject, asText, type JsonObject } from '../../../n8n/readJson';
import { SANDBOX_KEY, SANDBOX_STORE } from '../../../n8n/sandbox';
import { expectEqual, expectThat } from '../../checks';
import type { TemplateCase } from '../case';
import { postJson, veteran, type Placed } from '../placed';

const DAY_MS = 86_400_000;
/** What n8n takes when nobody has set a time zone. */
const TIME_ZONE = 'America/New_York';

export const weeklyReport: TemplateCase = {
	file: 'weekly-partner-report.json',
	does: 'one e-mail with the figures of CreatorCommerce, a bar a day as high as its day, and who sold most',
	fill: () => ({
		'Report to': 'ops@brand.example',
		Sender: 'n8n@brand.example',
		'Brand name': 'Kelpie',
		Currency: 'EUR',
	}),
	async tryOut(placed) {
		const { mails } = placed.around;
		const best = asObject((await veteran(placed.around, 7)).creator);
		const second = asObject((await veteran(placed.around, 8)).creator);
		const sale = async (creator: JsonObject, total: number, daysAgo: number) =>
			await postJson(`${placed.shopify}/orders`, {
				partner: asText(creator.email),
				total,
				createdAt: new Date(Date.now() - daysAgo * DAY_MS).toISOString(),
			});
		await sale(second, 70_000, 3);
		await sale(best, 50_000, 2);
		await sale(best, 40_000, 3);
		// Not of these seven days.
		await sale(second, 80_000, 12);
		await placed.run('Try it now');
		const [start, end] = [dayBefore(7), dayBefore(1)];
		const revenue = await metric(placed, 'revenue', start, end);
		const visits = await metric(placed, 'session', start, end);
		expectEqual(
			'e-mails',
			mails.mails.map(({ from, to, subject }) => ({ from, to, subject })),
			[
				{
					from: 'n8n@brand.example',
					to: ['ops@brand.example'],
					subject: `Kelpie: partners, ${start} to ${end}`,
				},
			],
		);
		const html = mails.mails[0]?.html ?? '';
		const money = (value: unknown) => `€${Number(value).toLocaleString('en', { minimumFractionDigits: 2 })}`;
		const now = asObject(revenue.now);
		const before = asObject(revenue.before);
		for (const figure of [
			money(now.grossRevenue),
			money(before.grossRevenue),
			money(now.creatorAttributedRevenue),
			Number(now.orders).toLocaleString('en'),
			Number(asObject(visits.now).sessions).toLocaleString('en'),
			Number(asObject(visits.before).creatorAttributedSessions).toLocaleString('en'),
		]) {
			expectThat(html.includes(`>${figure}<`), `${figure} is not in the report: ${html}`);
		}
		const change = Math.round((Number(now.orders) / Number(before.orders) - 1) * 1000) / 10;
		expectThat(html.includes(`${change > 0 ? '+' : ''}${change} %`), `the change of orders is not ${change} %`);

		const bars = [...html.matchAll(/height: (\d+)px">&nbsp;/g)].map(([, height]) => Number(height));
		const days = Object.values(asObject(revenue.days)).map((day) => Number(asObject(day).grossRevenue));
		const highest = Math.max(...days);
		expectEqual(
			'bars',
			bars,
			days.map((day) => Math.round((120 * day) / highest)),
		);
		const sellers = [...html.matchAll(/<tr><td>([^<]*)<\/td><td>(\d+)<\/td><td>([^<]*)<\/td><\/tr>/g)];
		expectEqual(
			'who sold most',
			sellers.slice(0, 2).map(([, name, orders, revenue]) => [name, orders, revenue]),
			[
				[nameOf(best), '2', '$90,000.00'],
				[nameOf(second), '1', '$70,000.00'],
			],
		);
		expectThat(!/<(img|script|link)/i.test(html), 'the report loads something from elsewhere');
	},
};

const nameOf = ({ firstName, lastName }: JsonObject): string => `${asText(firstName)} ${asText(lastName)}`;

/** `YYYY-MM-DD` */
const dayBefore = (days: number): string =>
	new Intl.DateTimeFormat('en-CA', { timeZone: TIME_ZONE }).format(Date.now() - days * DAY_MS);

/** What CreatorCommerce says itself. */
async function metric({ around }: Placed, name: string, start: string, end: string): Promise<JsonObject> {
	const answer = await fetch(
		`${around.world.sandboxUrl}/channels/${SANDBOX_STORE}/metrics/${name}?startDate=${start}&endDate=${end}`,
		{ headers: { authorization: `Bearer ${SANDBOX_KEY}` } },
	);
	const { aggregates } = asObject(asObject(await answer.json()).metrics);
	const { currentPeriod, prevPeriod } = asObject(aggregates);
	const days = asObject(asObject(currentPeriod).perDay);
	expectThat(asText(Object.keys(days)[0]) === start, `the first day is ${Object.keys(days)[0] ?? 'none'}`);
	return { now: asObject(currentPeriod).all, before: asObject(prevPeriod).all, days };
}
