import '@shopify/shopify-api/adapters/node';
import { ApiVersion, shopifyApi } from '@shopify/shopify-api';
import CryptoJS from 'crypto-js';
import fc from 'fast-check';
import { IncomingMessage, ServerResponse } from 'http';
import { Socket } from 'net';
import { verifyShopifyHmac } from '../../../../nodes/CreatorCommerce/signature';

const SECRET = 'hush-4711';

/** Signed by crypto-js, which shares no code with node's crypto. */
const signed = (body: Buffer, secret = SECRET): string =>
	CryptoJS.HmacSHA256(CryptoJS.lib.WordArray.create(body), secret).toString(CryptoJS.enc.Base64);

/** What Shopify's own library makes of the same delivery. */
async function shopifySays(rawBody: string, hmac: string, secret: string): Promise<boolean> {
	const api = shopifyApi({
		apiKey: 'key',
		apiSecretKey: secret,
		apiVersion: ApiVersion.April26,
		hostName: 'localhost',
		isEmbeddedApp: false,
		logger: { log: () => undefined },
	});
	const request = new IncomingMessage(new Socket());
	Object.assign(request.headers, {
		'x-shopify-hmac-sha256': hmac,
		'x-shopify-topic': 'orders/updated',
		'x-shopify-shop-domain': 'brand.myshopify.com',
		'x-shopify-api-version': '2026-07',
		'x-shopify-webhook-id': 'w-1',
	});
	const rawResponse = new ServerResponse(request);
	return (await api.webhooks.validate({ rawBody, rawRequest: request, rawResponse })).valid;
}

const bodies = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes));

describe('Shopify’s signature', () => {
	it('is taken when it is right, whatever the bytes', () => {
		fc.assert(
			fc.property(bodies, (body) => {
				expect(verifyShopifyHmac(body, signed(body), [SECRET])).toBe(true);
			}),
		);
	});

	it('is refused when one byte of the body differs', () => {
		fc.assert(
			fc.property(bodies, fc.nat(), fc.integer({ min: 1, max: 255 }), (body, at, by) => {
				const tampered = Buffer.from(body);
				const place = at % body.length;
				tampered[place] = (body[place] ?? 0) ^ by;
				expect(verifyShopifyHmac(tampered, signed(body), [SECRET])).toBe(false);
			}),
		);
	});

	it('is refused when one character of the header differs, also the last, whose low bits base64 ignores', () => {
		const body = Buffer.from('{"id":1}');
		const header = signed(body);
		for (let at = 0; at < header.length; at++) {
			for (const other of 'ABCDXYZabcxyz0189+/=') {
				if (header[at] === other) continue;
				const changed = header.slice(0, at) + other + header.slice(at + 1);
				expect(verifyShopifyHmac(body, changed, [SECRET])).toBe(false);
			}
		}
	});

	it('is judged as Shopify’s own library judges it', async () => {
		const cases: Array<[string, string, string]> = [];
		for (const body of ['{"id":1}', '{"name":"Zoë 🎉"}', '[]', ' ']) {
			const good = signed(Buffer.from(body));
			cases.push([body, good, SECRET], [body, good, 'other'], [`${body} `, good, SECRET]);
			cases.push([body, good.slice(0, -1), SECRET], [body, `${good}=`, SECRET], [body, 'nonsense', SECRET]);
			cases.push(
				[body, good.toLowerCase(), SECRET],
				[body, Buffer.from(good, 'base64').toString('hex'), SECRET],
			);
		}
		let taken = 0;
		for (const [body, header, secret] of cases) {
			const ours = verifyShopifyHmac(Buffer.from(body), header, [secret]);
			expect(ours).toBe(await shopifySays(body, header, secret));
			if (ours) taken++;
		}
		expect(taken).toBe(4);
	});

	it('is taken with the previous secret during a rotation', () => {
		const body = Buffer.from('{}');
		expect(verifyShopifyHmac(body, signed(body, 'old'), ['new', 'old'])).toBe(true);
		expect(verifyShopifyHmac(body, signed(body, 'new'), ['new', 'old'])).toBe(true);
		expect(verifyShopifyHmac(body, signed(body, 'older'), ['new', 'old'])).toBe(false);
	});

	it.each([[[]], [['']], [['   ', '']], [[undefined, null, 0, {}]]])(
		'never without a secret: %j',
		(secrets) => {
			const body = Buffer.from('{}');
			expect(verifyShopifyHmac(body, signed(body, ''), secrets)).toBe(false);
			expect(verifyShopifyHmac(body, undefined, secrets)).toBe(false);
		},
	);

	it.each([undefined, '', ' ', '\u0000', '=', 'x'.repeat(100_000), '🎉'])('is refused as %j', (header) => {
		expect(verifyShopifyHmac(Buffer.from('{}'), header, [SECRET])).toBe(false);
	});
});
