import { OTHER_SHOP_DOMAIN } from '../options';
import { isObject } from '../json';
import { notFound, Refusal } from './errors';
import { queryText, type Query } from './operation';

export interface Keys {
	channelKey: string;
	partnerKey: string;
}

/** The key a request came with. Throws 401 where there is none, or it is wrong, or it came in the wrong header. */
export function keyOf(headers: Record<string, string>, keys: Keys): string {
	const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1]?.trim();
	if (headers['x-channel-access-token'] === keys.channelKey) return keys.channelKey;
	if (headers['x-partner-access-token'] === keys.partnerKey) return keys.partnerKey;
	if (bearer !== undefined && (bearer === keys.channelKey || bearer === keys.partnerKey)) return bearer;
	throw new Refusal(401, 'Invalid access token');
}

/** Every store a request names must be the key's own. */
export function checkDomains(
	path: string,
	params: Record<string, string>,
	query: Query,
	body: unknown,
	ownDomain: string,
): void {
	const named = [params.myshopifyDomain, queryText(query, 'myshopify_domain')];
	if (path.startsWith('/creators/') && isObject(body) && typeof body.myshopifyDomain === 'string') {
		named.push(body.myshopifyDomain);
	}
	for (const domain of named) {
		if (domain === undefined || domain.toLowerCase() === ownDomain) continue;
		if (domain.toLowerCase() === OTHER_SHOP_DOMAIN) {
			throw new Refusal(403, 'You do not have permission to access this channel');
		}
		throw notFound();
	}
}
