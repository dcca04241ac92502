import type { UnifiedApi } from '../client';

/**
 * Who of this process creates which partner. Two executions may both have looked for an e-mail and found nobody before
 * either creates it, and the API would make two partners of it (quirk 9). Other processes are not seen: workers of
 * n8n's queue mode, or another app.
 */

/** What happened in this process, counted: tells what was before what. */
let moment = 0;

/** An execution, as far as creations are concerned. Holds nothing of it. */
export interface Execution {
	readonly beganAt: number;
}

export const beginExecution = (): Execution => ({ beganAt: ++moment });

interface Creation {
	over: Promise<void>;
	/** Infinity while it is under way. */
	endedAt: number;
}

const creations = new Map<string, Creation>();

/** So many creations that are over are remembered: another execution may have looked long before it creates. */
const REMEMBERED = 10_000;

/**
 * Runs a creation when no other one with this key is under way.
 * @param api ends the waiting with its run
 * @param create is told whether the same was tried before, since this execution began: then it has to look again
 * @throws NotSentError when the run ends while it waits, the signal's reason on cancel, and what `create` throws
 */
export async function oneCreationAtATime<T>(
	api: Pick<UnifiedApi, 'waitFor'>,
	key: string,
	by: Execution,
	create: (triedBefore: boolean) => Promise<T>,
): Promise<T> {
	const before = creations.get(key);
	const triedBefore = before !== undefined && before.endedAt > by.beganAt;
	const isOver = before === undefined || before.endedAt < Infinity;
	const turn = (isOver ? Promise.resolve() : api.waitFor(before.over)).then(
		async () => await create(triedBefore),
	);
	const creation: Creation = { over: Promise.resolve(), endedAt: Infinity };
	const end = (): void => {
		creation.endedAt = ++moment;
	};
	// Who gives up waiting does not end the one before.
	creation.over = Promise.allSettled([before?.over, turn]).then(end);
	creations.delete(key);
	creations.set(key, creation);
	const [oldest] = creations.keys();
	if (creations.size > REMEMBERED && oldest !== undefined) creations.delete(oldest);
	return await turn;
}
