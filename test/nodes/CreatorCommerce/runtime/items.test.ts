import type { RunNodeOptions } from '../../../support/headless';
import { by, must, newcomer, rows, seen, statuses, told, useSandbox } from '../actions/support/bench';

jest.mock('../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../actions/support/fastClock'),
);

const NAMED = {
	email: '={{ $json.email }}',
	firstName: '={{ $json.first }}',
	lastName: '={{ $json.last }}',
};
const bad = { email: 'not an e-mail', first: 'X', last: 'Y' };

describe('the way of an item', () => {
	const bench = useSandbox();
	const partners = () => bench.sandbox.state.collabs().length;
	/** Item 7 of ten cannot be used. */
	const ten = () => rows(10, (at) => (at === 6 ? bad : newcomer(at)));
	const PRODUCTS = () => {
		const { partner, drops } = bench.partnerWithDrops(1);
		return {
			partner: by('id', partner._id),
			drop: by('id', must(drops[0])._id),
			product: { __rl: true, mode: 'id', value: '={{ $json.product }}' },
		};
	};
	const tenProducts = () => rows(10, (at) => ({ product: at === 6 ? 'no product' : String(7000 + at) }));

	it.each(['create', 'upsert'])(
		'Stop Workflow: bad input in item 7 of 10 writes nothing at all: %s',
		async (operation) => {
			const before = partners();
			const result = await bench.run(`partner:${operation}`, NAMED, { items: ten() });
			expect(result.status).toBe('error');
			expect(result.error?.itemIndex).toBe(6);
			expect(result.error?.message).toBe('“not an e-mail” is not an e-mail address');
			expect(result.error?.description).toMatch(
				/Use the form name@example\.com\. This is item 7 of 10, counting from 1\. Nothing was sent\./,
			);
			expect(bench.entries('POST')).toEqual([]);
			expect(partners()).toBe(before);
		},
	);

	it('Stop Workflow: neither do operations that merge rows', async () => {
		const result = await bench.run('drop:addProducts', PRODUCTS(), { items: tenProducts() });
		expect(result.error?.itemIndex).toBe(6);
		expect(told(result)).toMatch(/“no product” is not a Shopify product.*Nothing was sent/);
		expect(bench.entries('POST')).toEqual([]);
	});

	it('an expression that n8n took as text is named as such', async () => {
		const pasted = { partner: by('email', '{{ $json.email }}') };
		const result = await bench.run('partner:get', pasted, { items: [newcomer(1)] });
		expect(told(result)).toMatch(
			/“\{\{ \$json\.email \}\}” is an expression, but n8n took it as text.*choose Expression/s,
		);
		expect(bench.entries()).toEqual([]);
	});

	it('Stop Workflow: says which other items to look at too', async () => {
		const items = [newcomer(1), bad, newcomer(2), bad, bad, bad];
		const result = await bench.run('partner:create', NAMED, { items });
		expect(result.error?.itemIndex).toBe(1);
		expect(result.error?.description).toContain('Look at items 4–6 too.');
	});

	it.each([
		['partner:create', () => NAMED, ten],
		['partner:upsert', () => NAMED, ten],
		['drop:addProducts', PRODUCTS, tenProducts],
	])(
		'Continue: a bad item gets its own message, paired; the others are done: %s',
		async (operation, parameters, items) => {
			const result = await bench.run(operation, parameters(), {
				items: items(),
				onError: 'continueRegularOutput',
			});
			expect(result.status).toBe('success');
			expect(result.output.map(({ pairedItem }) => pairedItem)).toEqual(rows(10, (item) => ({ item })));
			expect(result.output.map(({ error }) => error !== undefined)).toEqual(rows(10, (at) => at === 6));
			expect(result.output[6]?.json).toEqual({ error: expect.stringMatching(/is not .*\. Use /) });
			if (operation !== 'drop:addProducts') expect(partners()).toBe(39);
		},
	);

	it.each([
		['partner:create', () => NAMED, ten],
		['drop:addProducts', PRODUCTS, tenProducts],
	])('Continue with error output: it comes out there: %s', async (operation, parameters, items) => {
		const result = await bench.run(operation, parameters(), {
			items: items(),
			onError: 'continueErrorOutput',
		});
		expect(result.output.map(({ pairedItem }) => Reflect.get(Object(pairedItem), 'item'))).toEqual([
			0, 1, 2, 3, 4, 5, 7, 8, 9,
		]);
		expect(seen(result.errorOutput)).toEqual([
			{ json: { ...items()[6], error: expect.stringMatching(/is not .*\. Use /) }, item: 6 },
		]);
	});

	it('Stop Workflow: the first item the API refuses ends the run, and the message says which were done', async () => {
		const partner = bench.partner(3);
		bench.sandbox.setFaults([
			{
				match: { method: 'POST', path: '/creators/collabs/' },
				after: 2,
				effect: { kind: 'status', status: 400, body: { message: 'lastName must be shorter' } },
			},
		]);
		const result = await bench.run(
			'partner:update',
			{ partner: by('id', partner._id), updateFields: { lastName: '={{ $json.last }}' } },
			{ items: rows(6, (at) => ({ last: `L${at}` })) },
		);
		expect(result.error).toMatchObject({
			message: expect.stringContaining(
				'CreatorCommerce refused the request (HTTP 400): “lastName must be shorter”',
			),
			itemIndex: 2,
			httpCode: '400',
		});
		expect(result.error?.description).toContain(
			'This is item 3 of 6, counting from 1. 2 of 6 items were done before: items 1–2.',
		);
		expect(bench.entries('POST')).toHaveLength(3);
	});

	it('Stop Workflow: says so when none was done', async () => {
		bench.sandbox.setFaults([
			{ match: { method: 'POST' }, effect: { kind: 'status', status: 400, body: { message: 'No' } } },
		]);
		const result = await bench.run('partner:create', NAMED, { items: rows(3, newcomer) });
		expect(result.error?.description).toContain('None of the 3 items was done.');
	});

	const flaky = (options: Partial<RunNodeOptions>) => async () => {
		bench.sandbox.setFaults([
			{
				match: { method: 'POST', path: '/creators/collabs$' },
				after: 4,
				times: 1,
				effect: { kind: 'status', status: 400, body: { message: 'Try later' } },
			},
		]);
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10, ...options };
		return await bench.run('partner:upsert', NAMED, { items: rows(8, newcomer), ...settings });
	};

	it('Retry On Fail doubles nothing: what was done is found done', async () => {
		const result = await flaky({})();
		expect(result.status).toBe('success');
		expect(partners()).toBe(38);
		expect(statuses(result).filter((status) => status === 'created').length).toBeGreaterThanOrEqual(1);
		expect(result.output).toHaveLength(8);
	});

	it('Retry On Fail does not run everything again for an item that continues with its own message', async () => {
		const result = await flaky({ onError: 'continueRegularOutput' })();
		expect(statuses(result).filter((status) => status === 'created')).toHaveLength(7);
		expect(statuses(result).filter((status) => status === 'error')).toHaveLength(1);
		expect(bench.entries('POST')).toHaveLength(8);
	});

	it('does not run everything again either when it is the first item that failed', async () => {
		const result = await bench.run('partner:upsert', NAMED, {
			items: [bad, newcomer(1)],
			onError: 'continueRegularOutput',
			retryOnFail: true,
			maxTries: 3,
			waitBetweenTries: 10,
		});
		expect(statuses(result)).toEqual(['error', 'created']);
		expect(bench.entries('POST')).toHaveLength(1);
	});

	it('takes no items as nothing to do', async () => {
		const result = await bench.run('partner:sync', { matchValue: 'x@example.com' }, { items: [] });
		expect(result.status).toBe('success');
		expect(bench.requests()).toEqual([]);
	});
});

