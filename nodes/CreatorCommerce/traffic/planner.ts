import type { WindowName } from './types';

/** One request to come: the rows [from, to) of the group `key`, in the group's order. */
export interface PlannedRequest {
	key: string;
	from: number;
	to: number;
	windows: WindowName[];
}

export interface PlanOptions {
	/** Most records one request may carry. */
	chunk: number;
	writesPerMinute: number;
	bulkPerMinute: number;
}

export interface RowGroup {
	key: string;
	count: number;
}

type WriteLimits = Pick<PlanOptions, 'writesPerMinute' | 'bulkPerMinute'>;

/**
 * Rows for one target become requests of at most `chunk` records. A request with several records counts in
 * the bulk and in the write window, one with a single record only in the write window. Where the bulk
 * window alone would hold up the run, the smallest chunks are sent as single records instead: each gives
 * one bulk slot back for the fewest extra writes. No plan takes fewer windows (see lowerBoundWindows), and
 * of the plans that take as few, this is the one with the fewest requests.
 * Bulk and single requests come evenly mixed, so both windows are busy from the start.
 */
export function planMerge(groups: readonly RowGroup[], options: PlanOptions): PlannedRequest[] {
	const { bulk, single } = cut(groups, options.chunk);
	const cheapestFirst = bulk.map((_, i) => i).sort((a, b) => size(bulk[a]) - size(bulk[b]));

	let writes = bulk.length + single.length;
	let best = windowsOf(bulk.length, writes, options);
	let splits = 0;
	for (const [i, chunk] of cheapestFirst.entries()) {
		writes += size(bulk[chunk]) - 1;
		const windows = windowsOf(bulk.length - i - 1, writes, options);
		if (windows >= best) continue;
		best = windows;
		splits = i + 1;
	}

	const split = new Set(cheapestFirst.slice(0, splits));
	const kept: PlannedRequest[] = [];
	for (const [i, request] of bulk.entries()) {
		if (!split.has(i)) kept.push(request);
		else
			for (let row = request.from; row < request.to; row++) single.push(planned(request.key, row, row + 1));
	}
	return mix(kept, single);
}

/** Windows (minutes begun) these requests take at the limits; 0 for none. */
export function fewestWindows(requests: readonly PlannedRequest[], limits: WriteLimits): number {
	const bulk = requests.filter((request) => request.windows.includes('bulk')).length;
	return windowsOf(bulk, requests.length, limits);
}

/**
 * What no plan can go below, in windows, not rounded. A group with j requests of several records needs at
 * least j + max(0, count − j × chunk) writes; leaving out the least useful of them first gives the fewest
 * writes for each number of bulk requests, and where both windows are equally full lies the bound.
 */
export function lowerBoundWindows(groups: readonly RowGroup[], options: PlanOptions): number {
	const { bulk, single } = cut(groups, options.chunk);
	const sizes = bulk.map(size).sort((a, b) => a - b);
	let left = bulk.length;
	let writes = bulk.length + single.length;
	for (const records of sizes) {
		const gap = left / options.bulkPerMinute - writes / options.writesPerMinute;
		if (gap <= 0) break;
		const gain = 1 / options.bulkPerMinute + (records - 1) / options.writesPerMinute;
		if (gap <= gain) return (left - gap / gain) / options.bulkPerMinute;
		left--;
		writes += records - 1;
	}
	return Math.max(left / options.bulkPerMinute, writes / options.writesPerMinute);
}

function cut(groups: readonly RowGroup[], chunk: number): Record<'bulk' | 'single', PlannedRequest[]> {
	const most = Math.max(1, Math.floor(chunk));
	const bulk: PlannedRequest[] = [];
	const single: PlannedRequest[] = [];
	for (const { key, count } of groups) {
		for (let from = 0; from < count; from += most) {
			const request = planned(key, from, Math.min(from + most, count));
			(size(request) > 1 ? bulk : single).push(request);
		}
	}
	return { bulk, single };
}

function planned(key: string, from: number, to: number): PlannedRequest {
	return { key, from, to, windows: to - from > 1 ? ['write', 'bulk'] : ['write'] };
}

function size(request: PlannedRequest | undefined): number {
	return request ? request.to - request.from : 0;
}

function windowsOf(bulk: number, writes: number, limits: WriteLimits): number {
	return Math.max(Math.ceil(bulk / limits.bulkPerMinute), Math.ceil(writes / limits.writesPerMinute));
}

/** Both in their own order, spread evenly over each other; a bulk request first. */
function mix(bulk: readonly PlannedRequest[], single: readonly PlannedRequest[]): PlannedRequest[] {
	const mixed: PlannedRequest[] = [];
	let next = 0;
	for (const [i, request] of bulk.entries()) {
		mixed.push(request);
		const until = Math.round(((i + 1) * single.length) / bulk.length);
		while (next < until) {
			const one = single[next++];
			if (one) mixed.push(one);
		}
	}
	return bulk.length === 0 ? [...single] : mixed;
}
