import fc from 'fast-check';
import { NotSentError } from '../../../../nodes/CreatorCommerce/api/failure';
import { type Seen, inTurn, moment } from '../../../../nodes/CreatorCommerce/api/turns';
import type { SchedulerOptions } from '../../../../nodes/CreatorCommerce/traffic';
import { type FakeApi, answer, fakeApi, faultOf, id } from './support/fakeApi';

let made = 0;
const newKey = (): string => `key ${made++}`;
const tick = async (times = 1): Promise<void> => {
	for (let at = 0; at < times; at++) await new Promise((resolve) => setImmediate(resolve));
};
const well = async (): Promise<unknown> => await tick().then(() => ({}));

/** An execution that writes when its turn has come. */
class Execution {
	seen: Seen = { at: moment() };
	/** What it was told, each time its write was run. */
	news: boolean[] = [];
	readonly fake: FakeApi;
	private readonly abort = new AbortController();

	constructor(respond: () => unknown = well, options: Partial<SchedulerOptions> = {}) {
		this.fake = fakeApi(() => respond(), { signal: this.abort.signal, ...options });
	}

	/** Looks again when told to, for so many turns of the event loop. */
	async write(key: string, look = 1): Promise<unknown> {
		return await inTurn(this.fake.api, key, this.seen, async (isNews, turn) => {
			this.news.push(isNews);
			if (isNews) {
				this.seen.at = moment();
				await tick(look);
			}
			return await this.fake.api.call('createDrop', { path: { collabId: id(1) }, body: {}, turn });
		});
	}

	cancel(): void {
		this.abort.abort(new RangeError('cancelled'));
	}
}

/** Answers when it is let. */
function gate(): { respond: () => Promise<unknown>; open: () => void } {
	let open = (): void => undefined;
	const opened = new Promise<void>((resolve) => (open = resolve));
	return { respond: async () => await opened.then(() => ({})), open };
}

