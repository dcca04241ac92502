import type { FillOutcome } from '../../api/drop/fill';
import { endsTheRun } from '../../api/failure';
import { known } from '../../api/narrow';
import type { Partner } from '../../api/readers/partner';
import { output, partnerReference } from '../../fields/outputs';
import type { RowResult } from '../../runtime/operation';
import type { Run } from '../../runtime/run';

/** What each row of a merged run came to, as its output tells it. */
export function rowResults<Task>(
	rows: Array<{ index: number; task: Task }>,
	outcomes: Map<number, FillOutcome>,
	partnerOf: (task: Task) => Partner,
): Map<number, RowResult> {
	const results = new Map<number, RowResult>();
	for (const { index, task } of rows) {
		const outcome = outcomes.get(index);
		if (outcome === undefined) continue;
		results.set(index, 'fault' in outcome ? outcome : { json: rowOutput(outcome, partnerOf(task)) });
	}
	return results;
}

const rowOutput = (outcome: Exclude<FillOutcome, { fault: unknown }>, partner: Partner) =>
	output(
		known({
			status: outcome.status,
			drop: known({ id: outcome.drop.id, title: outcome.drop.title }),
			product: outcome.product && { id: outcome.product.id, given: outcome.product.given },
			enhancementId: outcome.enhancementId,
			partner: partnerReference(partner),
			request: outcome.request,
		}),
	);

/** With "Stop Workflow", or after a refused key, nothing more is sent once a request has failed. */
export const stopOnFault =
	(run: Run) =>
	(fault: unknown): void => {
		run.context.getExecutionCancelSignal()?.throwIfAborted();
		if (run.stopsAtFirstFailure || endsTheRun(fault)) run.scheduler.stop();
	};
