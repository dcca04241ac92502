import { includesScope } from '../held';
import type { ShopifySettings } from '../settings';
import type { SubscriptionRecord } from '../store/records';
import { parseSearch } from '../search/parse';
import { headerOf, scopeOf } from './topics';

export interface UserError {
	field: string[] | null;
	message: string;
}

const NAME = /^[A-Za-z0-9_-]{1,50}$/;
const PRIVATE_HOST =
	/^(localhost|.*\.local|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|\[::1\])$/i;

/** What Shopify would find wrong with a subscription among those there are; empty = it is taken. */
export function faultsOf(
	wanted: SubscriptionRecord,
	others: SubscriptionRecord[],
	settings: ShopifySettings,
): UserError[] {
	const errors: UserError[] = [];
	const add = (field: string, message: string) =>
		errors.push({ field: ['webhookSubscription', field], message });
	const address = addressFault(wanted.uri, settings.allowHttpWebhooks);
	if (address !== null) add('callbackUrl', address);
	const scope = scopeOf(wanted.topic);
	if (scope !== undefined && !includesScope(settings.scopes, scope)) {
		const topic = headerOf(wanted.topic);
		errors.push({
			field: ['topic'],
			message: `You do not have permission to create or update webhooks with ${topic} topic. This topic might require merchant approval.`,
		});
	}
	const filter = filterFault(wanted);
	if (filter !== null) add('filter', filter);
	if (wanted.name !== null && !NAME.test(wanted.name)) {
		add('name', 'Name must be at most 50 characters, of letters, numbers, underscores and hyphens');
	}
	for (const other of others) {
		if (other.id === wanted.id) continue;
		if (other.app === wanted.app && other.topic === wanted.topic && other.uri === wanted.uri) {
			add('callbackUrl', 'Address for this topic has already been taken');
		}
		if (wanted.name !== null && other.name === wanted.name) add('name', 'Name has already been taken');
	}
	return errors;
}

function addressFault(uri: string, allowHttp: boolean): string | null {
	if (uri === '') return "Address can't be blank";
	if (/^(pubsub:\/\/[^:/]+:[^:/]+|arn:aws:events:.+)$/.test(uri)) return null;
	if (!URL.canParse(uri)) return 'Address is invalid';
	const { protocol, hostname } = new URL(uri);
	if (protocol !== 'https:' && protocol !== 'http:') return 'Address is invalid';
	if (allowHttp) return null;
	if (protocol === 'http:') return 'Address protocol http:// is not supported';
	return PRIVATE_HOST.test(hostname) || hostname.endsWith('.myshopify.com') ? 'Address is not allowed' : null;
}

function filterFault({ topic, filter }: SubscriptionRecord): string | null {
	try {
		if (filter !== null) parseSearch(filter);
	} catch {
		return 'Filter is invalid';
	}
	if (topic.startsWith('METAOBJECTS_') && !/(^|[\s(])type:\S/.test(filter ?? '')) {
		return 'The metaobject type must be given in the filter, for example type:lookbook';
	}
	return null;
}
