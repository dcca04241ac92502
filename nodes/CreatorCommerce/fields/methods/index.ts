import { getDropCustomFields, getEnhancementCustomFields, getPartnerCustomFields } from './customFields';
import { getTiers } from './loadTiers';
import { searchCampaigns, searchForms } from './searchCatalogue';
import { searchDrops } from './searchDrops';
import { searchPartners } from './searchPartners';
import { searchTiers } from './searchTiers';

/** What the editor calls by the names that the locators and mappers give. */
export const listSearch = { searchCampaigns, searchDrops, searchForms, searchPartners, searchTiers };
export const loadOptions = { getTiers };
export const resourceMapping = { getDropCustomFields, getEnhancementCustomFields, getPartnerCustomFields };
