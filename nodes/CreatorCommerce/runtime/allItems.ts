import type { INodeExecutionData } from 'n8n-workflow';
import { NotSentError } from '../api/failure';
import { numbered, refuseBadInput } from './eachItem';
import { nodeError } from './nodeError';
import type { AllItems, RowResult } from './operation';
import { prepareAll } from './prepare';
import { listOfItems } from './ranges';
import type { Run, ShopifyRun } from './run';
import { endsTheRun, isOurs } from './faults';
import { breathe } from './breathe';
import { failed, notSent } from './rowOutputs';

/**
 * Runs an operation over all items together: every item is checked first, the usable ones are handed over at once, and each
 * input item gives exactly one output, in input order and paired.
 */
export function allItems<Task, R extends ShopifyRun = Run>(
	operation: AllItems<Task, R>,
): (run: R) => Promise<INodeExecutionData[]> {
	return async (run) => {
		const node = run.context.getNode();
		const neverStop = operation.rowsNeverStop;
		const prepared = await prepareAll(run, operation.prepare);
		if (run.stopsAtFirstFailure && !neverStop) refuseBadInput(run, prepared);
		// A refused key is no row's own: nothing was written yet, so the run ends with it.
		const ending = prepared.find((row) => 'fault' in row && endsTheRun(row.fault));
		if (neverStop && ending && 'fault' in ending) throw ending.fault;

		const rows = prepared.flatMap((row, index) => ('task' in row ? [{ index, task: row.task }] : []));
		const results = rows.length > 0 ? await operation.perform(rows, run) : new Map<number, RowResult>();
		const resultOf = (index: number): RowResult => {
			const row = prepared[index];
			if (row && 'fault' in row) return row;
			const result = results.get(index);
			// A row without a result would be a row lost: that is a slip of ours, and must be loud.
			if (result === undefined) throw new TypeError(`item ${index + 1} was given no result`);
			return result;
		};

		const outputs: INodeExecutionData[] = [];
		let first: { index: number; fault: unknown } | undefined;
		const done: number[] = [];
		for (let index = 0; index < run.itemCount; index += 1) {
			if (index % 500 === 499) await breathe();
			const result = resultOf(index);
			if ('json' in result) {
				done.push(index);
				outputs.push({ json: result.json, pairedItem: { item: index } });
			} else if (
				neverStop &&
				(node.onError !== 'continueErrorOutput' || result.fault instanceof NotSentError)
			) {
				if (!isOurs(result.fault)) throw result.fault;
				outputs.push({ json: neverStop.failed(result.fault, run, index), pairedItem: { item: index } });
			} else if (neverStop) {
				outputs.push(failed(result.fault, index, run));
			} else if (result.fault instanceof NotSentError && result.fault.reason === 'timeIsUp') {
				outputs.push(notSent(result.fault, index, run));
			} else {
				if (!(result.fault instanceof NotSentError)) first ??= { index, fault: result.fault };
				if (!run.stopsAtFirstFailure) outputs.push(failed(result.fault, index, run));
			}
		}
		if (run.stopsAtFirstFailure && first !== undefined) {
			throw nodeError(node, first.fault, run.where, {
				itemIndex: first.index,
				also:
					run.itemCount > 1
						? `${numbered(first.index, run)} ${done.length} of ${run.itemCount} items were done${done.length > 0 ? `: ${listOfItems(done)}` : ''}.`
						: undefined,
			});
		}
		return outputs;
	};
}
