import type { INodeExecutionData } from 'n8n-workflow';
import { NotSentError } from '../api/failure';
import { endsTheRun, isCutByTime } from './faults';
import { nodeError } from './nodeError';
import type { EachItem } from './operation';
import { type Prepared, prepareAll } from './prepare';
import type { Run, ShopifyRun } from './run';
import { listOfItems } from './ranges';
import { failed, notSent } from './rowOutputs';

/**
 * Runs an operation item by item: all items are checked first, then done side by side under the limits. Every input item
 * gives its output or its own error, paired. With "Stop Workflow" the first failed item ends the run: nothing more is sent,
 * what is under way is awaited, and the error says which items were done.
 */
export function eachItem<Task, R extends ShopifyRun = Run>(
	operation: EachItem<Task, R>,
): (run: R) => Promise<INodeExecutionData[]> {
	return async (run) => {
		const prepared = refused(operation, await prepareAll(run, operation.prepare));
		if (run.stopsAtFirstFailure) refuseBadInput(run, prepared);

		const outputs = new Array<INodeExecutionData[]>(prepared.length);
		const lanes = new Map<string, Promise<void>>();
		let first: { index: number; fault: unknown } | undefined;
		let ending: unknown;

		const doOne = async (index: number, task: Task): Promise<void> => {
			try {
				const json = await operation.perform(task, run);
				outputs[index] = [json].flat().map((each) => ({ json: each, pairedItem: { item: index } }));
			} catch (fault) {
				run.context.getExecutionCancelSignal()?.throwIfAborted();
				if (isCutByTime(fault)) {
					outputs[index] = [notSent(fault, index, run)];
					return;
				}
				if (run.stopsAtFirstFailure) {
					if (fault instanceof NotSentError) return;
					first ??= { index, fault };
					run.stop();
					return;
				}
				// After a refused key nothing else can succeed: the items that wait share the fault instead of a request each.
				if (endsTheRun(fault)) {
					ending ??= fault;
					run.stop();
				}
				outputs[index] = [failed(fault instanceof NotSentError ? (ending ?? fault) : fault, index, run)];
			}
		};

		await Promise.all(
			prepared.map(async (row, index) => {
				if ('fault' in row) {
					outputs[index] =
						row.fault instanceof NotSentError
							? [notSent(row.fault, index, run)]
							: [failed(row.fault, index, run)];
					return;
				}
				const lane = operation.target?.(row.task);
				if (lane === undefined) return await doOne(index, row.task);
				const turn = (lanes.get(lane) ?? Promise.resolve()).then(async () => {
					if (first === undefined) await doOne(index, row.task);
				});
				lanes.set(lane, turn);
				await turn;
			}),
		);

		if (first !== undefined) {
			const done = [...outputs.keys()].filter((index) => outputs[index] !== undefined);
			throw nodeError(run.context.getNode(), first.fault, run.where, {
				itemIndex: first.index,
				also:
					run.itemCount > 1 ? `${numbered(first.index, run)} ${doneSoFar(done, run.itemCount)}` : undefined,
			});
		}
		return outputs.flat();
	};
}

function refused<Task, R extends ShopifyRun>(
	operation: EachItem<Task, R>,
	prepared: Array<Prepared<Task>>,
): Array<Prepared<Task>> {
	if (operation.refuse === undefined) return prepared;
	const faults = operation.refuse(
		prepared.flatMap((row, index) => ('task' in row ? [{ index, task: row.task }] : [])),
	);
	return prepared.map((row, index) => {
		const fault = faults.get(index);
		return fault === undefined ? row : { fault };
	});
}

/** With "Stop Workflow" bad input ends the run before anything is written; how many more items have some is said too. */
export function refuseBadInput<Task>(run: ShopifyRun, prepared: Array<Prepared<Task>>): void {
	const bad = prepared.flatMap((row, index) =>
		'fault' in row && !(row.fault instanceof NotSentError) ? [{ index, fault: row.fault }] : [],
	);
	const [first] = bad;
	if (first === undefined) return;
	const others = bad.slice(1).map(({ index }) => index);
	throw nodeError(run.context.getNode(), first.fault, run.where, {
		itemIndex: first.index,
		also:
			run.itemCount > 1
				? `${numbered(first.index, run)} Nothing was sent.${others.length > 0 ? ` Look at ${listOfItems(others)} too.` : ''}`
				: undefined,
	});
}

/** n8n writes “[item 1]” behind the message for the second item, and nothing for the first. */
export const numbered = (index: number, run: ShopifyRun): string =>
	`This is item ${index + 1} of ${run.itemCount}, counting from 1.`;

const doneSoFar = (done: number[], of: number): string =>
	done.length === 0
		? `None of the ${of} items was done.`
		: `${done.length} of ${of} items ${done.length === 1 ? 'was' : 'were'} done before: ${listOfItems(done)}.`;
