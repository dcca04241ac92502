import { CostPacer, NoAnswerError, ShopifyAdmin } from '../../../../nodes/CreatorCommerce/shopify';
import type { OrderDraft } from '../../../../nodes/CreatorCommerce/shopify/record/draft';
import { recordOrders } from '../../../../nodes/CreatorCommerce/shopify/record/run';

const DRAFT: OrderDraft = {
	sourceIdentifier: 'R-1',
	sourceName: 'pos-berlin',
	mark: { creatorId: '68d482d502627cba69150a33' },
	lineItems: [{ title: 'Tee', price: '10.00', quantity: 1 }],
	currency: 'USD',
	tags: [],
	financialStatus: 'PAID',
	test: false,
	sendReceipt: false,
	changeInventory: false,
};

const ORDER = {
	id: 'gid://shopify/Order/7',
	name: '#1007',
	createdAt: new Date().toISOString(),
	sourceName: 'pos-berlin',
	sourceIdentifier: 'R-1',
	tags: [`cc-creator-id-${DRAFT.mark.creatorId}`],
};

/** A store that answers no create, and shows the order so many ms after it was sent; `creates` are the tries. */
function slowStore(appearsAfterMs: number) {
	let now = 0;
	let sentAt = Infinity;
	const counts = { creates: 0 };
	const clock = {
		now: () => now,
		random: () => 0,
		sleep: async (ms: number) => {
			now += ms;
		},
	};
	const admin = new ShopifyAdmin({
		store: `slow-${appearsAfterMs}.myshopify.com`,
		clock,
		pacer: new CostPacer(clock),
		patienceMs: 60_000,
		transport: async ({ query }) => {
			if (query.includes('OrderCreate')) {
				counts.creates += 1;
				sentAt = Math.min(sentAt, now);
				throw new NoAnswerError('ECONNRESET', 'unknown');
			}
			const nodes = query.includes('OrdersJustMade') && now >= sentAt + appearsAfterMs ? [ORDER] : [];
			return { status: 200, headers: {}, body: JSON.stringify({ data: { orders: { nodes } } }) };
		},
	});
	const hooks = { onRefusal: () => {}, onFault: () => {}, now: () => now };
	return { counts, record: async () => await recordOrders(admin, [{ index: 0, draft: DRAFT }], hooks) };
}

it.each([0, 2_500, 12_500])(
	'an order whose answer was lost and that appears %d ms later is not made again',
	async (appearsAfterMs) => {
		const { counts, record } = slowStore(appearsAfterMs);
		expect((await record()).get(0)).toMatchObject({
			kind: 'created',
			order: { id: '7', name: '#1007' },
			foundLater: true,
		});
		expect(counts.creates).toBe(1);
	},
);
