import type { End, Look, Task } from './types';

/** Looks twice, with a pause between, before it believes that a write left no trace: searches lag. */
export async function lookTwice<T, F>(
	task: Task<T, F>,
	pause: () => Promise<End | undefined>,
): Promise<Look<T>> {
	if (!task.lookFirst) return { kind: 'unknown' };
	try {
		const first = await task.lookFirst();
		if (first.kind !== 'absent') return first;
		if (await pause()) return { kind: 'unknown' };
		return await task.lookFirst();
	} catch {
		return { kind: 'unknown' };
	}
}
