import { createHmac } from 'crypto';
import { customWebhook } from '../../../../../../nodes/CreatorCommerce/triggers/customWebhook';
import type { CreatorCommerceEvent } from '../../../../../../nodes/CreatorCommerce/triggers/event';
import { klaviyo } from '../../../../../../nodes/CreatorCommerce/triggers/klaviyo';
import { shopifyFlow } from '../../../../../../nodes/CreatorCommerce/triggers/shopifyFlow';
import type { Delivery, PushSource, Received } from '../../../../../../nodes/CreatorCommerce/triggers/source';

export const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);
export const SECRET = 'a-long-secret-of-thirty-two-chars';
export const SOURCES: PushSource[] = [shopifyFlow, klaviyo, customWebhook];

/** As n8n gives the decrypted credential: every field, shown or not. */
export const sharedSecret = {
	scheme: 'sharedSecret',
	headerName: 'X-CreatorCommerce-Secret',
	secret: SECRET,
	previousSecret: '',
	prefix: '',
	algorithm: 'sha256',
	encoding: 'hex',
	signedContent: 'body',
	timestampHeader: '',
	idHeader: '',
	toleranceSeconds: 300,
};

/** Klaviyo's system webhooks. */
export const klaviyoSignature = {
	...sharedSecret,
	scheme: 'hmac',
	headerName: 'Klaviyo-Signature',
	signedContent: 'bodyTimestamp',
	timestampHeader: 'Klaviyo-Timestamp',
};

export const bytesOf = (body: unknown): Buffer =>
	Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));

export const withSecret = (body: unknown, secret = SECRET): Delivery => ({
	rawBody: bytesOf(body),
	headers: { 'content-type': 'application/json', 'x-creatorcommerce-secret': secret },
	receivedAt: NOW,
});

export function signed(body: unknown, secret = SECRET, at = NOW): Delivery {
	const rawBody = bytesOf(body);
	const timestamp = String(Math.floor(at / 1000));
	const signature = createHmac('sha256', secret).update(rawBody).update(timestamp).digest('hex');
	return {
		rawBody,
		headers: { 'klaviyo-signature': signature, 'klaviyo-timestamp': timestamp },
		receivedAt: NOW,
	};
}

export const receive = (source: PushSource, body: unknown, includeRaw = false): Received =>
	source.receive(withSecret(body), sharedSecret, { includeRaw });

/** The events of a body that is let in. */
export function eventsOf(source: PushSource, body: unknown, includeRaw = false): CreatorCommerceEvent[] {
	const received = receive(source, body, includeRaw);
	if (received.kind === 'refused') throw new Error(`refused: ${received.reason}`);
	return received.events;
}

export const creatorId = '65f1c0ffee65f1c0ffee65f1';
export const collabId = '75f1c0ffee65f1c0ffee65f2';

/** The creator metaobject's `data`, or the properties of an event in Klaviyo. */
export const dashKeys = {
	'cc-creator-id': creatorId,
	'cc-collab-id': collabId,
	'cc-creator-first-name': 'Zoë',
	'cc-creator-last-name': 'O’Hara "ZZ"',
	'cc-creator-email': 'zoe@example.com',
	'cc-creator-handle': 'zoe',
	'cc-creator-shop-handle': 'zoe-shop',
	'cc-creator-is-onboarded': 'true',
	'cc-collab-affiliate-code': 'ZOE10',
	'cc-collab-affiliate-link': 'https://brand.example/?ref=zoe',
	'cc-collab-discount-code': 'ZOEDISCOUNT',
	'cc-collab-tier': 'Gold',
	'cc-channel-myshopify-domain': 'brand.myshopify.com',
	'cc-campaign-id': 'camp-1',
	'cc-campaign-title': 'Spring',
};

/** What those keys say, as every event shows its partner. */
export const partner = {
	creatorId,
	collabId,
	handle: 'zoe',
	email: 'zoe@example.com',
	firstName: 'Zoë',
	lastName: 'O’Hara "ZZ"',
	affiliateCode: 'ZOE10',
	affiliateUrl: 'https://brand.example/?ref=zoe',
	discountCode: 'ZOEDISCOUNT',
	tier: 'Gold',
	isOnboarded: true,
};

export const campaign = { id: 'camp-1', title: 'Spring' };
