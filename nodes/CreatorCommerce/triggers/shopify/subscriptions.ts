import { createHash } from 'crypto';
import { raise } from '../../api/failure';
import {
	ShopifyError,
	type ShopifyAdmin,
	type Subscription,
	type Topic,
	createWebhook,
	deleteWebhook,
	listWebhooks,
	updateWebhook,
} from '../../shopify';
import { FILTERS } from './topics';

/** Who registers: one node's address in one n8n. */
export interface Registrant {
	/** The address Shopify is to call. */
	url: string;
	/** Names the n8n, so that a copy of the workflow in another one has subscriptions of its own. */
	instanceId: string;
	/** Ids the node remembers as its own; they stay its own when the address changes. */
	remembered: readonly string[];
}

export interface Wanted {
	topic: Topic;
	uri: string;
	name: string;
	filter?: string;
}

/**
 * A subscription's name: the same for the same n8n and webhook path, whatever the host, so that it is found again after a
 * restart or a move; another for another workflow and for the test address. 30–47 of at most 50 signs.
 */
export function nameOf(registrant: Registrant, topic: Topic): string {
	return `${prefixOf(registrant)}${topic.toLowerCase().replace(/_/g, '-')}`;
}

function prefixOf({ url, instanceId }: Registrant): string {
	const path = new URL(url).pathname.replace(/\/+$/, '');
	return `n8n-cc-${createHash('sha256').update(`${instanceId}\n${path}`).digest('hex').slice(0, 20)}-`;
}

const wantedFor = (registrant: Registrant, topics: readonly Topic[]): Wanted[] =>
	topics.map((topic) => ({
		topic,
		uri: registrant.url,
		name: nameOf(registrant, topic),
		...(FILTERS[topic] !== undefined && { filter: FILTERS[topic] }),
	}));

/** By its name, by the very address, or because the node made it: nothing else is ever touched. */
function isOwn(subscription: Subscription, registrant: Registrant): boolean {
	return (
		subscription.uri === registrant.url ||
		subscription.name?.startsWith(prefixOf(registrant)) === true ||
		registrant.remembered.includes(subscription.id)
	);
}

const matches = (subscription: Subscription, wanted: Wanted): boolean =>
	subscription.uri === wanted.uri &&
	(subscription.filter ?? '') === (wanted.filter ?? '') &&
	subscription.includeFields.length === 0 &&
	(subscription.format === undefined || subscription.format === 'JSON') &&
	subscription.name === wanted.name;

interface Plan {
	kept: Subscription[];
	missing: Wanted[];
	changed: Array<{ id: string; wanted: Wanted }>;
	surplus: string[];
}

export function plan(existing: readonly Subscription[], registrant: Registrant, wanted: Wanted[]): Plan {
	const own = existing.filter((subscription) => isOwn(subscription, registrant));
	const result: Plan = { kept: [], missing: [], changed: [], surplus: [] };
	const used = new Set<string>();
	for (const each of wanted) {
		const candidates = own.filter(({ topic }) => topic === each.topic);
		const chosen = candidates.find((subscription) => matches(subscription, each)) ?? candidates[0];
		if (chosen === undefined) {
			result.missing.push(each);
			continue;
		}
		used.add(chosen.id);
		if (matches(chosen, each)) result.kept.push(chosen);
		else result.changed.push({ id: chosen.id, wanted: each });
	}
	result.surplus = own.filter(({ id }) => !used.has(id)).map(({ id }) => id);
	return result;
}

const isDone = ({ missing, changed, surplus }: Plan): boolean =>
	missing.length + changed.length + surplus.length === 0;

/** Whether exactly what is wanted is there. A fault is thrown: "not known" is not "none". */
export async function isRegistered(
	admin: ShopifyAdmin,
	registrant: Registrant,
	topics: readonly Topic[],
): Promise<boolean> {
	return isDone(plan(await listWebhooks(admin), registrant, wantedFor(registrant, topics)));
}

/** Passing faults and answers that got lost are met by looking again; after so many rounds it is given up. */
const ROUNDS = 4;

/**
 * Makes what is there equal to what is wanted: looks, creates what is missing, mends what differs, deletes surplus of its
 * own, and looks again until nothing is left to do. A create whose answer was lost is therefore never made twice.
 * @returns the ids that stay
 * @throws ShopifyError
 */
export async function register(
	admin: ShopifyAdmin,
	registrant: Registrant,
	topics: readonly Topic[],
): Promise<string[]> {
	const wanted = wantedFor(registrant, topics);
	let fault: ShopifyError | undefined;
	for (let round = 0; round < ROUNDS; round++) {
		const todo = plan(await listWebhooks(admin), registrant, wanted);
		if (isDone(todo)) return todo.kept.map(({ id }) => id);
		fault = undefined;
		// Deleting first: what is in the way of a name or an address goes before it is needed.
		for (const id of todo.surplus) await deleteWebhook(admin, id);
		for (const { id, wanted: each } of todo.changed) await updateWebhook(admin, id, each);
		for (const each of todo.missing) {
			try {
				await createWebhook(admin, each.topic, each);
			} catch (caught) {
				// Whether it took place is seen in the next round.
				if (!(caught instanceof ShopifyError) || !caught.passes) return raise(caught);
				fault = caught;
				break;
			}
		}
	}
	const left = plan(await listWebhooks(admin), registrant, wanted);
	if (isDone(left)) return left.kept.map(({ id }) => id);
	throw (
		fault ?? new ShopifyError('rejected', 'WebhookCreate', 'the subscriptions do not stay as they were set')
	);
}

/**
 * Creates what is missing of an active node, at the address of what is left, and touches nothing else: another process of this
 * n8n may not know the address. With nothing left there is nothing to go by; the next activation or start mends that.
 * @returns the topics that were missing
 * @throws ShopifyError
 */
export async function addMissing(
	admin: ShopifyAdmin,
	registrant: Registrant,
	topics: readonly Topic[],
): Promise<Topic[]> {
	const own = async (): Promise<Subscription[]> =>
		(await listWebhooks(admin)).filter((subscription) => isOwn(subscription, registrant));
	const before = await own();
	const [url, ...others] = [...new Set(before.map(({ uri }) => uri))];
	if (url === undefined || others.length > 0) return [];
	const missing = wantedFor({ ...registrant, url }, topics).filter(
		({ topic }) => !before.some((subscription) => subscription.topic === topic),
	);
	if (missing.length === 0) return [];
	for (const each of missing) await createWebhook(admin, each.topic, each);
	// Deactivated meanwhile: then what was made just now is all there is.
	const isMade = ({ topic }: Subscription): boolean => missing.some((each) => each.topic === topic);
	const after = await own();
	if (!after.every(isMade)) return missing.map(({ topic }) => topic);
	for (const { id } of after) await deleteWebhook(admin, id);
	return [];
}

/** Deletes every subscription of this node, and no other. */
export async function unregister(admin: ShopifyAdmin, registrant: Registrant): Promise<void> {
	for (const subscription of await listWebhooks(admin)) {
		if (isOwn(subscription, registrant)) await deleteWebhook(admin, subscription.id);
	}
}
