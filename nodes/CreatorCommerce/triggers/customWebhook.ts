import { EVENT_NAMES } from './event';
import { Look } from './inbound/look';
import { KLAVIYO_METRICS } from './inbound/metrics';
import { eventNamed, nameTable } from './inbound/names';
import { HOLDERS, readEvent } from './inbound/readEvent';
import { receiveWith } from './inbound/receive';
import { customWebhookSetup } from './inbound/setup';
import type { PushSource } from './source';

/** CreatorCommerce names what happens by one set of names, in Flow and in Klaviyo: a webhook of its will use them too. */
const NAMES = nameTable({
	'Creator Updated': 'partner.updated',
	...Object.fromEntries(KLAVIYO_METRICS.map(({ metric, event }) => [metric, event])),
});

const NAME_KEYS = ['event', 'eventName', 'event_name', 'event-name', 'topic', 'type'];

/** Webhooks that CreatorCommerce or anybody else sends: one event or a list, verified as the credential says. */
export const customWebhook: PushSource = {
	source: 'customWebhook',
	events: EVENT_NAMES,
	receive: receiveWith({
		listKeys: ['events', 'data'],
		read: (entry, shared) => {
			const event = eventNamed(NAMES, Look.into(entry, HOLDERS), NAME_KEYS);
			return event && readEvent(entry, { ...shared, event, source: 'customWebhook' });
		},
	}),
	setup: [customWebhookSetup],
};
