import fc from 'fast-check';
import { parseTimestamp } from '../../../../nodes/CreatorCommerce/signature';

const MOMENT = Date.UTC(2026, 10, 22, 12, 30, 15);

describe('a moment', () => {
	it.each([
		[String(MOMENT / 1000)],
		[String(MOMENT)],
		[`${MOMENT / 1000}.000`],
		['2026-11-22T12:30:15Z'],
		['2026-11-22T12:30:15.000Z'],
		['2026-11-22T12:30:15'],
		['2026-11-22 12:30:15'],
		['2026-11-22 12:30:15 +0000'],
		['2026-11-22T14:30:15+02:00'],
		['2026-11-22T14:30:15+0200'],
		['2026-11-22T14:30:15+02'],
		['2026-11-22T12:30:15,000000Z'],
		['Sun, 22 Nov 2026 12:30:15 GMT'],
		[' 2026-11-22T12:30:15Z '],
	])('%j is read', (text) => {
		expect(parseTimestamp(text)).toBe(MOMENT);
	});

	it('of a day without a time is its beginning in UTC', () => {
		expect(parseTimestamp('2026-11-22')).toBe(Date.UTC(2026, 10, 22));
	});

	it.each([
		'',
		'now',
		'1e9',
		'-1',
		'0x10',
		'Infinity',
		'NaN',
		'22.11.2026',
		'2026-13-01',
		'2026-11-22T25:00:00Z',
		'999999999999999',
		'9'.repeat(100),
		'1763814615 1',
		'11/22/2026',
		'\u0661\u0662',
	])('%j is not', (text) => {
		expect(parseTimestamp(text)).toBeUndefined();
	});

	it('of any text is a moment an ISO date can be written of, or nothing', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.nat().map(String), fc.date().map(String)), (text) => {
				const moment = parseTimestamp(text);
				if (moment !== undefined) expect(new Date(moment).toISOString()).toHaveLength(24);
			}),
			{ numRuns: 2_000 },
		);
	});
});
