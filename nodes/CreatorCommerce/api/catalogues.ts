import { Catalogue } from './catalogue';
import type { UnifiedApi } from './client';
import { type Campaign, readCampaign } from './readers/campaign';
import { type Form, readForm } from './readers/form';
import { type IntegrationListing, readListing } from './readers/integration';
import { type CustomFieldDefinition, type Tier, readCustomFieldDefinition, readTier } from './readers/lists';

export type DefinitionRecord = CustomFieldDefinition & { title: string };

/** The short lists of a store. */
export interface Catalogues {
	campaigns: Catalogue<Campaign>;
	forms: Catalogue<Form>;
	/** Tiers with their records as they came; by name they are found in TierDirectory, which knows their keys too. */
	tierRecords: Catalogue<Tier>;
	definitions: Catalogue<DefinitionRecord>;
	/** What can be connected; the same for all stores. */
	listings: Catalogue<IntegrationListing>;
}

export const cataloguesOf = (api: UnifiedApi): Catalogues => ({
	campaigns: new Catalogue(api, {
		list: 'getChannelCampaigns',
		key: 'campaigns',
		read: readCampaign,
		field: 'Campaign',
		words: 'campaigns',
	}),
	forms: new Catalogue(api, {
		list: 'getChannelFormDefinitions',
		key: 'formDefinitions',
		read: readForm,
		field: 'Form',
		words: 'forms',
	}),
	tierRecords: new Catalogue(api, {
		list: 'getChannelCollabTiers',
		key: 'collabTiers',
		read: readTier,
		field: 'Tier',
		words: 'tiers',
	}),
	definitions: new Catalogue(api, {
		list: 'getChannelCustomFieldDefinitions',
		key: 'customFieldDefinitions',
		read: readDefinition,
		field: 'Custom Field',
		words: 'custom fields',
	}),
	listings: new Catalogue(api, {
		list: 'getIntegrationListings',
		key: 'integrationListings',
		read: readListing,
		field: 'Integration',
		words: 'integrations',
	}),
});

/** With its name as title, by which a catalogue finds it. */
export function readDefinition(value: unknown): DefinitionRecord | undefined {
	const definition = readCustomFieldDefinition(value);
	return definition && { ...definition, title: definition.name };
}
