/** What the bench asks its sandbox process, and what it gets. Plain data, sent over the process channel. */

export interface SandboxStart {
	/** How many sandboxes the process holds, each with a store, limits and a journal of its own. */
	stores: number;
	partners: number;
	/** How many times as fast as real time the sandboxes' clock runs. */
	factor: number;
	/** Orders of the Shopify side that nobody is credited with, besides the seeded ones. */
	orders?: number;
	/** `off`: no limit at all. `vendor`: a sliding log of 100 reads, 50 writes, 10 bulk a minute. */
	limits: 'off' | 'vendor';
	/** What every answer takes at least and at most, in milliseconds of the sandboxes' clock; undefined = nothing. */
	latency?: { minMs: number; maxMs: number };
}

/** A journal entry, cut to what is counted. Times are milliseconds of the sandbox's clock. */
export interface Heard {
	at: number;
	answeredAt: number;
	isWrite: boolean;
	path: string;
	refused: boolean;
	tookPlace: boolean;
	body: unknown;
}

export interface StoredPartner {
	collabId: string;
	email: string;
	firstName: string;
	lastName: string;
	affiliateCode: string;
}

export interface StoredDrop {
	collabId: string;
	dropId: string;
	/** Shopify numbers, one a time the product was added. */
	products: string[];
}

/** An order of the Shopify side, oldest first. */
export interface StoredOrder {
	id: string;
	tags: string[];
	attributes: Array<{ key: string; value: string }>;
}

export interface Asks {
	/** How many requests have arrived. */
	requests: number;
	journal: Heard[];
	partners: StoredPartner[];
	drops: StoredDrop[];
	/** Those that were asked for at the start. */
	orders: StoredOrder[];
	/** Ids of the creators who have a page in the Shopify store. */
	creators: string[];
}

export type AskName = keyof Asks;

export interface Ask {
	id: number;
	/** Which of the sandboxes, from 0. */
	store: number;
	name: AskName;
}

export interface Address {
	url: string;
	shopDomain: string;
	apiKey: string;
	/** For Shopify's Admin API; the sandbox answers it at the same address. */
	shopifyToken: string;
}

export type Told =
	| { kind: 'ready'; addresses: Address[] }
	| { kind: 'answer'; id: number; answer: Asks[AskName] }
	| { kind: 'broke'; id: number; message: string };
