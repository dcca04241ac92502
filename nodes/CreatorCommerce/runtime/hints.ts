import type { INodeExecutionData, NodeExecutionHint, NodeHint } from 'n8n-workflow';
import { VENDOR_LIMITS, estimateMinutes } from '../traffic';
import type { ShopifyRun } from './run';

/** The editor cannot compute a text, only choose one: so there is a hint for each size of run. */
const RUN_SIZES = [100, 250, 500, 1000, 2000, 5000, 10_000];

/**
 * Hints before a long run of writes, shown in the editor: how long it will take at the vendor's limits.
 * @param writing the operations that write, as `resource:operation`
 */
export function hintsBeforeRun(writing: string[]): NodeHint[] {
	const isWriting = `${JSON.stringify(writing)}.includes($parameter.resource + ":" + $parameter.operation)`;
	return RUN_SIZES.map((size, at) => {
		const next = RUN_SIZES[at + 1];
		const minutes = Math.ceil(estimateMinutes({ reads: 0, writes: next ?? size, bulk: 0 }, VENDOR_LIMITS));
		const upTo =
			next === undefined ? `more than ${size} items take more than` : `up to ${next} items take up to`;
		const within = next === undefined ? '' : ` && $input.all().length <= ${next}`;
		return {
			type: 'info',
			location: 'outputPane',
			whenToDisplay: 'beforeExecution',
			displayCondition: `={{ ${isWriting} && $input.all().length > ${size}${within} }}`,
			message: `At CreatorCommerce’s limit of ${VENDOR_LIMITS.writesPerMinute} writes a minute, ${upTo} ${minutes} minutes when each needs a write. Sync writes only what differs. Set Stop After under Options if your n8n ends long executions.`,
		};
	});
}

/** What became of the rows, shown when the node has finished. */
export function summaryHint(run: ShopifyRun, outputs: INodeExecutionData[]): NodeExecutionHint | undefined {
	if (run.itemCount < 2) return undefined;
	const counts = new Map<string, number>();
	for (const output of outputs) {
		const { status, error } = output.json;
		// On the way to an error output the message is all there is, see rowOutputs.
		const hasFailed = output.error !== undefined || (status === undefined && typeof error === 'string');
		const word = hasFailed ? 'failed' : typeof status === 'string' ? status : 'done';
		counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	const { requests, refusedByLimit, startedAt, finishedAt } = run.stats();
	const seconds = Math.max(0, Math.round((finishedAt - startedAt) / 1000));
	const parts = [...counts]
		.sort(([left], [right]) => placeOf(left) - placeOf(right))
		.map(([word, count]) => `${count} ${WORDS[word] ?? word}`);
	const refused = refusedByLimit > 0 ? `, ${refusedByLimit} refused by the limit and sent again` : '';
	const left = counts.get('notSent') ?? 0;
	return {
		type: left > 0 || counts.has('failed') ? 'warning' : 'info',
		location: 'outputPane',
		message: `${run.itemCount} items: ${parts.join(', ')}. ${requests} ${requests === 1 ? 'request' : 'requests'} in ${seconds} s${refused}.${
			left > 0 ? ' The time in Stop After was up: run the rows with the status notSent again.' : ''
		}`,
	};
}

/** What was written comes first, what needs a look last; all else is between them, in the order of the rows. */
const FIRST = ['created', 'updated', 'unchanged'];
const LAST = ['failed', 'notSent'];

function placeOf(word: string): number {
	const [first, last] = [FIRST.indexOf(word), LAST.indexOf(word)];
	if (last >= 0) return FIRST.length + 1 + last;
	return first >= 0 ? first : FIRST.length;
}

const WORDS: Record<string, string> = { notSent: 'not sent', alreadyThere: 'already there' };
