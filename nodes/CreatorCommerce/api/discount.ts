import { InputError } from './failure';

export type DiscountType = 'Percentage' | 'FixedAmount';

/**
 * Percentages come as 10 in some records and as 0.1 in others for ten percent (quirk 6), and people's files mix
 * "10%", 10 and 0.1 too. Above 0 and below 1 means a fraction; from 1 on it is percent. A discount of less than one
 * percent can therefore only be written with a percent sign ("0.5%").
 */
export const percentOf = (amount: number): number =>
	amount > 0 && amount < 1 ? round(amount * 100) : round(amount);

/** Cents and hundredths of a percent are as fine as a discount gets; binary fractions are rounded away. */
const round = (amount: number): number => Math.round(amount * 10_000) / 10_000;

/**
 * A discount as people write it: 15, "15", "15%", "15 %", 0.15, "0,15", "7.5%".
 * @throws InputError when it is no number, negative, or above 100 percent
 */
export function parseDiscountAmount(given: string | number, type: DiscountType): number {
	const text = String(given).trim();
	const match = /^(\d+(?:[.,]\d+)?)\s*(%)?$/.exec(text);
	if (!match?.[1]) {
		throw new InputError(
			`“${text}” is not a discount`,
			'Discount Amount',
			'Use a number such as 15, “15%” or 0.15.',
		);
	}
	const number = Number(match[1].replace(',', '.'));
	if (type === 'FixedAmount') {
		if (match[2]) {
			throw new InputError(
				`“${text}” is a percentage, but Discount Type is Fixed Amount`,
				'Discount Amount',
				'Give an amount of money such as 15, or set Discount Type to Percentage.',
			);
		}
		return round(number);
	}
	const percent = match[2] ? round(number) : percentOf(number);
	if (percent > 100) {
		throw new InputError(
			`A discount of ${percent} percent is more than the price`,
			'Discount Amount',
			'Use at most 100.',
		);
	}
	return percent;
}

/** Whether two stored or given amounts mean the same discount. */
export const sameDiscount = (left: number, right: number, type: DiscountType): boolean =>
	type === 'Percentage' ? percentOf(left) === percentOf(right) : round(left) === round(right);
