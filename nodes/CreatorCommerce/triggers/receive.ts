import { createHash } from 'crypto';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { asText, known } from '../api/narrow';
import { parseJson } from '../outside/json';
import { shopifyNodeError } from '../runtime/shopify/messages';
import { SHOPIFY_CREDENTIAL, readShopifySettings } from '../runtime/shopify/settings';
import { openShopify } from '../runtime/shopify/transport';
import { ShopifyError, type ShopifyAdmin } from '../shopify';
import type { CreatorCommerceEvent } from './event';
import { isWanted } from './filters';
import { memoryKey } from './lifecycle';
import { type Parameters, readParameters } from './parameters';
import { deliver } from './shopify/deliver';
import type { Memory } from './shopify/memory';
import { openMemory, saveChange } from './shopify/store';
import { addMissing } from './shopify/subscriptions';
import { topicsFor } from './shopify/topics';
import { keepUp } from './shopify/upkeep';
import { verifyDelivery } from './shopify/verify';
import type { Delivery } from './source';
import { WEBHOOK_CREDENTIAL, pushSource } from './sources';

/** Shopify waits five seconds for an answer, with everything that is asked in between. */
const PATIENCE_MS = 2_000;
const PATIENT_MS = 60_000;

/** What the sender reads with a 200: n8n shows nothing of a delivery that starts nothing, and its own words say no reason. */
const NOTHING_STARTS = {
	noEvent:
		'Nothing starts: no event can be read from the body. It has to name the event, and a partner or an order',
	notChosen: 'Nothing starts: Trigger On of the node does not name this event',
	filtered: 'Nothing starts: the filters of the node leave this event out',
};

/** One delivery: verified, brought into the shape of events, filtered. Always answered; nothing unverified starts anything. */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const delivery = await readDelivery(context);
	const parameters = readParameters(context);
	const push = pushSource(parameters.source);
	if (push === undefined) return await receiveShopify(context, delivery, parameters);
	const credential = await context.getCredentials<ICredentialDataDecryptedObject>(WEBHOOK_CREDENTIAL);
	const received = push.receive(delivery, credential, { includeRaw: parameters.includeRaw });
	if (received.kind === 'refused') return answer(context, received.status, received.reason);
	const chosen = received.events.filter(({ event }) => parameters.events.includes(event));
	const wanted = chosen.filter((event) => isWanted(event, parameters.filters));
	if (wanted.length > 0) return start(wanted);
	if (chosen.length > 0) return { webhookResponse: NOTHING_STARTS.filtered };
	return { webhookResponse: received.events.length > 0 ? NOTHING_STARTS.notChosen : NOTHING_STARTS.noEvent };
}

async function receiveShopify(
	context: IWebhookFunctions,
	delivery: Delivery,
	parameters: Parameters,
): Promise<IWebhookResponseData> {
	const settings = readShopifySettings(await context.getCredentials(SHOPIFY_CREDENTIAL));
	const verdict = verifyDelivery(delivery, settings, topicsFor(parameters.events));
	if (verdict.kind === 'refused') return answer(context, 401, verdict.reason);
	const body = parseJson(delivery.rawBody.toString('utf8'));
	if (body === undefined) return {};

	const node = context.getNode();
	const isTest = context.getMode() === 'manual';
	const key = memoryKey(context.getWorkflow().id, node.id, isTest);
	const data = isTest ? {} : context.getWorkflowStaticData('node');
	const memory = openMemory(key, data, new Date(delivery.receivedAt).toISOString());
	const patient = (): ShopifyAdmin => openShopify(context, settings, PATIENT_MS);
	if (!isTest && memory.pausedAt === undefined) {
		keepUp(key, delivery.receivedAt, async () => await mend(context, patient(), parameters, memory));
	}
	let admin: ShopifyAdmin | undefined;
	try {
		const told = await deliver(
			{
				topic: verdict.topic,
				body,
				digest: createHash('sha256').update(delivery.rawBody).digest('base64url'),
				shop: settings.shopDomain,
				receivedAt: delivery.receivedAt,
			},
			{
				parameters,
				memory,
				admin: () => (admin ??= openShopify(context, settings, PATIENCE_MS)),
				patient,
				warn: (message) => context.logger.warn(message, { node: node.name }),
			},
		);
		saveChange(key, data, memory, told.change);
		return start(told.events);
	} catch (fault) {
		// Nothing was told or remembered: Shopify delivers it again within minutes.
		if (fault instanceof ShopifyError && fault.passes) {
			return answer(context, 503, 'Shopify could not be asked for what belongs to it; deliver it again');
		}
		throw shopifyNodeError(node, fault, settings.shopDomain);
	}
}

/** Sets up again what Shopify has removed of this node's subscriptions. Nobody waits for it, so its faults are only logged. */
async function mend(
	context: IWebhookFunctions,
	admin: ShopifyAdmin,
	{ events }: Parameters,
	{ subscriptions }: Memory,
): Promise<void> {
	const node = context.getNode().name;
	try {
		const url = context.getNodeWebhookUrl('default') ?? '';
		if (!URL.canParse(url)) return;
		const registrant = { url, instanceId: context.getInstanceId(), remembered: subscriptions };
		const missing = await addMissing(admin, registrant, topicsFor(events));
		if (missing.length > 0) {
			const topics = missing.join(', ');
			context.logger.warn(`Shopify had removed subscriptions, which were set up again: ${topics}`, { node });
		}
	} catch (fault) {
		const why = fault instanceof Error ? fault.message : String(fault);
		context.logger.warn(`The subscriptions in Shopify could not be looked at: ${why}`, { node });
	}
}

async function readDelivery(context: IWebhookFunctions): Promise<Delivery> {
	const request = context.getRequestObject();
	if (!Buffer.isBuffer(request.rawBody)) await request.readRawBody();
	const rawBody: unknown = request.rawBody;
	return {
		rawBody: Buffer.isBuffer(rawBody) ? rawBody : Buffer.alloc(0),
		headers: Object.fromEntries(
			Object.entries(context.getHeaderData()).map(([name, value]) => [
				name.toLowerCase(),
				Array.isArray(value) ? value.join(', ') : (asText(value) ?? ''),
			]),
		),
		receivedAt: Date.now(),
	};
}

function answer(context: IWebhookFunctions, status: number, reason: string): IWebhookResponseData {
	context.getResponseObject().status(status).send(reason).end();
	return { noWebhookResponse: true };
}

/** One run for a delivery, an item an event; none at all for no event, which is answered 200 all the same. */
function start(events: readonly CreatorCommerceEvent[]): IWebhookResponseData {
	if (events.length === 0) return {};
	const items = events.map((event) => {
		const json: IDataObject = {};
		return { json: Object.assign(json, known({ ...event })) };
	});
	return { workflowData: [items] };
}
