import { createHmac } from 'crypto';
import { forgetProcess } from '../../../../nodes/CreatorCommerce/triggers/shopify/store';
import { collectGarbage } from '../../../support/garbage';
import { choosing } from '../../../support/random';
import { PREVIOUS, SECRET, SHOP, verifyingHost } from './support/verifying';

const DELIVERIES = 10_000;
const TEN_MB = 10 * 1024 * 1024;
const DAY_MS = 86_400_000;
const TOPICS = ['metaobjects/create', 'metaobjects/update', 'orders/create', 'orders/updated'] as const;
type Topic = (typeof TOPICS)[number];
/** Of the one creator who is known before the attacks begin. */
const KNOWN = 'gid://shopify/Metaobject/1';
const KNOWN_SINCE = '2026-11-01T10:00:00Z';

const { pick, oneOf } = choosing(1789);

const host = verifyingHost([
	'partner.created',
	'partner.updated',
	'partner.activated',
	'drop.updated',
	'order.attributed',
]);

interface Sent {
	body: Buffer;
	headers: Record<string, string>;
}

const sign = (body: Buffer, secret = SECRET): string =>
	createHmac('sha256', secret).update(body).digest('base64');

const signed = (topic: Topic, text: string | Buffer, secret = SECRET): Sent => {
	const body = Buffer.from(text);
	return {
		body,
		headers: {
			'x-shopify-topic': topic,
			'x-shopify-hmac-sha256': sign(body, secret),
			'x-shopify-shop-domain': SHOP,
			'x-shopify-api-version': '2026-10',
			'x-shopify-webhook-id': `b54557e4-bdd9-4b37-8a5f-${String(pick(1e9)).padStart(12, '0')}`,
		},
	};
};

const headed = ({ body, headers }: Sent, changes: Record<string, string>): Sent => ({
	body,
	headers: { ...headers, ...changes },
});

const without = ({ body, headers }: Sent, ...names: string[]): Sent => ({
	body,
	headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name))),
});

const creator = (changes: object = {}): object => ({
	id: `gid://shopify/Metaobject/${2 + pick(1e9)}`,
	type: 'creator',
	handle: `creator-${pick(1e9)}`,
	fields: {
		'cc-creator-id': String(pick(1e9)),
		'cc-creator-email': 'ada@example.com',
		'cc-creator-first-name': 'Zoë 李 🚀',
		data: JSON.stringify({ 'cc-creator-drops': [{ 'cc-creator-drop-id': '1' }] }),
	},
	created_at: KNOWN_SINCE,
	updated_at: '2026-11-02T10:00:00Z',
	...changes,
});

const order = (changes: object = {}): object => {
	const id = 1 + pick(1e9);
	return {
		id,
		admin_graphql_api_id: `gid://shopify/Order/${id}`,
		note_attributes: [{ name: 'cc-creator-id', value: 'c1' }],
		tags: 'CreatorCommerce, cc-creator-id-c1',
		total_price: '10.00',
		created_at: new Date().toISOString(),
		...changes,
	};
};

/** A topic and a body that starts a run when Shopify sends it. */
function wanted(): [Topic, string] {
	const topic = oneOf(...TOPICS);
	return [topic, JSON.stringify(topic.startsWith('orders') ? order() : creator())];
}

const genuine = (): Sent => signed(...wanted());

function tampered(sent: Sent): Sent {
	const body = Buffer.from(sent.body);
	const at = pick(body.length);
	body[at] = (body[at] ?? 0) ^ (1 + pick(255));
	return { ...sent, body };
}

const nested = (open: string, close: string): string => {
	const depth = 100 + pick(4_000);
	return open.repeat(depth) + '1' + close.repeat(depth);
};

