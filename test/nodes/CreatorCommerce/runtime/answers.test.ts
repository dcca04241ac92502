import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { FaultRule } from '../../../../sandbox';
import {
	UNWANTED_WORDS,
	by,
	jsons,
	newcomer,
	rows,
	statuses,
	told,
	useSandbox,
} from '../actions/support/bench';

jest.mock('../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../actions/support/fastClock'),
);

const status = (code: number, message: string, extra: Partial<FaultRule> = {}): FaultRule => ({
	effect: { kind: 'status', status: code, body: { statusCode: code, error: 'Oops', message } },
	...extra,
});
const NAMED = {
	email: '={{ $json.email }}',
	firstName: '={{ $json.first }}',
	lastName: '={{ $json.last }}',
};

describe('what a user reads when the API says no', () => {
	const bench = useSandbox();

	const SAID: Array<{
		what: string;
		faults?: FaultRule[];
		credential?: Record<string, unknown>;
		operation?: 'get' | 'update';
		says: RegExp;
		httpCode?: string;
		requests: number;
	}> = [
		{
			what: '401: the key',
			credential: { apiKey: 'cc_wrong_key' },
			says: /did not accept the API key \(HTTP 401\) \| Check the API key .*Settings → API.*set to channel key/,
			httpCode: '401',
			requests: 1,
		},
		{
			what: '401: the key is of the other kind',
			credential: { keyType: 'partner' },
			says: /did not accept the API key.*Key Type is right: it is set to partner key/,
			requests: 1,
		},
		{
			what: '403: another store',
			credential: { myshopifyDomain: 'other-brand' },
			says: /may not do this for other-brand\.myshopify\.com \(HTTP 403\) \| .*store the key was made for/,
			httpCode: '403',
			requests: 1,
		},
		{
			what: '404 as 500: an ID nobody has, which costs no retries',
			operation: 'update',
			says: /No partner of sandbox-brand\.myshopify\.com has the ID a{24} \| Use the collab ID or the creator ID/,
			requests: 2,
		},
		{
			what: '500 that names what is wrong: no retries',
			faults: [status(500, 'affiliateCode must be unique')],
			says: /refused the request \(HTTP 500\): “affiliateCode must be unique” \| Change the value it names\. Nothing was written/,
			httpCode: '500',
			requests: 1,
		},
		{
			what: '400',
			faults: [status(400, 'lastName is too long')],
			says: /refused the request \(HTTP 400\): “lastName is too long”/,
			httpCode: '400',
			requests: 1,
		},
		{
			what: '503 that stays',
			faults: [status(503, 'Down for maintenance')],
			says: /could not answer 5 times \(HTTP 503\) \| Run it again in some minutes\. It said: “Down for maintenance”/,
			httpCode: '503',
			requests: 5,
		},
		{
			what: 'a web page instead of JSON',
			faults: [{ effect: { kind: 'html', status: 200 } }],
			says: /Something other than the CreatorCommerce API answered at 127\.0\.0\.1:\d+ \(HTTP 200\): a web page .*Environment and Base URL.*proxy/,
			httpCode: '200',
			requests: 1,
		},
		{
			what: 'a cut connection that stays',
			faults: [{ effect: { kind: 'resetBefore' } }],
			says: /The connection to 127\.0\.0\.1:\d+ (was cut|was lost) \(tried 5 times\) \| Check that .* can be reached from n8n/,
			requests: 5,
		},
		{
			what: '429 that stays',
			faults: [{ effect: { kind: 'status', status: 429, retryAfter: '1' } }],
			says: /kept refusing the request because of its limits 30 times \| Another workflow or app uses the same key\. Lower the limits/,
			httpCode: '429',
			requests: 30,
		},
	];

	it.each(SAID)(
		'$what',
		async ({ faults, credential, operation = 'get', says, httpCode, requests }) => {
			bench.sandbox.setFaults(faults ?? []);
			const unknown = operation === 'update' ? 'a'.repeat(24) : bench.partner(1)._id;
			const result = await bench.run(
				`partner:${operation}`,
				{ partner: by('id', unknown), updateFields: { lastName: 'X' } },
				{ credential },
			);
			expect(result.status).toBe('error');
			expect(told(result)).toMatch(says);
			expect(told(result).replace(/“[^”]*”/g, '')).not.toMatch(UNWANTED_WORDS);
			expect(result.error?.itemIndex).toBe(0);
			if (httpCode) expect(result.error?.httpCode).toBe(httpCode);
			expect(bench.requests()).toHaveLength(requests);
		},
		400_000,
	);

	it('429 without Retry-After once: waited out, told in the summary', async () => {
		bench.sandbox.setFaults([status(429, 'Rate limit exceeded', { match: { method: 'POST' }, times: 1 })]);
		const result = await bench.run('partner:create', NAMED, { items: rows(3, newcomer) });
		expect(result.status).toBe('success');
		expect(bench.sandbox.state.collabs()).toHaveLength(33);
		expect(result.hints[0]?.message).toContain('1 refused by the limit and sent again');
	});

	it.each(['seconds', 'date', 'none'] as const)(
		'loses and doubles nothing at the real limit, Retry-After as %s',
		async (retryAfter) => {
			// Another app uses the key: the sandbox allows less than the credential says.
			bench.sandbox.setLimits({ kind: 'sliding', writesPerMinute: 5, windowMs: 200, retryAfter });
			const result = await bench.run('partner:create', NAMED, { items: rows(12, newcomer) });
			expect(result.error).toBeUndefined();
			expect(bench.sandbox.state.collabs()).toHaveLength(42);
			expect(bench.entries('POST').filter(({ refused }) => !refused)).toHaveLength(12);
		},
	);

	it('a passing 500 is passed over', async () => {
		bench.sandbox.setFaults([
			status(500, 'Failed to update collab', { match: { method: 'POST' }, times: 2 }),
		]);
		const result = await bench.run('partner:update', {
			partner: by('id', bench.partner(1)._id),
			updateFields: { lastName: 'X' },
		});
		expect(result.status).toBe('success');
		expect(bench.partner(1).creator.lastName).toBe('X');
		expect(bench.entries('POST')).toHaveLength(3);
	});

	it.each(['resetBefore', 'resetAfter', 'invalidJson'] as const)(
		'an update is sent again after a cut connection: %s',
		async (kind) => {
			bench.sandbox.setFaults([{ match: { method: 'POST' }, times: 1, effect: { kind } }]);
			const result = await bench.run('partner:update', {
				partner: by('id', bench.partner(1)._id),
				updateFields: { lastName: 'X' },
			});
			expect(jsons(result)).toEqual([expect.objectContaining({ lastName: 'X' })]);
			expect(bench.entries('POST')).toHaveLength(2);
		},
	);

	it('says that it is not known whether a create took place, when neither answer nor look came through', async () => {
		bench.sandbox.setFaults([
			{ match: { method: 'POST' }, effect: { kind: 'resetAfter' } },
			{ match: { method: 'GET' }, after: 1, effect: { kind: 'resetBefore' } },
		]);
		const result = await bench.run('partner:create', NAMED, { items: [newcomer(99)] });
		expect(told(result)).toMatch(/Whether the change took place is not known: look in CreatorCommerce/);
		expect(bench.entries('POST')).toHaveLength(1);
	}, 400_000);

	it.each([200, 204])(
		'looks what became of a write that was accepted without an answer: %d',
		async (code) => {
			const empty = { kind: 'status', status: code, body: '', tookPlace: true } as const;
			bench.sandbox.setFaults([{ match: { method: 'POST' }, effect: empty }]);
			const saved = await bench.run(
				'partner:upsert',
				{ ...NAMED, updateFields: { discountAmount: '10%', discountCode: 'TEN' } },
				{ items: [newcomer(99), { ...newcomer(98), email: bench.partner(2).creator.email }] },
			);
			expect(statuses(saved)).toEqual(['created', 'updated']);
			const [made] = bench.sandbox.state.collabByEmail(newcomer(99).email);
			expect(jsons(saved)[0]).toMatchObject({ id: made?._id, discountCode: 'TEN' });
			expect(bench.entries('POST')).toHaveLength(3);
		},
	);

	it('says that it is not known where nothing of it is found, of each row, and sends nothing twice', async () => {
		const empty = { kind: 'status', status: 200, body: '', tookPlace: false } as const;
		const of = bench.partner(2)._id;
		bench.sandbox.setFaults(
			[`collabs/${of}$`, 'creators/collabs$'].map((path) => ({
				match: { method: 'POST', path },
				times: 1,
				effect: empty,
			})),
		);
		const result = await bench.run('partner:upsert', NAMED, {
			items: [
				newcomer(99),
				{ email: bench.partner(2).creator.email, first: 'Changed', last: 'Too' },
				newcomer(98),
			],
			onError: 'continueRegularOutput',
		});
		expect(statuses(result).sort()).toEqual(['created', 'error', 'error']);
		for (const { json } of result.output.filter(({ error }) => error)) {
			expect(json.error).toMatch(
				/accepted the request but did not answer it \(HTTP 200\)\. Whether the change took place is not known/,
			);
		}
		expect(bench.entries('POST')).toHaveLength(3);
	});

	it('takes an empty answer to the very first request for the row’s own too', async () => {
		const empty = { kind: 'status', status: 200, body: '', tookPlace: true } as const;
		bench.sandbox.setFaults([{ match: { method: 'POST' }, times: 1, effect: empty }]);
		const result = await bench.run(
			'partner:update',
			{ partner: by('id', '={{ $json.id }}'), updateFields: { affiliateUrl: 'https://example.com/a' } },
			{ items: rows(3, (at) => ({ id: bench.partner(at)._id })), onError: 'continueRegularOutput' },
		);
		expect(statuses(result)).not.toContain('error');
	});

	it.each([
		['partner:get', { partner: { __rl: true, mode: 'email', value: '={{ $json.email }}' } }],
		['partner:create', NAMED],
		['partner:sync', { matchValue: '={{ $json.email }}' }],
		['drop:create', { partner: { __rl: true, mode: 'email', value: '={{ $json.email }}' }, title: 'X' }],
	])('a wrong key costs one request, not one for each of 100 items: %s', async (operation, parameters) => {
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			bench.sandbox.clearJournal();
			const result = await bench.run(operation, parameters, {
				items: rows(100, newcomer),
				onError,
				credential: { apiKey: 'cc_wrong_key', readsPerMinute: 100, writesPerMinute: 50 },
			});
			if (onError === 'stopWorkflow' || operation === 'partner:sync') {
				expect(told(result)).toMatch(/did not accept the API key/);
			} else {
				expect(result.output).toHaveLength(100);
				for (const { json } of result.output) expect(json.error).toMatch(/did not accept the API key/);
			}
			expect(bench.requests()).toHaveLength(1);
		}
	});
});

