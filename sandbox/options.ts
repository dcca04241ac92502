import type { ShopifySettings } from './shopify/settings';

/** What a sandbox can be told, and what it does when told nothing. */

export interface LimitSettings {
	kind: 'fixed' | 'sliding' | 'token' | 'off';
	readsPerMinute: number;
	writesPerMinute: number;
	bulkPerMinute: number;
	/** A "minute", in milliseconds. Lower = the same limits, sped up. */
	windowMs: number;
	/** How a 429 names the wait: a Retry-After in seconds, as an HTTP date, or not at all. */
	retryAfter: 'seconds' | 'date' | 'none';
}

export interface ListSettings {
	pageSize: number | 'random';
	/** cutShort: the list ends early (hasNextPage false, totalCount larger than the rows). */
	mode: 'cursor' | 'ignoresCursor' | 'cutShort';
	/** Rows after which a cut-short list ends. */
	cutAt: number;
	/** GET /creators/collabs: {collabs: []} or {collabs: {collabs: []}}. */
	shape: 'plain' | 'nested';
	populate: 'ids' | 'objects' | 'mixed';
	customFields: 'inList' | 'omitted';
	/** What rows of the list carry: all of a collab, or no more than the row in the API file's example. */
	rows: 'full' | 'example';
	discountUnit: 'percent' | 'fraction' | 'mixed';
	/** Whether an e-mail lookup minds upper and lower case (not documented by the vendor). */
	emailMatch: 'ignoreCase' | 'exact';
	/** A lookup by an unknown e-mail: the channel list answers an empty list, the creator list 500 (byEndpoint), or both alike. */
	unknownEmail: 'byEndpoint' | 'empty' | 'error';
	/** Whether a drop takes any numeric product id, or only those of the store's catalogue. */
	productIds: 'any' | 'catalogue';
}

export type FaultEffect =
	| { kind: 'latency'; minMs: number; maxMs: number }
	/** tookPlace: the request is carried out, and the status is answered all the same. A body of '' is no body at all. */
	| { kind: 'status'; status: number; retryAfter?: string; body?: unknown; tookPlace?: boolean }
	| { kind: 'html'; status: number }
	| { kind: 'resetBefore' }
	/** The write takes place, then the socket is cut. */
	| { kind: 'resetAfter' }
	/** Nothing is answered for so long, then the socket is cut; nothing takes place. */
	| { kind: 'hang'; ms: number }
	/** The same, but the request takes place first. */
	| { kind: 'hangAfter'; ms: number }
	/** As Shopify's GraphQL tells that the points are used up: a 200. Elsewhere a 429. Nothing takes place. */
	| { kind: 'throttled' }
	/** The request is carried out; half of its answer arrives. */
	| { kind: 'invalidJson' }
	/**
	 * Of a GraphQL request, every so many-th mutation breaks and the others are carried out. tookPlace: the broken ones take
	 * place all the same. Nothing happens to other requests.
	 */
	| { kind: 'fields'; every: number; tookPlace?: boolean };

export interface FaultRule {
	id?: string;
	/**
	 * path is the source of a regular expression, tried on the path without its query; graphql is one that is tried
	 * on a GraphQL request's "OperationName rootField rootField".
	 */
	match?: { method?: string; path?: string; graphql?: string };
	/** 0..1, default 1. */
	rate?: number;
	/** How often it strikes at most. */
	times?: number;
	/** How many matching requests go by first. */
	after?: number;
	effect: FaultEffect;
}

export type BulkCounting = 'bulkOnly' | 'both' | 'writesOnly';

export interface SandboxOptions {
	/** 0 = any free port (default). */
	port?: number;
	/** Store kept across restarts; omitted = a temporary one, removed on close. */
	dataDir?: string;
	/** Begin anew. */
	fresh?: boolean;
	/** Seeded partners, default 60. */
	partners?: number;
	/** The same number seeds the same store. */
	seed?: number;
	shopDomain?: string;
	channelKey?: string;
	partnerKey?: string;
	limits?: Partial<LimitSettings>;
	listing?: Partial<ListSettings>;
	faults?: FaultRule[];
	shopify?: Partial<ShopifySettings>;
	/** How a request carrying several records counts, default 'both'. */
	bulkCounting?: BulkCounting;
	/** A pino request log, default false. */
	log?: boolean;
}

export const DEFAULT_LIMITS: LimitSettings = {
	kind: 'sliding',
	readsPerMinute: 100,
	writesPerMinute: 50,
	bulkPerMinute: 10,
	windowMs: 60_000,
	retryAfter: 'seconds',
};

export const DEFAULT_LISTING: ListSettings = {
	pageSize: 50,
	mode: 'cursor',
	cutAt: 7,
	shape: 'nested',
	populate: 'objects',
	customFields: 'inList',
	rows: 'full',
	discountUnit: 'mixed',
	emailMatch: 'ignoreCase',
	unknownEmail: 'byEndpoint',
	productIds: 'any',
};

export const DEFAULT_PARTNERS = 60;
export const DEFAULT_SEED = 1;
export const DEFAULT_SHOP_DOMAIN = 'sandbox-brand.myshopify.com';
export const DEFAULT_CHANNEL_KEY = 'cc_sandbox_channel_key';
export const DEFAULT_PARTNER_KEY = 'cc_sandbox_partner_key';
/** A second store that exists and that no key of the sandbox may touch. */
export const OTHER_SHOP_DOMAIN = 'other-brand.myshopify.com';
