import type { IDataObject } from 'n8n-workflow';
import { InputError } from '../../api/failure';
import { known } from '../../api/narrow';
import { writeOptions } from '../../fields/common';
import type { Creator } from '../../fields/creator';
import { markOf } from '../../fields/markOrder';
import { output } from '../../fields/outputs';
import { partnerLocator } from '../../fields/partner';
import { readDraft } from '../../fields/readRecordOrder';
import { recordAdditionalFields, recordFields, recordOptions } from '../../fields/recordOrder';
import { allItems } from '../../runtime/allItems';
import { explain } from '../../runtime/messages';
import type { RowResult, ShopifyOperation } from '../../runtime/operation';
import { listOfItems } from '../../runtime/ranges';
import type { ShopifyRun } from '../../runtime/run';
import type { OrderDraft } from '../../shopify/record/draft';
import type { RecordOutcome } from '../../shopify/record/outcome';
import { recordOrders } from '../../shopify/record/run';
import { capital, hooksOf } from './hooks';

interface Task {
	creator: Creator;
	draft: OrderDraft;
}

export const create: ShopifyOperation = {
	name: 'Create',
	value: 'create',
	action: 'Create order',
	description:
		'Record an order made somewhere else (a till, an app, a marketplace) and credit it to a partner; each source identifier once',
	stores: 'shopify',
	fields: [partnerLocator, ...recordFields, recordAdditionalFields, writeOptions(...recordOptions)],
	writes: true,
	execute: allItems<Task, ShopifyRun>({
		async prepare(item, run) {
			const [{ creator, mark }, draft] = await Promise.all([markOf(item, run), readDraft(item, run)]);
			return { creator, draft: { ...draft, mark } };
		},
		async perform(rows, run) {
			const outcomes = await recordOrders(
				await run.shopify(),
				rows.map(({ index, task: { draft } }) => ({ index, draft })),
				hooksOf(run),
			);
			run.context.getExecutionCancelSignal()?.throwIfAborted();
			const results = new Map<number, RowResult>();
			for (const { index, task } of rows) {
				const outcome = outcomes.get(index);
				if (outcome !== undefined) results.set(index, resultOf(outcome, task, run));
			}
			return results;
		},
	}),
};

function resultOf(outcome: RecordOutcome, { draft, creator }: Task, run: ShopifyRun): RowResult {
	const { sourceIdentifier } = draft;
	const fail = (what: string, field: string, todo: string): RowResult => ({
		fault: new InputError(what, field, todo),
	});
	switch (outcome.kind) {
		case 'created':
			return {
				json: show('created', outcome.order, draft, creator, { foundLater: outcome.foundLater || undefined }),
			};
		case 'existing': {
			const isCredited = outcome.order.creatorIds.length > 0;
			return {
				json: show('existing', outcome.order, draft, creator, {
					isCredited,
					...(!isCredited && { advice: 'The order is credited to nobody. Use Attribute to mark it.' }),
				}),
			};
		}
		case 'rowsDisagree':
			return fail(
				`${capital(listOfItems(outcome.indexes))} have the source identifier ${sourceIdentifier} and differ`,
				'Source Identifier',
				'Nothing was recorded for it. Give all line items of one order in one item, or each order an identifier of its own.',
			);
		case 'otherSource':
			return fail(
				`The source identifier ${sourceIdentifier} is that of the order ${outcome.order.name}, which came from “${outcome.order.sourceName ?? 'elsewhere'}”`,
				'Source Identifier',
				`Nothing was recorded. Where two sources number alike, put the source in front: ${draft.sourceName}-${sourceIdentifier}.`,
			);
		case 'taken':
			return fail(
				`The order ${sourceIdentifier} is recorded already (${outcome.order.name}), for another partner (creator ID ${outcome.order.creatorIds.join(', ')})`,
				'Partner',
				'Nothing was changed. Use Attribute with Overwrite to credit it to this partner.',
			);
		case 'refused':
			return fail(
				`Shopify did not record the order ${sourceIdentifier}: “${outcome.said}”${outcome.field === undefined ? '' : ` (${outcome.field})`}`,
				'Line Items',
				'Nothing was recorded. Change what Shopify names, then run the item again.',
			);
		case 'unknown': {
			const why = explain(outcome.fault, run.where)?.what ?? 'Shopify gave no answer';
			return fail(
				`Whether the order ${sourceIdentifier} was recorded is not known: ${why}`,
				'Source Identifier',
				'Run the item again in some minutes: it looks for the order first, and records it only if it is not there.',
			);
		}
		case 'fault':
			return outcome;
	}
}

const show = (
	status: 'created' | 'existing',
	order: { id: string; name: string },
	draft: OrderDraft,
	creator: Creator,
	more: Record<string, unknown>,
): IDataObject =>
	output(
		known({
			status,
			order: { id: order.id, name: order.name },
			source: draft.sourceName,
			sourceIdentifier: draft.sourceIdentifier,
			partner: known({
				id: creator.collabId,
				creatorId: creator.creatorId,
				handle: creator.handle,
				email: creator.email,
			}),
			campaignId: draft.mark.campaignId,
			...more,
		}),
	);
