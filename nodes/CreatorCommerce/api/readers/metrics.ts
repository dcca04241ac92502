import { asNumber, asRecord, isRecord } from '../narrow';

/** Figures by the vendor's names, such as `grossRevenue` or `sessions`. */
export type Figures = Record<string, number>;

export interface Period {
	/** Over all days; undefined where the answer has none. */
	all?: Figures;
	/** By day, `YYYY-MM-DD`. Days and figures the vendor leaves out are unknown, not 0. */
	perDay: Map<string, Figures>;
}

export interface Metrics {
	current: Period;
	previous: Period;
}

/**
 * Reads the answer of /metrics/session and /metrics/revenue. A day may carry fewer figures than the total, and the period
 * before may come without days (both are so in the vendor's own example). Undefined when there are no figures at all.
 */
export function readMetrics(answer: unknown): Metrics | undefined {
	const { currentPeriod, prevPeriod } = asRecord(asRecord(asRecord(answer).metrics).aggregates);
	const current = readPeriod(currentPeriod);
	if (current.all === undefined && current.perDay.size === 0) return undefined;
	return { current, previous: readPeriod(prevPeriod) };
}

function readPeriod(value: unknown): Period {
	const { all, perDay } = asRecord(value);
	const days = Object.entries(asRecord(perDay)).filter(([day]) => /^\d{4}-\d{2}-\d{2}$/.test(day));
	return {
		...(isRecord(all) && { all: readFigures(all) }),
		perDay: new Map(
			days
				.sort(([left], [right]) => (left < right ? -1 : 1))
				.map(([day, figures]) => [day, readFigures(figures)]),
		),
	};
}

const readFigures = (value: unknown): Figures =>
	Object.fromEntries(
		Object.entries(asRecord(value)).flatMap(([name, figure]) => {
			const number = asNumber(figure);
			return number === undefined ? [] : [[name, number]];
		}),
	);
