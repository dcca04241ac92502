import { asList, asRecord, isRecord, type Json } from '../api/narrow';
import type { EventName } from './event';
import { Look } from './inbound/look';
import { KLAVIYO_METRICS, type Metric } from './inbound/metrics';
import { nameKey, nameTable } from './inbound/names';
import { HOLDERS, readEvent } from './inbound/readEvent';
import { receiveWith, type Shared } from './inbound/receive';
import { klaviyoSetup } from './inbound/setup';
import type { Delivery, PushSource } from './source';

const METRICS = new Map(KLAVIYO_METRICS.map((metric) => [nameKey(metric.metric), metric]));
/** Our own names are taken in a flow's webhook too. */
const OWN_NAMES = nameTable({});

/** Where the body of a flow's webhook names its event. */
const NAME_KEYS = ['event', 'metric', 'event_name', 'eventName'];

/** Klaviyo: a flow's webhook action (one event), or system webhooks (up to 1,000 a request). */
export const klaviyo: PushSource = {
	source: 'klaviyo',
	events: [...new Set(KLAVIYO_METRICS.map(({ event }) => event))],
	receive: receiveWith({
		listKeys: ['data', 'events'],
		read: (entry, shared) => (isRecord(entry.payload) ? readSystem(entry, shared) : readFlow(entry, shared)),
		refuses: foreignWebhook,
	}),
	setup: [klaviyoSetup],
};

/** The body of a flow's webhook action, as the node's setup gives it to paste. */
function readFlow(entry: Json, shared: Shared) {
	const look = Look.into(entry, HOLDERS);
	const metric = metricNamed(look.text(...NAME_KEYS));
	const email = look.text('email') ?? new Look([look.record('profile') ?? {}]).text('email');
	return metric && readEvent(entry, { ...shared, ...metricFacts(metric, email) });
}

/** `{external_id, topic, payload}`: the payload is what Klaviyo's Get Event answers, with metric and profile included or not. */
function readSystem(entry: Json, shared: Shared) {
	const payload = asRecord(entry.payload);
	const event = isRecord(payload.data) ? payload.data : payload;
	const attributes = isRecord(event.attributes) ? event.attributes : event;
	const topic = new Look([entry]).text('topic');
	const metric = metricNamed(includedText(payload, 'metric', 'name')) ?? metricOfTopic(topic);
	if (metric === undefined) return undefined;
	const eventId = new Look([entry]).text('external_id') ?? new Look([attributes, event]).text('uuid', 'id');
	const read = readEvent(attributes, {
		...shared,
		...metricFacts(metric, includedText(payload, 'profile', 'email')),
		eventId,
	});
	return read && shared.includeRaw ? { ...read, raw: entry } : read;
}

/** `event:api.creator_drop_created`: what follows the last colon, or the last dot of it. */
function metricOfTopic(topic: string | undefined): Metric | undefined {
	const name = topic?.slice(topic.lastIndexOf(':') + 1);
	return metricNamed(name) ?? metricNamed(name?.slice(name.lastIndexOf('.') + 1));
}

function metricNamed(name: string | undefined): Metric | undefined {
	if (name === undefined || name.length > 200) return undefined;
	const own: EventName | undefined = OWN_NAMES.get(nameKey(name));
	return METRICS.get(nameKey(name)) ?? KLAVIYO_METRICS.find(({ event }) => event === own);
}

function metricFacts({ event, profile }: Metric, email: string | undefined) {
	const whose = profile === 'partner' ? { partnerEmail: email } : { customerEmail: email };
	return { event, source: 'klaviyo' as const, ...whose };
}

/** An attribute of the first included record of a type (JSON:API). */
function includedText(payload: Json, type: string, attribute: string): string | undefined {
	const found = asList(payload.included).find((record) => asRecord(record).type === type);
	return new Look([asRecord(asRecord(found).attributes)]).text(attribute);
}

/** The header that names the webhook is not signed, the body is: where both name one, they have to agree. */
function foreignWebhook(body: Json, { headers }: Delivery): string | undefined {
	const signed = new Look([asRecord(body.meta)]).text('klaviyo_webhook_id');
	const named = headers['klaviyo-webhook-id']?.trim();
	const differs = signed !== undefined && named !== undefined && named !== '' && named !== signed;
	return differs ? 'The header Klaviyo-Webhook-Id names another webhook than the body' : undefined;
}
