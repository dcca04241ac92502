import { createServer, type IncomingMessage } from 'node:http';
import { testCredential } from '../support/headless';
import { by, told, useSandbox } from '../nodes/CreatorCommerce/actions/support/bench';

const TYPE = 'creatorCommerceApi';
const OK = { status: 'OK', message: 'Connection successful!' };
const refused = (words: RegExp) => ({ status: 'Error', message: expect.stringMatching(words) });

describe('the credential’s test', () => {
	const bench = useSandbox();
	const test = async (changes: Record<string, unknown> = {}) =>
		await testCredential(TYPE, bench.credential(changes));

	it('says that it works', async () => {
		await expect(test()).resolves.toEqual(OK);
		await expect(test({ keyType: 'partner', apiKey: bench.sandbox.partnerKey })).resolves.toEqual(OK);
		expect(bench.requests()).toEqual(Array(2).fill(`GET /channels/${bench.sandbox.shopDomain}`));
	});

	it.each([
		['a wrong key', { apiKey: 'wrong' }, /did not accept the API key.*Settings → API/],
		['a key of the other kind', { keyType: 'partner' }, /did not accept the API key.*Key Type is right/],
		['an unknown store', { myshopifyDomain: 'unknown-brand' }, /knows no such store\. Check Store Domain/],
		['another store', { myshopifyDomain: 'other-brand' }, /belongs to another store\. Check Store Domain/],
	])('tells %s', async (_, changes, words) => {
		await expect(test(changes)).resolves.toEqual(refused(words));
	});

	it('tells a limit that is used up', async () => {
		bench.sandbox.setFaults([{ effect: { kind: 'status', status: 429 } }]);
		await expect(test()).resolves.toEqual(refused(/key is right, but its limit is used up.*in a minute/));
	});

	it.each([200, 401, 502])('tells a web page in place of the API, HTTP %i', async (status) => {
		bench.sandbox.setFaults([{ effect: { kind: 'html', status } }]);
		await expect(test()).resolves.toEqual(refused(/Something other than the CreatorCommerce API answered/));
	});

	it.each(['', 'Unauthorized'])('tells a key that was refused with %j and no JSON', async (said) => {
		const server = createServer((_, response) => response.writeHead(401).end(said));
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		const address = server.address();
		try {
			const baseUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
			await expect(test({ baseUrl })).resolves.toEqual(refused(/did not accept the API key/));
		} finally {
			server.closeAllConnections();
			server.close();
		}
	});

	it('tells an API that could not answer', async () => {
		bench.sandbox.setFaults([
			{
				effect: {
					kind: 'status',
					status: 500,
					body: { statusCode: 500, message: 'Failed to retrieve channel' },
				},
			},
		]);
		await expect(test()).resolves.toEqual(refused(/could not find the store or could not answer/));
	});

	it('does not take the key along to where a redirect points', async () => {
		const heard: IncomingMessage[] = [];
		const target = createServer((request, response) => {
			heard.push(request);
			response.end('{"channel": {}}');
		});
		await new Promise<void>((done) => target.listen(0, '127.0.0.1', done));
		const address = target.address();
		const port = typeof address === 'object' && address ? address.port : 0;
		const front = createServer((_, response) => {
			response.writeHead(302, { location: `http://127.0.0.1:${port}/channels/x` }).end();
		});
		await new Promise<void>((done) => front.listen(0, '127.0.0.1', done));
		const from = front.address();
		try {
			const baseUrl = `http://127.0.0.1:${typeof from === 'object' && from ? from.port : 0}`;
			expect((await test({ baseUrl })).status).toBe('Error');
			expect(heard).toEqual([]);
		} finally {
			for (const server of [target, front]) {
				server.closeAllConnections();
				server.close();
			}
		}
	});

	it.each([
		'sandbox-brand',
		'sandbox-brand.myshopify.com',
		'https://sandbox-brand.myshopify.com/',
		'http://sandbox-brand.myshopify.com',
		'https://sandbox-brand.myshopify.com/admin/products?x=1',
		' Sandbox-Brand.MyShopify.com ',
		'SANDBOX-BRAND',
		'https://admin.shopify.com/store/sandbox-brand',
		'admin.shopify.com/store/sandbox-brand/settings/domains',
		'sandbox-brand.myshopify.com#x',
	])('takes the store as %s, and the node does too', async (myshopifyDomain) => {
		await expect(test({ myshopifyDomain })).resolves.toEqual(OK);
		const run = await bench.run(
			'partner:get',
			{ partner: by('id', bench.partner(0)._id) },
			{ credential: { myshopifyDomain } },
		);
		expect(run.error).toBeUndefined();
		for (const { path } of bench.entries()) expect(path).toContain('/channels/sandbox-brand.myshopify.com');
	});

	it('takes the base URL with a slash at the end and with blanks, as the node does', async () => {
		const baseUrl = ` ${bench.sandbox.url}/ `;
		await expect(test({ baseUrl })).resolves.toEqual(OK);
		const run = await bench.run('partner:getAll', { limit: 1 }, { credential: { baseUrl } });
		expect(run.error).toBeUndefined();
	});
});

