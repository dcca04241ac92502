import { readOrderNode } from '../../../../../nodes/CreatorCommerce/shopify/order/record';
import { totalsOf } from '../../../../../nodes/CreatorCommerce/shopify/order/totals';

let made = 0;
function order(attributes: Record<string, string>, amount: string, currencyCode = 'USD', day = '2026-05-01') {
	const money = (value: string) => ({ shopMoney: { amount: value, currencyCode } });
	const read = readOrderNode({
		id: `gid://shopify/Order/${(made += 1)}`,
		createdAt: `${day}T10:00:00Z`,
		tags: [],
		customAttributes: Object.entries(attributes).map(([key, value]) => ({ key, value })),
		totalPriceSet: money(amount),
		currentTotalPriceSet: money(amount),
		totalRefundedSet: money('0.0'),
	});
	if (!read) throw new Error('no order');
	return read;
}
const ADA = { 'cc-creator-id': 'ada1', 'cc-creator-handle': 'ada' };

describe('what partners sold', () => {
	it('adds thousands of prices up exactly, also in currencies of three decimals', () => {
		const dollars = Array.from({ length: 3_000 }, () => order(ADA, '0.1'));
		const dinars = Array.from({ length: 3_000 }, () => order(ADA, '0.001', 'KWD'));
		expect(totalsOf([...dollars, ...dinars]).map(({ currency, revenue }) => [currency, revenue])).toEqual([
			['USD', 300],
			['KWD', 3],
		]);
	});

	it('counts an order that names the handle alone for the partner who has it', () => {
		const rows = totalsOf([
			order({ 'cc-creator-handle': 'Ada' }, '5'),
			order(ADA, '10', 'USD', '2026-04-01'),
			order({ 'cc-creator-handle': 'grace' }, '1'),
		]);
		expect(rows).toEqual([
			expect.objectContaining({
				creatorId: 'ada1',
				creatorHandle: 'ada',
				orders: 2,
				revenue: 15,
				firstOrderAt: '2026-04-01T10:00:00Z',
				lastOrderAt: '2026-05-01T10:00:00Z',
			}),
			expect.objectContaining({ creatorId: undefined, creatorHandle: 'grace', orders: 1 }),
		]);
	});

	it('takes nothing for an order that is none', () => {
		expect(readOrderNode(null)).toBeUndefined();
		expect(readOrderNode({ tags: ['CreatorCommerce'] })).toBeUndefined();
	});
});
