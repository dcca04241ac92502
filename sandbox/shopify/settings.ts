/** What the Shopify side can be told, and what it does when told nothing. */
export interface ShopifySettings {
	/** Of both apps. `read_all_orders` is missing, as it is in most stores. */
	scopes: string[];
	/** What the Storefront token may do. */
	storefrontScopes: string[];
	/** Whether the store shows creator pages to the Storefront API: the metaobject definition says so. */
	storefrontPages: 'shown' | 'hidden';
	/** Life of a granted token, in seconds; counts for tokens granted from now on. */
	tokenSeconds: number;
	/** Which store is asked: the app's own, one of another organisation, or one that does not exist. */
	store: 'own' | 'notPermitted' | 'unknown';
	oauthErrors: 'json' | 'html';
	/** Shopify takes https addresses of public hosts only. On here, so that an n8n on this machine can be reached. */
	allowHttpWebhooks: boolean;
	/** Whether a metaobject webhook carries `fields` as {key: value} or as [{key, value}]. */
	metaobjectFields: 'map' | 'list';
	/** As Shopify shows times. Two changes in one second then carry the same updated_at. */
	timestamps: 'seconds' | 'milliseconds';
	/** How long the search of orders stays behind the writes. */
	searchLagMs: number;
	/** How long after an order CreatorCommerce adds its tags; null = only when told. */
	tagDelayMs: number | null;
	/** false: customers and e-mails are null, as on small plans. */
	personalData: boolean;
	throttle: boolean;
	maximumAvailable: number;
	/** Points a second. */
	restoreRate: number;
	/** The most one query may cost. */
	maxQueryCost: number;
	/** orderCreate calls a minute; null = no limit (trial and development stores: 5). */
	ordersPerMinute: number | null;
	/** That "minute", in milliseconds. Lower = the same limit, sped up. */
	orderWindowMs: number;
	/** How long an address may take to answer a delivery. */
	timeoutMs: number;
	/** Waits before the retries of a delivery, at speed 1. */
	retryDelaysMs: number[];
	/** The waits before retries take 1/retrySpeed of their time. */
	retrySpeed: number;
	/** Which failures in a row remove a subscription: all tries of one delivery, or as many tries of any. */
	failureCounting: 'delivery' | 'subscription';
	/** A delivery sets off after a random time between the two; deliveries then overtake one another. */
	deliveryDelayMs: { min: number; max: number };
	/** 0..1: how likely a delivery is made twice. */
	duplicateRate: number;
	/** Deliveries under way at a time. */
	maxConcurrent: number;
}

const MINUTE_MS = 60_000;

export const DEFAULT_SHOPIFY: ShopifySettings = {
	scopes: [
		'read_orders',
		'write_orders',
		'read_customers',
		'write_customers',
		'read_metaobjects',
		'read_products',
	],
	storefrontScopes: ['unauthenticated_read_metaobjects'],
	storefrontPages: 'shown',
	tokenSeconds: 86_399,
	store: 'own',
	oauthErrors: 'json',
	allowHttpWebhooks: true,
	metaobjectFields: 'map',
	timestamps: 'seconds',
	searchLagMs: 0,
	tagDelayMs: 50,
	personalData: true,
	throttle: true,
	maximumAvailable: 2_000,
	restoreRate: 100,
	maxQueryCost: 1_000,
	ordersPerMinute: null,
	orderWindowMs: MINUTE_MS,
	timeoutMs: 5_000,
	// Eight, over four hours.
	retryDelaysMs: [1, 2, 4, 8, 16, 32, 64, 113].map((minutes) => minutes * MINUTE_MS),
	retrySpeed: 1,
	failureCounting: 'delivery',
	deliveryDelayMs: { min: 0, max: 0 },
	duplicateRate: 0,
	maxConcurrent: 100,
};

export const CLIENT_ID = 'sandbox_client_id';
export const CLIENT_SECRET = 'shpss_sandbox_client_secret';
/** Public: it reads what the store shows to anybody. */
export const STOREFRONT_TOKEN = 'sandbox_storefront_token';
export const ACCESS_TOKEN = 'shpat_sandbox_permanent_token';
/** A second app on the same store: it has subscriptions of its own. */
export const OTHER_CLIENT_ID = 'other_client_id';
export const OTHER_CLIENT_SECRET = 'shpss_other_client_secret';
export const OTHER_ACCESS_TOKEN = 'shpat_other_permanent_token';
