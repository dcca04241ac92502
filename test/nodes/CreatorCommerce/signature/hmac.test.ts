import axios from 'axios';
import fc from 'fast-check';
import { createServer } from 'http';
import type { AddressInfo } from 'net';
import {
	ALGORITHMS,
	ENCODINGS,
	type HmacScheme,
	SIGNED_CONTENTS,
	verifyHmac,
} from '../../../../nodes/CreatorCommerce/signature';
import { send, type Sent } from './sender';

const NOW = Date.UTC(2026, 10, 22, 12, 0, 0);
const SECRET = 'hush-4711';

const plain: HmacScheme = {
	headerName: 'X-Signature',
	secrets: [SECRET],
	algorithm: 'sha256',
	encoding: 'hex',
	prefix: '',
	signedContent: 'body',
	timestampHeader: 'X-Timestamp',
	idHeader: 'X-Id',
	toleranceMs: 300_000,
};

const schemes: fc.Arbitrary<HmacScheme> = fc.record({
	headerName: fc.constantFrom('X-Signature', 'klaviyo-signature', 'SIGNATURE'),
	secrets: fc
		.array(
			fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
			{ minLength: 1, maxLength: 3 },
		)
		.map((secrets) => secrets.map((secret) => secret.trim())),
	algorithm: fc.constantFrom(...ALGORITHMS),
	encoding: fc.constantFrom(...ENCODINGS),
	prefix: fc.constantFrom('', 'sha256=', 'v1,', 'HMAC '),
	signedContent: fc.constantFrom(...SIGNED_CONTENTS),
	timestampHeader: fc.constant('X-Timestamp'),
	idHeader: fc.constant('X-Id'),
	toleranceMs: fc.constant(300_000),
});

const bodies = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes));

/** Within the tolerance, in each of the ways senders write a moment. */
const moments = fc
	.tuple(fc.integer({ min: -299, max: 299 }), fc.constantFrom('seconds', 'ms', 'iso', 'http'))
	.map(([offset, way]) => {
		const date = new Date(NOW + offset * 1000);
		if (way === 'seconds') return String(date.getTime() / 1000);
		if (way === 'ms') return String(date.getTime());
		return way === 'iso' ? date.toISOString() : date.toUTCString();
	});

const deliveries = fc
	.tuple(schemes, bodies, moments, fc.uuid(), fc.nat())
	.map(([scheme, body, moment, id, pick]) => {
		const secret = scheme.secrets[pick % scheme.secrets.length];
		const timed = scheme.signedContent !== 'body';
		const sent = send(
			body,
			scheme,
			typeof secret === 'string' ? secret : '',
			timed ? moment : '',
			scheme.signedContent === 'id.timestamp.body' ? id : '',
		);
		return { scheme, sent };
	});

const judge = (sent: Sent, scheme: HmacScheme, receivedAt = NOW) =>
	verifyHmac({ ...sent, receivedAt }, scheme);

