import {
	type Execution,
	beginExecution,
	oneCreationAtATime,
} from '../../../../../nodes/CreatorCommerce/api/partner/creations';
import { faultOf } from '../support/fakeApi';

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
		const told = await Promise.all(executions.map((by) => oneCreationAtATime(key, by, create)));
		expect(told).toEqual([false, true, true]);
		expect(most).toBe(1);
	});

	it('that ended after this execution began are told too; that ended before are not', async () => {
		const key = newKey();
		const early = beginExecution();
		await oneCreationAtATime(key, beginExecution(), slowly);
		const late = beginExecution();
		expect(await oneCreationAtATime(key, late, slowly)).toBe(false);
		expect(await oneCreationAtATime(key, early, slowly)).toBe(true);
	});

	it('by the same execution are told as well: two rows with different handles may have one e-mail', async () => {
		const key = newKey();
		const by: Execution = beginExecution();
		const told = await Promise.all([
			oneCreationAtATime(key, by, slowly),
			oneCreationAtATime(key, by, slowly),
		]);
		expect(told).toEqual([false, true]);
	});

	it('that fail are over too, and only fail their own execution', async () => {
		const key = newKey();
		const [left, right] = [beginExecution(), beginExecution()];
		const failing = oneCreationAtATime(key, left, () => Promise.reject(new RangeError('no')));
		const next = oneCreationAtATime(key, right, slowly);
		expect(await faultOf(failing)).toBeInstanceOf(RangeError);
		expect(await next).toBe(true);
	});

	it('of other e-mails do not wait', async () => {
		const never = new Promise<boolean>(() => undefined);
		void oneCreationAtATime(newKey(), beginExecution(), () => never);
		expect(await oneCreationAtATime(newKey(), beginExecution(), slowly)).toBe(false);
	});
});
