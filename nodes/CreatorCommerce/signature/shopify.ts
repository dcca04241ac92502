import { createHmac } from 'crypto';
import { anyEqual } from './compare';
import { usableSecrets } from './secrets';

/**
 * Shopify's webhook signature: base64(HMAC-SHA256(raw body, app secret)) in `X-Shopify-Hmac-Sha256`
 * (shopify.dev, "Deliver webhooks through HTTPS"). Give both secrets during a rotation. Only the body is signed, never
 * the other headers. False when the header is missing or there is no secret; never throws.
 */
export function verifyShopifyHmac(
	rawBody: Uint8Array,
	header: string | undefined,
	secrets: readonly unknown[],
): boolean {
	if (typeof header !== 'string' || header === '') return false;
	const expected = usableSecrets(secrets).map((secret) =>
		createHmac('sha256', secret).update(rawBody).digest('base64'),
	);
	return anyEqual([header], expected);
}
