/** Numbers below are seconds since 1970, from here on milliseconds: 1e11 s is the year 5138, 1e11 ms the year 1973. */
const MILLISECONDS_FROM = 1e11;
/** The last moment ISO 8601 writes with four digits of a year. */
const LATEST_MS = 253_402_300_799_999;

const NUMBER = /^\d{1,15}(?:\.\d{1,9})?$/;
const ISO =
	/^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)?( ?(?:Z|[+-]\d{2}(?::?\d{2})?))?$/i;
const HTTP_DATE = /^[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} (?:GMT|UTC|[+-]\d{4})$/;

/**
 * A moment as ms since 1970, from what senders write: seconds or milliseconds since 1970, ISO 8601 (without a zone it is
 * UTC) or an HTTP date. Undefined for anything else, and for moments beyond the year 9999.
 */
export function parseTimestamp(text: string): number | undefined {
	const given = text.trim();
	if (given.length > 40) return undefined;
	const ms = NUMBER.test(given) ? ofNumber(Number(given)) : ofDate(given);
	return ms !== undefined && ms >= 0 && ms <= LATEST_MS ? Math.round(ms) : undefined;
}

const ofNumber = (number: number): number => (number < MILLISECONDS_FROM ? number * 1000 : number);

function ofDate(given: string): number | undefined {
	const iso = ISO.exec(given);
	if (!iso && !HTTP_DATE.test(given)) return undefined;
	const ms = Date.parse(iso ? normalised(given, iso[1]) : given);
	return Number.isNaN(ms) ? undefined : ms;
}

/** ECMAScript reads a date and time without a zone as local time, and wants `T`, a dot and `+00:00`. */
function normalised(given: string, zone: string | undefined): string {
	const moment = given
		.slice(0, given.length - (zone ?? '').length)
		.replace(' ', 'T')
		.replace(',', '.');
	if (moment.length === 10) return moment;
	const offset = zone?.trim().toUpperCase() ?? 'Z';
	if (offset === 'Z') return `${moment}Z`;
	const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
	return `${moment}${offset.slice(0, 1)}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