describe('a credential that cannot be used', () => {
	const bench = useSandbox();

	it.each([
		['no key', { apiKey: ' ' }, /The credential has no API key.*Generate Key/],
		['no store', { myshopifyDomain: ' ' }, /The store domain is empty/],
		[
			'a domain that is none',
			{ myshopifyDomain: 'my brand' },
			/“my brand” is not a store domain.*\.myshopify\.com/,
		],
		[
			'the store’s own domain',
			{ myshopifyDomain: 'www.brand.com' },
			/is not a store domain.*permanent domain/,
		],
		[
			'a store of somebody else by trick',
			{ myshopifyDomain: 'evil.com/x.myshopify.com' },
			/is not a store domain/,
		],
		['a base URL that is none', { baseUrl: 'api' }, /“api” is not an address/],
		['an unencrypted base URL', { baseUrl: 'http://example.com' }, /is not encrypted.*https:\/\//],
		['a base URL with user name', { baseUrl: 'https://a:b@example.com' }, /carries more than an address/],
		['a base URL with query', { baseUrl: 'https://example.com/?x=1' }, /carries more than an address/],
		['a base URL of another kind', { baseUrl: 'file:///etc/passwd' }, /is not encrypted|not an address/],
		[
			'an expression that makes another host of it',
			{ baseUrl: '={{ "https://unified-api.creatorcommerce.shop" + "@evil.example" }}' },
			/carries more than an address/,
		],
		[
			'an expression that comes from the item',
			{ baseUrl: '={{ "http://" + ($json.host ?? "evil.example") }}' },
			/is not encrypted/,
		],
		[
			'an expression that gives nothing',
			{ myshopifyDomain: '={{ $json.shop }}' },
			/The store domain is empty/,
		],
		['a key of two lines', { apiKey: 'cc_key\r\nx-evil: 1' }, /blanks or letters in it that no key has/],
		['no limit', { writesPerMinute: 0 }, /Writes per Minute in the credential is not a whole number above 0/],
		['half a limit', { readsPerMinute: 1.5 }, /Reads per Minute .*Use 100 or less/],
	])('%s: told before anything is sent', async (_, credential, words) => {
		const result = await bench.run('partner:getAll', {}, { credential });
		expect(result.status).toBe('error');
		expect(told(result)).toMatch(words);
		expect(told(result)).not.toContain(bench.sandbox.channelKey);
		expect(bench.requests()).toEqual([]);
	});

	it('keeps the key as a password', async () => {
		const { CreatorCommerceApi } = await import('../../credentials/CreatorCommerceApi.credentials');
		const field = new CreatorCommerceApi().properties.find(({ name }) => name === 'apiKey');
		expect(field?.typeOptions?.password).toBe(true);
	});
});
