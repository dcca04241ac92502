import { type IDataObject, type IHookFunctions, NodeOperationError } from 'n8n-workflow';
import {
	type ShopifySettings,
	SHOPIFY_CREDENTIAL,
	isLocalHost,
	readShopifySettings,
} from '../runtime/shopify/settings';
import { shopifyNodeError } from '../runtime/shopify/messages';
import { openShopify } from '../runtime/shopify/transport';
import { type ShopifyAdmin, type Topic, allCreators, ordersTagged } from '../shopify';
import { type Parameters, readParameters } from './parameters';
import { baseline } from './shopify/creatorEvents';
import { readCreator } from './shopify/fields';
import { type Memory, ORDERS_KEPT, emptyMemory, read, shortId } from './shopify/memory';
import { forgetMemory, openMemory, saveMemory } from './shopify/store';
import { type Registrant, isRegistered, register, unregister } from './shopify/subscriptions';
import { needsCreatorBaseline, topicsFor } from './shopify/topics';

/** Activation may wait for the cost limit. */
const PATIENCE_MS = 60_000;
/** Saving an active workflow takes it down and up again: what is remembered stays, so that nothing in between is missed. */
const SHORT_PAUSE_MS = 60 * 60_000;

interface Hook {
	context: IHookFunctions;
	parameters: Parameters;
	settings: ShopifySettings;
	admin: ShopifyAdmin;
	registrant: Registrant;
	topics: Topic[];
	key: string;
	/** The node's static data. */
	data: IDataObject;
	isTest: boolean;
}

/** Names a node's memory; the test address has one of its own, which n8n does not save. */
export const memoryKey = (workflowId: string | undefined, nodeId: string, isTest: boolean): string =>
	`${workflowId ?? ''}/${nodeId}/${isTest ? 'test' : 'production'}`;

export async function checkExists(context: IHookFunctions): Promise<boolean> {
	return await hooked(context, true, async (hook) => {
		if (read(hook.data.memory)?.pausedAt !== undefined) return false;
		return !hook.isTest && (await isRegistered(hook.admin, hook.registrant, hook.topics));
	});
}

export async function create(context: IHookFunctions): Promise<boolean> {
	return await hooked(context, true, async (hook) => {
		const { data } = hook;
		const now = new Date();
		if (hook.isTest) forgetMemory(hook.key, data);
		const kept = openMemory(hook.key, data, now.toISOString());
		const pausedAt = Date.parse(kept.pausedAt ?? '');
		const isStale = now.getTime() - pausedAt > SHORT_PAUSE_MS;
		const { pausedAt: _, ...memory }: Memory = isStale ? emptyMemory(now.toISOString()) : kept;
		// First the subscriptions, then what is there: whatever changes in between is delivered.
		memory.subscriptions = await register(hook.admin, hook.registrant, hook.topics);
		if (!hook.isTest) await takeBaseline(hook, memory);
		saveMemory(hook.key, data, memory);
		return true;
	});
}

export async function remove(context: IHookFunctions): Promise<boolean> {
	return await hooked(context, false, async (hook) => {
		await unregister(hook.admin, hook.registrant);
		const { data } = hook;
		const now = new Date().toISOString();
		if (hook.isTest) forgetMemory(hook.key, data);
		else saveMemory(hook.key, data, { ...openMemory(hook.key, data, now), subscriptions: [], pausedAt: now });
		return true;
	});
}

/** Remembers who and what is there already; what is known stays as it is. */
async function takeBaseline({ admin, parameters, topics }: Hook, memory: Memory): Promise<void> {
	if (needsCreatorBaseline(parameters.events)) {
		for await (const page of allCreators(admin)) {
			for (const node of page) {
				const creator = readCreator(node);
				if (creator === undefined || memory.partners.has(shortId(creator.id))) continue;
				memory.partners.set(shortId(creator.id), baseline(creator));
			}
		}
	}
	if (topics.includes('ORDERS_UPDATED') && parameters.events.includes('order.attributed')) {
		const isFirst = memory.orders.size === 0;
		let left = isFirst ? ORDERS_KEPT : 0;
		if (left > 0) {
			for await (const { id } of ordersTagged(admin, 'CreatorCommerce')) {
				memory.orders.set(shortId(id), 'b');
				if (--left === 0) break;
			}
		}
	}
}

/** @param checks whether the address is looked at: what is registered has to go whatever the address has become */
async function hooked(
	context: IHookFunctions,
	checks: boolean,
	work: (hook: Hook) => Promise<boolean>,
): Promise<boolean> {
	const node = context.getNode();
	if (context.getNodeParameter('source', 'shopify') !== 'shopify') return true;
	let shopDomain = 'the store';
	try {
		const settings = readShopifySettings(await context.getCredentials(SHOPIFY_CREDENTIAL));
		({ shopDomain } = settings);
		const url = context.getNodeWebhookUrl('default') ?? '';
		if (checks) checkReachable(context, url, settings);
		const parameters = readParameters(context);
		const workflowId = context.getWorkflow().id;
		const isTest = isTestUrl(context);
		const key = memoryKey(workflowId, node.id, isTest);
		// n8n does not save what is remembered for a test, and a test is not to see what production knows.
		const data = isTest ? {} : context.getWorkflowStaticData('node');
		const remembered = read(data.memory)?.subscriptions ?? [];
		return await work({
			context,
			parameters,
			settings,
			admin: openShopify(context, settings, PATIENCE_MS),
			registrant: { url, instanceId: context.getInstanceId(), remembered },
			topics: topicsFor(parameters.events),
			key,
			data,
			isTest,
		});
	} catch (fault) {
		throw shopifyNodeError(node, fault, shopDomain);
	}
}

/** n8n registers the test address while it listens for a test event. */
const isTestUrl = (context: IHookFunctions): boolean =>
	context.getMode() === 'manual' || context.getActivationMode() === 'manual';

function checkReachable(context: IHookFunctions, url: string, settings: ShopifySettings): void {
	const node = context.getNode();
	if (settings.secrets.length === 0) {
		throw new NodeOperationError(node, 'The Shopify credential has no secret to verify webhooks with', {
			description:
				'Fill in API Secret in the credential: it is shown as “API secret key” beside the access token.',
		});
	}
	if (!URL.canParse(url)) {
		throw new NodeOperationError(node, 'n8n has no webhook address for this node', {
			description: 'Save the workflow, then activate it again.',
		});
	}
	if (settings.isLocal) return;
	const { hostname, protocol, origin } = new URL(url);
	if (!isLocalHost(hostname) && protocol === 'https:') return;
	throw new NodeOperationError(
		node,
		`Shopify cannot reach this n8n: its webhook address begins with ${origin}`,
		{
			description:
				'Shopify delivers over https to addresses on the internet only. Set WEBHOOK_URL of n8n to its public https address, or use a tunnel while you try it out.',
		},
	);
}
