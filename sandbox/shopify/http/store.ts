import type { Arrived } from '../../server/request';
import type { ShopifyParts } from '../parts';

/**
 * Which store a request is meant for. Shopify knows by the host; here a host name or the first part of the path may
 * say it (`/other.myshopify.com/admin/…`), and otherwise it is the sandbox's own.
 */
export function storeAsked(incoming: Arrived, parts: ShopifyParts): 'own' | 'notPermitted' | 'unknown' {
	const host = (incoming.headers['x-forwarded-host'] ?? incoming.headers.host ?? '').split(':')[0] ?? '';
	const named = incoming.params.shop ?? (host.endsWith('.myshopify.com') ? host : undefined);
	if (named === undefined) return parts.settings().store;
	const domain = named.toLowerCase();
	if (domain === parts.partners.channel.shopDomain) return parts.settings().store;
	return domain === 'other-brand.myshopify.com' ? 'notPermitted' : 'unknown';
}
