import { isObject, type JsonObject } from '../../json';
import { CATALOGUE } from '../../store/catalogue';
import { readGid } from '../gids';
import type { LineItemRecord } from '../store/records';

/** Readers for what orderCreate brings; shapes were checked by the schema, so what is missing is left out. */

export interface Money {
	amount: number;
	currency: string;
}

export function moneyIn(bag: unknown): Money | undefined {
	const money = isObject(bag) ? bag.shopMoney : undefined;
	if (!isObject(money) || typeof money.currencyCode !== 'string') return undefined;
	return { amount: Number(money.amount), currency: money.currencyCode };
}

export function textIn(source: JsonObject, name: string): string | null {
	const value = source[name];
	return typeof value === 'string' ? value : null;
}

export function objectsIn(source: JsonObject, name: string): JsonObject[] {
	const value = source[name];
	return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A line item, or the sentence that says what is wrong with it. */
export function lineItemFrom(input: JsonObject, id: number): LineItemRecord | string {
	const variantGid = textIn(input, 'variantId');
	const given = moneyIn(input.priceSet);
	const quantity = Number(input.quantity);
	if (!(quantity > 0)) return 'Quantity must be greater than 0';
	if (variantGid === null) {
		const title = textIn(input, 'title');
		if (title === null || title === '') return "Title can't be blank";
		if (!given) return 'Price is required for a line item without a variant';
		return {
			id,
			title,
			quantity,
			price: given.amount,
			sku: textIn(input, 'sku'),
			vendor: textIn(input, 'vendor'),
			productId: null,
			variantId: null,
			variantTitle: textIn(input, 'variantTitle'),
		};
	}
	const wanted = readGid(variantGid)?.id;
	for (const product of CATALOGUE) {
		const variant = product.variants.find((one) => one.id === wanted);
		if (!variant) continue;
		return {
			id,
			title: product.title,
			quantity,
			price: given?.amount ?? Number(variant.price),
			sku: textIn(input, 'sku') ?? variant.sku,
			vendor: product.vendor,
			productId: product.shopifyId,
			variantId: variant.id,
			variantTitle: variant.title,
		};
	}
	return 'Product variant does not exist';
}

/** The discount's code and what it takes off a sum. */
export function discountIn(order: JsonObject, sum: number): { code: string; amount: number } | undefined {
	if (!isObject(order.discountCode)) return undefined;
	const { itemFixedDiscountCode, itemPercentageDiscountCode, freeShippingDiscountCode } = order.discountCode;
	for (const discount of [itemFixedDiscountCode, itemPercentageDiscountCode, freeShippingDiscountCode]) {
		if (!isObject(discount) || typeof discount.code !== 'string') continue;
		const percent = discount === itemPercentageDiscountCode ? Number(discount.percentage ?? 0) : 0;
		const fixed = discount === itemFixedDiscountCode ? (moneyIn(discount.amountSet)?.amount ?? 0) : 0;
		return { code: discount.code, amount: Math.min(sum, fixed + (sum * percent) / 100) };
	}
	return undefined;
}

/** The status given, or what the successful transactions come to. */
export function financialStatusOf(order: JsonObject, total: number): string {
	const given = textIn(order, 'financialStatus');
	if (given !== null) return given;
	const paid = objectsIn(order, 'transactions')
		.filter(({ kind, status }) => (kind === 'SALE' || kind === 'CAPTURE') && status === 'SUCCESS')
		.reduce((sum, { amountSet }) => sum + (moneyIn(amountSet)?.amount ?? 0), 0);
	if (paid >= total && (paid > 0 || total === 0)) return 'PAID';
	return paid > 0 ? 'PARTIALLY_PAID' : 'PENDING';
}
