import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { optionsFrom, UsageError } from '../../sandbox/cli/flags';
import { createSandbox } from '../../sandbox';
import { bench, newPartner, type Bench } from './support';

describe('controls over HTTP', () => {
	let b: Bench;
	beforeEach(async () => {
		b = await bench();
	});
	afterEach(() => b.sandbox.close());
	const none = { headers: { 'x-channel-access-token': undefined } };

	test('health, journal and state need no key and leave no trace', async () => {
		expect((await b.http.get('/__sandbox/health', none)).data).toEqual({ status: 'ok' });
		await b.http.post('/creators/collabs?x=1', newPartner(b.sandbox, 'j@example.com'));
		await b.http.get('/nowhere');
		const { journal } = (await b.http.get('/__sandbox/journal', none)).data;
		expect(journal).toHaveLength(2);
		expect(journal[0]).toMatchObject({
			seq: 1,
			method: 'POST',
			path: '/creators/collabs',
			rawUrl: '/creators/collabs?x=1',
			operationId: 'createCollab',
			status: 200,
			tookPlace: true,
			body: { email: 'j@example.com' },
			headers: { 'x-channel-access-token': b.sandbox.channelKey },
		});
		expect(JSON.parse(journal[0].rawBody)).toEqual(journal[0].body);
		expect(journal[1]).toMatchObject({ operationId: null, status: 404 });
		expect((await b.http.get('/__sandbox/journal?since=1')).data.journal).toHaveLength(1);
		await b.http.delete('/__sandbox/journal');
		expect((await b.http.get('/__sandbox/journal')).data.journal).toEqual([]);
		expect((await b.http.get('/__sandbox/state/collabs?email=j@example.com')).data.collabs).toHaveLength(1);
		for (const name of ['collabs', 'drops', 'definitions', 'campaigns', 'forms', 'tiers']) {
			const { data } = await b.http.get(`/__sandbox/state/${name}`);
			expect(data[name].length).toBeGreaterThan(0);
		}
	});

	test('faults, limits and listing are set, and mistakes are told', async () => {
		await b.http.put('/__sandbox/faults', [{ effect: { kind: 'status', status: 503 } }]);
		expect((await b.http.get('/integrations/listings')).status).toBe(503);
		await b.http.put('/__sandbox/faults', []);
		await b.http.put('/__sandbox/limits', { kind: 'fixed', readsPerMinute: 1, windowMs: 3_600_000 });
		await b.http.get('/integrations/listings');
		expect((await b.http.get('/integrations/listings')).status).toBe(429);
		await b.http.put('/__sandbox/limits', { kind: 'off' });
		await b.http.put('/__sandbox/listing', { pageSize: 3 });
		expect((await b.http.get(`/channels/${b.sandbox.shopDomain}/collabs`)).data.collabs).toHaveLength(3);
		expect((await b.http.put('/__sandbox/listing', { pagesize: 3 })).status).toBe(400);
		expect((await b.http.put('/__sandbox/faults', [{ effect: { kind: 'boom' } }])).status).toBe(400);
		const pattern = [{ match: { path: '(' }, effect: { kind: 'resetBefore' } }];
		expect((await b.http.put('/__sandbox/faults', pattern)).data.message).toContain('regular expression');
	});

	test('reset: everything as it was at the start', async () => {
		const before = b.sandbox.state.collabs();
		await b.http.post('/creators/collabs', newPartner(b.sandbox, 'r@example.com'));
		b.sandbox.setFaults([{ effect: { kind: 'resetBefore' } }]);
		await b.http.post('/__sandbox/reset');
		expect(b.sandbox.state.collabs()).toEqual(before);
		expect(b.sandbox.journal()).toEqual([]);
		expect((await b.http.get('/integrations/listings')).status).toBe(200);
	});

	test('a body that is no JSON is a 400; an empty one is no body', async () => {
		const post = async (body: string) => {
			const headers = { 'content-type': 'application/json', 'x-channel-access-token': b.sandbox.channelKey };
			const answer = await fetch(`${b.sandbox.url}/creators/collabs`, { method: 'POST', headers, body });
			return { status: answer.status, text: await answer.text() };
		};
		expect((await post('{"a":')).status).toBe(400);
		expect(await post('')).toMatchObject({
			status: 500,
			text: expect.stringContaining('body must be object'),
		});
	});

	test('a port in use is an EADDRINUSE, and the first sandbox goes on', async () => {
		const dataDir = mkdtempSync(join(tmpdir(), 'cc-sandbox-test-'));
		const first = await createSandbox({ dataDir, partners: 2 });
		const port = Number(new URL(first.url).port);
		const second = createSandbox({ port, dataDir, partners: 0, fresh: true });
		await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
		expect(first.state.collabs()).toHaveLength(2);
		await first.close();
		rmSync(dataDir, { recursive: true });
	});
});

describe('the command line', () => {
	test('flags become options', () => {
		const options = optionsFrom([
			...['--port', '0', '--data', 'x', '--fresh', '--partners', '7', '--limits', 'token', '--speed', '60'],
			...['--page-size', 'random', '--list-mode', 'cutShort', '--fault', '{"effect":{"kind":"resetAfter"}}'],
		]);
		expect(options).toMatchObject({
			port: 0,
			dataDir: 'x',
			fresh: true,
			partners: 7,
			limits: { kind: 'token', windowMs: 1_000 },
			listing: { pageSize: 'random', mode: 'cutShort' },
			faults: [{ effect: { kind: 'resetAfter' } }],
		});
		expect(optionsFrom([])).toMatchObject({ port: 4100, dataDir: '.sandbox', partners: 250 });
		expect(optionsFrom(['--help'])).toBeNull();
	});

	test.each([
		[['--port', 'abc'], /--port takes a number/],
		[['--limits', 'none'], /--limits/],
		[['--fault', '{'], /--fault takes JSON/],
		[['--nonsense'], /nonsense/],
	])('%j is told in words', (args, message) => {
		expect(() => optionsFrom(args)).toThrow(UsageError);
		expect(() => optionsFrom(args)).toThrow(message);
	});
});
