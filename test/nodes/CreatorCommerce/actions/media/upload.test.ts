import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UNWANTED_WORDS, by, jsons, must, rows, seen, told, useSandbox } from '../support/bench';

const KEY = 'cc_sandbox_channel_key';

/** One pixel. */
const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);
const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(200, 7)]);
const MP4 = Buffer.concat([Buffer.from('000000206674797069736f6d', 'hex'), Buffer.alloc(300, 1)]);

const bench = useSandbox();
const file = (bytes: Buffer, fileName = 'ada.png', mimeType = 'image/png', property = 'data') => ({
	json: {},
	binary: { [property]: { data: bytes.toString('base64'), mimeType, fileName } },
});
const upload = async (parameters: Record<string, unknown> = {}, options = {}) =>
	await bench.run('media:upload', parameters, { items: [file(PNG)], ...options });
const toStorage = () => bench.entries().filter(({ path }) => path.startsWith('/__storage'));
const stored = async (url: unknown) => Buffer.from(await (await fetch(String(url))).arrayBuffer());

describe('media: upload of a file', () => {
	it('puts the bytes where the media then shows them', async () => {
		const result = await upload();
		expect(result.error).toBeUndefined();
		const [json] = jsons(result);
		expect(json).toMatchObject({
			id: expect.stringMatching(/^[0-9a-f]{24}$/),
			fileName: 'ada.png',
			mimeType: 'image/png',
			size: PNG.length,
			media: { mediaContentType: 'IMAGE', owner: 'all', url: json?.url },
		});
		expect((await stored(json?.url)).equals(PNG)).toBe(true);
		expect(bench.requests()[0]).toBe(
			'GET /storage/presigned-url?filename=ada.png&contentType=image%2Fpng&extension=png',
		);
	});

	it('tells the type by the bytes, not by the name or what is claimed', async () => {
		const items = [
			file(JPEG, 'ada.png', 'image/png'),
			file(MP4, 'clip', 'application/octet-stream'),
			file(PNG, 'C:\\pictures\\../evil.JPEG', 'text/plain'),
			file(JPEG, 'grace hopper.JPEG', 'image/jpeg'),
		];
		const result = await upload({}, { items });
		expect(jsons(result).map(({ fileName, mimeType }) => [fileName, mimeType])).toEqual([
			['ada.jpg', 'image/jpeg'],
			['clip.mp4', 'video/mp4'],
			['evil.png', 'image/png'],
			['grace hopper.JPEG', 'image/jpeg'],
		]);
		expect(seen(result.output).map(({ item }) => item)).toEqual([0, 1, 2, 3]);
	});

	it('sends the key to the API and never to the storage', async () => {
		await upload({ belongsTo: 'store' });
		for (const { path, headers } of bench.entries()) {
			const isStorage = path.startsWith('/__storage');
			expect(headers['x-channel-access-token']).toBe(isStorage ? undefined : KEY);
			if (isStorage) expect(JSON.stringify(headers)).not.toContain(KEY);
		}
		expect(toStorage()).toHaveLength(1);
	});

	it('files it under the store or the partner', async () => {
		const partner = bench.partner(3);
		const channel = bench.sandbox.state.channel()._id;
		const ofStore = await upload({ belongsTo: 'store' });
		const ofPartner = await upload({ belongsTo: 'partner', partner: by('email', partner.creator.email) });
		expect(jsons(ofStore)).toMatchObject([{ media: { owner: channel, tags: [`channel-${channel}`] } }]);
		expect(jsons(ofPartner)).toMatchObject([{ media: { owner: `${channel}-${partner.creator._id}` } }]);
	});

	it('asks for the channel once, however many files there are', async () => {
		const result = await upload({ belongsTo: 'store' }, { items: rows(9, (at) => file(PNG, `${at}.png`)) });
		expect(jsons(result).map(({ fileName }) => fileName)).toEqual(rows(9, (at) => `${at}.png`));
		expect(bench.entries().filter(({ operationId }) => operationId === 'getChannel')).toHaveLength(1);
		expect(toStorage()).toHaveLength(9);
	});

	it.each([
		['no file', { items: [{ json: {} }] }, {}, /no file in the field “data” .*must give a file/],
		['another field', { items: [file(PNG, 'a', 'b', 'image')] }, {}, /field “data” It has: image/],
		['an empty file', { items: [file(Buffer.alloc(0))] }, {}, /ada\.png is empty/],
		[
			'a web page',
			{ items: [file(Buffer.from('<!DOCTYPE html><html></html>'))] },
			{},
			/its content is a web page .*PNG/,
		],
		['a PDF', { items: [file(Buffer.from('%PDF-1.7'), 'a.pdf')] }, {}, /its content is a PDF/],
		[
			'a script in an SVG’s clothes',
			{ items: [file(Buffer.from('<html><svg></svg></html>'), 'a.svg', 'image/svg+xml')] },
			{},
			/its content is a web page/,
		],
		[
			'a file too large',
			{ items: [file(Buffer.concat([PNG, Buffer.alloc(1_200_000)]))] },
			{ options: { maxSize: 1 } },
			/ada\.png has 1\.2 MB, which is more than 1 MB .*Maximum Size/,
		],
		['no number of MB', {}, { options: { maxSize: '={{ "big" }}' } }, /Maximum Size is not a number/],
		['no partner', {}, { belongsTo: 'partner', partner: by('id', '={{ "" }}') }, /[Pp]artner/],
	])('refuses %s before anything is sent', async (_, options, parameters, words) => {
		const result = await upload(parameters, options);
		expect(`${told(result)} ${JSON.stringify(result.issues ?? {})}`.replace(' | ', ' ')).toMatch(words);
		expect(told(result)).not.toMatch(UNWANTED_WORDS);
		expect(bench.requests()).toEqual([]);
	});

	it('one bad file stops all before anything is sent; with continue on fail it is that row’s own', async () => {
		const items = [file(PNG), file(Buffer.from('nonsense')), file(JPEG, 'b.jpg')];
		const stopped = await upload({}, { items });
		expect(stopped.error?.itemIndex).toBe(1);
		expect(bench.requests()).toEqual([]);
		const went = await upload({}, { items, onError: 'continueRegularOutput' });
		expect(went.output.map(({ error }) => error === undefined)).toEqual([true, false, true]);
		expect(toStorage()).toHaveLength(2);
	});
});

