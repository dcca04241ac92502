/** What users paste into Shopify Flow and Klaviyo; the docs show the same, which a test checks. */

/** The header that shared secrets come in, unless the credential says otherwise. */
export const SECRET_HEADER = 'X-CreatorCommerce-Secret';

export const FLOW_HEADERS = [`${SECRET_HEADER}: {{secrets.n8n_webhook}}`, 'Content-Type: application/json'];

const lines = (...text: string[]): string => text.join('\n');

/** For the trigger “Creator Updated”. Ids, handles, codes and addresses hold no quotation marks, so they need no escaping. */
export const FLOW_CREATOR_BODY = lines(
	'{',
	'  "event": "Creator Updated",',
	'  "shop": "{{shop.myshopifyDomain}}",',
	'  "ccCreatorId": "{{ccCreatorId}}",',
	'  "ccCreatorShopId": "{{ccCreatorShopId}}",',
	'  "ccCreatorMetaobjectId": "{{ccCreatorMetaobjectId}}",',
	'  "ccCreatorShopHandle": "{{ccCreatorShopHandle}}",',
	'  "ccCreatorShopHandlePrev": "{{ccCreatorShopHandlePrev}}",',
	'  "ccCreatorDiscountCode": "{{ccCreatorDiscountCode}}",',
	'  "ccCreatorDiscountCodePrev": "{{ccCreatorDiscountCodePrev}}",',
	'  "ccCreatorAffiliateCode": "{{ccCreatorAffiliateCode}}",',
	'  "ccCreatorAffiliateCodePrev": "{{ccCreatorAffiliateCodePrev}}",',
	'  "ccCreatorAffiliateUrl": "{{ccCreatorAffiliateUrl}}",',
	'  "ccCreatorAffiliateUrlPrev": "{{ccCreatorAffiliateUrlPrev}}"',
	'}',
);

/** For an order workflow, after the step “Get metaobject entry”; the metaobject's data is JSON, so it takes no quotes. */
export const FLOW_ORDER_BODY = lines(
	'{',
	'  "event": "order.attributed",',
	'  "occurredAt": "{{order.createdAt}}",',
	'  "shop": "{{shop.myshopifyDomain}}",',
	'  "order": {',
	'    "id": "{{order.legacyResourceId}}",',
	'    "name": "{{order.name}}",',
	'    "total": "{{order.currentTotalPriceSet.shopMoney.amount}}",',
	'    "currency": "{{order.currentTotalPriceSet.shopMoney.currencyCode}}",',
	'    "customerEmail": "{{order.email}}"',
	'  },',
	'  "data": {{getMetaobjectEntry.data}}',
	'}',
);

const KLAVIYO_PROPERTIES = [
	'cc-creator-id',
	'cc-collab-id',
	'cc-creator-handle',
	'cc-creator-email',
	'cc-creator-first-name',
	'cc-creator-last-name',
	'cc-collab-affiliate-code',
	'cc-collab-affiliate-link',
	'cc-collab-discount-code',
	'cc-collab-tier',
	'cc-invite-url',
	'cc-campaign-id',
	'cc-campaign-title',
	'cc-channel-myshopify-domain',
	'cc-creator-drop-id',
	'cc-creator-drop-title',
	'order-id',
	'order-total',
	'order-items-count',
];

/** For a flow on one of CreatorCommerce's metrics; `lookup` is how Klaviyo reads names with dashes. */
export const KLAVIYO_BODY = lines(
	'{',
	'  "event": "Creator Drop Created",',
	'  "event_id": "{{ event|lookup:\'$event_id\'|default:\'\' }}",',
	'  "email": "{{ person.email|default:\'\' }}",',
	'  "properties": {',
	KLAVIYO_PROPERTIES.map((name) => `    "${name}": "{{ event|lookup:'${name}'|default:'' }}"`).join(',\n'),
	'  }',
	'}',
);

/** Our own shape, for a webhook somebody builds. */
export const CUSTOM_BODY = lines(
	'{',
	'  "event": "partner.created",',
	'  "eventId": "evt_8d1f",',
	'  "occurredAt": "2026-11-22T12:30:15Z",',
	'  "shop": "your-brand.myshopify.com",',
	'  "partner": {',
	'    "creatorId": "65f1c0ffee65f1c0ffee65f1",',
	'    "handle": "jane",',
	'    "email": "jane@example.com"',
	'  }',
	'}',
);
