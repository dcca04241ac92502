import { known } from '../../api/narrow';
import { raise } from '../../api/failure';
import { ShopifyError, type ShopifyAdmin, type Topic } from '../../shopify';
import { campaignOf } from '../campaign';
import type { CreatorCommerceEvent, EventPartner } from '../event';
import { type Facts, isWanted, needsPartner } from '../filters';
import type { Parameters } from '../parameters';
import { creatorEvents } from './creatorEvents';
import { type Creator, readCreator } from './fields';
import type { Memory } from './memory';
import { type Sales, addUp, milestoneEvents } from './milestones';
import { type Order, readOrder } from './order';
import { type OrderDelivery, isFirstTold, markOf, orderEvent, rememberTold } from './orderEvents';
import { findCreator } from './partners';
import type { Change } from './store';

export interface Delivered {
	topic: Topic;
	body: unknown;
	/** Of the raw body, base64url. */
	digest: string;
	shop: string;
	/** Wall clock in ms. */
	receivedAt: number;
}

export interface Around {
	parameters: Parameters;
	memory: Memory;
	/** Opened only when something has to be asked. */
	admin: () => ShopifyAdmin;
	/** For what no answer hangs on: it waits for the cost limit. */
	patient: () => ShopifyAdmin;
	/** A line for n8n's log. */
	warn(message: string): void;
}

export interface Told {
	events: CreatorCommerceEvent[];
	/** Whether there is something new to remember; a mark of an order may wait for the next delivery. */
	change: Change;
}

const NOTHING: Told = { events: [], change: 'none' };

/**
 * What a genuine delivery tells, filtered. A body that is not what its topic says tells nothing.
 * @throws ShopifyError when something had to be asked and could not be: then nothing was told nor remembered
 */
export async function deliver(delivered: Delivered, around: Around): Promise<Told> {
	const told = delivered.topic.startsWith('METAOBJECTS')
		? fromCreator(delivered, around)
		: await fromOrder(delivered, around);
	if (!around.parameters.includeRaw) return told;
	return { ...told, events: told.events.map((event) => ({ ...event, raw: delivered.body })) };
}

const iso = (ms: number): string => new Date(ms).toISOString();

function fromCreator({ topic, body, shop, receivedAt }: Delivered, { parameters, memory }: Around): Told {
	const creator = readCreator(body);
	if (creator === undefined) return NOTHING;
	const kind = topic === 'METAOBJECTS_CREATE' ? 'create' : 'update';
	const { events, remembers } = creatorEvents(creator, kind, memory, { shop, receivedAt: iso(receivedAt) });
	const facts = factsOf(creator);
	return {
		change: remembers ? 'now' : 'none',
		events: events.filter(
			(event) => parameters.events.includes(event.event) && isWanted(event, parameters.filters, facts),
		),
	};
}

const factsOf = (creator: Creator | undefined, order?: Order): Facts => ({
	tierKey: creator?.tierKey,
	campaigns: [...(order?.attribution?.campaignIds ?? []), creator?.campaignId, creator?.campaignTitle],
});

async function fromOrder(delivered: Delivered, around: Around): Promise<Told> {
	const { memory, parameters } = around;
	const { events: chosen, filters } = parameters;
	const order = readOrder(delivered.body);
	const attribution = order?.attribution;
	if (order === undefined || attribution === undefined) return NOTHING;
	if (order.details.isTest === true && !filters.includeTestOrders) return NOTHING;
	const delivery: OrderDelivery = {
		topic: delivered.topic === 'ORDERS_CREATE' ? 'create' : 'updated',
		digest: delivered.digest,
	};
	const wantsOrder =
		chosen.includes('order.attributed') && isFirstTold(order, delivery, memory, delivered.receivedAt);
	const wantsMilestone = chosen.includes('milestone.reached');
	if (!wantsOrder && !wantsMilestone) return NOTHING;

	// Everything that has to be asked is asked first: what is decided below is decided and remembered at once.
	const creator = await lookUp(delivered, around, order);
	const partner: EventPartner = creator?.partner ?? {
		...known({ creatorId: attribution.creatorId, handle: attribution.creatorHandle }),
	};
	const context = { shop: delivered.shop, receivedAt: iso(delivered.receivedAt) };
	const facts = factsOf(creator, order);
	const told: Told = { events: [], change: 'none' };
	const partners = { id: creator?.campaignId, title: creator?.campaignTitle };
	const campaign = campaignOf(order.details.campaignId, partners);
	const orderTold = orderEvent(order, partner, campaign, context);
	const isToldWanted = isWanted(orderTold, filters, facts);
	const creatorId = attribution.creatorId ?? partner.creatorId;
	const sales =
		wantsMilestone && creatorId !== undefined
			? await salesOf(
					delivered,
					around,
					order,
					{ id: creatorId, handle: partner.handle },
					wantsOrder && isToldWanted,
				)
			: undefined;

	if (wantsOrder && isFirstTold(order, delivery, memory, delivered.receivedAt)) {
		rememberTold(order, delivery, memory);
		told.change = 'soon';
		if (isToldWanted) told.events.push(orderTold);
	}
	if (sales !== undefined && creatorId !== undefined) {
		const before = memory.milestones.get(creatorId);
		const reached = milestoneEvents(
			sales,
			parameters.thresholds,
			memory,
			{ creatorId, partner, campaign: campaignOf(undefined, partners) },
			markOf(delivery),
			context,
		);
		if (memory.milestones.get(creatorId) !== before) told.change = 'now';
		told.events.push(...reached.filter((event) => isWanted(event, filters, facts)));
	}
	return told;
}

/** Who the partner is. Without an answer an event goes out with what the order tells, unless a filter has to know more. */
async function lookUp(
	{ shop, receivedAt }: Delivered,
	{ admin, patient, parameters, warn }: Around,
	order: Order,
): Promise<Creator | undefined> {
	if (order.attribution === undefined) return undefined;
	try {
		return await findCreator(admin(), patient, shop, order.attribution, receivedAt);
	} catch (fault) {
		if (!(fault instanceof ShopifyError) || needsPartner(parameters.filters)) return raise(fault);
		warn(`The partner of order ${order.id} could not be read: ${fault.message}`);
		return undefined;
	}
}

/** The sales as they are now. If they cannot be read, an order that is told goes out all the same: the next one counts again. */
async function salesOf(
	{ receivedAt }: Delivered,
	{ admin, memory, parameters, warn }: Around,
	order: Order,
	creator: { id: string; handle: string | undefined },
	hasOther: boolean,
): Promise<Sales | undefined> {
	try {
		return await addUp(admin(), creator, order, {
			since: memory.since,
			includeTests: parameters.filters.includeTestOrders,
			now: receivedAt,
		});
	} catch (fault) {
		if (!(fault instanceof ShopifyError) || !hasOther) return raise(fault);
		warn(`The sales of creator ${creator.id} could not be added up: ${fault.message}`);
		return undefined;
	}
}
