import { setTimeout as sleep } from 'node:timers/promises';
import { bench, newPartner, type Bench } from './support';
import type { LimitSettings } from '../../sandbox';
import { Limiter } from '../../sandbox/server/limits';

const SETTINGS: LimitSettings = {
	kind: 'sliding',
	readsPerMinute: 4,
	writesPerMinute: 3,
	bulkPerMinute: 1,
	windowMs: 60_000,
	retryAfter: 'seconds',
};

describe('the three kinds of window, by their own clock', () => {
	const MINUTE = 600_000_000_000 - (600_000_000_000 % 60_000);
	const admitted = (limiter: Limiter, at: number, times: number) =>
		Array.from({ length: times }, () => limiter.admit('k', ['read'], at)).filter((wait) => wait === 0).length;

	test('fixed: begins anew at the full minute, so two bursts may meet there', () => {
		const limiter = new Limiter({ ...SETTINGS, kind: 'fixed' }, 'both');
		expect(admitted(limiter, MINUTE + 59_000, 9)).toBe(4);
		expect(limiter.admit('k', ['read'], MINUTE + 59_000)).toBe(1_000);
		expect(admitted(limiter, MINUTE + 60_000, 9)).toBe(4);
	});

	test('sliding: never more than the limit in any minute; refused requests take nothing', () => {
		const limiter = new Limiter(SETTINGS, 'both');
		expect(admitted(limiter, MINUTE + 59_000, 2)).toBe(2);
		expect(admitted(limiter, MINUTE + 70_000, 9)).toBe(2);
		expect(limiter.admit('k', ['read'], MINUTE + 100_000)).toBe(19_000);
		expect(admitted(limiter, MINUTE + 119_000, 9)).toBe(2);
	});

	test('token: a burst, then one at a time', () => {
		const limiter = new Limiter({ ...SETTINGS, kind: 'token' }, 'both');
		expect(admitted(limiter, MINUTE, 9)).toBe(4);
		expect(limiter.admit('k', ['read'], MINUTE)).toBe(15_000);
		expect(admitted(limiter, MINUTE + 15_000, 9)).toBe(1);
		expect(admitted(limiter, MINUTE + 600_000, 9)).toBe(4);
	});

	test('keys and classes have windows of their own; off lets everything through', () => {
		const limiter = new Limiter(SETTINGS, 'both');
		expect(admitted(limiter, MINUTE, 9)).toBe(4);
		expect(limiter.admit('other', ['read'], MINUTE)).toBe(0);
		expect(limiter.admit('k', ['write', 'bulk'], MINUTE)).toBe(0);
		// Bulk is used up; the write window is not touched by the refusal.
		expect(limiter.admit('k', ['write', 'bulk'], MINUTE)).toBeGreaterThan(0);
		expect(limiter.admit('k', ['write'], MINUTE)).toBe(0);
		expect(limiter.admit('k', ['write'], MINUTE)).toBe(0);
		expect(limiter.admit('k', ['write'], MINUTE)).toBeGreaterThan(0);
		limiter.set({ ...SETTINGS, kind: 'off' });
		expect(admitted(limiter, MINUTE, 99)).toBe(99);
	});

	test.each([
		['both', ['write', 'bulk']],
		['bulkOnly', ['bulk']],
		['writesOnly', ['write']],
	] as const)('a request with several records counts: %s', (counting, classes) => {
		expect(new Limiter(SETTINGS, counting).classesOf(true, 2)).toEqual(classes);
		expect(new Limiter(SETTINGS, counting).classesOf(true, 1)).toEqual(['write']);
		expect(new Limiter(SETTINGS, counting).classesOf(false, 1)).toEqual(['read']);
	});
});

describe('limits over HTTP', () => {
	let b: Bench;
	afterEach(() => b.sandbox.close());

	test('a refused write does not take place, says how long to wait, and works after the wait', async () => {
		b = await bench({ limits: { ...SETTINGS, windowMs: 1_200 } });
		const create = (n: number) =>
			b.http.post('/creators/collabs', newPartner(b.sandbox, `l${n}@example.com`));
		for (let n = 0; n < 3; n++) expect((await create(n)).status).toBe(200);
		const refused = await create(3);
		expect(refused.status).toBe(429);
		expect(refused.data).toEqual({
			statusCode: 429,
			error: 'Too Many Requests',
			message: 'Rate limit exceeded',
		});
		expect(refused.headers['retry-after']).toMatch(/^[12]$/);
		expect(b.sandbox.state.collabByEmail('l3@example.com')).toEqual([]);
		expect(b.sandbox.journal().at(-1)).toMatchObject({ refused: true, tookPlace: false, window: ['write'] });
		expect((await b.http.get(`/channels/${b.sandbox.shopDomain}`)).status).toBe(200);
		await sleep(1_250);
		expect((await create(3)).status).toBe(200);
	});

	test('several products are a bulk request; Retry-After as a date or not at all', async () => {
		b = await bench({ limits: { ...SETTINGS, retryAfter: 'date' } });
		const id = b.sandbox.state.collabs()[0]?._id;
		const create = (count: number) => {
			const products = Array.from({ length: count }, (_, n) => ({ id: String(n + 1) }));
			const body = { title: 'T', description: 'D', products };
			return b.http.post(`/creators/collabs/${id}/drops`, body);
		};
		expect((await create(2)).status).toBe(200);
		expect(b.sandbox.journal().at(-1)?.window).toEqual(['write', 'bulk']);
		const refused = await create(2);
		expect(refused.status).toBe(429);
		expect(Date.parse(String(refused.headers['retry-after']))).toBeGreaterThan(Date.now());
		expect((await create(1)).status).toBe(200);
		b.sandbox.setLimits({ retryAfter: 'none', readsPerMinute: 1 });
		await b.http.get(`/channels/${b.sandbox.shopDomain}`);
		const silent = await b.http.get(`/channels/${b.sandbox.shopDomain}`);
		expect(silent.status).toBe(429);
		expect(silent.headers['retry-after']).toBeUndefined();
	});
});
