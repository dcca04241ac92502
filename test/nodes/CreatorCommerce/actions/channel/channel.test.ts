import { UNWANTED_WORDS, jsons, rows, told, useSandbox } from '../support/bench';

const bench = useSandbox();
const settings = () => bench.sandbox.state.channel().settings;
const SECRET = 'pk_very_secret_1234567890';
const connectWithKey = async () =>
	await fetch(`${bench.sandbox.url}/channels/${bench.sandbox.shopDomain}/integrations/connect`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-channel-access-token': bench.sandbox.channelKey },
		body: JSON.stringify({ handle: 'klaviyo', klaviyo: { apiKey: SECRET } }),
	});

describe('channel: get', () => {
	it('gives the settings in plain fields', async () => {
		const result = await bench.run('channel:get');
		expect(jsons(result)).toMatchObject([
			{
				id: bench.sandbox.state.channel()._id,
				name: 'Sandbox Brand',
				shopDomain: bench.sandbox.shopDomain,
				brandKit: { title: 'Sandbox Brand', fonts: { heading: 'Fraunces' } },
				features: { isWebPixelEnabled: true, isDefaultMessagingEnabled: false },
				onboardingSettings: { perks: ['A discount of your own'] },
				integrations: [{ handle: 'klaviyo', isEnabled: true, settings: [] }],
			},
		]);
	});

	it.each([true, false])('never shows the key of an integration (simplify: %s)', async (simplify) => {
		await connectWithKey();
		const result = await bench.run('channel:get', { simplify });
		expect(JSON.stringify(bench.sandbox.state.channel())).toContain(SECRET);
		expect(JSON.stringify(result.run)).not.toContain(SECRET);
		expect(JSON.stringify(jsons(result))).toContain('"settings":["apiKey"]');
	});

	it('hides keys that settings hold under any name, and nothing else', async () => {
		await bench.run('channel:update', {
			settingsJson: {
				metadata: {
					accessToken: SECRET,
					nested: [{ client_secret: SECRET }],
					tierKey: 'vip',
					colourKey: '#fff',
				},
			},
		});
		const result = await bench.run('channel:get', { simplify: false });
		expect(jsons(result)[0]?.metadata).toEqual({
			accessToken: '(hidden)',
			nested: [{ client_secret: '(hidden)' }],
			tierKey: 'vip',
			colourKey: '#fff',
		});
	});
});

describe('channel: update', () => {
	it('changes what is named and leaves all else', async () => {
		const before = settings();
		const result = await bench.run('channel:update', {
			brandKit: { title: 'New Brand', primaryColor: '#66ccff', description: '  ' },
			features: { isDefaultMessagingEnabled: true },
			onboardingSettings: { perks: 'One, with a comma\n\n Two ' },
		});
		expect(bench.entries().map(({ operationId, body }) => [operationId, body])).toEqual([
			[
				'updateChannelSettings',
				{
					brandKit: { title: 'New Brand', primaryColor: '#66ccff' },
					features: { isDefaultMessagingEnabled: true },
					onboardingSettings: { perks: ['One, with a comma', 'Two'] },
				},
			],
		]);
		expect(settings()).toEqual({
			...before,
			brandKit: { ...Object(before.brandKit), title: 'New Brand', primaryColor: '#66ccff' },
			features: { isWebPixelEnabled: true, isDefaultMessagingEnabled: true },
			onboardingSettings: { title: 'Welcome to the program', perks: ['One, with a comma', 'Two'] },
		});
		expect(jsons(result)).toMatchObject([
			{ brandKit: { title: 'New Brand', primaryDomain: expect.stringContaining('www.') } },
		]);
	});

	it('keeps what lies deeper than the API itself merges', async () => {
		await bench.run('channel:update', {
			settingsJson: '{"brandKit": {"fonts": {"body": "Arial"}, "logo": {"sizes": {"small": 1}}}}',
			brandKit: { title: 'Both' },
		});
		expect(settings().brandKit).toMatchObject({
			title: 'Both',
			fonts: { heading: 'Fraunces', body: 'Arial' },
			logo: { altText: 'Sandbox Brand', sizes: { small: 1 } },
			secondaryColor: '#F2CC8F',
		});
	});

	it('rows come one after the other: none undoes what another did', async () => {
		await bench.run(
			'channel:update',
			{ settingsJson: '={{ { brandKit: { socials: { [$json.name]: $json.url } } } }}' },
			{ items: rows(6, (at) => ({ name: `net${at}`, url: `https://n.example/${at}` })) },
		);
		const { socials } = Object(settings().brandKit);
		expect(Object.keys(socials)).toEqual(['instagram', 'tiktok', ...rows(6, (at) => `net${at}`)]);
	});

	it.each([
		[{}, /nothing to update/],
		[{ brandKit: { title: '' }, settingsJson: '{}' }, /nothing to update/],
		[{ brandKit: { primaryColor: 'blue' } }, /“blue” is not a colour/],
		[{ brandKit: { primaryDomain: 'my shop' } }, /“my shop” is not a domain/],
		[{ features: { isWebPixelEnabled: '={{ "on" }}' } }, /“on” is neither true nor false/],
		[
			{ settingsJson: '{"connectedIntegrations": []}' },
			/“connectedIntegrations” cannot .*resource Integration/,
		],
		[{ settingsJson: '{"shopify": {}}' }, /“shopify” cannot be changed/],
		[{ settingsJson: '[1]' }, /is JSON, but no object/],
		[{ settingsJson: '{"a": ' }, /is not valid JSON/],
	])('refuses %j before anything is written', async (parameters, words) => {
		const result = await bench.run('channel:update', parameters);
		expect(told(result)).toMatch(words);
		expect(told(result)).not.toMatch(UNWANTED_WORDS);
		expect(bench.entries('POST')).toEqual([]);
	});
});
