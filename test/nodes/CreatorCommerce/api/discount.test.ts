import fc from 'fast-check';
import { parseDiscountAmount, percentOf, sameDiscount } from '../../../../nodes/CreatorCommerce/api/discount';
import { InputError } from '../../../../nodes/CreatorCommerce/api/failure';
import { readPartner } from '../../../../nodes/CreatorCommerce/api/readers/partner';
import { id } from './support/fakeApi';

/** Percentages with up to two digits after the point, as discounts are given. */
const percent = fc.integer({ min: 100, max: 9_999 }).map((hundredths) => hundredths / 100);

/** What the node knows of a partner whose discount the API stores as this amount. */
const read = (amount: unknown, discountType?: string): number | undefined =>
	readPartner({ _id: id(1), discount: { discountAmount: amount, discountType } })?.discountAmount;

describe('a discount as people write it', () => {
	it.each<[string | number, number]>([
		[15, 15],
		['15', 15],
		[' 15 % ', 15],
		['15%', 15],
		[0.15, 15],
		['0.15', 15],
		['0,15', 15],
		['7.5%', 7.5],
		['7,5', 7.5],
		['0.5%', 0.5],
		[0, 0],
		['0%', 0],
		[1, 1],
		[100, 100],
		[0.1 + 0.2, 30],
		[0.07, 7],
	])('%j is %d percent', (given, expected) => {
		expect(parseDiscountAmount(given, 'Percentage')).toBe(expected);
	});

	it('is the same percentage as number, text, with a sign and as a fraction', () => {
		fc.assert(
			fc.property(percent, (amount) => {
				const parsed = parseDiscountAmount(amount, 'Percentage');
				expect(parsed).toBe(amount);
				expect(parseDiscountAmount(`${amount}%`, 'Percentage')).toBe(parsed);
				expect(parseDiscountAmount(String(amount).replace('.', ','), 'Percentage')).toBe(parsed);
				expect(parseDiscountAmount(amount / 100, 'Percentage')).toBe(parsed);
			}),
		);
	});

	it('as money stays what it is', () => {
		expect(parseDiscountAmount('0.5', 'FixedAmount')).toBe(0.5);
		expect(parseDiscountAmount('1500', 'FixedAmount')).toBe(1500);
		expect(() => parseDiscountAmount('15%', 'FixedAmount')).toThrow(/percentage/);
	});

	it.each(['', 'abc', '-5', '15 percent', '%', '1.2.3', '1e3', 'NaN', 'Infinity', '101', '10000%', '$15'])(
		'%j is refused',
		(given) => {
			expect(() => parseDiscountAmount(given, 'Percentage')).toThrow(InputError);
		},
	);

	it('never gives anything but 0 to 100 percent', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.double()), (given) => {
				try {
					const parsed = parseDiscountAmount(given, 'Percentage');
					expect(parsed).toBeGreaterThanOrEqual(0);
					expect(parsed).toBeLessThanOrEqual(100);
				} catch (fault) {
					expect(fault).toBeInstanceOf(InputError);
				}
			}),
		);
	});
});

describe('what is written compares equal to what is read back', () => {
	it('whether the API stores percent or a fraction, as a number or as text', () => {
		fc.assert(
			fc.property(percent, (amount) => {
				const written = parseDiscountAmount(amount, 'Percentage');
				for (const stored of [written, written / 100, String(written), String(written / 100)]) {
					const has = read(stored, 'Percentage');
					expect(has).toBeDefined();
					expect(sameDiscount(has ?? NaN, written, 'Percentage')).toBe(true);
				}
			}),
		);
	});

	it('below one percent too, which can only be given with a percent sign', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 99 }), (hundredths) => {
				const written = parseDiscountAmount(`${hundredths / 100}%`, 'Percentage');
				for (const stored of [written, written / 100]) {
					expect(sameDiscount(read(stored) ?? NaN, written, 'Percentage')).toBe(true);
				}
			}),
		);
	});

	it('except a hundred percent stored as a fraction, which is a 1 and cannot be told from one percent', () => {
		expect(sameDiscount(read(100) ?? NaN, 100, 'Percentage')).toBe(true);
		expect(sameDiscount(read(1) ?? NaN, 100, 'Percentage')).toBe(false);
	});

	it('and different discounts of one percent and more never do', () => {
		fc.assert(
			fc.property(percent, percent, (one, other) => {
				fc.pre(one !== other);
				expect(sameDiscount(read(one) ?? NaN, other, 'Percentage')).toBe(false);
				expect(sameDiscount(read(one / 100) ?? NaN, other, 'Percentage')).toBe(false);
			}),
		);
	});

	it('money is money: 0.5 is not 50', () => {
		expect(read(0.5, 'FixedAmount')).toBe(0.5);
		expect(sameDiscount(0.5, 50, 'FixedAmount')).toBe(false);
		expect(sameDiscount(0.1 + 0.2, 0.3, 'FixedAmount')).toBe(true);
	});
});

it('percentOf is stable: percent stays percent', () => {
	fc.assert(
		fc.property(percent, (amount) => {
			expect(percentOf(percentOf(amount))).toBe(amount);
		}),
	);
});
