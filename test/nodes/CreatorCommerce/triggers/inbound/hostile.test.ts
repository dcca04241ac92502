import type { Delivery, PushSource } from '../../../../../nodes/CreatorCommerce/triggers/source';
import { collectGarbage } from '../../../../support/garbage';
import { choosing } from '../../../../support/random';
import {
	bytesOf,
	dashKeys,
	klaviyoSignature,
	NOW,
	SECRET,
	sharedSecret,
	signed,
	SOURCES,
	withSecret,
} from './support/deliveries';

const DELIVERIES = 10_000;
const TEN_MB = 10 * 1024 * 1024;

const { pick, oneOf } = choosing(4711);

/** Bodies that every source would start workflows for, were they verified. */
const wanted = (): string =>
	JSON.stringify(
		oneOf<unknown>(
			{ event: 'partner.created', partner: { handle: `p${pick(1e6)}` } },
			{
				event: 'Creator Order Attributed',
				email: 'a@example.com',
				properties: { ...dashKeys, n: pick(1e6) },
			},
			{ event: 'Creator Updated', ccCreatorId: `c${pick(1e6)}`, ccCreatorShopHandle: 'zoe' },
			[{ event: 'shop updated', ...dashKeys, n: pick(1e6) }],
			{ data: [{ external_id: 'x', topic: 'event:api.shop_updated', payload: { ...dashKeys } }] },
		),
	);

/** Verified in every way, yet with nothing in them that is an event. */
const empty = (): string =>
	oneOf(
		`${'['.repeat(200 + pick(3_000))}`,
		`{"event":"partner.created","partner":${'{"a":'.repeat(100)}1${'}'.repeat(100)}}`,
		`{"event":"partner.created","partner":{"handle":"x"},"data":${'['.repeat(500)}${']'.repeat(500)}}`,
		`{"data":[{"payload":${'{"data":'.repeat(90)}{}${'}'.repeat(90)},"external_id":"1","topic":"event:shop_updated"}]}`,
		'{"__proto__":{"event":"partner.created","partner":{"handle":"x"}}}',
		'{"constructor":{"prototype":{"event":"partner.created"}},"toString":"partner.created"}',
		'{"event":"__proto__","partner":{"handle":"x"}}',
		'{"event":"constructor","partner":{"__proto__":{"handle":"x"}}}',
		'{"event":"partner.created","partner":{"__proto__":{"handle":"x"}}}',
		'{"event":"partner.created","event":"toString","partner":{"handle":"x"}}',
		'{"event":"partner.created","partner":{"handle":"x"},"partner":{"handle":""}}',
		'{"event":{"toString":"partner.created"},"partner":{"handle":"x"}}',
		'{"data":[null,1,"",[],{"payload":{}},{"topic":{}},{"payload":{"included":[null]},"topic":"x"}]}',
		'{"events":{"0":{"event":"partner.created"},"length":1e9}}',
		'{"event":"partner.created","partner":{"handle":{"length":1}}}',
		'null',
		'"partner.created"',
		'\u0000\u0000',
	);

const garbage = (): Buffer => Buffer.from(Array.from({ length: 1 + pick(300) }, () => pick(256)));

interface Attack {
	name: string;
	credential: Record<string, unknown>;
	delivery(): Delivery;
}

const hmac = klaviyoSignature;
const secret = sharedSecret;

function changed(delivery: Delivery, rawBody: Buffer): Delivery {
	return { ...delivery, rawBody };
}

function tampered(delivery: Delivery): Delivery {
	const rawBody = Buffer.from(delivery.rawBody);
	const at = pick(rawBody.length);
	rawBody[at] = (rawBody[at] ?? 0) ^ (1 + pick(255));
	return changed(delivery, rawBody);
}

const headed = (headers: Record<string, string>, body: unknown = wanted()): Delivery => ({
	rawBody: bytesOf(body),
	headers,
	receivedAt: NOW,
});

