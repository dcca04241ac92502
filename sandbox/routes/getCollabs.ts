import { invalid } from '../server/errors';
import { queryText, RowStream, type Call, type Operation } from '../server/operation';
import { listedCollab } from '../view/collab';
import { collabsByEmail } from './collabLookup';

const CHUNK = 100;

export const getCollabs: Operation = {
	operationId: 'getCollabs',
	method: 'GET',
	path: '/creators/collabs',
	failure: 'Failed to retrieve collabs',
	handle(call) {
		if (queryText(call.query, 'myshopify_domain') === undefined) {
			throw invalid("querystring must have required property 'myshopify_domain'");
		}
		const nested = call.listing.shape === 'nested';
		const byEmail = collabsByEmail(call, 'error');
		if (byEmail) {
			const collabs = byEmail.map((collab) => listedCollab(call.store, collab, call.channel, call.listing));
			return { collabs: nested ? { collabs } : collabs };
		}
		// No paging is documented here: the whole list, written row by row.
		return nested
			? new RowStream('{"collabs":{"collabs":[', everyCollab(call), ']}}')
			: new RowStream('{"collabs":[', everyCollab(call), ']}');
	},
};

function* everyCollab(call: Call): Iterable<unknown> {
	let left = call.listing.mode === 'cutShort' ? call.listing.cutAt : Number.POSITIVE_INFINITY;
	let cursor: string | undefined;
	while (left > 0) {
		const ids = call.store.collabIds(cursor, Math.min(CHUNK, left));
		for (const id of ids) {
			const collab = call.store.collabs.get(id);
			if (collab) yield listedCollab(call.store, collab, call.channel, call.listing);
		}
		cursor = ids.at(-1);
		left -= ids.length;
		if (cursor === undefined) return;
	}
}
