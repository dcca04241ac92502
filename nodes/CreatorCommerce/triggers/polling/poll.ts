import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { InputError, raise } from '../../api/failure';
import { asList, known } from '../../api/narrow';
import { collabsIn } from '../../api/partner/list';
import { unwrap } from '../../api/readers/lists';
import { output } from '../../fields/outputs';
import { NOWHERE, nodeError } from '../../runtime/nodeError';
import { type Store, openStore } from '../../runtime/run';
import { isOurs } from '../../runtime/faults';
import type { CreatorCommerceEvent } from '../event';
import { POLLED_EVENTS, type PolledEvent, eventsBetween } from './events';
import { readMemory } from './memory';
import { scan } from './scan';
import { readSections } from './sections';

/**
 * The share of a minute's reads that one poll may use: the rest is left to the workflows that share the key, and a poll is done
 * well within the minute to the next one.
 */
const SHARE_OF_READS = 0.5;

/**
 * One poll. A scheduled poll compares the partners with what is remembered and gives the events; the first one only remembers,
 * in steps if the store is large. A manual test gives a sample of each chosen event from a partner of the store.
 * @throws NodeApiError or NodeOperationError
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	let where = NOWHERE;
	try {
		const events = chosenEvents(context);
		const store = await openStore(context, undefined);
		where = store.settings;
		const found =
			context.getMode() === 'manual' ? await sample(store, events) : await scheduled(context, store, events);
		return found.length > 0 ? [found.map((event) => ({ json: output(known({ ...event })) }))] : null;
	} catch (fault) {
		if (isOurs(fault)) throw nodeError(context.getNode(), fault, where);
		return raise(fault);
	}
}

async function scheduled(
	context: IPollFunctions,
	{ api, settings }: Store,
	events: PolledEvent[],
): Promise<CreatorCommerceEvent[]> {
	const now = new Date().toISOString();
	const data = context.getWorkflowStaticData('node');
	// readMemory copies: if the poll fails half way, its events are lost with it, so what it remembered must be too.
	const memory = readMemory(data.memory, now);
	const isFirst = !memory.baselined;
	const result = await scan(api, memory, {
		events,
		requests: Math.max(1, Math.floor(settings.limits.readsPerMinute * SHARE_OF_READS)),
		now,
	});
	data.memory = { ...memory };
	if (result.cutShort) {
		context.logger.warn(
			`CreatorCommerce handed out ${result.cutShort.met} of ${result.cutShort.totalCount ?? 'an unknown number of'} partners: changes of the others cannot be seen by polling`,
			{ node: context.getNode().name },
		);
	}
	if (isFirst) {
		context.logger.info(
			`${Object.keys(memory.partners).length} partners remembered${result.finished ? '' : '; the next poll goes on'}`,
			{ node: context.getNode().name },
		);
	}
	return result.events;
}

/** What the events will look like, made from the newest change of a partner on the first page of the list. */
async function sample({ api, partners }: Store, events: PolledEvent[]): Promise<CreatorCommerceEvent[]> {
	const [row] = asList(collabsIn(await api.call('getChannelCollabs'))).slice(-1);
	const listed = readSections(row);
	if (listed === undefined) return [];
	const { record } = await partners.readFresh(listed.partner.collabId);
	const now = readSections(unwrap(record, 'collab')) ?? listed;
	const context = { shop: api.shopDomain, polledAt: new Date().toISOString() };
	const unlike = {
		row: '',
		sections: { profile: '', agreement: '', drops: '', content: '' },
		isOnboarded: false,
	};
	const all = [
		...eventsBetween(undefined, { ...now, isOnboarded: false }, context),
		...eventsBetween(
			unlike,
			{ ...now, isOnboarded: true, partner: { ...now.partner, isOnboarded: true } },
			context,
		),
	];
	return all.filter(({ event }) => events.some((chosen) => chosen === event));
}

function chosenEvents(context: IPollFunctions): PolledEvent[] {
	const given: unknown = context.getNodeParameter('events', []);
	const chosen = POLLED_EVENTS.filter((event) => asList(given).includes(event));
	if (chosen.length === 0) {
		throw new InputError('No event is chosen', 'Trigger On', 'Choose at least one event under Trigger On.');
	}
	return chosen;
}