const ATTACKS: Attack[] = [
	{ name: 'unsigned', credential: hmac, delivery: () => headed({}) },
	{ name: 'without the secret', credential: secret, delivery: () => headed({}) },
	{ name: 'empty header', credential: secret, delivery: () => withSecret(wanted(), oneOf('', ' ', '\t')) },
	{
		name: 'wrong secret',
		credential: secret,
		delivery: () => withSecret(wanted(), oneOf('x', SECRET.slice(0, -1), `${SECRET}x`, SECRET.toUpperCase())),
	},
	{ name: 'secret twice', credential: secret, delivery: () => withSecret(wanted(), `${SECRET}, ${SECRET}`) },
	{
		name: 'secret in another header',
		credential: secret,
		delivery: () => headed({ authorization: SECRET, 'x-secret': SECRET, __proto__: SECRET }),
	},
	{ name: 'signed with another secret', credential: hmac, delivery: () => signed(wanted(), 'other') },
	{ name: 'signed with no secret', credential: hmac, delivery: () => signed(wanted(), ' ') },
	{ name: 'tampered', credential: hmac, delivery: () => tampered(signed(wanted())) },
	{
		name: 'another body under a good signature',
		credential: hmac,
		delivery: () => changed(signed(wanted()), bytesOf(`${wanted()} `)),
	},
	{
		name: 'stale, or from the future',
		credential: hmac,
		delivery: () => signed(wanted(), SECRET, NOW + oneOf(-1, 1) * (302_000 + pick(1e9))),
	},
	{
		name: 'stale under a fresh timestamp',
		credential: hmac,
		delivery: () => {
			const { headers, ...rest } = signed(wanted(), SECRET, NOW - 600_000);
			return { ...rest, headers: { ...headers, 'klaviyo-timestamp': String(NOW / 1000) } };
		},
	},
	{
		name: 'timestamp that is none',
		credential: hmac,
		delivery: () => {
			const { headers, ...rest } = signed(wanted());
			const timestamp = oneOf('', 'now', '-1', 'NaN', '1e400', '9'.repeat(5_000), '\u0000');
			return { ...rest, headers: { ...headers, 'klaviyo-timestamp': timestamp } };
		},
	},
	{
		name: 'truncated, signed',
		credential: hmac,
		delivery: () => {
			const delivery = signed(wanted());
			return changed(delivery, delivery.rawBody.subarray(0, pick(delivery.rawBody.length)));
		},
	},
	{
		name: 'truncated, with the secret',
		credential: secret,
		delivery: () => {
			const delivery = withSecret(wanted());
			return changed(delivery, delivery.rawBody.subarray(0, pick(delivery.rawBody.length)));
		},
	},
	{ name: 'nothing in it, signed', credential: hmac, delivery: () => signed(empty()) },
	{ name: 'nothing in it, with the secret', credential: secret, delivery: () => withSecret(empty()) },
	{ name: 'nothing in it, unsigned', credential: hmac, delivery: () => headed({}, empty()) },
	{ name: 'garbage, signed', credential: hmac, delivery: () => signed(garbage()) },
	{ name: 'garbage, with the secret', credential: secret, delivery: () => withSecret(garbage()) },
	{
		name: 'signature of another kind',
		credential: hmac,
		delivery: () => {
			const { headers, ...rest } = signed(wanted());
			const good = headers['klaviyo-signature'] ?? '';
			const bad = oneOf(good.slice(2), `sha256=${good}`, Buffer.from(good, 'hex').toString('base64'), '🎉');
			return { ...rest, headers: { ...headers, 'klaviyo-signature': bad } };
		},
	},
	{
		name: 'no credential',
		credential: {},
		delivery: () => withSecret(wanted(), oneOf('', 'undefined', SECRET)),
	},
	{
		name: 'credential without a secret',
		credential: { ...secret, secret: ' ' },
		delivery: () => withSecret(wanted(), oneOf('', ' ', SECRET)),
	},
	{
		name: 'credential without a secret, signed with none',
		credential: { ...hmac, secret: '' },
		delivery: () => signed(wanted(), ''),
	},
	{
		name: 'credential without a scheme',
		credential: { ...secret, scheme: 'none' },
		delivery: () => withSecret(wanted()),
	},
	{
		name: 'credential whose header is in every prototype',
		credential: { ...secret, headerName: oneOf('constructor', 'toString'), secret: String(Object) },
		delivery: () => headed({}),
	},
];

/** A few of these are enough. */
const BIG: Attack[] = [
	{ name: 'ten MB, unsigned', credential: hmac, delivery: () => headed({}, Buffer.alloc(TEN_MB, '{"a":')) },
	{
		name: 'ten MB, tampered',
		credential: hmac,
		delivery: () => tampered(signed(Buffer.alloc(TEN_MB, ' '))),
	},
	{
		name: 'ten MB of brackets, with the secret',
		credential: secret,
		delivery: () => withSecret(Buffer.alloc(TEN_MB, '[')),
	},
	{
		name: 'ten MB of entries, with the secret',
		credential: secret,
		delivery: () => withSecret(`[${'{"event":"","partner":{}},'.repeat(TEN_MB / 27)}{}]`),
	},
];

/** Whether it would start a workflow. */
function starts(source: PushSource, { credential, delivery }: Attack): boolean {
	const received = source.receive(delivery(), JSON.parse(JSON.stringify(credential)), {
		includeRaw: pick(2) === 0,
	});
	return received.kind === 'accepted' && received.events.length > 0;
}

const heapMegabytes = (): number => {
	collectGarbage();
	return process.memoryUsage().heapUsed / 1024 / 1024;
};

it('the bodies of the attacks start workflows when they are verified, so that refusing them means something', () => {
	for (const source of SOURCES) {
		let started = 0;
		for (let at = 0; at < 200; at++) {
			const attack: Attack = { name: '', credential: hmac, delivery: () => signed(wanted()) };
			if (starts(source, attack)) started++;
		}
		expect(started).toBeGreaterThan(50);
	}
});

it(`of ${DELIVERIES} hostile deliveries none starts a workflow, none throws, and memory stays what it was`, () => {
	const through: string[] = [];
	let before = 0;
	for (let at = 0; at < DELIVERIES; at++) {
		if (at === DELIVERIES / 5) before = heapMegabytes();
		const source = SOURCES[at % SOURCES.length];
		const attack = ATTACKS[Math.floor(at / SOURCES.length) % ATTACKS.length];
		if (source && attack && starts(source, attack)) through.push(`${source.source}: ${attack.name}`);
	}
	for (const source of SOURCES) {
		for (const attack of BIG) if (starts(source, attack)) through.push(`${source.source}: ${attack.name}`);
	}
	expect(through).toEqual([]);
	expect(heapMegabytes() - before).toBeLessThan(16);
	expect(Object.keys(Object.prototype)).toEqual([]);
}, 400_000);
