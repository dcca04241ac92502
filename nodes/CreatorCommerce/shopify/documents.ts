import { CREATORS_PAGE, CREATOR_BY_HANDLE, CREATOR_IDS_PAGE } from './creators';
import type { Document } from './client';
import { ORDERS_NEWEST, ORDERS_SEARCH } from './orders';
import { SCOPES } from './scopes';
import { WEBHOOKS_LIST, WEBHOOK_CREATE, WEBHOOK_DELETE, WEBHOOK_UPDATE } from './webhooks';

/** Every GraphQL document this package sends; a test holds each against Shopify's schema. */
export const DOCUMENTS: readonly Document[] = [
	CREATORS_PAGE,
	CREATOR_BY_HANDLE,
	CREATOR_IDS_PAGE,
	ORDERS_NEWEST,
	ORDERS_SEARCH,
	SCOPES,
	WEBHOOKS_LIST,
	WEBHOOK_CREATE,
	WEBHOOK_DELETE,
	WEBHOOK_UPDATE,
];
