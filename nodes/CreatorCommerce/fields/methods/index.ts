import { getDropCustomFields, getEnhancementCustomFields, getPartnerCustomFields } from './customFields';
import { getTiers } from './loadTiers';
import { searchCampaigns, searchForms } from './searchCatalogue';
import { searchCreatorPages } from './searchCreatorPages';
import { searchDrops } from './searchDrops';
import { searchPartners } from './searchPartners';
import { searchProducts } from './searchProducts';
import { searchTiers } from './searchTiers';

/** What the editor calls by the names that the locators and mappers give. */
export const listSearch = {
	searchCampaigns,
	searchCreatorPages,
	searchDrops,
	searchForms,
	searchPartners,
	searchProducts,
	searchTiers,
};
export const loadOptions = { getTiers };
export const resourceMapping = { getDropCustomFields, getEnhancementCustomFields, getPartnerCustomFields };
