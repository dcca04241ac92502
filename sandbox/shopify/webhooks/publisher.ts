import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../json';
import type { Apps } from '../apps';
import { gid } from '../gids';
import type { ShopifyStore } from '../store/store';
import type { Deliverer } from './deliverer';
import { included, passes } from './filter';
import { signatureOf, spelled } from './sign';
import { headerOf, type Topic } from './topics';

/** Turns a change into deliveries: one for every subscription that wants it. */
export class Publisher {
	constructor(
		private readonly store: ShopifyStore,
		private readonly apps: Apps,
		private readonly deliverer: Deliverer,
		private readonly shopDomain: () => string,
	) {}

	/** Whether anybody listens; spares building payloads nobody wants. */
	hasListeners(topic: Topic): boolean {
		return this.store.subscriptions.all().some((subscription) => subscription.topic === topic);
	}

	publish(topic: Topic, payload: JsonObject, headers: Record<string, string> = {}): void {
		const eventId = randomUUID();
		const triggeredAt = new Date().toISOString().replace('Z', '000000Z');
		for (const subscription of this.store.subscriptions.all()) {
			if (subscription.topic !== topic || !passes(subscription.filter, payload)) continue;
			const body = spelled(included(payload, subscription.includeFields));
			const webhookId = randomUUID();
			this.deliverer.add(
				{
					webhookId,
					eventId,
					topic,
					subscriptionId: gid('WebhookSubscription', subscription.id),
					app: subscription.app,
					uri: subscription.uri,
					body,
					headers: {
						Accept: '*/*',
						'Content-Type': 'application/json',
						'User-Agent': 'Shopify-Captain-Hook',
						'X-Shopify-Topic': headerOf(topic),
						'X-Shopify-Hmac-Sha256': signatureOf(
							Buffer.from(body, 'utf8'),
							this.apps.signingSecretOf(subscription.app),
						),
						'X-Shopify-Shop-Domain': this.shopDomain(),
						'X-Shopify-API-Version': subscription.apiVersion,
						'X-Shopify-Webhook-Id': webhookId,
						'X-Shopify-Triggered-At': triggeredAt,
						'X-Shopify-Event-Id': eventId,
						...(subscription.name === null ? {} : { 'X-Shopify-Name': subscription.name }),
						...headers,
					},
				},
				subscription.id,
			);
		}
	}
}
