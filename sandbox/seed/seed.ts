import { CATALOGUE } from '../store/catalogue';
import type { Store } from '../store/store';
import { seedPartners } from './partners';
import { seedSettings } from './settings';

const FORMAT = 1;

export interface SeedOptions {
	partners: number;
	seed: number;
	shopDomain: string;
	fresh: boolean;
}

/**
 * Fills an empty store; one that was filled before is left as it is, unless a fresh start is asked for. Whether it
 * was filled now.
 */
export function seedStore(store: Store, options: SeedOptions): boolean {
	if (!options.fresh && store.seedMark?.format === FORMAT) {
		const { channel } = store;
		if (channel.shopDomain !== options.shopDomain)
			store.saveChannel({ ...channel, shopDomain: options.shopDomain });
		return false;
	}
	store.clear();
	store.transaction(() => {
		seedSettings(store, options.shopDomain);
		for (const product of CATALOGUE) store.saveProduct(product);
	});
	seedPartners(store, options.partners, options.seed, options.shopDomain);
	// Written last: a seeding that was cut off is begun anew.
	store.seedMark = { format: FORMAT, seed: options.seed, partners: options.partners };
	return true;
}