describe('media: a storage that does not take it', () => {
	it.each([
		['status', { kind: 'status', status: 503 }],
		['cut', { kind: 'resetBefore' }],
		['cut after', { kind: 'resetAfter' }],
	] as const)('tries again where that may help (%s)', async (_, effect) => {
		bench.sandbox.setFaults([{ match: { path: '__storage' }, times: 1, effect }]);
		const result = await upload();
		expect(result.error).toBeUndefined();
		expect((await stored(jsons(result)[0]?.url)).equals(PNG)).toBe(true);
		expect(toStorage().filter(({ method }) => method === 'PUT')).toHaveLength(2);
	});

	it('gives up after three tries and shows no address with a signature', async () => {
		bench.sandbox.setFaults([{ match: { path: '__storage' }, effect: { kind: 'status', status: 500 } }]);
		const result = await upload();
		expect(told(result)).toMatch(/storage of CreatorCommerce did not take ada\.png \(HTTP 500\) .*again/);
		expect(told(result)).not.toMatch(UNWANTED_WORDS);
		expect(toStorage()).toHaveLength(3);
		expect(JSON.stringify([result.run, result.error])).not.toMatch(/Signature|X-Amz/);
	}, 400_000);

	it('says when the storage cannot be reached', async () => {
		bench.sandbox.setFaults([{ match: { path: '__storage' }, effect: { kind: 'resetBefore' } }]);
		expect(told(await upload())).toMatch(/did not take ada\.png \(the connection was (cut|lost)\) .*again/);
	}, 400_000);

	it('does not try again what was refused, and says what the storage said', async () => {
		bench.sandbox.setFaults([
			{
				match: { path: 'presigned-url' },
				effect: {
					kind: 'status',
					status: 200,
					body: {
						presignedUrl: `${bench.sandbox.url}/__storage/all/${'a'.repeat(24)}.png?X-Amz-Signature=old`,
						media: { _id: 'a'.repeat(24), url: 'https://assets.example/a.png' },
					},
				},
			},
		]);
		expect(told(await upload())).toMatch(/did not take ada\.png \(HTTP 403, SignatureDoesNotMatch\)/);
		expect(toStorage()).toHaveLength(1);
	});

	it.each([
		[{ presignedUrl: 'http://storage.example/a?X-Amz-Signature=1' }, /not encrypted/],
		[{ presignedUrl: 'file:///etc/passwd' }, /not encrypted/],
		[{ presignedUrl: 'nonsense' }, /not encrypted/],
		[{}, /gave no place/],
		[{ presignedUrl: 'https://storage.example/a', media: 'x' }, /gave no place/],
	])('puts nothing to a place such as %j', async (answer, words) => {
		const media = { _id: 'a'.repeat(24), url: 'https://assets.example/a.png' };
		bench.sandbox.setFaults([
			{
				match: { path: 'presigned-url' },
				effect: { kind: 'status', status: 200, body: { media, ...answer } },
			},
		]);
		const result = await upload();
		expect(told(result)).toMatch(words);
		expect(toStorage()).toEqual([]);
	});

	it('tells a refused key as every operation does', async () => {
		const result = await upload({}, { credential: { apiKey: 'wrong_key_here' } });
		expect(told(result)).toMatch(/did not accept the API key/);
		expect(bench.requests()).toHaveLength(1);
	});
});

