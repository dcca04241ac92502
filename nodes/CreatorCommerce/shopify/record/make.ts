import type { ShopifyAdmin } from '../client';
import { ShopifyError, raise } from '../failure';
import { asList, asText, at, bareId } from '../narrow';
import { ORDER_CREATE, type OrderDraft, createVariables } from './draft';
import { recordedNow } from './find';
import { matchOf, tooNewForSearch } from './match';
import { forgetOrder, oneAtATime, orderMade, rememberOrder } from './memory';
import type { RecordHooks, RecordOutcome } from './outcome';
import { type OrderPace, isOrderLimit, sharedPace } from './pace';

/** So often an order is sent whose answer was lost and that is nowhere to be found. */
const TRIES = 3;
/** Pauses before each look after an answer that was lost: the order may still be in the making. */
const LOOK_AFTER_MS = [0, 3_000, 10_000];

const keyOf = (admin: ShopifyAdmin, draft: OrderDraft): string => `${admin.store} ${draft.sourceIdentifier}`;

/** Makes the order, unless this process has made it since it was looked for. */
export async function recordOnce(
	admin: ShopifyAdmin,
	draft: OrderDraft,
	hooks: RecordHooks,
): Promise<RecordOutcome> {
	const key = keyOf(admin, draft);
	return await oneAtATime(admin, key, async () => {
		const remembered = orderMade(key);
		if (remembered !== undefined) {
			const order = (await recordedNow(admin, [remembered])).get(remembered);
			const isIt = order?.sourceIdentifier === draft.sourceIdentifier;
			const match = isIt ? matchOf([order], draft) : undefined;
			if (match !== undefined) return match;
			// Somebody has deleted it.
			forgetOrder(key);
		}
		const outcome = await make(admin, draft, hooks);
		if (outcome.kind === 'created') rememberOrder(key, outcome.order.id);
		return outcome;
	});
}

async function make(admin: ShopifyAdmin, draft: OrderDraft, hooks: RecordHooks): Promise<RecordOutcome> {
	const pace = sharedPace(admin.store);
	let lost = 0;
	for (;;) {
		await untilFree(admin, pace, hooks);
		const sent = pace.sent(hooks.now());
		try {
			const { orderCreate } = await admin.call(ORDER_CREATE, createVariables(draft));
			const [error] = asList(at(orderCreate, 'userErrors'));
			const id = bareId(at(orderCreate, 'order', 'id'));
			if (id !== undefined) {
				return {
					kind: 'created',
					order: { id, name: asText(at(orderCreate, 'order', 'name')) ?? '' },
					foundLater: false,
				};
			}
			const said = asText(at(error, 'message')) ?? 'no reason was given';
			if (!isOrderLimit(said)) {
				const path = asList(at(error, 'field')).map(String);
				return { kind: 'refused', said, field: path.length === 0 ? undefined : path.join('.') };
			}
			pace.refused(sent, hooks.now());
		} catch (fault) {
			if (!(fault instanceof ShopifyError) || fault.effect !== 'unknown') return raise(fault);
			lost += 1;
			const found = await lookFor(admin, draft, fault);
			if (found.kind !== 'absent') return found;
			if (lost >= TRIES) return { kind: 'unknown', fault };
		}
	}
}

async function untilFree(admin: ShopifyAdmin, pace: OrderPace, hooks: RecordHooks): Promise<void> {
	for (let ms = pace.before(hooks.now()); ms > 0; ms = pace.before(hooks.now())) await admin.pause(ms);
}

/** Looks for an order whose answer was lost, several times, before it is believed that there is none. */
async function lookFor(
	admin: ShopifyAdmin,
	draft: OrderDraft,
	lost: ShopifyError,
): Promise<RecordOutcome | { kind: 'absent' }> {
	try {
		for (const pauseMs of LOOK_AFTER_MS) {
			if (pauseMs > 0) await admin.pause(pauseMs);
			const orders = (await tooNewForSearch(admin)).get(draft.sourceIdentifier);
			const match = matchOf(orders, draft);
			if (match?.kind === 'existing') return { kind: 'created', order: match.order, foundLater: true };
			if (match !== undefined) return match;
		}
		return { kind: 'absent' };
	} catch {
		// No look, no knowledge: neither "created" nor "not sent" would be true.
		return { kind: 'unknown', fault: lost };
	}
}
