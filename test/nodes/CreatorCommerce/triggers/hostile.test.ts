import '@shopify/shopify-api/adapters/node';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import cryptoJs from 'crypto-js';
import { forgetProcess } from '../../../../nodes/CreatorCommerce/triggers/shopify/store';
import { type Answered, Host } from './support/host';
import { PREVIOUS, SECRET, SHOP, verifyingHost } from './support/verifying';

const host = verifyingHost(['partner.created', 'partner.updated', 'order.attributed']);
beforeEach(() => {
	host.staticData = {};
	forgetProcess();
});

const sign = (body: string, secret = SECRET): string =>
	cryptoJs.HmacSHA256(body, secret).toString(cryptoJs.enc.Base64);

const headersFor = (body: string, changes: Record<string, string | undefined> = {}) => {
	const all: Record<string, string | undefined> = {
		'x-shopify-topic': 'metaobjects/update',
		'x-shopify-hmac-sha256': sign(body),
		'x-shopify-shop-domain': SHOP,
		'x-shopify-api-version': '2026-10',
		'x-shopify-webhook-id': 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043',
		...changes,
	};
	return Object.fromEntries(
		Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined),
	);
};

const creator = (fields: unknown = { 'cc-creator-id': '1', 'cc-creator-email': 'ada@example.com' }) => ({
	id: 'gid://shopify/Metaobject/1',
	type: 'creator',
	handle: 'ada',
	fields,
	created_at: '2026-11-01T10:00:00Z',
	updated_at: '2026-11-01T10:00:00Z',
});

const send = async (body: string, changes: Record<string, string | undefined> = {}): Promise<Answered> =>
	await host.receive(Buffer.from(body), headersFor(body, changes));

const BODY = JSON.stringify(creator());

describe('judged as Shopify’s own library does', () => {
	const judge = shopifyApi({
		apiKey: 'key',
		apiSecretKey: SECRET,
		apiVersion: ApiVersion.January26,
		hostName: 'n8n.example.com',
		isEmbeddedApp: false,
		logger: { level: LogSeverity.Error },
	});
	const cases: Array<[string, string, Record<string, string | undefined>]> = [
		['as signed', BODY, {}],
		['tampered', BODY.replace('ada', 'eve'), { 'x-shopify-hmac-sha256': sign(BODY) }],
		['wrong secret', BODY, { 'x-shopify-hmac-sha256': sign(BODY, 'other') }],
		['no signature', BODY, { 'x-shopify-hmac-sha256': undefined }],
		['in hex', BODY, { 'x-shopify-hmac-sha256': cryptoJs.HmacSHA256(BODY, SECRET).toString() }],
		['other alphabets', JSON.stringify(creator({ 'cc-creator-first-name': 'Zoë 李 🚀' })), {}],
	];
	it.each(cases)('%s', async (_, body, changes) => {
		const theirs = await judge.webhooks.validate({
			rawBody: body,
			rawRequest: { headers: headersFor(body, changes), method: 'POST', url: '/' },
			rawResponse: {},
		});
		const ours = await send(body, changes);
		expect(ours.status === 200).toBe(theirs.valid);
		expect(ours.items !== undefined).toBe(theirs.valid);
	});
});

it('takes the secret before while it is rotated, and headers of any case', async () => {
	expect((await send(BODY, { 'x-shopify-hmac-sha256': sign(BODY, PREVIOUS) })).items).toHaveLength(1);
	const shouted = Object.fromEntries(
		Object.entries(headersFor(BODY)).map(([name, value]) => [name.toUpperCase(), value]),
	);
	forgetProcess();
	host.staticData = {};
	expect((await host.receive(Buffer.from(BODY), shouted)).items).toHaveLength(1);
});

