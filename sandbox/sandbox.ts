import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	DEFAULT_CHANNEL_KEY,
	DEFAULT_LIMITS,
	DEFAULT_LISTING,
	DEFAULT_PARTNER_KEY,
	DEFAULT_PARTNERS,
	DEFAULT_SEED,
	DEFAULT_SHOP_DOMAIN,
	type FaultRule,
	type LimitSettings,
	type ListSettings,
	type SandboxOptions,
} from './options';
import { randomFrom } from './seed/random';
import { seedStore } from './seed/seed';
import { buildApp } from './server/app';
import { Faults } from './server/faults';
import { Journal, type JournalEntry } from './server/journal';
import { Limiter } from './server/limits';
import type { Runtime } from './server/pipeline';
import { IdMaker } from './store/ids';
import { createShopify, type SandboxShopify } from './shopify/shopify';
import { stateOf, type SandboxState } from './state';
import { Store } from './store/store';

export type { SandboxShopify } from './shopify/shopify';
export type { SandboxState } from './state';

export interface Sandbox {
	url: string;
	shopDomain: string;
	channelKey: string;
	partnerKey: string;
	journal(): JournalEntry[];
	clearJournal(): void;
	state: SandboxState;
	shopify: SandboxShopify;
	setFaults(rules: FaultRule[]): void;
	setLimits(limits: Partial<LimitSettings>): void;
	setListing(listing: Partial<ListSettings>): void;
	/** Everything as it was at the start: state, settings, faults, journal. */
	reset(): Promise<void>;
	close(): Promise<void>;
}

/** Starts a sandbox on loopback. Throws what listening throws (EADDRINUSE for a port in use). */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const shopDomain = (options.shopDomain ?? DEFAULT_SHOP_DOMAIN).toLowerCase();
	const keys = {
		channelKey: options.channelKey ?? DEFAULT_CHANNEL_KEY,
		partnerKey: options.partnerKey ?? DEFAULT_PARTNER_KEY,
	};
	const seed = options.seed ?? DEFAULT_SEED;
	const partners = options.partners ?? DEFAULT_PARTNERS;
	const limits = { ...DEFAULT_LIMITS, ...options.limits };
	const listing = { ...DEFAULT_LISTING, ...options.listing };

	const directory = options.dataDir ?? mkdtempSync(join(tmpdir(), 'cc-sandbox-'));
	mkdirSync(directory, { recursive: true });
	const store = new Store(directory);
	const random = randomFrom(seed);
	const shopify = createShopify(directory, store, random, options.shopify ?? {});
	const runtime: Runtime = {
		store,
		journal: new Journal(),
		limiter: new Limiter(limits, options.bulkCounting ?? 'both'),
		faults: new Faults(random),
		keys,
		listing,
		ids: new IdMaker(),
		random,
		baseUrl: '',
		afterWrite: () => shopify.parts.mirror.settle(),
		closed: false,
	};
	const controls = {
		journal: () => runtime.journal.all(),
		clearJournal: () => runtime.journal.clear(),
		state: stateOf(store),
		setFaults: (rules: FaultRule[]) => runtime.faults.set(rules),
		setLimits: (given: Partial<LimitSettings>) =>
			runtime.limiter.set({ ...runtime.limiter.current, ...given }),
		setListing: (given: Partial<ListSettings>) => {
			runtime.listing = { ...runtime.listing, ...given };
		},
		reset: () => {
			shopify.pause();
			shopify.restart();
			seedStore(store, { partners, seed, shopDomain, fresh: true });
			shopify.begin(true);
			runtime.journal.clear();
			runtime.limiter.set(limits);
			runtime.faults.set(options.faults ?? []);
			runtime.listing = listing;
			return Promise.resolve();
		},
	};
	const app = buildApp(runtime, controls, shopify, options.log ?? false);
	const close = async (): Promise<void> => {
		runtime.closed = true;
		await app.close();
		await shopify.close();
		await store.close();
		if (options.dataDir === undefined) rmSync(directory, { recursive: true, force: true });
	};
	try {
		runtime.faults.set(options.faults ?? []);
		// Seeded after the port is ours: a second start by mistake must not wipe the store of the first. Nothing is
		// served in between, as seeding does not wait for anything.
		runtime.baseUrl = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
		const isNew = seedStore(store, { partners, seed, shopDomain, fresh: options.fresh ?? false });
		shopify.begin(isNew);
	} catch (error) {
		await close();
		throw error;
	}
	return { url: runtime.baseUrl, shopDomain, ...keys, ...controls, shopify: shopify.api, close };
}
