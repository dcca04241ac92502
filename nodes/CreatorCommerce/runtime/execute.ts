import { type IExecuteFunctions, type INodeExecutionData, ManualExecutionCancelledError } from 'n8n-workflow';
import { InputError, raise } from '../api/failure';
import { asNumber, asRecord } from '../api/narrow';
import { summaryHint } from './hints';
import { clock } from './clock';
import { isOurs } from './faults';
import { NOWHERE, nodeError } from './nodeError';
import { openRun } from './openRun';
import type { Operation } from './operation';
import type { ShopifyRun } from './run';

/**
 * Runs an operation over the input items of an execution.
 * @throws NodeOperationError or NodeApiError, with the item where there is one; ManualExecutionCancelledError on cancel
 */
export async function execute(
	context: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[]> {
	const node = context.getNode();
	let where = NOWHERE;
	try {
		const run = openRun(context, operation.writes ? stopAt(context) : undefined);
		where = run.where;
		const outputs = await perform(operation, run);
		const hint = operation.writes ? summaryHint(run, outputs) : undefined;
		if (hint) context.addExecutionHints(hint);
		return outputs;
	} catch (fault) {
		// n8n takes a run as cancelled, not as failed, by this class alone: the signal's own reason would start error workflows.
		if (context.getExecutionCancelSignal()?.aborted) {
			return raise(new ManualExecutionCancelledError(context.getExecutionId()));
		}
		if (isOurs(fault)) throw nodeError(node, fault, where);
		return raise(fault);
	}
}

/** The credential that the operation cannot do without is read first: if it cannot be used, that is no item's fault. */
async function perform(operation: Operation, run: ShopifyRun): Promise<INodeExecutionData[]> {
	if (operation.stores !== 'shopify') return await operation.execute({ ...run, ...(await run.store()) });
	await run.shopify();
	return await operation.execute(run);
}

/** In ms of the clock. Minutes are given; the same for all items, so the first one is asked. */
function stopAt(context: IExecuteFunctions): number | undefined {
	const given = asRecord(context.getNodeParameter('options', 0, {})).stopAfter;
	if (given === undefined || given === '' || given === 0) return undefined;
	const minutes = asNumber(given);
	if (minutes === undefined || minutes < 0) {
		throw new InputError(
			'Stop After is not a number of minutes',
			'Stop After',
			'Use a number such as 4, or 0 for no end.',
		);
	}
	return clock.now() + minutes * 60_000;
}
