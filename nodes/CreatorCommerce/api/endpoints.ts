/**
 * Every operation of the Unified API, by the operationId of the vendor's API file (version 1.0.0).
 * `replaySafe`: sending it twice leaves the same state as once. Reads are; updates are, since they set
 * values; what creates or appends is not.
 */
export interface Endpoint {
	method: 'GET' | 'POST';
	/** `{name}` is filled from the call's path values; `{myshopifyDomain}` from the client's store. */
	path: string;
	access: 'read' | 'write';
	replaySafe: boolean;
	/** How many records one request carries; one when left out. Several count as a bulk operation. */
	records?: (body: Record<string, unknown>) => number;
	/**
	 * Answers an id or e-mail it does not know with 500 "Failed to …", just as it answers a passing fault. Where it says so
	 * again and again, there is no such thing.
	 */
	failsForUnknown?: true;
}

const read = (path: string): Endpoint => ({ method: 'GET', path, access: 'read', replaySafe: true });
const update = (path: string): Endpoint => ({ method: 'POST', path, access: 'write', replaySafe: true });
const create = (path: string): Endpoint => ({ method: 'POST', path, access: 'write', replaySafe: false });
const productsIn = (body: Record<string, unknown>): number =>
	Array.isArray(body.products) ? Math.max(1, body.products.length) : 1;

const channel = '/channels/{myshopifyDomain}';
const channelCollab = `${channel}/collabs/{collabId}`;
const channelDrop = `${channelCollab}/drops/{dropId}`;

export const ENDPOINTS = {
	generateDropCheckoutUrl: { ...read('/creators/{creatorId}/drops/{dropId}/cart'), failsForUnknown: true },
	getPresignedUrl: read('/storage/presigned-url'),
	getChannel: read(channel),
	getMagicLink: { ...read(`${channel}/creators/magic-link`), failsForUnknown: true },
	connectChannelIntegration: update(`${channel}/integrations/connect`),
	disconnectChannelIntegration: update(`${channel}/integrations/disconnect`),
	updateChannelSettings: update(`${channel}/settings`),
	getChannelCollabs: read(`${channel}/collabs`),
	getChannelCollab: { ...read(channelCollab), failsForUnknown: true },
	updateChannelCollab: update(channelCollab),
	getChannelCollabTiers: read(`${channel}/collab-tiers`),
	updateChannelDrop: { ...update(channelDrop), records: productsIn },
	addProductsToDrop: { ...create(`${channelDrop}/products`), records: productsIn },
	updateChannelEnhancement: update(`${channelDrop}/enhancements/{enhancementId}`),
	getChannelCustomFieldDefinitions: read(`${channel}/custom-field-definitions`),
	createChannelCustomFieldDefinition: create(`${channel}/custom-field-definitions`),
	getChannelFormDefinitions: read(`${channel}/form-definitions`),
	createChannelFormDefinition: create(`${channel}/form-definitions`),
	getChannelFormDefinition: read(`${channel}/form-definitions/{formDefinitionId}`),
	updateChannelFormDefinition: update(`${channel}/form-definitions/{formDefinitionId}`),
	getChannelCampaigns: read(`${channel}/campaigns`),
	createChannelCampaign: create(`${channel}/campaigns`),
	getChannelCampaign: read(`${channel}/campaigns/{campaignId}`),
	updateChannelCampaign: update(`${channel}/campaigns/{campaignId}`),
	getChannelSessionMetrics: read(`${channel}/metrics/session`),
	getChannelRevenueMetrics: read(`${channel}/metrics/revenue`),
	getCreatorForms: read('/creators/{creatorId}/forms'),
	getCollabs: read('/creators/collabs'),
	createCollab: create('/creators/collabs'),
	updateCollab: update('/creators/collabs/{collabId}'),
	createDrop: { ...create('/creators/collabs/{collabId}/drops'), records: productsIn },
	updateDrop: { ...update('/creators/collabs/{collabId}/drops/{dropId}'), records: productsIn },
	getIntegrationListings: read('/integrations/listings'),
} satisfies Record<string, Endpoint>;

export type EndpointId = keyof typeof ENDPOINTS;
