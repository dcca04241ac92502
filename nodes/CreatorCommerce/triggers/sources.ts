import { customWebhook } from './customWebhook';
import { klaviyo } from './klaviyo';
import { shopifyFlow } from './shopifyFlow';
import type { PushSource } from './source';

/** Sources for which nothing is registered: the user pastes the node's address there. */
export const PUSH_SOURCES: readonly PushSource[] = [customWebhook, klaviyo, shopifyFlow];

export const WEBHOOK_CREDENTIAL = 'creatorCommerceWebhookApi';

/** The push source of that name; undefined for Shopify, whose webhooks the node registers itself. */
export const pushSource = (name: unknown): PushSource | undefined =>
	PUSH_SOURCES.find(({ source }) => source === name);
