import { type IncomingMessage, type Server, createServer } from 'node:http';
import { testCredential } from '../../../support/headless';
import { by, must, told, useSandbox } from '../actions/support/bench';

jest.mock('../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../actions/support/fastClock'),
);

const bench = useSandbox({ partners: 4 });
const open: Server[] = [];
const listen = async (server: Server): Promise<string> => {
	open.push(server);
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	const address = server.address();
	return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
};
afterEach(() => {
	for (const server of open.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

/** A Shopify that sends some requests elsewhere, and what was heard there. */
async function redirecting(
	status: number,
	what: RegExp,
): Promise<{ baseUrl: string; heard: IncomingMessage[] }> {
	const heard: IncomingMessage[] = [];
	const target = await listen(
		createServer((request, response) => {
			heard.push(request);
			response.setHeader('content-type', 'application/json');
			response.end('{"access_token": "shpat_of_somebody_else", "data": {"order": null}}');
		}),
	);
	const baseUrl = await listen(
		createServer((request, response) => {
			if (what.test(request.url ?? '')) {
				response.writeHead(status, { location: `${target}${request.url ?? ''}` }).end();
			} else {
				response.setHeader('content-type', 'application/json');
				response.end('{"access_token": "shpat_granted_for_the_test", "scope": "read_orders"}');
			}
		}),
	);
	return { baseUrl, heard };
}

describe.each([301, 302, 303, 307, 308])('a Shopify that answers %i', (status) => {
	it.each([
		['the API', /graphql/, { authentication: 'accessToken' }],
		['the API, after a token was granted', /graphql/, {}],
		['the token grant', /oauth/, {}],
	])('gets no secret to where it points: %s', async (_, what, way) => {
		const { baseUrl, heard } = await redirecting(status, what);
		const credential = bench.shopifyCredential({
			baseUrl,
			accessToken: bench.sandbox.shopify.accessToken,
			storefrontToken: bench.sandbox.shopify.storefrontToken,
			...way,
		});
		for (const [operation, parameters] of [
			['order:get', { order: by('id', '450789469') }],
			['creatorPage:getAll', {}],
		] as const) {
			const result = await bench.run(operation, parameters, {
				credentials: { creatorCommerceApi: bench.credential(), creatorCommerceShopifyApi: credential },
			});
			if (operation === 'order:get') {
				expect(result.status).toBe('error');
				expect(told(result)).toMatch(/Store Domain/);
			}
		}
		expect((await testCredential('creatorCommerceShopifyApi', credential)).status).toBe('Error');
		expect(heard).toEqual([]);
	});
});

it('is told where a file is put that the address points elsewhere, and nothing goes there', async () => {
	const heard: IncomingMessage[] = [];
	const target = await listen(
		createServer((request, response) => void (heard.push(request), response.end())),
	);
	bench.sandbox.setFaults([
		{
			match: { path: 'presigned-url' },
			effect: {
				kind: 'status',
				status: 200,
				body: {
					presignedUrl: `${target}/put?signature=1`,
					media: { _id: 'm', url: 'https://cdn.example/m.png' },
				},
			},
		},
	]);
	const pixel =
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
	const result = await bench.run(
		'media:upload',
		{},
		{ items: [{ json: {}, binary: { data: { data: pixel, mimeType: 'image/png', fileName: 'a.png' } } }] },
	);
	// Not encrypted, and not the API's own host.
	expect(told(result)).toMatch(/not encrypted.*Nothing was sent there/);
	expect(heard).toEqual([]);
	expect(must(bench.entries()[0]).headers['x-channel-access-token']).toBe(bench.sandbox.channelKey);
});
