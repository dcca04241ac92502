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
