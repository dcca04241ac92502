import { EVENT_NAMES, type EventName } from './event';
import { Look } from './inbound/look';
import { eventNamed, nameTable } from './inbound/names';
import { HOLDERS, readEvent } from './inbound/readEvent';
import { receiveWith } from './inbound/receive';
import { shopifyFlowSetup } from './inbound/setup';
import type { PushSource } from './source';

const NAMES = nameTable({ 'Creator Updated': 'partner.updated' });

/** Where a body names its event. */
const NAME_KEYS = ['event', 'eventName', 'event_name'];

/**
 * The event a body names; without a name, the variables of CreatorCommerce's Flow trigger and the creator metaobject's
 * data mean that the creator was updated, since that trigger is the only one CreatorCommerce has in Flow.
 */
function eventOf(look: Look): EventName | undefined {
	if (look.text(...NAME_KEYS) !== undefined) return eventNamed(NAMES, look, NAME_KEYS);
	return look.text('ccCreatorId', 'cc-creator-id') === undefined ? undefined : 'partner.updated';
}

/** Shopify Flow's action “Send HTTP request”. Flow signs nothing: a secret in a header is the way. */
export const shopifyFlow: PushSource = {
	source: 'shopifyFlow',
	events: EVENT_NAMES,
	receive: receiveWith({
		listKeys: ['events'],
		read: (entry, shared) => {
			const event = eventOf(Look.into(entry, HOLDERS));
			return event && readEvent(entry, { ...shared, event, source: 'shopifyFlow' });
		},
	}),
	setup: [shopifyFlowSetup],
};
