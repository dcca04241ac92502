import type { IDataObject } from 'n8n-workflow';
import { DAY_MS, dayAt, parseDay, startOf } from '../../api/day';
import type { EndpointId } from '../../api/endpoints';
import { InputError } from '../../api/failure';
import { known } from '../../api/narrow';
import { type Figures, type Metrics, readMetrics } from '../../api/readers/metrics';
import { output } from '../../fields/outputs';
import { eachItem } from '../../runtime/eachItem';
import type { Operation } from '../../runtime/operation';

interface Report {
	/** `YYYY-MM-DD`; both days are in it. */
	startDate: string;
	endDate: string;
	rows: string;
	previousPeriod: boolean;
}

/** Runs a report: the figures of a range of days as flat rows, a day each and the total. */
export const report = (endpoint: EndpointId): Operation['execute'] =>
	eachItem<Report>({
		async prepare(item, run) {
			const timeZone = run.context.getTimezone();
			const startDate = parseDay(item.raw('startDate'), 'Start Date', timeZone);
			const endDate = parseDay(item.raw('endDate'), 'End Date', timeZone);
			if (endDate < startDate) {
				throw new InputError(
					`End Date (${endDate}) is before Start Date (${startDate})`,
					'End Date',
					'Swap the two, or check the expressions.',
				);
			}
			const rows = item.text('rows') ?? 'all';
			return { startDate, endDate, rows, previousPeriod: item.flag('previousPeriod') };
		},
		async perform(task, run) {
			const { startDate, endDate } = task;
			const metrics = readMetrics(await run.api.call(endpoint, { query: { startDate, endDate } }));
			if (metrics === undefined) {
				throw new InputError(
					`CreatorCommerce answered without figures for ${startDate} to ${endDate}`,
					'Start Date',
					'Check that the store had its first sales or visits by then.',
				);
			}
			return [
				...(task.rows === 'total' ? [] : dayRows(metrics, task)),
				...(task.rows === 'days' ? [] : [totalRow(metrics, task)]),
			];
		},
	});

/** A row a day. A day of the period before stands beside the day as many days later as the period is long. */
function dayRows({ current, previous }: Metrics, task: Report): IDataObject[] {
	const length = daysIn(task);
	const beside = new Map(
		[...previous.perDay].map(([day, figures]) => [shifted(day, length), { day, figures }]),
	);
	const days = new Set([...current.perDay.keys(), ...(task.previousPeriod ? beside.keys() : [])]);
	return [...days].sort().map((date) => {
		const before = task.previousPeriod ? beside.get(date) : undefined;
		return output(
			known({
				row: 'day',
				date,
				...current.perDay.get(date),
				previousDate: before?.day,
				...prefixed(before?.figures),
			}),
		);
	});
}

function totalRow({ current, previous }: Metrics, task: Report): IDataObject {
	const { startDate, endDate } = task;
	const before = task.previousPeriod ? previous.all : undefined;
	return output({
		row: 'total',
		startDate,
		endDate,
		...current.all,
		...prefixed(before),
		...changes(current.all ?? {}, before ?? {}),
	});
}

/** `grossRevenueChangePercent`: to one decimal; none where there was nothing before, since nothing can be compared with it. */
const changes = (now: Figures, before: Figures): Figures =>
	Object.fromEntries(
		Object.entries(now).flatMap(([name, figure]) => {
			const was = before[name] ?? 0;
			return was > 0 ? [[`${name}ChangePercent`, Math.round(((figure - was) / was) * 1000) / 10]] : [];
		}),
	);

const prefixed = (figures: Figures = {}): Figures =>
	Object.fromEntries(
		Object.entries(figures).map(([name, figure]) => [
			`previous${name.charAt(0).toUpperCase()}${name.slice(1)}`,
			figure,
		]),
	);

const daysIn = ({ startDate, endDate }: Report): number =>
	Math.round(((startOf(endDate) ?? 0) - (startOf(startDate) ?? 0)) / DAY_MS) + 1;

const shifted = (day: string, days: number): string => dayAt((startOf(day) ?? 0) + days * DAY_MS);
