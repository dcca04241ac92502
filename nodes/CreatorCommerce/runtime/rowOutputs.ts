import type { INodeExecutionData } from 'n8n-workflow';
import { isOurs } from './faults';
import { explain, inOne } from './messages';
import { itemError } from './nodeError';
import type { ShopifyRun } from './run';

/** A row the time was up for. It is no failure: it goes where the done rows go, and can be told by its status. */
export function notSent(fault: unknown, index: number, run: ShopifyRun): INodeExecutionData {
	const message = explain(fault, run.where);
	return {
		json: { status: 'notSent', reason: message ? inOne(message) : String(fault) },
		pairedItem: { item: index },
	};
}

/**
 * A row that failed. n8n replaces the JSON of an item with an `error` by the message alone. On the way to an error output a
 * message in the JSON does as well, and there n8n adds the columns of the input to it; but Retry On Fail would run all items
 * again for it, so with that setting the error is given as `error`.
 */
export function failed(fault: unknown, index: number, run: ShopifyRun): INodeExecutionData {
	if (!isOurs(fault)) throw fault;
	const node = run.context.getNode();
	const error = itemError(node, fault, run.where, index);
	const pairedItem = { item: index };
	if (node.onError === 'continueErrorOutput' && node.retryOnFail !== true) {
		return { json: { error: error.message }, pairedItem };
	}
	return { json: {}, error, pairedItem };
}
