import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { by, must, newcomer, rows, useSandbox } from '../actions/support/bench';
import { textsIn } from './support/secrecy';

jest.mock('../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../actions/support/fastClock'),
);

const KEY = 'cc_sandbox_channel_key';

describe('the API key', () => {
	const bench = useSandbox();

	it('is sent in its header and in no address and no body', async () => {
		await bench.run('partner:upsert', {
			email: 'new@example.com',
			firstName: 'A',
			lastName: 'B',
			updateFields: { discountAmount: '5' },
		});
		expect(bench.entries()).toHaveLength(3);
		for (const { headers, rawUrl, rawBody } of bench.entries()) {
			expect(headers['x-channel-access-token']).toBe(KEY);
			expect(`${rawUrl} ${rawBody}`).not.toContain(KEY);
		}
	});

	it('is sent without the blanks it was pasted with', async () => {
		const result = await bench.run(
			'partner:get',
			{ partner: by('id', bench.partner(0)._id) },
			{ credential: { apiKey: ` ${KEY}\n` } },
		);
		expect(result.error).toBeUndefined();
		expect(bench.entries()[0]?.headers['x-channel-access-token']).toBe(KEY);
	});

	it.each([
		['a run that goes well', [], {}],
		['a key that is refused', [{ effect: { kind: 'status', status: 401 } }], {}],
		['a 403', [{ effect: { kind: 'status', status: 403 } }], {}],
		['a server that is down', [{ effect: { kind: 'status', status: 503 } }], {}],
		['a web page', [{ effect: { kind: 'html', status: 502 } }], {}],
		['a cut connection', [{ effect: { kind: 'resetBefore' } }], {}],
		[
			'a vendor that repeats the key',
			[{ effect: { kind: 'status', status: 400, body: { message: `Key ${KEY} is bad` } } }],
			{},
		],
		['a server that is not there', [], { baseUrl: 'http://127.0.0.1:9' }],
	] as const)(
		'is nowhere in what n8n keeps of %s',
		async (_, faults, credential) => {
			for (const onError of ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const) {
				bench.sandbox.setFaults(faults.map(({ effect }) => ({ effect })));
				for (const [operation, parameters] of [
					['partner:upsert', { email: '={{ $json.email }}', firstName: 'A', lastName: 'B' }],
					['partner:sync', { matchValue: '={{ $json.email }}' }],
					['partner:getAll', { simplify: false }],
				] as const) {
					const result = await bench.run(operation, parameters, {
						items: rows(2, newcomer),
						onError,
						credential,
					});
					const kept = JSON.stringify([
						result.run,
						result.hints,
						result.error,
						result.output,
						result.errorOutput,
					]);
					expect(kept.length).toBeGreaterThan(100);
					expect(kept).not.toContain(KEY);
					expect(kept.toLowerCase()).not.toContain('access-token');
					// An Error hides what it carries from JSON.
					const error: unknown = must(result.run.data.resultData.runData.Node)[0]?.error;
					for (const name of Object.getOwnPropertyNames(Object(error))) {
						expect(String(JSON.stringify(Reflect.get(Object(error), name)))).not.toContain(KEY);
					}
				}
			}
		},
		400_000,
	);
});

describe('what is published', () => {
	const TEMPLATES = join(__dirname, '../../../../templates');
	/** Keys of Shopify, of this vendor’s sandbox, of others that templates use, and whatever is as long as one. */
	const LIKE_A_SECRET =
		/shp[a-z]{2,4}_\w+|cc_\w*key\w*|[ps]k_(live|test)_\w+|xox[a-z]-\w+|ghp_\w+|AKIA[0-9A-Z]{12,}|\b[A-Za-z0-9_-]{40,}\b|-----BEGIN/;

	it.each(readdirSync(TEMPLATES).filter((file) => file.endsWith('.json')))('%s holds no secret', (file) => {
		const template: unknown = JSON.parse(readFileSync(join(TEMPLATES, file), 'utf8'));
		const found = [...textsIn(template)].filter(([, text]) => LIKE_A_SECRET.test(text));
		expect(found).toEqual([]);
		for (const node of Object(template).nodes) {
			// A credential is named, and nothing more of it is there.
			for (const named of Object.values(node.credentials ?? {})) {
				expect(Object.keys(Object(named)).filter((name) => !['id', 'name'].includes(name))).toEqual([]);
			}
		}
	});
});
