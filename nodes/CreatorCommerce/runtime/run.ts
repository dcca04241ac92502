import type { IAllExecuteFunctions, IExecuteFunctions } from 'n8n-workflow';
import { type Catalogues, cataloguesOf } from '../api/catalogues';
import { UnifiedApi } from '../api/client';
import { CustomFieldDirectory } from '../api/customFields';
import { DropDirectory } from '../api/drop/find';
import { PartnerDirectory } from '../api/partner/directory';
import { TierDirectory } from '../api/partner/tiers';
import type { ShopifyAdmin, ShopifyStats } from '../shopify';
import { Scheduler, sharedLimiter } from '../traffic';
import { clock } from './clock';
import type { Where } from './messages';
import { CREDENTIAL, type Settings, readSettings } from './settings';
import { n8nTransport } from './transport';

/** One store through one credential, as long as an execution (or one look into a list) lasts. */
export interface Store {
	settings: Settings;
	api: UnifiedApi;
	partners: PartnerDirectory;
	drops: DropDirectory;
	tiers: TierDirectory;
	customFields: CustomFieldDirectory;
	/** Campaigns, forms and the other short lists. */
	catalogues: Catalogues;
	scheduler: Scheduler;
}

/** The items of an execution, and what they may ask. An operation on Shopify gets this much. */
export interface ShopifyRun {
	context: IExecuteFunctions;
	itemCount: number;
	/** With "Stop Workflow" as the node's error setting: the first failed item ends the run. */
	stopsAtFirstFailure: boolean;
	/** Names for messages, as far as credentials were read. */
	where: Where;
	/** The Admin API of the Shopify credential; opened once. @throws InputError when it is not set or cannot be used */
	shopify(): Promise<ShopifyAdmin>;
	/** The Storefront API; undefined when the Shopify credential has no Storefront token. @throws as `shopify` */
	storefront(): Promise<ShopifyAdmin | undefined>;
	/** CreatorCommerce; opened once. @throws InputError when the credential is not set or cannot be used */
	store(): Promise<Store>;
	/** Nothing new is sent after this; what waits ends as not sent. */
	stop(): void;
	/** Of both APIs together. */
	stats(): ShopifyStats;
}

/** An operation on CreatorCommerce has the store at hand. */
export interface Run extends ShopifyRun, Store {}

/**
 * @param stopAt nothing new is sent from then on, in ms of the clock; undefined = no end
 * @throws InputError when the credential cannot be used as it is
 */
export async function openStore(
	context: IAllExecuteFunctions,
	signal: AbortSignal | undefined,
	stopAt?: number,
): Promise<Store> {
	const credential = await context.getCredentials(CREDENTIAL);
	const settings = readSettings(credential);
	const scheduler = new Scheduler({
		limiter: sharedLimiter(settings.keyHash, settings.limits, clock),
		clock,
		signal,
		stopAt,
	});
	const transport = n8nTransport(context, settings, credential);
	const api = new UnifiedApi(settings.shopDomain, transport, scheduler);
	const partners = new PartnerDirectory(api, settings.keyType);
	return {
		settings,
		api,
		scheduler,
		partners,
		drops: new DropDirectory(partners),
		tiers: new TierDirectory(api),
		customFields: new CustomFieldDirectory(api),
		catalogues: cataloguesOf(api),
	};
}
