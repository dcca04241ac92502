/** The integrations the API's file lists: handle, what they are, and the key their settings are under. */
export interface KnownIntegration {
	handle: string;
	name: string;
	type: 'affiliate' | 'mobile-app' | 'esp';
	/** Where the file names one. */
	configKey?: string;
}

export const KNOWN_INTEGRATIONS: KnownIntegration[] = [
	{ handle: 'goaffpro', name: 'GoAffPro', type: 'affiliate', configKey: 'goAffPro' },
	{ handle: 'grin', name: 'GRIN', type: 'affiliate', configKey: 'grin' },
	{ handle: 'impact', name: 'impact.com', type: 'affiliate' },
	{ handle: 'klaviyo', name: 'Klaviyo', type: 'esp', configKey: 'klaviyo' },
	{ handle: 'other', name: 'Other', type: 'affiliate' },
	{ handle: 'refersion', name: 'Refersion', type: 'affiliate', configKey: 'refersion' },
	{ handle: 'roster', name: 'Roster', type: 'affiliate', configKey: 'roster' },
	{ handle: 'shopify-collabs', name: 'Shopify Collabs', type: 'affiliate', configKey: 'shopifyCollabs' },
	{ handle: 'social-snowball', name: 'Social Snowball', type: 'affiliate', configKey: 'socialSnowball' },
	{ handle: 'superfiliate', name: 'Superfiliate', type: 'affiliate', configKey: 'superfiliate' },
	{ handle: 'tapcart', name: 'Tapcart', type: 'mobile-app', configKey: 'tapcart' },
	{ handle: 'uppromote', name: 'UpPromote', type: 'affiliate', configKey: 'uppromote' },
];