describe('media: upload from an address', () => {
	const asked: Array<{ url: string; headers: string }> = [];
	const answers: Record<string, (response: ServerResponse) => void> = {
		'/ada.png': (response) => response.end(PNG),
		'/caf%C3%A9.jpg?token=s3cret_token': (response) => response.end(JPEG),
		'/page': (response) => response.end('<html><body>Sign in</body></html>'),
		'/gone.png?token=s3cret_token': (response) => response.writeHead(404).end(),
		'/moved.png': (response) => response.writeHead(302, { location: '/ada.png' }).end(),
		'/large.png': (response) => response.writeHead(200, { 'content-length': String(50_000_000) }).end(PNG),
		'/endless.png': (response) => {
			response.write(PNG);
			const more = (): void => {
				if (!response.destroyed) response.write(Buffer.alloc(100_000), more);
			};
			more();
		},
		'/cut.png': (response) => {
			response.writeHead(200, { 'content-length': '500000' });
			response.write(PNG, () => response.destroy());
		},
	};
	const server = createServer((request: IncomingMessage, response) => {
		asked.push({ url: request.url ?? '', headers: JSON.stringify(request.headers) });
		const answer = answers[request.url ?? ''];
		if (answer) answer(response);
		else response.writeHead(404).end();
	});
	let origin = '';
	beforeAll(async () => {
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});
	beforeEach(() => asked.splice(0));
	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((done) => server.close(done));
	});
	const from = async (path: string, more: Record<string, unknown> = {}, options = {}) =>
		await upload({ source: 'url', url: `${origin}${path}`, ...more }, { items: [{ json: {} }], ...options });

	it.each([
		['/ada.png', 'ada.png', PNG],
		['/caf%C3%A9.jpg?token=s3cret_token', 'café.jpg', JPEG],
		['/moved.png', 'moved.png', PNG],
	])('fetches %s and uploads it', async (path, fileName, bytes) => {
		const result = await from(path);
		expect(jsons(result)).toMatchObject([{ fileName, size: bytes.length }]);
		expect((await stored(jsons(result)[0]?.url)).equals(bytes)).toBe(true);
	});

	it('asks without any key, whatever host it is', async () => {
		await from('/ada.png');
		for (const { headers } of asked) expect(headers).not.toMatch(/cc_sandbox|access-token|authorization/i);
		// Not even the API itself gets the key when its own address is given.
		const own = `${bench.sandbox.url}/channels/${bench.sandbox.shopDomain}`;
		const result = await upload({ source: 'url', url: own }, { items: [{ json: {} }] });
		expect(told(result)).toMatch(/could not be fetched: it answered HTTP 401/);
		expect(JSON.stringify(bench.entries().at(-1)?.headers)).not.toContain(KEY);
	});

	it.each([
		['/page', {}, /its content is a web page/],
		['/gone.png?token=s3cret_token', {}, /gone\.png could not be fetched: it answered HTTP 404/],
		['/large.png', { options: { maxSize: 20 } }, /large\.png has 47\.7 MB, which is more than 20 MB/],
		['/endless.png', { options: { maxSize: 1 } }, /endless\.png is more than 1 MB/],
		['/cut.png', {}, /cut\.png could not be fetched: the connection was (cut|lost)/],
	])('says what is wrong with %s, and asks for no place to put it', async (path, more, words) => {
		const result = await from(path, more);
		expect(told(result)).toMatch(words);
		expect(told(result)).not.toMatch(/s3cret_token/);
		expect(told(result)).not.toMatch(UNWANTED_WORDS);
		expect(bench.requests()).toEqual([]);
	});

	it.each(['ftp://example.com/a.png', 'file:///etc/passwd', 'ada.png', 'javascript:alert(1)'])(
		'refuses %s before anything is asked for',
		async (url) => {
			const result = await upload({ source: 'url', url }, { items: [{ json: {} }] });
			expect(told(result)).toMatch(/is not a web address/);
			expect(bench.requests()).toEqual([]);
		},
	);

	it('each row is its own', async () => {
		const items = ['/ada.png', '/page', '/moved.png'].map((path) => ({ path }));
		const result = await upload(
			{ source: 'url', url: `=${origin}{{ $json.path }}` },
			{ items, onError: 'continueRegularOutput' },
		);
		expect(result.output.map(({ error }) => error === undefined)).toEqual([true, false, true]);
		expect(seen(result.output).map(({ item }) => item)).toEqual([0, 1, 2]);
	});
});