/** Kinds of deliveries that must not start anything: [what, body, changed headers]. */
function hostile(): Array<[string, string | Buffer, Record<string, string | undefined>]> {
	const wrongSignatures: Array<string | undefined> = [
		undefined,
		'',
		' ',
		'AAAA',
		sign(BODY, ''),
		sign(BODY, 'undefined'),
		sign(BODY, ' '),
		sign(BODY).slice(0, -1),
		`${sign(BODY)}=`,
		`${sign(BODY)}, ${sign(BODY)}`,
		sign(BODY).toLowerCase(),
		`sha256=${sign(BODY)}`,
		'\u0000'.repeat(44),
		'é'.repeat(44),
		'x'.repeat(100_000),
	];
	const shops = ['', 'other.myshopify.com', `${SHOP}.evil.com`, `evil-${SHOP}`, undefined, '__proto__'];
	const topics = [
		'',
		undefined,
		'orders/paid',
		'metaobjects/delete',
		'shop/redact',
		'METAOBJECTS_UPDATE',
		'__proto__',
		'constructor',
		'metaobjects/update/../create',
	];
	const bodies: Array<[string, string | Buffer]> = [
		['empty', ''],
		['a number', '1'],
		['null', 'null'],
		['a text', '"text"'],
		['a list', '[]'],
		['an empty object', '{}'],
		['deep lists', '['.repeat(200_000) + ']'.repeat(200_000)],
		['deep objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
		['cut', BODY.slice(0, -5)],
		['prototype keys', '{"__proto__":{"id":"gid://shopify/Metaobject/1","fields":{}}}'],
		['another type', JSON.stringify({ ...creator(), type: 'product' })],
		['another id', JSON.stringify({ ...creator(), id: 'gid://shopify/Order/1' })],
		['an id that is an object', JSON.stringify({ ...creator(), id: { toString: 1 } })],
		['no fields', JSON.stringify({ ...creator(), fields: null })],
		['fields that are a text', JSON.stringify({ ...creator(), fields: 'x' })],
		['no UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
		['10 MB of blanks', ' '.repeat(10_000_000)],
		['10 MB of list', `[${'1,'.repeat(5_000_000)}1]`],
	];
	return [
		...wrongSignatures.flatMap((signature) =>
			['metaobjects/update', 'metaobjects/create', 'orders/create', 'orders/updated'].map(
				(topic): [string, string, Record<string, string | undefined>] => [
					`signature ${String(signature).slice(0, 20)} ${topic}`,
					BODY,
					{ 'x-shopify-hmac-sha256': signature, 'x-shopify-topic': topic },
				],
			),
		),
		...shops.map((shop): [string, string, Record<string, string | undefined>] => [
			`shop ${shop}`,
			BODY,
			{ 'x-shopify-shop-domain': shop },
		]),
		...topics.map((topic): [string, string, Record<string, string | undefined>] => [
			`topic ${topic}`,
			BODY,
			{ 'x-shopify-topic': topic },
		]),
		...bodies.flatMap(([what, body]) =>
			['metaobjects/update', 'orders/create'].flatMap(
				(topic): Array<[string, string | Buffer, Record<string, string | undefined>]> => [
					[`unsigned ${what}`, body, { 'x-shopify-hmac-sha256': undefined, 'x-shopify-topic': topic }],
					[`signed ${what}`, body, { 'x-shopify-topic': topic, ...signedRaw(body) }],
				],
			),
		),
		// The body of one topic under another: headers are not signed.
		['a creator as an order', BODY, { 'x-shopify-topic': 'orders/create' }],
		...Array.from({ length: 200 }, (_, at): [string, Buffer, Record<string, string | undefined>] => {
			const bytes = Buffer.from(BODY);
			const place = (at * 7919) % bytes.length;
			bytes[place] = (bytes[place] ?? 0) ^ (1 + (at % 255));
			return [`a changed byte at ${place}`, bytes, { 'x-shopify-hmac-sha256': sign(BODY) }];
		}),
	];
}

const signedRaw = (body: string | Buffer): Record<string, string> => ({
	'x-shopify-hmac-sha256': cryptoJs
		.HmacSHA256(cryptoJs.lib.WordArray.create(new Uint8Array(Buffer.from(body))), SECRET)
		.toString(cryptoJs.enc.Base64),
});

it('hostile deliveries: none starts a workflow, none crashes, each is answered', async () => {
	const kinds = hostile();
	const answers = new Map<number, number>();
	for (const [what, body, changes] of kinds) {
		const bytes = Buffer.from(body);
		const got = await host.receive(bytes, {
			...headersFor(''),
			'x-shopify-hmac-sha256': sign(BODY),
			...changes,
			...(changes['x-shopify-hmac-sha256'] === undefined && { 'x-shopify-hmac-sha256': undefined }),
			...('x-shopify-hmac-sha256' in changes ? {} : signedRaw(body)),
		});
		expect([what, got.threw, got.items]).toEqual([what, undefined, undefined]);
		expect([200, 401]).toContain(got.status);
		answers.set(got.status, (answers.get(got.status) ?? 0) + 1);
	}
	expect(kinds.length).toBeGreaterThan(300);
	expect(answers.get(401)).toBeGreaterThan(250);
	expect(host.runs.length).toBeLessThan(10);
});

it('without a secret in the credential nothing is taken', async () => {
	const open = new Host({
		parameters: host.parameters,
		credential: { shopDomain: SHOP, authentication: 'accessToken', accessToken: 'x' },
		baseUrl: 'https://n8n.example.com',
	});
	for (const secret of ['', ' ', 'undefined', 'null']) {
		const got = await open.receive(
			Buffer.from(BODY),
			headersFor(BODY, { 'x-shopify-hmac-sha256': sign(BODY, secret) }),
		);
		expect(got).toMatchObject({ status: 401, items: undefined });
	}
});

it('duplicate and prototype keys in a genuine body are read as data', async () => {
	const body = BODY.replace('"type":"creator"', '"type":"product","type":"creator"').replace(
		'"cc-creator-id":"1"',
		'"__proto__":{"polluted":"yes"},"constructor":"x","cc-creator-id":"1"',
	);
	expect((await send(body)).items).toHaveLength(1);
	expect(Reflect.get({}, 'polluted')).toBeUndefined();
});