describe('writes with one key', () => {
	it('go one after the other, in the order they came, and look again once', async () => {
		const key = newKey();
		const order: number[] = [];
		let atOnce = 0;
		let most = 0;
		const executions = Array.from({ length: 6 }, (_, at) => {
			return new Execution(async () => {
				order.push(at);
				most = Math.max(most, ++atOnce);
				await tick(3);
				atOnce--;
				return {};
			});
		});
		await Promise.all(executions.map(async (one) => await one.write(key)));
		expect(order).toEqual([0, 1, 2, 3, 4, 5]);
		expect(most).toBe(1);
		expect(executions.map(({ news }) => news.filter(Boolean).length)).toEqual([0, 1, 1, 1, 1, 1]);
		expect(executions.map(({ fake }) => fake.sent.length)).toEqual([1, 1, 1, 1, 1, 1]);
	});

	it('tell who looked before another wrote, not who looked after, and not who wrote', async () => {
		const key = newKey();
		const [early, writer] = [new Execution(), new Execution()];
		await writer.write(key);
		await writer.write(key);
		const late = new Execution();
		await late.write(key);
		await early.write(key);
		await writer.write(key);
		expect([writer.news, late.news, early.news]).toEqual([[false, false, true], [false], [true]]);
	});

	it('go on when one was refused, and when one cannot be understood', async () => {
		const key = newKey();
		const refused = new Execution(() => answer(400, { message: 'no' }));
		const broken = new Execution(() => {
			throw new RangeError('broken');
		});
		const next = new Execution();
		const [first, second] = [refused.write(key), broken.write(key)].map(faultOf);
		await Promise.all([first, second, next.write(key)]);
		expect(await second).toBeInstanceOf(RangeError);
		expect(next.fake.sent).toHaveLength(1);
	});

	it('wait for what was cut off under way, and look again, since it may still take place', async () => {
		const key = newKey();
		const first = new Execution(gate().respond);
		const writing = faultOf(first.write(key));
		await tick(3);
		const waiting = new Execution();
		const next = waiting.write(key);
		await tick(3);
		expect(waiting.news).toEqual([]);
		first.cancel();
		expect(await writing).toBeInstanceOf(RangeError);
		await next;
		expect(waiting.news).toEqual([true]);
		expect(waiting.fake.waited()).toBe(2_000);
		const later = new Execution();
		await later.write(key);
		expect(later.fake.waited()).toBe(0);
	});

	it('do not wait for one that was cancelled before it was sent', async () => {
		const key = newKey();
		const { respond, open } = gate();
		const first = new Execution(respond);
		const writing = first.write(key);
		await tick(3);
		const [cancelled, stopped, next] = [new Execution(), new Execution(), new Execution()];
		const ends = [cancelled, stopped].map(async (one) => await faultOf(one.write(key)));
		const last = next.write(key);
		await tick(3);
		cancelled.cancel();
		stopped.fake.scheduler.stop();
		expect(await ends[0]).toBeInstanceOf(RangeError);
		expect(await ends[1]).toMatchObject({ reason: 'stopped' });
		open();
		await Promise.all([writing, last]);
		expect([cancelled, stopped].flatMap(({ fake }) => fake.sent)).toEqual([]);
		expect(next.fake.waited()).toBe(0);
	});

	it('are not waited for longer than Stop After', async () => {
		const key = newKey();
		const { respond, open } = gate();
		const writing = new Execution(respond).write(key);
		await tick(3);
		const hasty = new Execution(well, { stopAt: 60_000 });
		const fault = await faultOf(hasty.write(key));
		expect(fault).toBeInstanceOf(NotSentError);
		expect(fault).toMatchObject({ reason: 'timeIsUp' });
		expect(hasty.fake.waited()).toBe(60_000);
		open();
		await writing;
		await new Execution().write(key);
	});

	it('of other keys do not wait', async () => {
		void new Execution(gate().respond).write(newKey());
		await tick(3);
		await new Execution().write(newKey());
	});

	it('that are long forgotten make everyone look again who may not have seen them', async () => {
		const early = new Execution();
		const key = newKey();
		const writer = new Execution();
		await writer.write(key);
		const { api } = writer.fake;
		for (let at = 0; at < 10_000; at++)
			await inTurn(api, newKey(), { at: moment() }, async (_, turn) => turn.sending());
		await early.write(key);
		const late = new Execution();
		await late.write(newKey());
		expect([early.news, late.news]).toEqual([[true], [false]]);
	});

	it('never cross, whoever comes when, fails, is cancelled or stopped, and all of them end', async () => {
		const step = fc.record({
			key: fc.nat(1),
			start: fc.nat(12),
			takes: fc.nat(6),
			look: fc.nat(4),
			end: fc.constantFrom('well', 'well', 'refused', 'cancelled', 'stopped'),
			endsAt: fc.nat(20),
		});
		await fc.assert(
			fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
				const keys = [newKey(), newKey()];
				const underWay = new Set<string>();
				let crossed = 0;
				const ends = steps.map(async ({ key, start, takes, look, end, endsAt }) => {
					const name = keys[key] ?? '';
					const one = new Execution(async () => {
						if (underWay.has(name)) crossed++;
						underWay.add(name);
						await tick(takes);
						underWay.delete(name);
						return end === 'refused' ? answer(400, { message: 'no' }) : {};
					});
					await tick(start);
					const writing = one.write(name, look).then(
						() => 'done',
						() => 'failed',
					);
					await tick(endsAt);
					if (end === 'stopped') one.fake.scheduler.stop();
					// What was sent goes on at the server; here it is watched until its answer.
					if (end === 'cancelled' && one.fake.sent.length === 0) one.cancel();
					return await writing;
				});
				const all = await Promise.all(ends);
				expect(crossed).toBe(0);
				for (const [at, { end }] of steps.entries()) {
					if (end === 'well') expect(all[at]).toBe('done');
				}
			}),
			{ numRuns: 150 },
		);
	});
});
