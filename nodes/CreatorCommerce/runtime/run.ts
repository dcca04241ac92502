import type { IAllExecuteFunctions, IExecuteFunctions } from 'n8n-workflow';
import { UnifiedApi } from '../api/client';
import { CustomFieldDirectory } from '../api/customFields';
import { DropDirectory } from '../api/drop/find';
import { PartnerDirectory } from '../api/partner/directory';
import { TierDirectory } from '../api/partner/tiers';
import { Scheduler, sharedLimiter } from '../traffic';
import { clock } from './clock';
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
	scheduler: Scheduler;
}

/** A store together with the items of an execution. */
export interface Run extends Store {
	context: IExecuteFunctions;
	itemCount: number;
	/** With "Stop Workflow" as the node's error setting: the first failed item ends the run. */
	stopsAtFirstFailure: boolean;
}

/**
 * @param stopAfterMinutes nothing new is sent after so many minutes; undefined = no end
 * @throws InputError when the credential cannot be used as it is
 */
export async function openStore(
	context: IAllExecuteFunctions,
	signal: AbortSignal | undefined,
	stopAfterMinutes?: number,
): Promise<Store> {
	const credential = await context.getCredentials(CREDENTIAL);
	const settings = readSettings(credential);
	const scheduler = new Scheduler({
		limiter: sharedLimiter(settings.keyHash, settings.limits, clock),
		clock,
		signal,
		stopAt: stopAfterMinutes === undefined ? undefined : clock.now() + stopAfterMinutes * 60_000,
	});
	const transport = n8nTransport(context, settings, credential);
	const api = new UnifiedApi(settings.shopDomain, transport, scheduler, Date.now, settings.keyHash);
	const partners = new PartnerDirectory(api, settings.keyType);
	return {
		settings,
		api,
		scheduler,
		partners,
		drops: new DropDirectory(partners),
		tiers: new TierDirectory(api),
		customFields: new CustomFieldDirectory(api),
	};
}
