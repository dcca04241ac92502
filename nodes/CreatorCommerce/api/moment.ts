import { InputError } from './failure';
import { shown } from './text';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * A moment as ISO text in UTC, which is what the API's date-times are.
 * @param given ISO text, or an object whose JSON is one (a date out of an expression). Without a time zone it is taken in
 * `timeZone`, as n8n's date picker means it; a day alone is its first moment, or its last where `endOfDay` is set
 * @param timeZone IANA name, the workflow's
 * @returns undefined when blank
 * @throws InputError when it is no moment of the calendar, or written in a way that can be read twice (02/03/2026)
 */
export function parseMoment(
	given: unknown,
	field: string,
	timeZone: string,
	{ endOfDay = false } = {},
): string | undefined {
	const json: unknown =
		typeof given === 'object' && given !== null ? JSON.parse(JSON.stringify(given)) : given;
	if (json === undefined || json === null || (typeof json === 'string' && json.trim() === ''))
		return undefined;
	const at = typeof json === 'string' ? momentIn(json.trim(), timeZone, endOfDay) : undefined;
	if (at !== undefined) return at.toISOString();
	throw new InputError(
		`“${shown(typeof json === 'string' ? json : (JSON.stringify(json) ?? ''))}” is not a date`,
		field,
		'Use year-month-day, with a time if needed, such as 2026-03-31 or 2026-03-31T18:00:00Z.',
	);
}

function momentIn(text: string, timeZone: string, endOfDay: boolean): Date | undefined {
	if (DAY.test(text)) return local(text, endOfDay ? '23:59:59.999' : '00:00:00', timeZone);
	const [, day, time, zone] = TIME.exec(text) ?? [];
	if (day === undefined || time === undefined || !isDay(day)) return undefined;
	if (zone === undefined) return local(day, time, timeZone);
	const at = new Date(`${day}T${time}${zone}`);
	return Number.isNaN(at.getTime()) ? undefined : at;
}

/** What the clocks of the time zone showed: found by asking twice what they show, since the offset may change in between. */
function local(day: string, time: string, timeZone: string): Date | undefined {
	const wanted = Date.parse(`${day}T${time}Z`);
	if (!isDay(day) || Number.isNaN(wanted)) return undefined;
	const first = wanted - offsetAt(wanted, timeZone);
	return new Date(wanted - offsetAt(first, timeZone));
}

/** What the zone is ahead of UTC at that moment, in ms. */
function offsetAt(at: number, timeZone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
	}).formatToParts(new Date(at));
	const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '00';
	const shownThere = Date.parse(
		`${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}Z`,
	);
	return shownThere - Math.floor(at / 1000) * 1000;
}

/** False for what is no day of the calendar, such as 2026-02-30. */
function isDay(day: string): boolean {
	const at = Date.parse(`${day}T00:00:00Z`);
	return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}