describe('messages for bad input', () => {
	const bench = useSandbox();
	const partner = () => by('id', bench.partner(1)._id);
	const update = (updateFields: Record<string, unknown>, extra: Record<string, unknown> = {}) => ({
		operation: 'partner:update',
		parameters: () => ({ partner: partner(), updateFields, ...extra }),
	});
	const json = (customFieldsJson: string) => update({}, { customFieldsInput: 'json', customFieldsJson });
	const get = (mode: string, value: string) => ({
		operation: 'partner:get',
		parameters: () => ({ partner: { __rl: true, mode, value: `={{ ${JSON.stringify(value)} }}` } }),
	});
	const create = (email: string) => ({
		operation: 'partner:create',
		parameters: () => ({ ...NAMED, email: `={{ ${JSON.stringify(email)} }}`, firstName: 'A', lastName: 'B' }),
	});

	it.each([
		['an empty e-mail', create(''), /Email is empty/],
		['a blank e-mail', create('   '), /Email is empty.*Fill in Email, or check the expression/],
		[
			'a malformed e-mail',
			create('ada@example'),
			/“ada@example” is not an e-mail address.*name@example\.com/,
		],
		['two e-mails', create('a@example.com, b@example.com'), /is not an e-mail address/],
		['a whole page as e-mail', create(`${'x'.repeat(5000)}@y`), /“x{57}…” is not an e-mail address/],
		['no partner', get('email', ''), /No partner is chosen.*check the expression/],
		['a malformed e-mail as partner', get('email', 'ada'), /“ada” is not an e-mail address/],
		['an e-mail as ID', get('id', 'ada@example.com'), /is not a partner ID.*choose By Email/],
		['a GID as partner', get('id', 'gid://shopify/Customer/1'), /is not a partner ID.*This is a Shopify ID/],
		['a short ID', get('id', '68d482d5'), /“68d482d5” is not a partner ID.*24 digits/],
		['an address without ID', get('id', 'https://example.com/ada'), /is not a partner ID/],
		['a word as discount', update({ discountAmount: 'ten' }), /“ten” is not a discount.*“15%”/],
		['a discount above the price', update({ discountAmount: '150' }), /150 percent is more than the price/],
		[
			'a percentage as fixed amount',
			update({ discountAmount: '10%', discountType: 'FixedAmount' }),
			/is a percentage, but Discount Type is Fixed Amount/,
		],
		['a word as web address', update({ affiliateUrl: 'shop' }), /“shop” is not a web address/],
		['a colour by name', update({ primaryColor: 'red' }), /“red” is not a colour.*#66ccff/],
		[
			'neither true nor false',
			update({ isOnboarded: '={{ "maybe" }}' }),
			/“maybe” is neither true nor false/,
		],
		[
			'broken JSON',
			json('={{ "{broken" }}'),
			/Custom Fields \(JSON\) is not valid JSON.*Check quotes|valid JSON/,
		],
		[
			'JSON that is no object',
			json('[1, 2]'),
			/Custom Fields \(JSON\) is JSON, but no object.*\{"name": "value"\}/,
		],
		['JSON that is a text', json('"text"'), /is JSON, but no object/],
	])('%s: said before anything is sent', async (_, { operation, parameters }, words) => {
		const result = await bench.run(operation, parameters());
		expect(result.status).toBe('error');
		expect(`${told(result)} ${JSON.stringify(result.issues ?? {})}`).toMatch(words);
		expect(told(result)).not.toMatch(UNWANTED_WORDS);
		expect(bench.requests()).toEqual([]);
	});

	it('takes 0.5 as half a unit of money where the discount is an amount', async () => {
		await bench.run('partner:update', {
			partner: partner(),
			updateFields: { discountAmount: '0.5', discountType: 'FixedAmount' },
		});
		expect(bench.entries('POST').map(({ body }) => Reflect.get(Object(body), 'discount'))).toEqual([
			expect.objectContaining({ discountAmount: 0.5, discountType: 'FixedAmount' }),
		]);
	});
});

describe('a redirect', () => {
	const bench = useSandbox();
	const heard: IncomingMessage[] = [];
	const servers: Server[] = [];
	const listen = async (handler: (request: IncomingMessage, response: ServerResponse) => void) => {
		const server = createServer(handler);
		servers.push(server);
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		const address = server.address();
		return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
	};
	afterAll(() => {
		for (const server of servers) {
			server.closeAllConnections();
			server.close();
		}
	});

	it.each([301, 302, 307, 308])('is not followed, so the key goes nowhere else: %s', async (code) => {
		const target = await listen((request, response) => {
			heard.push(request);
			response.end('{}');
		});
		const baseUrl = await listen((_, response) => {
			response.writeHead(code, { location: `${target}/elsewhere` }).end();
		});
		for (const [operation, parameters] of [
			['partner:get', { partner: by('id', 'a'.repeat(24)) }],
			['partner:sync', { matchValue: 'a@example.com' }],
		] as const) {
			const result = await bench.run(operation, parameters, { credential: { baseUrl } });
			expect(told(result)).toMatch(
				/redirects to another address \(HTTP 30\d\), where the API key is not sent.*Base URL/,
			);
		}
		expect(heard).toEqual([]);
	});
});

describe('rows of a run after a fault of some of them', () => {
	const bench = useSandbox();

	it('all come out: created, failed with reason, and a rerun does the rest', async () => {
		bench.sandbox.setFaults([
			{
				match: { method: 'POST', path: '/creators/collabs$' },
				after: 3,
				times: 4,
				effect: { kind: 'status', status: 400, body: { message: 'Not today' } },
			},
		]);
		const run = async () =>
			await bench.run(
				'partner:sync',
				{
					matchValue: '={{ $json.email }}',
					updateFields: { firstName: '={{ $json.first }}', lastName: '={{ $json.last }}' },
				},
				{ items: rows(12, newcomer) },
			);
		const first = await run();
		expect(statuses(first).filter((word) => word === 'created')).toHaveLength(8);
		expect(statuses(first).filter((word) => word === 'failed')).toHaveLength(4);
		for (const json of jsons(first).filter((each) => each.status === 'failed')) {
			expect(json.reason).toMatch(/refused the request \(HTTP 400\): “Not today”/);
		}
		const second = await run();
		expect(statuses(second).filter((word) => word === 'created')).toHaveLength(4);
		expect(statuses(second).filter((word) => word === 'unchanged')).toHaveLength(8);
		expect(bench.sandbox.state.collabs()).toHaveLength(42);
	});
});
