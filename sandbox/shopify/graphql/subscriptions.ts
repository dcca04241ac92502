import type { JsonObject } from '../../json';
import { gid } from '../gids';
import type { SubscriptionRecord } from '../store/records';
import { laterThan, utcTime } from '../times';
import { faultsOf } from '../webhooks/subscribe';
import { objectArg, textArg, textsArg, type AdminCall, type Resolvers } from './call';
import { connection } from './connection';
import { idOfType } from './ids';

const MISSING = { field: ['id'], message: 'Webhook subscription does not exist' };

/** An app sees and changes its own subscriptions only. */
export const subscriptionQueries: Resolvers = {
	webhookSubscription(args, call) {
		const found = own(call, args);
		return found ? show(found, call) : null;
	},
	webhookSubscriptions(args, call) {
		const topics = textsArg(args, 'topics');
		const uri = textArg(args, 'uri') ?? textArg(args, 'callbackUrl');
		const format = textArg(args, 'format');
		const rows = ownAll(call).filter(
			(row) =>
				(!topics || topics.includes(row.topic)) &&
				(uri === undefined || row.uri === uri) &&
				(format === undefined || row.format === format),
		);
		return connection(
			rows,
			args,
			(row) => [row.id, row.id],
			(row) => show(row, call),
		);
	},
	webhookSubscriptionsCount: (_args, call) => ({ count: ownAll(call).length, precision: 'EXACT' }),
};

export const subscriptionMutations: Resolvers = {
	webhookSubscriptionCreate(args, call) {
		const now = laterThan(undefined);
		const record = withInput(
			{
				id: call.shopify.data.nextId(),
				app: call.app,
				topic: textArg(args, 'topic') ?? '',
				uri: '',
				format: 'JSON',
				filter: null,
				includeFields: [],
				metafieldNamespaces: [],
				name: null,
				apiVersion: call.version,
				failures: 0,
				createdAt: now,
				updatedAt: now,
			},
			objectArg(args, 'webhookSubscription'),
		);
		return save(record, call);
	},
	webhookSubscriptionUpdate(args, call) {
		const before = own(call, args);
		if (!before) return { webhookSubscription: null, userErrors: [MISSING] };
		const record = withInput(before, objectArg(args, 'webhookSubscription'));
		return save({ ...record, updatedAt: laterThan(before.updatedAt) }, call);
	},
	webhookSubscriptionDelete(args, call) {
		const found = own(call, args);
		if (!found) return { deletedWebhookSubscriptionId: null, userErrors: [MISSING] };
		call.shopify.data.subscriptions.delete(found.id);
		return { deletedWebhookSubscriptionId: gid('WebhookSubscription', found.id), userErrors: [] };
	},
};

export function showSubscription(id: string, call: AdminCall): unknown {
	return subscriptionQueries.webhookSubscription?.({ id }, call) ?? null;
}

function ownAll(call: AdminCall): SubscriptionRecord[] {
	return call.shopify.data.subscriptions.all().filter(({ app }) => app === call.app);
}

function own(call: AdminCall, args: JsonObject): SubscriptionRecord | undefined {
	const id = Number(idOfType(textArg(args, 'id') ?? '', 'WebhookSubscription'));
	const found = call.shopify.data.subscriptions.get(id);
	return found?.app === call.app ? found : undefined;
}

function withInput(before: SubscriptionRecord, input: JsonObject): SubscriptionRecord {
	const text = (name: string) => (input[name] === null ? null : textArg(input, name));
	const filter = text('filter');
	const name = text('name');
	return {
		...before,
		uri: textArg(input, 'uri') ?? textArg(input, 'callbackUrl') ?? before.uri,
		format: textArg(input, 'format') ?? before.format,
		filter: filter === undefined ? before.filter : filter === '' ? null : filter,
		name: name === undefined ? before.name : name,
		includeFields: textsArg(input, 'includeFields') ?? before.includeFields,
		metafieldNamespaces: textsArg(input, 'metafieldNamespaces') ?? before.metafieldNamespaces,
	};
}

function save(record: SubscriptionRecord, call: AdminCall): JsonObject {
	const { data, settings } = call.shopify;
	const userErrors = faultsOf(record, data.subscriptions.all(), settings());
	if (userErrors.length > 0) return { webhookSubscription: null, userErrors };
	data.subscriptions.set(record.id, record);
	return { webhookSubscription: show(record, call), userErrors };
}

function show(record: SubscriptionRecord, call: AdminCall): JsonObject {
	const { timestamps } = call.shopify.settings();
	return {
		__typename: 'WebhookSubscription',
		id: gid('WebhookSubscription', record.id),
		legacyResourceId: String(record.id),
		apiVersion: { handle: record.apiVersion, displayName: record.apiVersion, supported: true },
		topic: record.topic,
		uri: record.uri,
		callbackUrl: record.uri,
		endpoint: endpointOf(record.uri),
		format: record.format,
		filter: record.filter,
		includeFields: record.includeFields,
		metafieldNamespaces: record.metafieldNamespaces,
		metafields: [],
		name: record.name,
		createdAt: utcTime(record.createdAt, timestamps),
		updatedAt: utcTime(record.updatedAt, timestamps),
	};
}

function endpointOf(uri: string): JsonObject {
	if (uri.startsWith('arn:')) return { __typename: 'WebhookEventBridgeEndpoint', arn: uri };
	const pubSub = /^pubsub:\/\/([^:]+):(.+)$/.exec(uri);
	if (!pubSub) return { __typename: 'WebhookHttpEndpoint', callbackUrl: uri };
	return { __typename: 'WebhookPubSubEndpoint', pubSubProject: pubSub[1], pubSubTopic: pubSub[2] };
}
