import {
	CostPacer,
	NoAnswerError,
	ShopifyAdmin,
	type HttpAnswer,
} from '../../../../nodes/CreatorCommerce/shopify';

const answer = (body: unknown, status = 200): HttpAnswer => ({
	status,
	headers: {},
	body: JSON.stringify(body),
});
const cost = (requested: number, available: number, restoreRate = 100) => ({
	cost: {
		requestedQueryCost: requested,
		throttleStatus: { maximumAvailable: 2000, currentlyAvailable: available, restoreRate },
	},
});
const throttled = (requested: number, available: number) =>
	answer({
		errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
		extensions: cost(requested, available),
	});
const READ = { name: 'Read', text: 'query Read { shop { name } }', replaySafe: true };
const WRITE = { name: 'Write', text: 'mutation Write { x }', replaySafe: false };

function admin(answers: Array<HttpAnswer | Error>, patienceMs = 60_000) {
	let now = 0;
	const slept: number[] = [];
	let sent = 0;
	const clock = {
		now: () => now,
		random: () => 0,
		sleep: async (ms: number) => {
			slept.push(ms);
			now += ms;
		},
	};
	const client = new ShopifyAdmin({
		clock,
		pacer: new CostPacer(clock),
		patienceMs,
		transport: async () => {
			const next = answers[sent++] ?? answer({ data: { ok: true } });
			if (next instanceof Error) throw next;
			return next;
		},
	});
	return { client, slept, sent: () => sent };
}

it('waits exactly what the throttle status says', async () => {
	const { client, slept } = admin([throttled(500, 120), throttled(500, 499)]);
	await client.call(READ);
	expect(slept).toEqual([3800, 10]);
});

it('waits before it sends once it knows the cost', async () => {
	const { client, slept, sent } = admin([answer({ data: {}, extensions: cost(300, 100) })]);
	await client.call(READ);
	await client.call(READ);
	expect(slept).toEqual([2000]);
	expect(sent()).toBe(2);
});

it('gives up when the wait is longer than it may be', async () => {
	const { client, slept } = admin([throttled(500, 0)], 2_000);
	await expect(client.call(READ)).rejects.toMatchObject({ kind: 'throttled', passes: true });
	expect(slept).toEqual([]);
});

it.each([
	['a read after 502', READ, [answer({}, 502)], 2],
	['a read after a cut', READ, [new NoAnswerError('ECONNRESET', 'unknown')], 2],
	['a write that never arrived', WRITE, [new NoAnswerError('ECONNREFUSED', 'no')], 2],
])('repeats %s', async (_, document, answers, times) => {
	const { client, sent } = admin(answers);
	await client.call(document);
	expect(sent()).toBe(times);
});

it.each([
	['502', answer({}, 502), 'server'],
	['a cut', new NoAnswerError('ECONNRESET', 'unknown'), 'network'],
	['a cut answer', { status: 200, headers: {}, body: '{"data":' }, 'server'],
])('does not repeat a write after %s, and says that it may have taken place', async (_, first, kind) => {
	const { client, sent } = admin([first]);
	await expect(client.call(WRITE)).rejects.toMatchObject({ kind, effect: 'unknown' });
	expect(sent()).toBe(1);
});

it.each([
	[answer({ errors: '[API] Invalid API key' }, 401), 'unauthorized'],
	[answer({ errors: 'Not Found' }, 404), 'notFound'],
	[answer({ errors: [{ message: 'no', extensions: { code: 'ACCESS_DENIED' } }] }), 'forbidden'],
	[answer({ errors: [{ message: 'Parse error' }] }), 'rejected'],
	[{ status: 200, headers: {}, body: '<html>' }, 'notJson'],
])('tells faults apart: %#', async (given, kind) => {
	const { client, sent } = admin([given]);
	await expect(client.call(READ)).rejects.toMatchObject({ kind, passes: false });
	expect(sent()).toBe(1);
});

describe('calls side by side', () => {
	const pacing = (bucket: number) => {
		let now = 0;
		const clock = { now: () => now, random: () => 0, sleep: async (ms: number) => void (now += ms) };
		return { clock, pacer: new CostPacer(clock), bucket };
	};
	const ids = (count: number) => Array.from({ length: count }, (_, at) => at);

	it('are never more at once than they may be', async () => {
		const { clock, pacer } = pacing(0);
		let now = 0;
		let most = 0;
		const client = new ShopifyAdmin({
			clock,
			pacer,
			patienceMs: 60_000,
			maxInFlight: 3,
			transport: async () => {
				most = Math.max(most, (now += 1));
				await new Promise((resolve) => setImmediate(resolve));
				now -= 1;
				return answer({ data: {} });
			},
		});
		await Promise.all(ids(20).map(async () => await client.call(READ)));
		expect(most).toBe(3);
		expect(client.stats).toMatchObject({ requests: 20, refusedByLimit: 0 });
	});

	it('see what the others take, before any answer tells', async () => {
		const { clock, pacer } = pacing(0);
		pacer.learn('Read', { requested: 400, available: 1_000, restoreRate: 100, maximum: 1_000 });
		const release = pacer.take('Read');
		expect(pacer.before('Read')).toBe(0);
		pacer.take('Read');
		expect(pacer.before('Read')).toBe(2_000);
		release();
		expect(pacer.before('Read')).toBe(0);
		expect(clock.now()).toBe(0);
	});

	it('go on after one of them has failed', async () => {
		const { clock, pacer } = pacing(0);
		let sent = 0;
		const client = new ShopifyAdmin({
			clock,
			pacer,
			patienceMs: 0,
			maxInFlight: 1,
			transport: async () => (++sent === 1 ? answer({}, 404) : answer({ data: {} })),
		});
		const results = await Promise.allSettled(ids(3).map(async () => await client.call(READ)));
		expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
	});
});