describe('a signature', () => {
	it('is taken in every scheme when it is right', () => {
		fc.assert(
			fc.property(deliveries, ({ scheme, sent }) => {
				expect(judge(sent, scheme)).toEqual({ ok: true });
			}),
			{ numRuns: 500 },
		);
	});

	it('is refused when one byte of the body differs, is added or is missing', () => {
		fc.assert(
			fc.property(deliveries, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ scheme, sent }, at, by) => {
				const place = at % sent.rawBody.length;
				const tampered = Buffer.from(sent.rawBody);
				tampered[place] = (tampered[place] ?? 0) ^ by;
				const added = Buffer.concat([sent.rawBody, Buffer.from([by])]);
				const cut = sent.rawBody.subarray(0, -1);
				for (const rawBody of [tampered, added, cut]) {
					expect(judge({ ...sent, rawBody }, scheme)).toEqual({ ok: false, reason: 'mismatch' });
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('is refused when one character of any header differs, but for the case of hex digits', () => {
		const characters = fc.constantFrom(...'0123456789abcdefxyzXYZ.,:=+/-'.split(''));
		fc.assert(
			fc.property(deliveries, fc.nat(), fc.nat(), characters, ({ scheme, sent }, which, at, character) => {
				const names = Object.keys(sent.headers);
				const name = names[which % names.length] ?? '';
				const value = sent.headers[name] ?? '';
				const place = at % value.length;
				const changed = value.slice(0, place) + character + value.slice(place + 1);
				fc.pre(changed.toLowerCase() !== value.toLowerCase());
				const headers = { ...sent.headers, [name]: changed };
				expect(judge({ ...sent, headers }, scheme).ok).toBe(false);
			}),
			{ numRuns: 1_000 },
		);
	});

	it('is refused when any header is missing', () => {
		fc.assert(
			fc.property(deliveries, ({ scheme, sent }) => {
				for (const name of Object.keys(sent.headers)) {
					const { [name]: _, ...headers } = sent.headers;
					expect(judge({ ...sent, headers }, scheme).ok).toBe(false);
				}
			}),
		);
	});

	it('is refused with a secret that is none of ours, and with none at all', () => {
		fc.assert(
			fc.property(deliveries, fc.string(), ({ scheme, sent }, other) => {
				fc.pre(!scheme.secrets.includes(other.trim()));
				expect(judge(sent, { ...scheme, secrets: [other] }).ok).toBe(false);
				expect(judge(sent, { ...scheme, secrets: ['', '  '] })).toEqual({ ok: false, reason: 'noSecret' });
			}),
		);
	});

	it('of an empty secret is refused', () => {
		const sent = send(Buffer.from('{}'), plain, '');
		expect(judge(sent, { ...plain, secrets: [''] }).ok).toBe(false);
	});

	it('in upper-case hex is taken; base64 is taken to the letter', () => {
		const upper = (scheme: HmacScheme) => {
			const sent = send(Buffer.from('{}'), scheme, SECRET);
			return judge(
				{ ...sent, headers: { 'x-signature': (sent.headers['x-signature'] ?? '').toUpperCase() } },
				scheme,
			).ok;
		};
		expect(upper(plain)).toBe(true);
		expect(upper({ ...plain, encoding: 'base64' })).toBe(false);
	});

	it('among several of one header is found, as senders write them while they rotate', () => {
		const scheme: HmacScheme = { ...plain, prefix: 'v1,', encoding: 'base64' };
		const right = send(Buffer.from('{}'), scheme, SECRET).headers['x-signature'] ?? '';
		const wrong = send(Buffer.from('{}'), scheme, 'other').headers['x-signature'] ?? '';
		const judged = (header: string) =>
			judge({ rawBody: Buffer.from('{}'), headers: { 'x-signature': header } }, scheme).ok;
		expect(judged(`${wrong} ${right}`)).toBe(true);
		expect(judged(`v2,abc ${wrong}`)).toBe(false);
	});

	it('of another algorithm, encoding or content is refused', () => {
		const sent = send(Buffer.from('{}'), plain, SECRET, String(NOW), 'id-1');
		for (const other of [
			{ algorithm: 'sha512' as const },
			{ algorithm: 'sha1' as const },
			{ encoding: 'base64' as const },
			{ signedContent: 'timestamp.body' as const },
			{ signedContent: 'bodyTimestamp' as const },
			{ signedContent: 'id.timestamp.body' as const },
			{ prefix: 'sha256=' },
		]) {
			expect(judge(sent, { ...plain, ...other }).ok).toBe(false);
		}
	});
});

describe('a signed timestamp', () => {
	const timed: HmacScheme = { ...plain, signedContent: 'timestamp.body' };
	const at = (timestamp: string, scheme = timed) =>
		judge(send(Buffer.from('{}'), scheme, SECRET, timestamp), scheme);

	it.each([
		[299, true],
		[300, true],
		[301, false],
		[-300, true],
		[-301, false],
		[86_400, false],
	])('of %d seconds ago: taken is %s', (age, taken) => {
		const verdict = at(String(NOW / 1000 - age));
		expect(verdict).toEqual(taken ? { ok: true } : { ok: false, reason: 'stale' });
	});

	it('of any age is taken when the tolerance is 0, but it has to be there and readable', () => {
		const ageless = { ...timed, toleranceMs: 0 };
		expect(at('1000000000', ageless).ok).toBe(true);
		expect(at('', ageless)).toEqual({ ok: false, reason: 'timestampMissing' });
		expect(at('yesterday', ageless)).toEqual({ ok: false, reason: 'timestampUnreadable' });
	});

	it('is never fresh when the tolerance is no number', () => {
		expect(at(String(NOW), { ...timed, toleranceMs: NaN }).ok).toBe(false);
	});

	it('means nothing where only the body is signed', () => {
		expect(judge(send(Buffer.from('{}'), plain, SECRET, '1000000000'), plain).ok).toBe(true);
	});
});

it('never throws, and takes nothing, whatever headers and settings come', () => {
	const anything = fc.anything({ withNullPrototype: true });
	fc.assert(
		fc.property(
			fc.dictionary(fc.string(), anything),
			fc.constantFrom('__proto__', 'constructor', '', 'x', 'toString', ' '),
			bodies,
			(headers, headerName, rawBody) => {
				const wild: HmacScheme = { ...plain, headerName, timestampHeader: '__proto__', idHeader: 'valueOf' };
				for (const signedContent of SIGNED_CONTENTS) {
					const verdict = verifyHmac({ rawBody, headers, receivedAt: NOW }, { ...wild, signedContent });
					expect(verdict.ok).toBe(false);
				}
			},
		),
		{ numRuns: 500 },
	);
	const unknown: HmacScheme = Object.assign({}, plain, { algorithm: 'md5' });
	expect(judge(send(Buffer.from('{}'), plain, SECRET), unknown)).toEqual({
		ok: false,
		reason: 'unknownScheme',
	});
});

it('is verified on the bytes that axios put on the wire', async () => {
	const verdicts: boolean[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const verdict = verifyHmac(
				{ rawBody: Buffer.concat(chunks), headers: request.headers, receivedAt: NOW },
				{ ...plain, prefix: 'sha256=', signedContent: 'bodyTimestamp' },
			);
			verdicts.push(verdict.ok);
			response.writeHead(verdict.ok ? 200 : 401).end();
		});
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const port = (server.address() as AddressInfo).port;
	const scheme: HmacScheme = { ...plain, prefix: 'sha256=', signedContent: 'bodyTimestamp' };
	try {
		for (const body of ['{"name":"Zoë 🎉"}', '{ "spaced" : 1.0 }', 'not json']) {
			const sent = send(Buffer.from(body), scheme, SECRET, String(NOW / 1000));
			const post = (data: string) =>
				axios.post(`http://127.0.0.1:${port}/`, data, {
					headers: { 'content-type': 'application/json', ...sent.headers },
					transformRequest: (given: unknown) => given,
					validateStatus: () => true,
				});
			expect((await post(body)).status).toBe(200);
			expect((await post(`${body} `)).status).toBe(401);
		}
	} finally {
		server.close();
	}
	expect(verdicts).toEqual([true, false, true, false, true, false]);
});