/** Signed by Shopify, yet with nothing in it that could be an event. */
const empty = (): string =>
	oneOf(
		'',
		'null',
		'1',
		'"text"',
		'[]',
		'{}',
		nested('[', ']'),
		nested('{"a":', '}'),
		'['.repeat(1 + pick(3_000)),
		`{"id":"${KNOWN}","type":"product","fields":${nested('[', ']')}}`,
		`{"__proto__":${JSON.stringify(creator())}}`,
		`{"constructor":{"prototype":${JSON.stringify(order())}}}`,
		`{"id":1,"__proto__":{"note_attributes":[{"name":"cc-creator-id","value":"c1"}],"tags":""}}`,
		JSON.stringify(creator()).replace('"type":"creator"', '"type":"creator","type":"product"'),
		JSON.stringify(creator()).replace(/^\{/, '{"fields":{},').replace(/\}$/, ',"fields":null}'),
		JSON.stringify(order()).replace(/\}$/, ',"id":"__proto__"}'),
		JSON.stringify(order()).replace(/\}$/, ',"note_attributes":{"length":1e9},"tags":{"length":1e9}}'),
		JSON.stringify(creator({ id: { toString: 1 } })),
		JSON.stringify(creator({ id: 'gid://shopify/Order/1' })),
		JSON.stringify(creator({ type: 'product' })),
		JSON.stringify(creator({ fields: oneOf<unknown>(null, 'x', 1) })),
		JSON.stringify(order({ note_attributes: [], tags: 'CreatorCommerce' })),
		JSON.stringify(order({ note_attributes: [{ name: '__proto__', value: 'c1' }], tags: 'x'.repeat(5_000) })),
		'\u0000\u0000',
	);

interface Attack {
	name: string;
	/** The status it must be answered with. */
	status: 200 | 401;
	sent(): Sent;
}

const refused = (name: string, sent: () => Sent): Attack => ({ name, status: 401, sent });
const ignored = (name: string, sent: () => Sent): Attack => ({ name, status: 200, sent });

const SIGNATURE = 'x-shopify-hmac-sha256';

const ATTACKS: Attack[] = [
	refused('unsigned', () => without(genuine(), SIGNATURE)),
	refused('no headers at all', () => ({ ...genuine(), headers: {} })),
	refused('empty signature', () => headed(genuine(), { [SIGNATURE]: oneOf('', ' ', '\t', '=') })),
	refused('wrong secret', () => signed(...wanted(), oneOf('other', `${SECRET}x`, SECRET.slice(0, -1)))),
	refused('a secret that is none', () => signed(...wanted(), oneOf('', ' ', 'undefined', 'null'))),
	refused('tampered', () => tampered(genuine())),
	refused('another body under a good signature', () => ({ ...genuine(), body: genuine().body })),
	refused('written anew', () => {
		const sent = signed('orders/create', JSON.stringify(order(), null, 1));
		return { ...sent, body: Buffer.from(JSON.stringify(JSON.parse(sent.body.toString()))) };
	}),
	refused('truncated', () => {
		const sent = genuine();
		return { ...sent, body: sent.body.subarray(0, pick(sent.body.length)) };
	}),
	refused('signature of another kind', () => {
		const sent = genuine();
		const good = sent.headers[SIGNATURE] ?? '';
		const bad = oneOf(
			Buffer.from(good, 'base64').toString('hex'),
			good.slice(1),
			`${good}=`,
			`${good}, ${good}`,
			`sha256=${good}`,
			good.toLowerCase(),
			'é'.repeat(44),
			'x'.repeat(20_000),
		);
		return headed(sent, { [SIGNATURE]: bad });
	}),
	refused('another store', () =>
		headed(genuine(), {
			'x-shopify-shop-domain': oneOf('', 'other.myshopify.com', `${SHOP}.evil.com`, '__proto__', '*'),
		}),
	),
	refused('no store', () => without(genuine(), 'x-shopify-shop-domain')),
	refused('another topic', () =>
		headed(genuine(), {
			'x-shopify-topic': oneOf(
				'',
				'orders/paid',
				'metaobjects/delete',
				'app/uninstalled',
				'__proto__',
				'x/y',
			),
		}),
	),
	refused('no topic', () => without(genuine(), 'x-shopify-topic')),
	ignored('a creator as an order', () =>
		headed(signed('metaobjects/create', JSON.stringify(creator())), {
			'x-shopify-topic': oneOf('orders/create', 'orders/updated'),
		}),
	),
	ignored('an order as a creator', () =>
		headed(signed('orders/create', JSON.stringify(order())), {
			'x-shopify-topic': oneOf('metaobjects/create', 'metaobjects/update'),
		}),
	),
	ignored('stale: a replayed update, older than what is known', () =>
		signed(
			'metaobjects/update',
			JSON.stringify(creator({ id: KNOWN, updated_at: `2026-10-${10 + pick(20)}T10:00:00Z` })),
		),
	),
	ignored('stale: a replayed order of long ago', () =>
		signed(
			oneOf('orders/create', 'orders/updated'),
			JSON.stringify(order({ created_at: new Date(Date.now() - (61 + pick(900)) * DAY_MS).toISOString() })),
		),
	),
	ignored('truncated before it was signed', () => {
		const [topic, text] = wanted();
		return signed(topic, text.slice(0, pick(text.length)));
	}),
	ignored('nothing in it', () => signed(oneOf(...TOPICS), empty())),
	ignored('nothing in it, signed with the secret before', () => signed(oneOf(...TOPICS), empty(), PREVIOUS)),
	refused('nothing in it, unsigned', () => without(signed(oneOf(...TOPICS), empty()), SIGNATURE)),
	ignored('no text', () =>
		signed(oneOf(...TOPICS), Buffer.from(Array.from({ length: 1 + pick(300) }, () => 128 + pick(128)))),
	),
];

