const WHOLE = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'UGX', 'XAF', 'XOF', 'PYG', 'RWF']);

function decimals(currency: string): number {
	return WHOLE.has(currency) ? 0 : 2;
}

export function rounded(amount: number, currency: string): number {
	const factor = 10 ** decimals(currency);
	return Math.round(amount * factor) / factor;
}

/** As webhooks write it: "10.00". */
export function restMoney(amount: number, currency: string): string {
	return amount.toFixed(decimals(currency));
}

/** As GraphQL writes it: "10.0". */
function graphqlMoney(amount: number, currency: string): { amount: string; currencyCode: string } {
	const short = String(rounded(amount, currency));
	return { amount: short.includes('.') ? short : `${short}.0`, currencyCode: currency };
}

export function moneyBag(amount: number, currency: string) {
	const money = graphqlMoney(amount, currency);
	return { shopMoney: money, presentmentMoney: money };
}

export function restMoneySet(amount: number, currency: string) {
	const money = { amount: restMoney(amount, currency), currency_code: currency };
	return { shop_money: money, presentment_money: money };
}
