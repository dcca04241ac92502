import type { Document, ShopifyAdmin } from './client';
import { ShopifyError } from './failure';
import { type Json, asList, asText, at } from './narrow';

/** Topics this package subscribes to, as GraphQL names them. */
export type Topic = 'METAOBJECTS_CREATE' | 'METAOBJECTS_UPDATE' | 'ORDERS_CREATE' | 'ORDERS_UPDATED';

export interface Subscription {
	/** `gid://shopify/WebhookSubscription/1` */
	id: string;
	topic: string;
	uri: string;
	filter: string | undefined;
	format: string | undefined;
	name: string | undefined;
	includeFields: string[];
}

export interface SubscriptionInput {
	uri: string;
	/** Unique in the store: at most 50 of A–Z, a–z, 0–9, _ and -. */
	name: string;
	filter?: string;
}

const FIELDS = 'id topic uri filter format name includeFields';

export const WEBHOOKS_LIST: Document = {
	name: 'WebhooksList',
	replaySafe: true,
	text: `query WebhooksList($after: String) {
		webhookSubscriptions(first: 100, after: $after) {
			nodes { ${FIELDS} }
			pageInfo { hasNextPage endCursor }
		}
	}`,
};

/** Not safe to repeat blindly: whoever calls looks first whether it took place. */
export const WEBHOOK_CREATE: Document = {
	name: 'WebhookCreate',
	replaySafe: false,
	text: `mutation WebhookCreate($topic: WebhookSubscriptionTopic!, $input: WebhookSubscriptionInput!) {
		webhookSubscriptionCreate(topic: $topic, webhookSubscription: $input) {
			webhookSubscription { ${FIELDS} }
			userErrors { field message }
		}
	}`,
};

export const WEBHOOK_UPDATE: Document = {
	name: 'WebhookUpdate',
	replaySafe: true,
	text: `mutation WebhookUpdate($id: ID!, $input: WebhookSubscriptionInput!) {
		webhookSubscriptionUpdate(id: $id, webhookSubscription: $input) {
			webhookSubscription { ${FIELDS} }
			userErrors { field message }
		}
	}`,
};

export const WEBHOOK_DELETE: Document = {
	name: 'WebhookDelete',
	replaySafe: true,
	text: `mutation WebhookDelete($id: ID!) {
		webhookSubscriptionDelete(id: $id) {
			deletedWebhookSubscriptionId
			userErrors { field message }
		}
	}`,
};

/** Every subscription of the app in this store (Shopify shows an app its own only). */
export async function listWebhooks(admin: ShopifyAdmin): Promise<Subscription[]> {
	const found: Subscription[] = [];
	let after: string | undefined;
	do {
		const data = await admin.call(WEBHOOKS_LIST, { after: after ?? null });
		const connection = at(data, 'webhookSubscriptions');
		for (const node of asList(at(connection, 'nodes'))) {
			const subscription = readSubscription(node);
			if (subscription !== undefined) found.push(subscription);
		}
		const next = asText(at(connection, 'pageInfo', 'endCursor'));
		const goesOn = at(connection, 'pageInfo', 'hasNextPage') === true && next !== after;
		after = goesOn ? next : undefined;
	} while (after !== undefined);
	return found;
}

/** 'taken': there is one with this address or this name already. */
export async function createWebhook(
	admin: ShopifyAdmin,
	topic: Topic,
	input: SubscriptionInput,
): Promise<'created' | 'taken'> {
	const data = await admin.call(WEBHOOK_CREATE, { topic, input: inputOf(input) });
	const said = userErrors(at(data, 'webhookSubscriptionCreate'));
	if (said === undefined) return 'created';
	if (/already been taken|already exists|must be unique/i.test(said)) return 'taken';
	throw new ShopifyError('rejected', WEBHOOK_CREATE.name, said);
}

/** 'gone': Shopify removed it meanwhile. */
export async function updateWebhook(
	admin: ShopifyAdmin,
	id: string,
	input: SubscriptionInput,
): Promise<'updated' | 'gone' | 'taken'> {
	const data = await admin.call(WEBHOOK_UPDATE, { id, input: wholeInputOf(input) });
	const said = userErrors(at(data, 'webhookSubscriptionUpdate'));
	if (said === undefined) return 'updated';
	if (isGone(said)) return 'gone';
	if (/already been taken|already exists|must be unique/i.test(said)) return 'taken';
	throw new ShopifyError('rejected', WEBHOOK_UPDATE.name, said);
}

/** Deleting what is gone already is fine. */
export async function deleteWebhook(admin: ShopifyAdmin, id: string): Promise<void> {
	const data = await admin.call(WEBHOOK_DELETE, { id });
	const said = userErrors(at(data, 'webhookSubscriptionDelete'));
	if (said !== undefined && !isGone(said)) throw new ShopifyError('rejected', WEBHOOK_DELETE.name, said);
}

const isGone = (said: string): boolean => /does not exist|not found|could not find/i.test(said);

const inputOf = ({ uri, name, filter }: SubscriptionInput): Json => ({
	uri,
	name,
	format: 'JSON',
	...(filter !== undefined && { filter }),
});

/** All fields are sent, so that an update also takes back what somebody narrowed by hand. */
const wholeInputOf = (input: SubscriptionInput): Json => ({
	filter: null,
	includeFields: [],
	...inputOf(input),
});

function userErrors(payload: unknown): string | undefined {
	const words = asList(at(payload, 'userErrors')).map((error) => asText(at(error, 'message')) ?? 'refused');
	return words.length === 0 ? undefined : words.join(' ');
}

function readSubscription(node: unknown): Subscription | undefined {
	const id = asText(at(node, 'id'));
	const topic = asText(at(node, 'topic'));
	if (id === undefined || topic === undefined) return undefined;
	return {
		id,
		topic,
		uri: asText(at(node, 'uri')) ?? '',
		filter: asText(at(node, 'filter')),
		format: asText(at(node, 'format')),
		name: asText(at(node, 'name')),
		includeFields: asList(at(node, 'includeFields')).map(String),
	};
}
