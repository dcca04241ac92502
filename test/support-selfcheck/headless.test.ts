import { createServer } from 'node:http';
import type { Server } from 'node:http';

import type { RunNodeOptions } from '../support/headless';
import {
	listSearch,
	loadOptions,
	resourceMapperFields,
	runNode,
	runWorkflow,
	testCredential,
} from '../support/headless';
import { Echo, ECHO_TYPE, EchoApi, PlainApi } from './echoNode';

interface Heard {
	method: string;
	url: string;
	header: string | undefined;
	body: Record<string, unknown>;
}

describe('the headless harness', () => {
	let server: Server;
	let baseUrl: string;
	let heard: Heard[] = [];
	let tokens = 0;
	/** Fails the next so many requests to /flaky. */
	let failures = 0;

	beforeAll(async () => {
		server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const url = request.url ?? '';
				const say = (status: number, value: unknown) => {
					response.writeHead(status, { 'content-type': 'application/json' });
					response.end(JSON.stringify(value));
				};
				if (url === '/token') return say(200, { token: `t${++tokens}` });
				const raw = Buffer.concat(chunks).toString('utf8');
				const body = (raw ? JSON.parse(raw) : {}) as Record<string, unknown>;
				const header = request.headers['x-echo'] ?? request.headers['x-plain'];
				heard.push({ method: request.method ?? '', url, header: String(header), body });
				if (url === '/me')
					return header === 'Bearer t-bad' ? say(401, { error: { code: 401 } }) : say(200, {});
				if (url === '/flaky' && failures-- > 0) return say(500, { error: 'later' });
				if (body.text === 'bad') return say(400, { error: 'bad text' });
				return say(200, { echoed: body });
			});
		});
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		const address = server.address();
		baseUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
	});

	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((done) => server.close(done));
	});

	beforeEach(() => {
		heard = [];
		tokens = 0;
		failures = 0;
	});

	const types = { nodeTypes: { [ECHO_TYPE]: Echo }, credentialTypes: [EchoApi, PlainApi] };
	const run = (options: Partial<RunNodeOptions>) =>
		runNode({
			nodeType: ECHO_TYPE,
			...types,
			credentials: { echoApi: { baseUrl, token: 't0' }, plainApi: { baseUrl } },
			parameters: { text: '={{ $json.text }}' },
			...options,
		});
	const texts = ['one', 'bad', 'three'].map((text) => ({ text, row: text.length }));

	it('resolves expressions, locators, mapper values, collections and defaults for every item', async () => {
		const result = await run({
			items: [{ text: 'a' }, { text: 'b' }],
			parameters: {
				text: '={{ $json.text.toUpperCase() }}',
				partner: { __rl: true, mode: 'url', value: '=https://example.com/p/{{ $json.text }}1' },
				fields: { mappingMode: 'defineBelow', value: { colour: '={{ $itemIndex }}' } },
				tags: { tag: [{ name: '={{ $json.text }}' }, {}] },
			},
		});

		expect(result.error).toBeUndefined();
		expect(result.status).toBe('success');
		expect(heard.map(({ body }) => body)).toEqual([
			{
				text: 'A',
				partner: 'a1',
				fields: { colour: 0 },
				tags: { tag: [{ name: 'a' }, { name: 'untitled' }] },
			},
			{
				text: 'B',
				partner: 'b1',
				fields: { colour: 1 },
				tags: { tag: [{ name: 'b' }, { name: 'untitled' }] },
			},
		]);
		expect(result.output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(result.hints).toEqual([{ message: '2 echoed', location: 'outputPane', type: 'info' }]);
	});

	it('signs requests as the credential says, with its defaults and expressions', async () => {
		await run({});
		expect(heard[0]?.header).toBe('Bearer t0');

		await run({ parameters: { text: 'x', api: 'plainApi' } });
		expect(heard[1]?.header).toBe('yes');
	});

	it('fetches a token when there is none, and keeps it', async () => {
		const result = await run({
			credentials: { echoApi: { baseUrl } },
			items: [{ text: 'a' }, { text: 'b' }],
		});
		expect(heard.map(({ header }) => header)).toEqual(['Bearer t1', 'Bearer t1']);
		expect(result.credentialsAfter.echoApi?.token).toBe('t1');
	});

	it('stops at the first failed item by default and records what a user reads', async () => {
		const result = await run({ items: texts });
		expect(result.status).toBe('error');
		expect(result.error).toMatchObject({ message: 'The server said no', itemIndex: 1, node: 'Node' });
		expect(result.output).toEqual([]);
	});

	it('puts failed items on the error output; of an item with an error, n8n keeps the message only', async () => {
		const result = await run({ items: texts, onError: 'continueErrorOutput' });
		expect(result.status).toBe('success');
		expect(result.output.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 2 }]);
		expect(result.errorOutput).toHaveLength(1);
		expect(result.errorOutput[0]).toMatchObject({
			json: { error: 'The server said no' },
			error: { message: 'The server said no' },
			pairedItem: { item: 1 },
		});
	});

	it('keeps failed items in place with the regular output', async () => {
		const result = await run({ items: texts, onError: 'continueRegularOutput' });
		expect(result.output.map(({ error }) => error?.message)).toEqual([
			undefined,
			'The server said no',
			undefined,
		]);
	});

	it('retries as Retry On Fail is set', async () => {
		failures = 2;
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const result = await run({ ...settings, parameters: { text: 'x', path: '/flaky' } });
		expect(result.status).toBe('success');
		expect(heard).toHaveLength(3);
	});

	it('cancels: the node is told at once and the execution ends as canceled', async () => {
		const result = await run({ signalAfterMs: 30, parameters: { text: 'x', pause: 20_000 } });
		expect(result.status).toBe('canceled');
		expect(result.ms).toBeLessThan(10_000);
		expect(heard).toEqual([]);
	});

	it('says which field is missing when n8n refuses to start', async () => {
		const result = await run({ parameters: {} });
		expect(result.status).toBe('error');
		expect(result.issues).toEqual({ Node: ['Parameter "Text" is required.'] });
	});

	it('runs a workflow of several nodes and gives each one its credentials', async () => {
		const place = { position: [0, 0] as [number, number] };
		const result = await runWorkflow(
			{
				nodes: [
					{
						...place,
						id: '1',
						name: 'Go',
						type: 'n8n-nodes-base.manualTrigger',
						typeVersion: 1,
						parameters: {},
					},
					{ ...place, id: '2', name: 'A', type: ECHO_TYPE, typeVersion: 1, parameters: { text: 'hello' } },
					{
						...place,
						id: '3',
						name: 'B',
						type: ECHO_TYPE,
						typeVersion: 2,
						parameters: { text: "={{ $('A').item.json.echoed.text }} again" },
					},
				],
				connections: {
					Go: { main: [[{ node: 'A', type: 'main', index: 0 }]] },
					A: { main: [[{ node: 'B', type: 'main', index: 0 }]] },
				},
			},
			{ ...types, credentials: { echoApi: { baseUrl, token: 't0' } } },
		);
		expect(result.status).toBe('success');
		expect(result.outputOf('B')[0]?.json).toMatchObject({ echoed: { text: 'hello again' } });
		expect(result.runsOf('B')).toBe(1);
	});

	it('answers the editor: drop-downs, lists and mapper fields', async () => {
		const editor = { ...types, nodeType: ECHO_TYPE, credentials: { echoApi: { baseUrl } } };
		await expect(loadOptions('paths', editor)).resolves.toEqual([
			{ name: 'Bearer', value: `${baseUrl}/echo` },
		]);
		await expect(listSearch('partners', { ...editor, filter: 'x', paginationToken: '2' })).resolves.toEqual({
			results: [{ name: 'x', value: '2' }],
			paginationToken: 'next',
		});
		const { fields } = await resourceMapperFields('fields', editor);
		expect(fields.map(({ displayName }) => displayName)).toEqual(['First']);
	});

	it('tests a credential as n8n does', async () => {
		const ok = { status: 'OK', message: 'Connection successful!' };
		await expect(testCredential('echoApi', { baseUrl, token: 't0' }, types)).resolves.toEqual(ok);
		expect(heard[0]?.header).toBe('Bearer t0');
		const refused = { status: 'Error', message: 'Key refused' };
		await expect(testCredential('echoApi', { baseUrl, token: 't-bad' }, types)).resolves.toEqual(refused);
		const closed = { status: 'Error', message: 'The service refused the connection - perhaps it is offline' };
		await expect(testCredential('plainApi', { baseUrl: 'http://127.0.0.1:9' }, types)).resolves.toEqual(
			closed,
		);
	});

	it('costs a few milliseconds a run', async () => {
		const started = performance.now();
		for (let i = 0; i < 20; i++) await run({});
		expect((performance.now() - started) / 20).toBeLessThan(50);
	});
});
