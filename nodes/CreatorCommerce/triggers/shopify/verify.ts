import type { ShopifySettings } from '../../runtime/shopify/settings';
import type { Topic } from '../../shopify';
import { verifyShopifyHmac } from '../../signature';
import type { Delivery } from '../source';
import { headerOf } from './topics';

export type Verdict = { kind: 'genuine'; topic: Topic } | { kind: 'refused'; reason: string };

/**
 * Whether Shopify sent it, for this store and one of the topics this node registered. Only the body is signed: a body that
 * was replayed under another topic is caught by its shape afterwards.
 */
export function verifyDelivery(
	{ rawBody, headers }: Delivery,
	settings: Pick<ShopifySettings, 'secrets' | 'shopDomain'>,
	registered: readonly Topic[],
): Verdict {
	if (!verifyShopifyHmac(rawBody, headers['x-shopify-hmac-sha256'], settings.secrets)) {
		return { kind: 'refused', reason: 'The signature is missing or wrong' };
	}
	if ((headers['x-shopify-shop-domain'] ?? '').trim().toLowerCase() !== settings.shopDomain) {
		return { kind: 'refused', reason: 'The delivery is for another store' };
	}
	const named = (headers['x-shopify-topic'] ?? '').trim().toLowerCase();
	const topic = registered.find((each) => headerOf(each) === named);
	return topic === undefined
		? { kind: 'refused', reason: 'The topic was not registered by this workflow' }
		: { kind: 'genuine', topic };
}