describe('Stop pressed while the run waits for the limit', () => {
	const bench = useSandbox();

	it.each([
		['partner:upsert', NAMED],
		[
			'partner:sync',
			{ matchValue: '={{ $json.email }}', updateFields: { firstName: 'A', lastName: '={{ $json.last }}' } },
		],
	])('ends within 100 ms and sends nothing more: %s', async (operation, parameters) => {
		const took: number[] = [];
		// On a busy machine one try may be held up by others; a run that waits would need 500 ms each time.
		while (took.length < 10 && !took.some((ms) => ms < 100)) {
			await bench.sandbox.reset();
			let cancel = (): void => undefined;
			const running = bench.run(operation, parameters, {
				items: rows(20, newcomer),
				// The fast clock makes a minute 600 ms: after two writes the run waits for that long.
				credential: { writesPerMinute: 2 },
				cancel: (given) => (cancel = given),
			});
			while (bench.entries('POST').length < 2) await new Promise((done) => setTimeout(done, 5));
			await new Promise((done) => setTimeout(done, 50));
			const written = bench.entries('POST').length;
			const pressed = performance.now();
			cancel();
			const result = await running;
			took.push(performance.now() - pressed);
			expect(result.status).toBe('canceled');
			// Reads that were under way on a busy machine may still have come in; from here on nothing does.
			const sent = bench.requests().length;
			await new Promise((done) => setTimeout(done, 700));
			expect(bench.requests()).toHaveLength(sent);
			expect(bench.entries('POST')).toHaveLength(written);
		}
		expect(Math.min(...took)).toBeLessThan(100);
	});
});