describe('the end of a run', () => {
	const ended = (
		transport: () => Promise<HttpAnswer>,
		more: Partial<ConstructorParameters<typeof ShopifyAdmin>[0]>,
	) => {
		let now = 0;
		const clock = { now: () => now, random: () => 0, sleep: async (ms: number) => void (now += ms) };
		return new ShopifyAdmin({ clock, pacer: new CostPacer(clock), patienceMs: 60_000, transport, ...more });
	};

	it('sends nothing more, and lets the reason through as it is', async () => {
		const reason = new Error('the time is up');
		let sent = 0;
		const client = ended(
			async () => {
				sent += 1;
				return answer({ data: {} });
			},
			{
				mayGoOn: () => {
					throw reason;
				},
			},
		);
		await expect(client.call(READ)).rejects.toBe(reason);
		expect(sent).toBe(0);
	});

	it('does not wait for points beyond it', async () => {
		const reason = new Error('the time is up');
		const client = ended(async () => throttled(500, 0), {
			mayGoOn: (pauseMs) => {
				if (pauseMs > 1_000) throw reason;
			},
		});
		await expect(client.call(READ)).rejects.toBe(reason);
	});

	it('does not say that a write was not sent which may have taken place', async () => {
		let asked = 0;
		const client = ended(async () => answer({}, 502), {
			mayGoOn: () => {
				if (++asked > 1) throw new Error('the time is up');
			},
		});
		const replaySafeWrite = { ...WRITE, replaySafe: true };
		await expect(client.call(replaySafeWrite)).rejects.toMatchObject({ kind: 'server', effect: 'unknown' });
	});

	it('ends with the signal’s reason', async () => {
		const cancel = new AbortController();
		const client = ended(
			async () => {
				cancel.abort(new Error('cancelled'));
				return answer({}, 502);
			},
			{ signal: cancel.signal },
		);
		await expect(client.call(READ)).rejects.toThrow('cancelled');
	});
});

it('names the access scopes that a refused document lacks, and only those', async () => {
	const denied = answer({ errors: [{ message: 'no', extensions: { code: 'ACCESS_DENIED' } }] });
	const scopes = answer({ data: { currentAppInstallation: { accessScopes: [{ handle: 'write_orders' }] } } });
	const { client } = admin([denied, scopes]);
	const document = { ...READ, scopes: ['read_orders', 'read_customers'] };
	await expect(client.call(document)).rejects.toMatchObject({ missingScopes: ['read_customers'] });
	const unsure = admin([denied, answer({}, 500)]);
	await expect(unsure.client.call(document)).rejects.toMatchObject({ kind: 'forbidden', missingScopes: [] });
});

describe('documents of several mutations', () => {
	const MANY = { ...WRITE, name: 'Many', replaySafe: true, cost: 500 };
	const broke = (path: unknown[], code: string) => ({
		message: `no ${String(path[0])}`,
		path,
		extensions: { code },
	});

	it('wait for the points they are known to cost, before anything has told', async () => {
		const { client, slept } = admin([answer({ data: {}, extensions: cost(10, 200) })]);
		await client.call(READ);
		await client.callPartly(MANY);
		expect(slept).toEqual([3000]);
	});

	it('give what was carried out, and what became of the others', async () => {
		const errors = [broke(['s1'], 'INTERNAL_SERVER_ERROR'), broke(['s2', 'node'], 'ACCESS_DENIED')];
		const { client, sent } = admin([
			answer({ data: { s0: { userErrors: [] }, s1: null, s2: null }, errors }),
		]);
		const { data, faults } = await client.callPartly(MANY);
		expect(data.s0).toEqual({ userErrors: [] });
		expect([...faults]).toEqual([
			['s1', { said: 'no s1', passes: true }],
			['s2', { said: 'no s2', passes: false }],
		]);
		expect(sent()).toBe(1);
	});

	it.each<[string, unknown, string]>([
		['an error of the whole document', [{ message: 'syntax' }], 'rejected'],
		['nothing carried out for want of an access scope', [broke(['s0'], 'ACCESS_DENIED')], 'forbidden'],
	])('fail as a whole with %s', async (_, errors, kind) => {
		const { client } = admin([answer({ data: { s0: null }, errors })]);
		await expect(client.callPartly(MANY)).rejects.toMatchObject({ kind });
	});

	it('are never taken as done in part by whoever asks for the whole', async () => {
		const errors = [broke(['s1'], 'ACCESS_DENIED')];
		const { client } = admin([answer({ data: { s0: {}, s1: null }, errors })]);
		await expect(client.call(MANY)).rejects.toMatchObject({ kind: 'forbidden' });
	});
});
