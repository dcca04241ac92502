import { randomUUID } from 'node:crypto';
import { asText, type JsonObject } from '../n8n/readJson';
import type { N8nRest } from '../n8n/rest';
import { SANDBOX_STORE } from '../n8n/sandbox';
import type { SandboxStore } from './store';

/**
 * The trigger with a node behind it, active.
 * @param seconds how long a run takes
 * @returns its id
 */
export async function activateWorkflow(
	rest: N8nRest,
	store: SandboxStore,
	baseUrl: string,
	seconds: number,
): Promise<string> {
	const id = await rest.saveCredential({
		name: 'Shopify sandbox',
		type: 'creatorCommerceShopifyApi',
		data: {
			shopDomain: SANDBOX_STORE,
			authentication: 'clientCredentials',
			...(await store.app()),
			apiVersion: '2026-10',
			baseUrl,
		},
	});
	const workflowId = await rest.importWorkflow(workflowWith({ id, name: 'Shopify sandbox' }, seconds));
	await rest.publish(workflowId);
	const topics = (await store.subscriptions()).map(({ topic }) => asText(topic));
	if (topics.length !== 3) throw new Error(`Subscriptions after activation: ${topics.join(', ') || 'none'}`);
	return workflowId;
}

const workflowWith = (credential: { id: string; name: string }, seconds: number): JsonObject => ({
	name: `Partner signs up or sells (${seconds} s)`,
	nodes: [
		{
			id: 'c0ffee00-0000-4000-8000-000000000001',
			name: 'CreatorCommerce Trigger',
			type: 'n8n-nodes-creatorcommerce.creatorCommerceTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: randomUUID(),
			parameters: { source: 'shopify', events: ['partner.created', 'order.attributed'] },
			credentials: { creatorCommerceShopifyApi: credential },
		},
		{
			id: 'c0ffee00-0000-4000-8000-000000000003',
			name: 'Go on',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			position: [220, 0],
			parameters: { amount: seconds, unit: 'seconds' },
		},
	],
	connections: {
		'CreatorCommerce Trigger': { main: [[{ node: 'Go on', type: 'main', index: 0 }]] },
	},
	settings: {},
});
