import { InputError } from './failure';
import { shown } from './text';

const DAY = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/;
export const DAY_MS = 86_400_000;

/**
 * A day as `YYYY-MM-DD`, which is what the API's dates are. A day, with or without a time, is taken as written; a moment
 * with a time zone is the day it is then in `timeZone`.
 * @param given text, or an object whose JSON is one (a date out of an expression)
 * @param timeZone IANA name, the workflow's
 * @throws InputError when it is no day of the calendar, or written in a way that can be read twice (02/03/2026)
 */
export function parseDay(given: unknown, field: string, timeZone: string): string {
	const json: unknown =
		typeof given === 'object' && given !== null ? JSON.parse(JSON.stringify(given)) : given;
	const text = typeof json === 'string' ? json.trim() : '';
	if (text === '' && (json === '' || json === undefined || json === null)) {
		throw new InputError(`${field} is empty`, field, 'Use a day such as 2026-02-14.');
	}
	const day = MOMENT.test(text) ? dayIn(timeZone, text) : DAY.exec(text)?.[1];
	if (day !== undefined && startOf(day) !== undefined) return day;
	throw new InputError(
		`“${shown(typeof json === 'string' ? json : JSON.stringify(json))}” is not a day`,
		field,
		'Use year-month-day, such as 2026-02-14. {{ $today.minus({ days: 7 }) }} gives the day a week ago.',
	);
}

/** Midnight of the day in UTC, in ms, for counting days; undefined for what is no day of the calendar, such as 2026-02-30. */
export function startOf(day: string): number | undefined {
	const at = Date.parse(`${day}T00:00:00Z`);
	return !Number.isNaN(at) && dayAt(at) === day ? at : undefined;
}

export const dayAt = (at: number): string => new Date(at).toISOString().slice(0, 10);

function dayIn(timeZone: string, moment: string): string | undefined {
	const at = new Date(moment);
	if (Number.isNaN(at.getTime())) return undefined;
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
	}).formatToParts(at);
	const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
	return `${part('year')}-${part('month')}-${part('day')}`;
}
