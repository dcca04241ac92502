import type { Json } from '../../api/narrow';
import type {
	CreatorCommerceEvent,
	EventCampaign,
	EventMilestone,
	EventName,
	EventOrder,
	EventSource,
} from '../event';
import { campaignOf } from '../campaign';
import { changesOf } from './changes';
import { readCustomer } from './customer';
import { readDrop } from './drop';
import { eventIdOf } from './eventId';
import { Look } from './look';
import { momentOf } from './moment';
import { readOrder } from './order';
import { isNamed, readPartner } from './partner';

/** Where a body holds what it is about, next to its own keys: Klaviyo's properties, the metaobject's `data`. */
export const HOLDERS = ['properties', 'event_properties', 'data'];

/** Keys under which senders give their own id of an event. */
const ID_KEYS = ['eventId', 'event_id', '$event_id', 'external_id'];

/** What a source knows beyond the entry itself. */
export interface Known {
	event: EventName;
	source: EventSource;
	/** ISO 8601, taken when the entry does not tell when it happened. */
	receivedAt: string;
	includeRaw: boolean;
	/** The source's own id of the event. */
	eventId?: string;
	/** Taken when the entry itself does not tell. */
	partnerEmail?: string;
	customerEmail?: string;
}

/**
 * One entry in the one shape of an event. It takes our own shape, CreatorCommerce's dash keys and the Flow trigger's
 * variables, also mixed. Undefined when nothing in it tells which partner or order it is about.
 * @param entry a plain copy: bounded, without prototype names
 */
export function readEvent(entry: Json, known: Known): CreatorCommerceEvent | undefined {
	const { event, source, includeRaw } = known;
	const whole = Look.into(entry, HOLDERS);
	const partner = readPartner(part(whole, 'partner'), whole);
	if (partner.email === undefined && known.partnerEmail !== undefined) partner.email = known.partnerEmail;
	const order = orderOf(known, whole);
	if (!isNamed(partner) && order?.id === undefined && order?.name === undefined) return undefined;

	const shop = shopOf(whole);
	const drop = isAbout(event, 'drop', whole) ? readDrop(part(whole, 'drop'), whole) : undefined;
	const milestone = milestoneOf(part(whole, 'milestone'));
	const campaign = campaignIn(whole, order?.campaignId);
	const customer = readCustomer(part(whole, 'customer'), order?.customerEmail);
	return {
		event,
		eventId: eventIdOf(
			event,
			{ eventId: known.eventId ?? whole.text(...ID_KEYS), orderId: order?.id },
			entry,
		),
		occurredAt: momentOf(whole) ?? known.receivedAt,
		source,
		...(shop !== undefined && { shop }),
		partner,
		...(order && { order }),
		...(campaign && { campaign }),
		...(customer && { customer }),
		...(drop && { drop }),
		...(milestone && { milestone }),
		...changesOf(event, whole),
		...(includeRaw && { raw: entry }),
	};
}

const part = (whole: Look, key: string): Look => new Look([whole.record(key) ?? {}]);

/** The metaobject's data holds a creator's drops and campaign whatever happened: they count where the event is about them. */
const isAbout = (event: EventName, what: 'order' | 'drop', whole: Look): boolean =>
	event.startsWith(`${what}.`) || whole.record(what) !== undefined;

/** The customer's e-mail is told with the order, also of a checkout or a sign-up that is no order yet. */
function orderOf({ event, customerEmail }: Known, whole: Look): EventOrder | undefined {
	const order = isAbout(event, 'order', whole) ? readOrder(part(whole, 'order'), whole) : undefined;
	return customerEmail === undefined || order?.customerEmail !== undefined
		? order
		: { ...order, customerEmail };
}

/** Our own `campaign` is what it says; the dash keys are the partner's campaign, or the one they joined or left. */
function campaignIn(whole: Look, orderCampaignId: string | undefined): EventCampaign | undefined {
	const own = part(whole, 'campaign');
	const given = campaignOf(undefined, { id: own.text('id'), title: own.text('title') });
	if (given !== undefined) return given;
	return campaignOf(orderCampaignId, {
		id: whole.text('cc-campaign-id'),
		title: whole.text('cc-campaign-title'),
	});
}

const DOMAIN = /^[a-z0-9][a-z0-9-]{0,62}\.myshopify\.com$/;

/** Old payloads of CreatorCommerce spell the key `…-domian`. */
function shopOf(whole: Look): string | undefined {
	const given = whole
		.text('shop', 'cc-channel-myshopify-domain', 'cc-channel-myshopify-domian', 'myshopifyDomain')
		?.toLowerCase();
	return given !== undefined && DOMAIN.test(given) ? given : undefined;
}

function milestoneOf(own: Look): EventMilestone | undefined {
	const metric = own.text('metric');
	const threshold = own.number('threshold');
	const value = own.number('value');
	if ((metric !== 'orders' && metric !== 'revenue') || threshold === undefined || value === undefined) {
		return undefined;
	}
	const currency = own.text('currency');
	return { metric, threshold, value, ...(currency !== undefined && { currency }) };
}