/** A few of these are enough. */
const BIG: Attack[] = [
	refused('ten MB, unsigned', () =>
		without(signed('orders/create', Buffer.alloc(TEN_MB, '{"a":')), SIGNATURE),
	),
	refused('ten MB, tampered', () => tampered(signed('orders/create', Buffer.alloc(TEN_MB, ' ')))),
	ignored('ten MB of blanks', () => signed('orders/create', Buffer.alloc(TEN_MB, ' '))),
	ignored('ten MB of brackets', () => signed('metaobjects/update', Buffer.alloc(TEN_MB, '['))),
	ignored('ten MB of entries', () =>
		signed('orders/updated', `[${'{"note_attributes":[]},'.repeat(TEN_MB / 23)}{}]`),
	),
	ignored('ten MB of text in a creator of another type', () =>
		signed('metaobjects/create', JSON.stringify(creator({ type: 'product', handle: 'x'.repeat(TEN_MB) }))),
	),
];

async function attack({ name, status, sent }: Attack, through: string[]): Promise<void> {
	const { body, headers } = sent();
	const got = await host.receive(body, headers);
	if (got.items !== undefined || got.threw !== undefined || got.status !== status) {
		const how = got.threw?.message ?? (got.items ? 'started a run' : `answered ${got.status}`);
		through.push(`${name}: ${how}: ${body.subarray(0, 200).toString()}`);
	}
}

const heapMegabytes = (): number => {
	collectGarbage();
	return process.memoryUsage().heapUsed / 1024 / 1024;
};

beforeEach(() => {
	host.staticData = {};
	host.runs.length = 0;
	forgetProcess();
});

it('the bodies of the attacks start runs when Shopify sends them, so that refusing them means something', async () => {
	// All at once: each order asks a Shopify that is not there for its partner, for two seconds.
	const answers = await Promise.all(
		Array.from({ length: 50 }, async () => {
			const { body, headers } = genuine();
			return await host.receive(body, headers);
		}),
	);
	for (const { items } of answers) expect(items?.length).toBeGreaterThan(0);
});

it(`of ${DELIVERIES} hostile deliveries none starts a run, none throws, and memory stays what it was`, async () => {
	const known = signed('metaobjects/update', JSON.stringify(creator({ id: KNOWN, updated_at: KNOWN_SINCE })));
	expect((await host.receive(known.body, known.headers)).items).toBeDefined();
	const remembered = JSON.stringify(host.staticData);
	const through: string[] = [];
	let halfway = 0;
	for (let at = 0; at < DELIVERIES; at++) {
		if (at === DELIVERIES / 2) halfway = heapMegabytes();
		const next = ATTACKS[at % ATTACKS.length];
		if (next) await attack(next, through);
	}
	const atTheEnd = heapMegabytes();
	for (const big of BIG) await attack(big, through);

	expect(through).toEqual([]);
	expect(host.runs).toHaveLength(1);
	expect(atTheEnd - halfway).toBeLessThan(4);
	expect(heapMegabytes() - halfway).toBeLessThan(8);
	// Nothing of it was remembered either.
	expect(JSON.stringify(host.staticData)).toBe(remembered);
	expect(Object.keys(Object.prototype)).toEqual([]);
}, 400_000);
