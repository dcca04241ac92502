import { invalid } from '../server/errors';
import { queryText, type Call, type Operation } from '../server/operation';
import { numberOf } from '../store/ids';

const DAY_MS = 86_400_000;
const DAYS_MAX = 3660;
const DATE = /^\d{4}-\d{2}-\d{2}$/;

type Figures = Record<string, number>;

/** As the vendor's example has it: a day tells only the first figure, and revenue tells the period before as a whole only. */
const DAILY: Record<string, { figure: string; before: boolean }> = {
	session: { figure: 'sessions', before: true },
	revenue: { figure: 'grossRevenue', before: false },
};

export const metricOperations: Operation[] = [
	metric('getChannelSessionMetrics', 'session', (day) => {
		const sessions = 900 + (numberOf(`sessions ${day}`) % 1100);
		return {
			sessions,
			uniqueVisitors: Math.floor(sessions * 0.72),
			creatorAttributedSessions: Math.floor(sessions * 0.38),
		};
	}),
	metric('getChannelRevenueMetrics', 'revenue', (day) => {
		const orders = 60 + (numberOf(`orders ${day}`) % 180);
		const gross = orders * 9_000 + (numberOf(`cents ${day}`) % 90_000);
		return {
			grossRevenue: gross / 100,
			creatorAttributedRevenue: Math.floor(gross * 0.37) / 100,
			orders,
		};
	}),
];

/** A metric is a function of the day: asked twice it says the same, and days add up to their period. */
function metric(operationId: string, name: string, figuresOf: (day: string) => Figures): Operation {
	return {
		operationId,
		method: 'GET',
		path: `/channels/:myshopifyDomain/metrics/${name}`,
		failure: `Failed to retrieve ${name} metrics`,
		handle(call) {
			const start = dayOf(call, 'startDate');
			const end = dayOf(call, 'endDate');
			const days = Math.round((end - start) / DAY_MS) + 1;
			if (days < 1) throw invalid('querystring/endDate must not be before startDate');
			if (days > DAYS_MAX) throw invalid('querystring: the period is too long');
			const told = DAILY[name];
			const figure = told?.figure ?? '';
			const { perDay, ...before } = period(start - days * DAY_MS, days, figuresOf, figure);
			return {
				metrics: {
					aggregates: {
						currentPeriod: period(start, days, figuresOf, figure),
						prevPeriod: { ...before, ...(told?.before && { perDay }) },
					},
				},
			};
		},
	};
}

function dayOf(call: Call, name: string): number {
	const text = queryText(call.query, name);
	if (text === undefined) throw invalid(`querystring must have required property '${name}'`);
	const at = DATE.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : Number.NaN;
	if (Number.isNaN(at)) throw invalid(`querystring/${name} must match format "date"`);
	return at;
}

function period(
	start: number,
	days: number,
	figuresOf: (day: string) => Figures,
	daily: string,
): { all: Figures; perDay: Record<string, Figures> } {
	const perDay: Record<string, Figures> = {};
	const all: Figures = {};
	for (let index = 0; index < days; index++) {
		const day = new Date(start + index * DAY_MS).toISOString().slice(0, 10);
		const figures = figuresOf(day);
		perDay[day] = { [daily]: figures[daily] ?? 0 };
		for (const [name, value] of Object.entries(figures)) {
			all[name] = Math.round(((all[name] ?? 0) + value) * 100) / 100;
		}
	}
	return { all, perDay };
}
