import type { IExecuteFunctions } from 'n8n-workflow';
import { InputError, NotSentError } from '../api/failure';
import { asText } from '../api/narrow';
import type { ShopifyAdmin, ShopifyStats } from '../shopify';
import { clock } from './clock';
import { NOWHERE, type Where } from './messages';
import { type ShopifyRun, type Store, openStore } from './run';
import { CREDENTIAL } from './settings';
import { SHOPIFY_CREDENTIAL, type ShopifySettings, readShopifySettings } from './shopify/settings';
import { openStorefront } from './shopify/storefront';
import { openShopify } from './shopify/transport';

/** An execution may wait for the cost limit as long as a full bucket takes several times over (1,000 points at 50 a second). */
const PATIENCE_MS = 120_000;
/** Shopify gives out points, not places: a few requests at once use them up as fast as many would. */
const SHOPIFY_AT_ONCE = 4;

/**
 * The run of an execution over its input items. Nothing is opened yet.
 * @param stopAt nothing new is sent from then on, in ms of the clock; undefined = no end
 */
export function openRun(context: IExecuteFunctions, stopAt: number | undefined): ShopifyRun {
	const signal = context.getExecutionCancelSignal();
	const where: Where = { ...NOWHERE };
	let stopped = false;
	let openedStore: Store | undefined;
	let openedShopify: ShopifyAdmin | undefined;
	let openedStorefront: ShopifyAdmin | undefined;

	const hasCredential = (type: string): boolean => context.getNode().credentials?.[type] !== undefined;

	let vendorDomain: string | undefined;
	/** A store may have had another myshopify.com name once, so this is no reason to refuse. */
	const compareStores = (): void => {
		const { shopifyDomain } = where;
		if (vendorDomain === undefined || shopifyDomain === undefined || vendorDomain === shopifyDomain) return;
		context.addExecutionHints({
			type: 'warning',
			location: 'outputPane',
			message: `The two credentials are for different stores: ${vendorDomain} and ${shopifyDomain}. Choose credentials of one store, unless both names are of the same.`,
		});
	};

	const openTheStore = async (): Promise<Store> => {
		if (!hasCredential(CREDENTIAL)) {
			throw new InputError(
				'No CreatorCommerce credential is chosen',
				'Credential',
				context.getNode().parameters.resource === 'order'
					? 'Choose a CreatorCommerce credential in the node. Operations on orders need it only to find a partner by list, e-mail, handle or code: By ID works without.'
					: 'Choose a CreatorCommerce credential in the node.',
			);
		}
		const store = await openStore(context, signal, stopAt);
		Object.assign(where, store.settings);
		vendorDomain = store.settings.shopDomain;
		compareStores();
		if (stopped) store.scheduler.stop();
		return (openedStore = store);
	};
	const readShopify = async (): Promise<{ settings: ShopifySettings; storefrontToken: string }> => {
		if (!hasCredential(SHOPIFY_CREDENTIAL)) {
			throw new InputError(
				'No Shopify credential is chosen',
				'Credential',
				'Choose a CreatorCommerce Shopify credential in the node.',
			);
		}
		const values = await context.getCredentials(SHOPIFY_CREDENTIAL);
		const settings = readShopifySettings(values);
		where.shopifyDomain = settings.shopDomain;
		compareStores();
		return { settings, storefrontToken: (asText(values.storefrontToken) ?? '').trim() };
	};
	const mayGoOn = (pauseMs: number): void => {
		signal?.throwIfAborted();
		if (stopped) throw new NotSentError('stopped');
		if (stopAt !== undefined && clock.now() + pauseMs >= stopAt) throw new NotSentError('timeIsUp');
	};
	const more = { signal, mayGoOn, maxInFlight: SHOPIFY_AT_ONCE };
	let credential: ReturnType<typeof readShopify> | undefined;
	const openAdmin = async (): Promise<ShopifyAdmin> => {
		const { settings } = await (credential ??= readShopify());
		return (openedShopify = openShopify(context, settings, PATIENCE_MS, more));
	};
	const openPublic = async (): Promise<ShopifyAdmin | undefined> => {
		const { settings, storefrontToken } = await (credential ??= readShopify());
		if (storefrontToken === '') return undefined;
		return (openedStorefront = openStorefront(context, settings, storefrontToken, PATIENCE_MS, more));
	};

	let store: Promise<Store> | undefined;
	let shopify: Promise<ShopifyAdmin> | undefined;
	let storefront: Promise<ShopifyAdmin | undefined> | undefined;
	return {
		context,
		itemCount: context.getInputData().length,
		stopsAtFirstFailure: !context.continueOnFail(),
		where,
		store: async () => await (store ??= openTheStore()),
		shopify: async () => await (shopify ??= openAdmin()),
		storefront: async () => await (storefront ??= openPublic()),
		stop: () => {
			stopped = true;
			openedStore?.scheduler.stop();
		},
		stats: () => together([openedStore?.scheduler.stats, openedShopify?.stats, openedStorefront?.stats]),
	};
}

function together(all: Array<ShopifyStats | undefined>): ShopifyStats {
	const begun = all.filter((stats) => stats !== undefined && stats.requests > 0);
	const sum = (count: (stats: ShopifyStats) => number): number =>
		begun.reduce((total, stats) => total + (stats ? count(stats) : 0), 0);
	const times = begun.flatMap((stats) => (stats ? [stats.startedAt, stats.finishedAt] : []));
	return {
		requests: sum(({ requests }) => requests),
		refusedByLimit: sum(({ refusedByLimit }) => refusedByLimit),
		startedAt: times.length > 0 ? Math.min(...times) : 0,
		finishedAt: times.length > 0 ? Math.max(...times) : 0,
	};
}