describe('what an upload gives', () => {
	const media = async () => must(jsons(await upload())[0]);

	it.each(['the media object', 'the whole item', 'the object as JSON text'])(
		'is taken by every media field: %s',
		async (what) => {
			const item = await media();
			const given =
				what === 'the whole item'
					? '={{ $json }}'
					: what === 'the media object'
						? '={{ $json.media }}'
						: '={{ JSON.stringify($json.media) }}';
			const items = [item];
			const { partner, drops } = bench.partnerWithDrops(1);
			const drop = must(drops[0]);
			const me = { partner: by('id', partner._id) };
			const send = async (operation: string, parameters: Record<string, unknown>) => {
				bench.sandbox.clearJournal();
				const result = await bench.run(operation, parameters, { items });
				expect(result.error).toBeUndefined();
				return Object(bench.entries('POST')[0]?.body);
			};
			const its = { _id: item.id, url: item.url, mimeType: 'image/png' };

			const created = await send('partner:create', {
				email: 'with.picture@example.com',
				firstName: 'A',
				lastName: 'B',
				additionalFields: { profilePicture: given },
			});
			expect(created.profilePicture).toMatchObject(its);
			const updated = await send('partner:update', { ...me, updateFields: { profilePicture: given } });
			expect(updated.profilePicture).toMatchObject(its);
			expect(bench.sandbox.state.collabs().find(({ _id }) => _id === partner._id)).toMatchObject({
				creator: { profilePicture: { url: item.url } },
			});
			const ofDrop = await send('drop:update', {
				...me,
				drop: by('id', drop._id),
				updateFields: { media: given },
			});
			expect(ofDrop.media).toEqual([expect.objectContaining(its)]);
			const ofProduct = await send('drop:addProducts', {
				...me,
				drop: by('id', drop._id),
				product: by('id', '424242'),
				productFields: { media: given },
			});
			expect(ofProduct.products[0].enhancement.media).toEqual([expect.objectContaining(its)]);
			const ofEnhancement = await send('drop:updateEnhancement', {
				...me,
				drop: by('id', drop._id),
				enhancementBy: 'id',
				enhancementId: must(drop.enhancements[0])._id,
				updateFields: { media: given },
			});
			expect(ofEnhancement.media).toEqual([expect.objectContaining(its)]);
		},
	);

	it('is taken by a custom field for media', async () => {
		await bench.run('customField:create', { fieldName: 'Banner', fieldType: 'media' });
		await bench.run('customField:create', { fieldName: 'Banners', fieldType: 'list.media' });
		const item = await media();
		const result = await bench.run(
			'partner:update',
			{
				partner: by('id', bench.partner(0)._id),
				customFieldsInput: 'json',
				customFieldsJson: '={{ { banner: $json, banners: [$json.media] } }}',
			},
			{ items: [item] },
		);
		expect(result.error).toBeUndefined();
		const its = expect.objectContaining({ _id: item.id, url: item.url, mimeType: 'image/png' });
		expect(bench.partner(0).custom).toMatchObject({ 'cc-banner': its, 'cc-banners': [its] });
	});

	it.each([
		['={{ { name: "no address" } }}', /is not a web address/],
		['={{ "{broken" }}', /is not valid JSON/],
	])('something else is refused: %s', async (profilePicture, words) => {
		const result = await bench.run('partner:update', {
			partner: by('id', bench.partner(0)._id),
			updateFields: { profilePicture },
		});
		expect(told(result)).toMatch(words);
		expect(bench.entries('POST')).toEqual([]);
	});
});
