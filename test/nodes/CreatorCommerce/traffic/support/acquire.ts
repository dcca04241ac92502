import type { Clock, Limiter, Permit, WindowName } from '../../../../../nodes/CreatorCommerce/traffic';

/**
 * Waits for leave to send. 'timeIsUp' at stopAt (clock ms), or earlier when no slot can be free before
 * it. Rejects with signal.reason when the signal aborts.
 */
export async function acquire(
	limiter: Limiter,
	clock: Clock,
	windows: readonly WindowName[],
	signal?: AbortSignal,
	stopAt?: number,
): Promise<Permit | 'timeIsUp'> {
	signal?.throwIfAborted();
	return await new Promise((resolve, reject) => {
		let ended = false;
		const over = new AbortController();
		const end = () => {
			ended = true;
			over.abort();
			signal?.removeEventListener('abort', onAbort);
		};
		const onAbort = () => {
			end();
			withdraw();
			reject(signal?.reason);
		};
		const expired = () => {
			end();
			resolve('timeIsUp');
		};
		const granted = (permit: Permit) => {
			end();
			resolve(permit);
		};
		const withdraw = limiter.wait({ windows, stopAt, granted, expired });
		if (ended) return;
		signal?.addEventListener('abort', onAbort);
		if (stopAt === undefined) return;
		clock.sleep(stopAt - clock.now(), over.signal).then(
			() => {
				withdraw();
				if (!ended) expired();
			},
			() => undefined,
		);
	});
}
