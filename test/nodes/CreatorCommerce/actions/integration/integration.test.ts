import { UNWANTED_WORDS, jsons, must, seen, statuses, told, useSandbox } from '../support/bench';

jest.mock('../../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../support/fastClock'),
);

const bench = useSandbox();
const connected = () => bench.sandbox.state.channel().connectedIntegrations;
const SECRET = 'pk_live_0123456789abcdef0123456789abcdef';
const withKey = (name = 'apiKey', value = SECRET) => ({ settings: { setting: [{ name, value }] } });

describe('integration: connect', () => {
	it('sends the key where the API wants it, and shows it nowhere', async () => {
		const result = await bench.run('integration:connect', {
			integration: 'social-snowball',
			...withKey(),
		});
		expect(connected().at(-1)).toEqual({
			name: 'Social Snowball',
			handle: 'social-snowball',
			type: 'affiliate',
			isEnabled: true,
			socialSnowball: { apiKey: SECRET },
		});
		expect(jsons(result)).toEqual([
			{
				status: 'connected',
				handle: 'social-snowball',
				name: 'Social Snowball',
				type: 'affiliate',
				isEnabled: true,
				settings: ['apiKey'],
			},
		]);
		expect(JSON.stringify([result.output, result.hints])).not.toContain(SECRET);
	});

	it('changes one that is connected, without naming its key again', async () => {
		await bench.run('integration:connect', { integration: 'klaviyo', ...withKey() });
		await bench.run('integration:connect', {
			integration: 'klaviyo',
			additionalFields: { isEnabled: false, name: 'Our mails', type: 'esp' },
		});
		const changed = { handle: 'klaviyo', name: 'Our mails', isEnabled: false };
		expect(connected()).toMatchObject([{ ...changed, klaviyo: { apiKey: SECRET } }]);
		const again = await bench.run('integration:connect', {
			integration: 'klaviyo',
			...withKey('apiKey', 'pk_new'),
		});
		expect(jsons(again)).toMatchObject([{ ...changed, status: 'updated' }]);
		expect(connected()).toMatchObject([{ ...changed, klaviyo: { apiKey: 'pk_new' } }]);
	});

	it.each(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const)(
		'hides the key when the vendor repeats it (%s)',
		async (onError) => {
			const long = `${SECRET}${'x'.repeat(400)}`;
			for (const [value, message] of [
				[SECRET, `The key ${SECRET} is invalid`],
				// The vendor's words are cut to a line: the beginning of the key is all that is left of it.
				[long, `Invalid: ${long}`],
			]) {
				bench.sandbox.setFaults([
					{
						match: { path: 'integrations/connect' },
						effect: { kind: 'status', status: 500, body: { statusCode: 500, message } },
					},
				]);
				const result = await bench.run(
					'integration:connect',
					{ integration: 'klaviyo', ...withKey('apiKey', value) },
					{ onError },
				);
				const error: unknown = must(result.run.data.resultData.runData.Node)[0]?.error;
				const kept = JSON.stringify([
					seen(result.output),
					seen(result.errorOutput),
					result.hints,
					result.error,
					Object.getOwnPropertyDescriptors(Object(error)),
				]);
				expect(kept).toContain('(hidden)');
				expect(kept).not.toContain(SECRET.slice(0, 12));
			}
		},
	);

	it.each([
		[{ integration: '={{ "mailchimp" }}' }, /no integration “mailchimp” .*klaviyo/],
		[{ integration: 'klaviyo', ...withKey('apiKey', '={{ "" }}') }, /Setting 1 has no value|Value/],
		[{ integration: 'klaviyo', ...withKey('token') }, /Klaviyo has no setting “token” .*It has: apiKey/],
		[
			{
				integration: 'klaviyo',
				settings: { setting: [0, 1].map(() => ({ name: 'apiKey', value: SECRET })) },
			},
			/setting apiKey is given twice/,
		],
		[{ integration: 'impact', ...withKey() }, /takes no settings for impact\.com .*https:/],
		[
			{ integration: 'klaviyo', additionalFields: { isEnabled: '={{ "maybe" }}' } },
			/“maybe” is neither true nor false/,
		],
	])('refuses %j before anything is written', async (parameters, words) => {
		const result = await bench.run('integration:connect', parameters);
		expect(`${told(result)} ${JSON.stringify(result.issues ?? {})}`).toMatch(words);
		expect(told(result)).not.toMatch(UNWANTED_WORDS);
		expect(told(result)).not.toContain(SECRET);
		expect(bench.entries('POST')).toEqual([]);
	});
});

describe('integration: disconnect', () => {
	it('disconnects, and a second time finds nothing to do', async () => {
		const run = async () => await bench.run('integration:disconnect', { integration: 'klaviyo' });
		expect(jsons(await run())).toEqual([{ status: 'disconnected', handle: 'klaviyo' }]);
		expect(connected()).toEqual([]);
		expect(jsons(await run())).toEqual([{ status: 'notConnected', handle: 'klaviyo' }]);
	});

	it('does not call that done which the answer says was not', async () => {
		const no = { kind: 'status', status: 200, body: { handle: 'klaviyo', status: false } } as const;
		bench.sandbox.setFaults([{ match: { path: 'disconnect' }, effect: no }]);
		const result = await bench.run('integration:disconnect', { integration: 'klaviyo' });
		expect(told(result)).toMatch(/did not disconnect klaviyo/);
		expect(statuses(await bench.run('integration:disconnect', { integration: 'grin' }))).toEqual([
			'notConnected',
		]);
		expect(connected()).toHaveLength(1);
	});

	it('does not take another "not found" for done', async () => {
		bench.sandbox.setFaults([
			{
				match: { path: 'disconnect' },
				effect: { kind: 'status', status: 500, body: { message: 'Creator or Channel not found' } },
			},
		]);
		const result = await bench.run('integration:disconnect', { integration: 'klaviyo' });
		expect(told(result)).toMatch(/does not know what was asked for/);
		expect(connected()).toHaveLength(1);
	});

	it('rows are each their own', async () => {
		const result = await bench.run(
			'integration:disconnect',
			{ integration: '={{ $json.app }}' },
			{ items: [{ app: 'klaviyo' }, { app: '?' }, { app: 'grin' }], onError: 'continueRegularOutput' },
		);
		expect(statuses(result)).toEqual(['disconnected', 'error', 'notConnected']);
	});
});

describe('integration: get many', () => {
	it('says what is connected and what each app needs, and shows no key', async () => {
		await bench.run('integration:connect', { integration: 'grin', ...withKey() });
		const result = await bench.run('integration:getAll', { returnAll: true });
		expect(jsons(result)).toHaveLength(12);
		const find = (handle: string) => jsons(result).find((json) => json.handle === handle);
		expect(find('grin')).toMatchObject({
			isConnected: true,
			isEnabled: true,
			settings: ['apiKey'],
			fields: [{ name: 'apiKey', label: 'API Key', inputType: 'password' }],
		});
		expect(find('impact')).toMatchObject({ isConnected: false, enablementUrl: expect.any(String) });
		expect(JSON.stringify(result.run)).not.toContain(SECRET);
	});

	it('gives only connected ones on demand, as they come too', async () => {
		for (const simplify of [true, false]) {
			const result = await bench.run('integration:getAll', {
				simplify,
				filters: { onlyConnected: true },
			});
			expect(jsons(result)).toMatchObject([{ handle: 'klaviyo', isConnected: true }]);
		}
	});
});
