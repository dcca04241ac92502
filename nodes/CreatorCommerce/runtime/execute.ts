import { type IExecuteFunctions, type INodeExecutionData, ManualExecutionCancelledError } from 'n8n-workflow';
import { InputError, raise } from '../api/failure';
import { asNumber, asRecord } from '../api/narrow';
import { summaryHint } from './hints';
import { NOWHERE, nodeError } from './nodeError';
import type { Operation } from './operation';
import { type Run, openStore } from './run';
import { isOurs } from './faults';

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
		const store = await openStore(
			context,
			context.getExecutionCancelSignal(),
			operation.writes ? stopAfter(context) : undefined,
		);
		where = store.settings;
		const run: Run = {
			...store,
			context,
			itemCount: context.getInputData().length,
			stopsAtFirstFailure: !context.continueOnFail(),
		};
		const outputs = await operation.execute(run);
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

/** Minutes; the same for all items, so the first one is asked. */
function stopAfter(context: IExecuteFunctions): number | undefined {
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
	return minutes;
}
