import { FIGURES, parseFigure } from '../../../../nodes/CreatorCommerce/api/figures';
import { must } from '../actions/support/bench';

const figure = (name: string) => must(FIGURES.find((one) => one.name === name));

describe('figures as files write them', () => {
	it.each<[string, unknown, number | undefined]>([
		['clicks', 4156, 4156],
		['clicks', '4156', 4156],
		['clicks', ' 4,156 ', 4156],
		['clicks', '4.156', 4156],
		['clicks', '1,004,156', 1004156],
		['clicks', '1.004.156', 1004156],
		['clicks', '1 004 156', 1004156],
		['clicks', '1’004’156', 1004156],
		['clicks', 0, 0],
		['clicks', '4156.0', 4156],
		['followers', '51.1k', 51100],
		['followers', '1,2M', 1200000],
		['followers', '2.125M', 2125000],
		['revenue', 1932.28, 1932.28],
		['revenue', '1932.28', 1932.28],
		['revenue', '1932,28', 1932.28],
		['revenue', '$1,932.28', 1932.28],
		['revenue', '1.932,28 €', 1932.28],
		['revenue', '12.345.678,90', 12345678.9],
		['revenue', '1,234,567', 1234567],
		['revenue', 'USD 12', 12],
		['revenue', '-3.5', -3.5],
		['revenue', '-$3.50', -3.5],
		['engagementRate', '4.2', 4.2],
		['engagementRate', '4,2 %', 4.2],
		['engagementRate', '0.653', 0.653],
		['engagementRate', 0.5, 0.5],
		['clicks', '', undefined],
		['clicks', '  ', undefined],
		['clicks', 'n/a', undefined],
		['engagementRate', '–', undefined],
		['revenue', null, undefined],
		['revenue', undefined, undefined],
	])('%s %j is %j', (name, given, number) => {
		expect(parseFigure(given, figure(name))).toBe(number);
	});

	it.each<[string, unknown, RegExp]>([
		['clicks', 'many', /“many” is not a figure for Clicks/],
		['clicks', 12.5, /“12.5” is not a figure for Clicks/],
		['clicks', -1, /is not a figure/],
		['clicks', '1,23', /is not a figure/],
		['clicks', true, /“true” is not a figure/],
		['clicks', { total: 3 }, /“{"total":3}” is not a figure/],
		['clicks', [3], /is not a figure/],
		['clicks', '3 clicks', /is not a figure/],
		['clicks', '1,23,456', /is not a figure/],
		['clicks', Number.NaN, /is not a figure/],
		['revenue', '1,932', /can be read in two ways/],
		['revenue', '1.932', /can be read in two ways/],
		['revenue', '1.2k', /is not a figure/],
		['revenue', '1,932.28.1', /is not a figure/],
		['revenue', '5%', /is not a figure/],
		['engagementRate', '5 percent', /is not a figure/],
		['engagementRate', '-5%', /is not a figure/],
	])('%s %j is told', (name, given, message) => {
		expect(() => parseFigure(given, figure(name))).toThrow(message);
	});

	it('reads a hostile cell in no time', () => {
		for (const cell of [
			'1,'.repeat(50_000),
			'1'.repeat(100_000),
			' '.repeat(100_000) + 'x',
			'€'.repeat(100_000),
		]) {
			expect(() => parseFigure(cell, figure('revenue'))).toThrow(/is not a figure/);
		}
	});
});
