import type { FillOutcome, FillTarget } from '../../api/drop/target';
import type { ProductRow } from '../../api/drop/product';
import { endsTheRun } from '../../api/failure';
import { known } from '../../api/narrow';
import type { Partner } from '../../api/readers/partner';
import { shown } from '../../api/text';
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

interface LeftOut {
	product?: ProductRow;
	unavailable?: string;
	partner: Partner;
	drop?: { id?: string; title?: string };
}

/** Rows whose product customers cannot buy are answered here; nothing is sent for them. */
export function withoutUnavailable<Task>(
	rows: Array<{ index: number; task: Task }>,
	of: (task: Task) => LeftOut,
): { available: typeof rows; skipped: Map<number, RowResult> } {
	const skipped = new Map<number, RowResult>();
	const available = rows.filter(({ index, task }) => {
		const { unavailable, product, drop, partner } = of(task);
		if (unavailable === undefined) return true;
		const json = known({
			status: 'skipped',
			reason: unavailable,
			drop: drop && known({ id: drop.id, title: drop.title }),
			product: product && { id: product.id, given: product.given },
			partner: partnerReference(partner),
		});
		skipped.set(index, { json: output(json) });
		return false;
	});
	return { available, skipped };
}

/** Told where Skip Products Already There could not look at everything: then a product may be in a drop twice. */
export function hintAtUnknown(run: Run, targets: FillTarget[]): void {
	const unsure = targets.filter(({ dropId, before, skipExisting }) => {
		const drop = skipExisting ? run.drops.named(before).find(({ id }) => id === dropId) : undefined;
		return (
			drop !== undefined &&
			(!drop.populated || drop.products.some(({ shopifyId }) => shopifyId === undefined))
		);
	});
	if (unsure.length === 0) return;
	const titles = unsure.slice(0, 5).map(({ dropId, before }) => {
		const title = before.find(({ id }) => id === dropId)?.title;
		return `“${shown(title ?? dropId ?? '')}”`;
	});
	run.context.addExecutionHints({
		type: 'warning',
		location: 'outputPane',
		message: `CreatorCommerce named some products of the ${unsure.length === 1 ? 'drop' : 'drops'} ${titles.join(', ')} by internal IDs only, so whether a product was there already could not always be told. Look whether one is in twice.`,
	});
}

/** With "Stop Workflow", or after a refused key, nothing more is sent once a request has failed. */
export const stopOnFault =
	(run: Run) =>
	(fault: unknown): void => {
		run.context.getExecutionCancelSignal()?.throwIfAborted();
		if (run.stopsAtFirstFailure || endsTheRun(fault)) run.scheduler.stop();
	};
