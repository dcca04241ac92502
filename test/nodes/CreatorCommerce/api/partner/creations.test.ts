import {
	type Execution,
	beginExecution,
	oneCreationAtATime,
} from '../../../../../nodes/CreatorCommerce/api/partner/creations';
import { NotSentError } from '../../../../../nodes/CreatorCommerce/api/failure';
import { fakeApi, faultOf } from '../support/fakeApi';

const { api } = fakeApi(() => ({}));
let keys = 0;
const newKey = (): string => `key ${keys++}`;
/** A creation that takes a while; tells what it was told. */
const slowly = async (told: boolean): Promise<boolean> => {
	await new Promise((resolve) => setTimeout(resolve, 5));
	return told;
};

describe('creations of one e-mail', () => {
	it('go one after the other, and the later one is told to look again', async () => {
		const key = newKey();
		const executions = [beginExecution(), beginExecution(), beginExecution()];
		let atOnce = 0;
		let most = 0;
		const create = async (told: boolean): Promise<boolean> => {
			most = Math.max(most, ++atOnce);
			await slowly(told);
			atOnce -= 1;
			return told;
		};
		const told = await Promise.all(executions.map((by) => oneCreationAtATime(api, key, by, create)));
		expect(told).toEqual([false, true, true]);
		expect(most).toBe(1);
	});

	it('that ended after this execution began are told too; that ended before are not', async () => {
		const key = newKey();
		const early = beginExecution();
		await oneCreationAtATime(api, key, beginExecution(), slowly);
		const late = beginExecution();
		expect(await oneCreationAtATime(api, key, late, slowly)).toBe(false);
		expect(await oneCreationAtATime(api, key, early, slowly)).toBe(true);
	});

	it('by the same execution are told as well: two rows with different handles may have one e-mail', async () => {
		const key = newKey();
		const by: Execution = beginExecution();
		const told = await Promise.all([
			oneCreationAtATime(api, key, by, slowly),
			oneCreationAtATime(api, key, by, slowly),
		]);
		expect(told).toEqual([false, true]);
	});

	it('that fail are over too, and only fail their own execution', async () => {
		const key = newKey();
		const [left, right] = [beginExecution(), beginExecution()];
		const failing = oneCreationAtATime(api, key, left, () => Promise.reject(new RangeError('no')));
		const next = oneCreationAtATime(api, key, right, slowly);
		expect(await faultOf(failing)).toBeInstanceOf(RangeError);
		expect(await next).toBe(true);
	});

	it('that wait end with their run, and nobody crosses the one that is under way', async () => {
		const key = newKey();
		let open = (): void => undefined;
		const opened = new Promise<void>((resolve) => (open = resolve));
		let isUnderWay = true;
		const first = oneCreationAtATime(api, key, beginExecution(), async () => {
			await opened;
			isUnderWay = false;
		});
		const abort = new AbortController();
		const cancelled = fakeApi(() => ({}), { signal: abort.signal });
		const stopped = fakeApi(() => ({}));
		const never = (): Promise<void> => Promise.reject(new Error('it was run'));
		const ends = [cancelled, stopped].map(async (run) => {
			return await faultOf(oneCreationAtATime(run.api, key, beginExecution(), never));
		});
		const last = oneCreationAtATime(api, key, beginExecution(), () => Promise.resolve(isUnderWay));
		abort.abort(new RangeError('cancelled'));
		stopped.scheduler.stop();
		expect(await Promise.all(ends)).toEqual([new RangeError('cancelled'), new NotSentError('stopped')]);
		expect(isUnderWay).toBe(true);
		open();
		await first;
		expect(await last).toBe(false);
	});

	it('of other e-mails do not wait', async () => {
		const never = new Promise<boolean>(() => undefined);
		void oneCreationAtATime(api, newKey(), beginExecution(), () => never);
		expect(await oneCreationAtATime(api, newKey(), beginExecution(), slowly)).toBe(false);
	});
});
