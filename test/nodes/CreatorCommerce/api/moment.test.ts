import { parseMoment } from '../../../../nodes/CreatorCommerce/api/moment';

const parse = (given: unknown, timeZone = 'UTC', endOfDay = false) =>
	parseMoment(given, 'End Date', timeZone, { endOfDay });

describe('a date as users, the date picker and expressions write it', () => {
	it.each([
		['2026-03-31', 'UTC', '2026-03-31T00:00:00.000Z'],
		['2026-03-31', 'America/New_York', '2026-03-31T04:00:00.000Z'],
		['2026-01-15', 'America/New_York', '2026-01-15T05:00:00.000Z'],
		[' 2026-03-31T18:30:00 ', 'Asia/Kolkata', '2026-03-31T13:00:00.000Z'],
		['2026-03-31 18:30', 'Pacific/Auckland', '2026-03-31T05:30:00.000Z'],
		['2026-03-31T18:30:00Z', 'Asia/Kolkata', '2026-03-31T18:30:00.000Z'],
		['2026-03-31T18:30:00.250+02:00', 'Asia/Kolkata', '2026-03-31T16:30:00.250Z'],
		['2026-03-31T18:30:00-0500', 'UTC', '2026-03-31T23:30:00.000Z'],
		// The clocks go forward at 02:00: before and after it on the same day.
		['2026-03-29T01:59:59', 'Europe/Berlin', '2026-03-29T00:59:59.000Z'],
		['2026-03-29T03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
		['2026-10-25T12:00:00', 'Europe/Berlin', '2026-10-25T11:00:00.000Z'],
		['2024-02-29', 'UTC', '2024-02-29T00:00:00.000Z'],
		[new Date('2026-03-31T18:30:00Z'), 'UTC', '2026-03-31T18:30:00.000Z'],
	])('%s in %s is %s', (given, timeZone, moment) => {
		expect(parse(given, timeZone)).toBe(moment);
	});

	it('a day alone that ends something is its last moment', () => {
		expect(parse('2026-03-31', 'Europe/Berlin', true)).toBe('2026-03-31T21:59:59.999Z');
		expect(parse('2026-03-29', 'Europe/Berlin', true)).toBe('2026-03-29T21:59:59.999Z');
		expect(parse('2026-03-31T10:00:00', 'Europe/Berlin', true)).toBe('2026-03-31T08:00:00.000Z');
	});

	it.each([undefined, null, '', '   '])('nothing is given by %j', (given) => {
		expect(parse(given)).toBeUndefined();
	});

	it.each([
		'02/03/2026',
		'31.03.2026',
		'2026-02-30',
		'2026-13-01',
		'2026-03-31T25:00:00',
		'2026-03-31T10:00:00+99:99',
		'next week',
		'1767225600000',
		1767225600000,
		true,
		{ year: 2026 },
		['2026-03-31'],
		'9'.repeat(5000),
	])('%j is refused, with the field’s name', (given) => {
		expect(() => parse(given)).toThrow(/is not a date/);
		expect(() => parse(given)).toThrow(expect.objectContaining({ field: 'End Date' }));
	});
});
