import { createHmac } from 'node:crypto';

/** Where deliveries come from, as far as they say. */
export interface Shop {
	domain: string;
	secret: string;
	/** Orders are spread over them. */
	partners: Array<{ creatorId: string; handle: string }>;
}

export interface Signed {
	body: Buffer;
	headers: Record<string, string>;
}

const money = (amount: string) => {
	const one = { amount, currency_code: 'USD' };
	return { shop_money: one, presentment_money: one };
};

const ADDRESS = {
	first_name: 'Grace',
	last_name: 'Hopper',
	name: 'Grace Hopper',
	company: null,
	address1: '2500 Campus Road',
	address2: 'Floor 3',
	city: 'Arlington',
	zip: '22201',
	province: 'Virginia',
	province_code: 'VA',
	country: 'United States',
	country_code: 'US',
	phone: '+15551234567',
	latitude: 38.88,
	longitude: -77.1,
};

const TAX = {
	price: '3.98',
	rate: 0.06,
	title: 'State tax',
	price_set: money('3.98'),
	channel_liable: false,
};

/** An item of an order with all that Shopify sends of one. */
const item = (id: number, at: number) => ({
	id: id + at,
	admin_graphql_api_id: `gid://shopify/LineItem/${id + at}`,
	attributed_staffs: [],
	current_quantity: 1,
	fulfillable_quantity: 1,
	fulfillment_service: 'manual',
	fulfillment_status: null,
	gift_card: false,
	grams: 567,
	name: `Everyday canvas tote - Natural / ${at}`,
	price: '66.33',
	price_set: money('66.33'),
	product_exists: true,
	product_id: 632910392,
	properties: [{ name: 'cc-creator-handle', value: 'ada' }],
	quantity: 1,
	requires_shipping: true,
	sku: `TOTE-NATURAL-${at}`,
	taxable: true,
	title: 'Everyday canvas tote',
	total_discount: '0.00',
	total_discount_set: money('0.00'),
	variant_id: 808950810 + at,
	variant_inventory_management: 'shopify',
	variant_title: `Natural / ${at}`,
	vendor: 'Everyday',
	tax_lines: [TAX, { ...TAX, title: 'City tax', rate: 0.01 }],
	duties: [],
	discount_allocations: [],
});

const ITEMS = 4;

/** The body of orders/create with every field such a body has, about 9 KB; signed as Shopify does. */
export function orderDelivery(at: number, { domain, secret, partners }: Shop): Signed {
	const partner = partners[at % partners.length];
	if (!partner) throw new Error('The shop has no partners');
	const id = 5_000_000_000_000 + at;
	const now = new Date().toISOString();
	const order = {
		id,
		admin_graphql_api_id: `gid://shopify/Order/${id}`,
		app_id: 580111,
		browser_ip: '203.0.113.7',
		buyer_accepts_marketing: true,
		cancel_reason: null,
		cancelled_at: null,
		cart_token: 'c1-7a1d0f6b5f0c4b3f',
		checkout_id: 901414060,
		client_details: {
			accept_language: 'en-US',
			browser_height: null,
			browser_ip: '203.0.113.7',
			browser_width: null,
			session_hash: null,
			user_agent:
				'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)',
		},
		closed_at: null,
		company: null,
		confirmation_number: 'XPAV284CT',
		confirmed: true,
		contact_email: 'grace@example.com',
		created_at: now,
		currency: 'USD',
		current_subtotal_price: '265.32',
		current_subtotal_price_set: money('265.32'),
		current_total_discounts: '0.00',
		current_total_discounts_set: money('0.00'),
		current_total_price: '281.24',
		current_total_price_set: money('281.24'),
		current_total_tax: '15.92',
		current_total_tax_set: money('15.92'),
		customer_locale: 'en',
		discount_codes: [{ code: 'ADA10', amount: '0.00', type: 'percentage' }],
		email: 'grace@example.com',
		estimated_taxes: false,
		financial_status: 'paid',
		fulfillment_status: null,
		landing_site: `/pages/creator/${partner.handle}?cc=${partner.handle}`,
		name: `#${1000 + at}`,
		note: null,
		note_attributes: [
			{ name: 'cc-creator-id', value: partner.creatorId },
			{ name: 'cc-creator-handle', value: partner.handle },
		],
		number: at,
		order_number: 1000 + at,
		payment_gateway_names: ['shopify_payments'],
		phone: null,
		presentment_currency: 'USD',
		processed_at: now,
		referring_site: 'https://www.example.com/stories/ada',
		source_name: 'web',
		subtotal_price: '265.32',
		subtotal_price_set: money('265.32'),
		tags: '',
		tax_lines: [TAX, { ...TAX, title: 'City tax', rate: 0.01 }],
		taxes_included: false,
		test: false,
		total_discounts: '0.00',
		total_discounts_set: money('0.00'),
		total_line_items_price: '265.32',
		total_line_items_price_set: money('265.32'),
		total_price: '281.24',
		total_price_set: money('281.24'),
		total_shipping_price_set: money('0.00'),
		total_tax: '15.92',
		total_tax_set: money('15.92'),
		total_weight: 2268,
		updated_at: now,
		billing_address: ADDRESS,
		customer: {
			id: 207119551,
			admin_graphql_api_id: 'gid://shopify/Customer/207119551',
			email: 'grace@example.com',
			created_at: now,
			updated_at: now,
			first_name: 'Grace',
			last_name: 'Hopper',
			state: 'disabled',
			note: null,
			verified_email: true,
			tax_exempt: false,
			tags: '',
			currency: 'USD',
			default_address: { id: 207119552, customer_id: 207119551, ...ADDRESS, default: true },
		},
		discount_applications: [],
		fulfillments: [],
		line_items: Array.from({ length: ITEMS }, (_, place) => item(id * 10, place)),
		refunds: [],
		shipping_address: ADDRESS,
		shipping_lines: [
			{
				id: 271878346596884015,
				carrier_identifier: null,
				code: 'Standard',
				price: '0.00',
				price_set: money('0.00'),
				source: 'shopify',
				title: 'Standard',
				tax_lines: [],
				discount_allocations: [],
			},
		],
	};
	const body = Buffer.from(JSON.stringify(order).replace(/\//g, '\\/'));
	return {
		body,
		headers: {
			'content-type': 'application/json',
			'x-shopify-topic': 'orders/create',
			'x-shopify-hmac-sha256': createHmac('sha256', secret).update(body).digest('base64'),
			'x-shopify-shop-domain': domain,
			'x-shopify-api-version': '2026-10',
			'x-shopify-webhook-id': `b54557e4-bdd9-4b37-8a5f-${String(at).padStart(12, '0')}`,
		},
	};
}
