import { getDropCustomFields, getEnhancementCustomFields, getPartnerCustomFields } from './customFields';
import { searchDrops } from './searchDrops';
import { searchPartners } from './searchPartners';
import { searchTiers } from './searchTiers';

/** What the editor calls by the names that the locators and mappers give. */
export const listSearch = { searchDrops, searchPartners, searchTiers };
export const resourceMapping = { getDropCustomFields, getEnhancementCustomFields, getPartnerCustomFields };
