import { shopifyFlow } from '../../../../../nodes/CreatorCommerce/triggers/shopifyFlow';
import {
	FLOW_CREATOR_BODY,
	FLOW_ORDER_BODY,
} from '../../../../../nodes/CreatorCommerce/triggers/inbound/pasted';
import { campaign, creatorId, dashKeys, eventsOf, NOW, partner, receive } from './support/deliveries';

const variables = {
	ccCreatorId: creatorId,
	ccCreatorShopId: 'shop-1',
	ccCreatorMetaobjectId: 'gid://shopify/Metaobject/1',
	ccCreatorShopHandle: 'zoe',
	ccCreatorShopHandlePrev: 'zoe',
	ccCreatorDiscountCode: 'ZOE15',
	ccCreatorDiscountCodePrev: 'ZOE15',
	ccCreatorAffiliateCode: 'ZOE',
	ccCreatorAffiliateCodePrev: 'ZOE',
	ccCreatorAffiliateUrl: 'https://brand.example/zoe',
	ccCreatorAffiliateUrlPrev: 'https://brand.example/zoe',
};

/** Flow's part: every variable becomes its value. */
const rendered = (template: string, values: Record<string, string>): string =>
	template.replace(/\{\{([\w.]+)\}\}/g, (_, name: string) => values[name] ?? '');

describe('Creator Updated, from the body the node gives to paste', () => {
	it('is partner.updated with the partner', () => {
		const body = rendered(FLOW_CREATOR_BODY, { ...variables, 'shop.myshopifyDomain': 'brand.myshopify.com' });
		const events = eventsOf(shopifyFlow, body);
		expect(events).toStrictEqual([
			{
				event: 'partner.updated',
				eventId: expect.stringMatching(/^partner\.updated:[0-9a-f]{32}$/),
				occurredAt: new Date(NOW).toISOString(),
				source: 'shopifyFlow',
				shop: 'brand.myshopify.com',
				partner: {
					creatorId,
					handle: 'zoe',
					affiliateCode: 'ZOE',
					affiliateUrl: 'https://brand.example/zoe',
					discountCode: 'ZOE15',
				},
			},
		]);
	});

	it.each([
		[
			'a code that changed',
			{ ccCreatorAffiliateCodePrev: 'OLD' },
			[{ field: 'affiliateCode', from: 'OLD', to: 'ZOE' }],
			['agreement'],
		],
		[
			'a code that is new',
			{ ccCreatorDiscountCodePrev: '' },
			[{ field: 'discountCode', from: null, to: 'ZOE15' }],
			['agreement'],
		],
		[
			'a code that was taken away',
			{ ccCreatorDiscountCode: '' },
			[{ field: 'discountCode', from: 'ZOE15', to: null }],
			['agreement'],
		],
		[
			'a handle and an address that changed',
			{ ccCreatorShopHandlePrev: 'zoe-old', ccCreatorAffiliateUrlPrev: 'https://brand.example/old' },
			[
				{ field: 'handle', from: 'zoe-old', to: 'zoe' },
				{ field: 'affiliateUrl', from: 'https://brand.example/old', to: 'https://brand.example/zoe' },
			],
			['profile', 'agreement'],
		],
		[
			'an address that differs by a slash at its end',
			{ ccCreatorAffiliateUrlPrev: 'https://brand.example/zoe/' },
			undefined,
			undefined,
		],
		[
			'only what changed has a value before, when the trigger fills it so',
			{
				ccCreatorShopHandlePrev: '',
				ccCreatorDiscountCodePrev: 'OLD',
				ccCreatorAffiliateCodePrev: '',
				ccCreatorAffiliateUrlPrev: '',
			},
			[{ field: 'discountCode', from: 'OLD', to: 'ZOE15' }],
			['agreement'],
		],
	])('tells from and to: %s', (_, given, changes, changed) => {
		const [event] = eventsOf(shopifyFlow, { event: 'Creator Updated', ...variables, ...given });
		expect(event?.changes).toStrictEqual(changes);
		expect(event?.changed).toStrictEqual(changed);
	});

	it('is told from the variables alone, without a name', () => {
		expect(eventsOf(shopifyFlow, variables)[0]?.event).toBe('partner.updated');
	});
});

describe('the metaobject’s data', () => {
	it('whole as the body is partner.updated', () => {
		const [event] = eventsOf(shopifyFlow, dashKeys);
		expect(event).toMatchObject({ event: 'partner.updated', shop: 'brand.myshopify.com', partner });
		expect(event).not.toHaveProperty('order');
		expect(event).not.toHaveProperty('drop');
	});

	it.each([
		['as JSON', dashKeys],
		['as a text', JSON.stringify(dashKeys)],
	])('with an order, %s, is order.attributed', (_, data) => {
		const filled = rendered(FLOW_ORDER_BODY, {
			'order.createdAt': '2026-11-22T11:59:00Z',
			'shop.myshopifyDomain': 'brand.myshopify.com',
			'order.legacyResourceId': '450789469',
			'order.name': '#1001',
			'order.currentTotalPriceSet.shopMoney.amount': '99.50',
			'order.currentTotalPriceSet.shopMoney.currencyCode': 'EUR',
			'order.email': 'buyer@example.com',
			'getMetaobjectEntry.data': JSON.stringify(data),
		});
		expect(eventsOf(shopifyFlow, filled)).toStrictEqual([
			{
				event: 'order.attributed',
				eventId: 'order.attributed:450789469',
				occurredAt: '2026-11-22T11:59:00.000Z',
				source: 'shopifyFlow',
				shop: 'brand.myshopify.com',
				partner,
				order: {
					id: '450789469',
					name: '#1001',
					total: 99.5,
					currency: 'EUR',
					customerEmail: 'buyer@example.com',
					campaignId: 'camp-1',
				},
				campaign,
				customer: { email: 'buyer@example.com' },
			},
		]);
	});

	it('of an order without a creator still tells the order', () => {
		const body = { event: 'order.attributed', order: { id: 'gid://shopify/Order/7' }, data: null };
		expect(eventsOf(shopifyFlow, body)[0]).toMatchObject({ order: { id: '7' }, partner: {} });
	});

	it('with the key as old payloads spell it names the shop', () => {
		const { 'cc-channel-myshopify-domain': domain, ...rest } = dashKeys;
		const [event] = eventsOf(shopifyFlow, { ...rest, 'cc-channel-myshopify-domian': domain });
		expect(event?.shop).toBe('brand.myshopify.com');
	});
});

it.each([
	['an unknown event', { event: 'Creator Exploded', ...variables }],
	['nobody', { event: 'Creator Updated', ccCreatorId: '', ccCreatorShopHandle: ' ' }],
	['another trigger’s variables', { productId: '1' }],
])('a body with %s is taken and starts nothing', (_, body) => {
	expect(receive(shopifyFlow, body)).toStrictEqual({ kind: 'accepted', events: [] });
});
