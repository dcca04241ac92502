import type { RunStats, WindowName } from './types';

export function noStats(): RunStats {
	return {
		requests: 0,
		refusedByLimit: 0,
		repeats: 0,
		startedAt: 0,
		finishedAt: 0,
		reads: 0,
		writes: 0,
		bulk: 0,
	};
}

export function countRequest(stats: RunStats, windows: readonly WindowName[], isRepeat: boolean): void {
	stats.requests++;
	if (isRepeat) stats.repeats++;
	if (windows.includes('read')) stats.reads++;
	if (windows.includes('write')) stats.writes++;
	if (windows.includes('bulk')) stats.bulk++;
}
