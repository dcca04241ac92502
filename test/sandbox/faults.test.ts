import { bench, newPartner, type Bench } from './support';
import type { FaultRule } from '../../sandbox';

const CREATE = { method: 'POST', path: '^/creators/collabs$' };

describe('faults', () => {
	let b: Bench;
	beforeEach(async () => {
		b = await bench({ partners: 0 });
	});
	afterEach(() => b.sandbox.close());

	const create = (email: string) => b.http.post('/creators/collabs', newPartner(b.sandbox, email));
	const exists = (email: string) => b.sandbox.state.collabByEmail(email).length === 1;
	const strike = (effect: FaultRule['effect'], more: Partial<FaultRule> = {}) =>
		b.sandbox.setFaults([{ match: CREATE, effect, ...more }]);

	test('resetAfter: the connection is cut and the write took place', async () => {
		strike({ kind: 'resetAfter' }, { times: 1, id: 'lost-answer' });
		await expect(create('a@example.com')).rejects.toMatchObject({
			code: expect.stringMatching(/ECONNRESET/),
		});
		expect(exists('a@example.com')).toBe(true);
		expect(b.sandbox.journal().at(-1)).toMatchObject({ status: null, tookPlace: true, fault: 'lost-answer' });
		expect((await create('b@example.com')).status).toBe(200);
	});

	test('resetBefore and hang: the connection is cut and nothing took place', async () => {
		strike({ kind: 'resetBefore' });
		await expect(create('a@example.com')).rejects.toThrow();
		strike({ kind: 'hang', ms: 60 });
		const before = Date.now();
		await expect(create('b@example.com')).rejects.toThrow();
		expect(Date.now() - before).toBeGreaterThanOrEqual(55);
		expect(b.sandbox.state.collabs()).toEqual([]);
	});

	test('status: without and with the write having taken place', async () => {
		strike({ kind: 'status', status: 503, retryAfter: '2' });
		const refused = await create('a@example.com');
		expect([refused.status, refused.headers['retry-after']]).toEqual([503, '2']);
		expect(exists('a@example.com')).toBe(false);
		const body = { statusCode: 500, error: 'Internal Server Error', message: 'Failed to create collab' };
		strike({ kind: 'status', status: 500, body, tookPlace: true });
		expect((await create('b@example.com')).data).toEqual(body);
		expect(exists('b@example.com')).toBe(true);
	});

	test('html and half an answer', async () => {
		strike({ kind: 'html', status: 502 });
		const html = await create('a@example.com');
		expect([html.status, String(html.headers['content-type'])]).toEqual([502, 'text/html; charset=utf-8']);
		strike({ kind: 'invalidJson' });
		const half = await create('b@example.com');
		expect(half.status).toBe(200);
		expect(typeof half.data).toBe('string');
		expect(exists('b@example.com')).toBe(true);
	});

	test('after, times, match and latency', async () => {
		b.sandbox.setFaults([
			{ effect: { kind: 'latency', minMs: 30, maxMs: 40 } },
			{ match: CREATE, after: 1, times: 1, effect: { kind: 'status', status: 500 } },
		]);
		const before = Date.now();
		const statuses = [];
		for (const name of ['a', 'b', 'c']) statuses.push((await create(`${name}@example.com`)).status);
		expect(statuses).toEqual([200, 500, 200]);
		expect(Date.now() - before).toBeGreaterThanOrEqual(85);
		expect((await b.http.get(`/channels/${b.sandbox.shopDomain}`)).status).toBe(200);
	});

	test('rate strikes about so often', async () => {
		strike({ kind: 'status', status: 500 }, { rate: 0.3 });
		let struck = 0;
		for (let n = 0; n < 100; n++) if ((await create(`r${n}@example.com`)).status === 500) struck++;
		expect(struck).toBeGreaterThan(15);
		expect(struck).toBeLessThan(45);
	});
});
