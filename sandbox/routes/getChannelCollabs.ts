import { queryText, type Call, type Operation } from '../server/operation';
import type { StoredCollab } from '../store/records';
import { listedCollab } from '../view/collab';
import { collabsByEmail } from './collabLookup';

const RANDOM_PAGE_MAX = 100;

interface Page {
	collabs: StoredCollab[];
	hasNextPage: boolean;
	totalCount: number;
	nextCursor: string | null;
}

export const getChannelCollabs: Operation = {
	operationId: 'getChannelCollabs',
	method: 'GET',
	path: '/channels/:myshopifyDomain/collabs',
	failure: 'Failed to retrieve channel collabs',
	handle(call) {
		const page = pageOf(call);
		return {
			collabs: page.collabs.map((collab) => listedCollab(call.store, collab, call.channel, call.listing)),
			pagination: {
				hasNextPage: page.hasNextPage,
				totalCount: page.totalCount,
				nextCursor: page.nextCursor,
			},
		};
	},
};

function pageOf(call: Call): Page {
	const byEmail = collabsByEmail(call, 'empty');
	if (byEmail) {
		const last = byEmail.at(-1);
		return {
			collabs: byEmail,
			hasNextPage: false,
			totalCount: byEmail.length,
			nextCursor: last?._id ?? null,
		};
	}
	const { listing, store } = call;
	const size =
		listing.pageSize === 'random' ? 1 + Math.floor(call.random() * RANDOM_PAGE_MAX) : listing.pageSize;
	const cursor = listing.mode === 'ignoresCursor' ? undefined : queryText(call.query, 'cursor') || undefined;
	const query = queryText(call.query, 'query');
	const matches = query === undefined || query.trim() === '' ? undefined : store.searchCollabs(query);
	const totalCount = matches ? matches.length : store.collabCount();
	// What comes before the cursor counts towards the place where a cut-short list ends.
	const before = cursor === undefined ? 0 : countUpTo(call, matches, cursor);
	const end = listing.mode === 'cutShort' ? Math.min(listing.cutAt, totalCount) : totalCount;
	const room = Math.max(0, Math.min(size, end - before));
	const ids = matches ? matches.slice(before, before + room) : store.collabIds(cursor, room);
	const hasNextPage = before + ids.length < end;
	const cutOff = listing.mode === 'cutShort' && !hasNextPage;
	return {
		collabs: ids.flatMap((id) => store.collabs.get(id) ?? []),
		hasNextPage,
		totalCount,
		// The vendor's saved answers carry the last id as cursor even where no page follows.
		nextCursor: cutOff ? null : (ids.at(-1) ?? null),
	};
}

function countUpTo(call: Call, matches: string[] | undefined, cursor: string): number {
	if (matches) return matches.filter((id) => id <= cursor).length;
	return call.store.collabs.getKeysCount({ end: cursor, inclusiveEnd: true });
}
