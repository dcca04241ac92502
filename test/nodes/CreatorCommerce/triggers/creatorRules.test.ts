import { creatorEvents, baseline } from '../../../../nodes/CreatorCommerce/triggers/shopify/creatorEvents';
import { readCreator } from '../../../../nodes/CreatorCommerce/triggers/shopify/fields';
import { emptyMemory, read, shortId, write } from '../../../../nodes/CreatorCommerce/triggers/shopify/memory';

const CONTEXT = { shop: 'brand.myshopify.com', receivedAt: '2026-11-22T00:00:00.000Z' };

interface Parts {
	fields?: Record<string, unknown>;
	data?: Record<string, unknown>;
	at?: number;
	drops?: unknown[];
}

const product = (changes: Record<string, unknown> = {}) => ({
	'cc-creator-drop-product-id': '11',
	'cc-creator-drop-product-shopify-id': '99',
	'cc-creator-drop-product-enhancement-note': 'I love it',
	title: 'Shirt',
	variants: [{ price: '10.00' }],
	...changes,
});
const drop = (products: unknown[] = [product()], title = 'Summer') => ({
	'cc-creator-drop-id': 'd1',
	'cc-creator-drop-title': title,
	'cc-creator-drop-products': products,
});

function creator({ fields = {}, data = {}, at = 0, drops = [drop()] }: Parts = {}, list = false) {
	const all: Record<string, unknown> = {
		'cc-creator-id': '65f0c0ffee0000000000abcd',
		'cc-creator-email': 'ada@example.com',
		'cc-creator-is-onboarded': 'false',
		'cc-collab-tier': 'Gold',
		'cc-channel-myshopify-domian': 'brand.myshopify.com',
		...fields,
		data: JSON.stringify({ 'cc-creator-drops': drops, ...data }),
	};
	const read = readCreator({
		id: 'gid://shopify/Metaobject/123456789012',
		type: 'creator',
		handle: 'ada',
		fields: list ? Object.entries(all).map(([key, value]) => ({ key, value })) : all,
		updated_at: new Date(Date.UTC(2026, 10, 1) + at * 1000).toISOString(),
	});
	if (!read) throw new Error('not read');
	return read;
}

/** What a series of deliveries tells, each as `event` or `event(sections)`. */
function told(known: Parts | undefined, ...deliveries: Array<['create' | 'update', Parts]>): string[][] {
	let memory = emptyMemory('2026-11-01T00:00:00Z');
	if (known) memory.partners.set(shortId('123456789012'), baseline(creator(known)));
	return deliveries.map(([topic, parts], at) => {
		const { events } = creatorEvents(creator(parts, at % 2 === 1), topic, memory, CONTEXT);
		// As it comes back from the database.
		memory = read(JSON.parse(JSON.stringify(write(memory, 'a process')))) ?? memory;
		return events.map(({ event, changed }) => (changed ? `${event}(${changed.join()})` : event));
	});
}

const onboarded = { 'cc-creator-is-onboarded': 'true' };

it.each<[string, Parts | undefined, Array<['create' | 'update', Parts]>, string[][]]>([
	['created', undefined, [['create', {}]], [['partner.created']]],
	[
		'created and onboarded',
		undefined,
		[['create', { fields: onboarded }]],
		[['partner.created', 'partner.activated']],
	],
	[
		'a create that comes again tells the same',
		undefined,
		[
			['create', { fields: onboarded }],
			['create', { fields: onboarded }],
		],
		[
			['partner.created', 'partner.activated'],
			['partner.created', 'partner.activated'],
		],
	],
	[
		'activated on the transition only',
		{},
		[
			['update', { fields: onboarded, at: 1 }],
			['update', { fields: { ...onboarded, 'cc-collab-tier': 'Silver' }, at: 2 }],
		],
		[['partner.activated', 'partner.updated(onboarding)'], ['partner.updated(tier)']],
	],
	[
		'a boolean as a boolean is the same as its text',
		{ fields: onboarded },
		[['update', { fields: { 'cc-creator-is-onboarded': true, 'cc-creator-email': 'b@example.com' }, at: 1 }]],
		[['partner.updated(profile)']],
	],
	[
		'a drop has another product',
		{},
		[['update', { drops: [drop([product(), product({ 'cc-creator-drop-product-id': '12' })])], at: 1 }]],
		[['drop.updated(drops)', 'content.generated(content)']],
	],
	[
		'a drop is renamed',
		{},
		[['update', { drops: [drop(undefined, 'Winter')], at: 1 }]],
		[['drop.updated(drops)']],
	],
	[
		'a note is written',
		{},
		[['update', { drops: [drop([product({ 'cc-creator-drop-product-enhancement-note': 'New' })])], at: 1 }]],
		[['content.generated(content)']],
	],
	[
		'the store changes a price: nobody’s news',
		{},
		[['update', { drops: [drop([product({ variants: [{ price: '12.00' }] })])], at: 1 }]],
		[[]],
	],
	[
		'a custom field',
		{},
		[['update', { data: { 'cc-hero-header': 'Hi' }, at: 1 }]],
		[['partner.updated(other)']],
	],
	[
		'somebody unknown: everything that can be true',
		undefined,
		[['update', { fields: onboarded }]],
		[['partner.activated', 'partner.updated', 'drop.updated(drops)', 'content.generated(content)']],
	],
	[
		'redelivered: the same again',
		{},
		[
			['update', { fields: onboarded, at: 1 }],
			['update', { fields: onboarded, at: 1 }],
		],
		[
			['partner.activated', 'partner.updated(onboarding)'],
			['partner.activated', 'partner.updated(onboarding)'],
		],
	],
	['older than what is known: nothing', { at: 5 }, [['update', { fields: onboarded, at: 1 }]], [[]]],
	[
		'older than what is known: not remembered either',
		{},
		[
			['update', { fields: { 'cc-collab-tier': 'A' }, at: 5 }],
			['update', { fields: { 'cc-collab-tier': 'Z' }, at: 1 }],
			['update', { fields: { 'cc-collab-tier': 'A', 'cc-creator-email': 'b@example.com' }, at: 6 }],
		],
		[['partner.updated(tier)'], [], ['partner.updated(profile)']],
	],
	[
		'newer, yet nothing differs: a memory was lost, so it is told',
		{},
		[['update', { at: 1 }]],
		[['partner.updated', 'drop.updated(drops)', 'content.generated(content)']],
	],
	[
		'two changes in one second are two',
		{},
		[
			['update', { fields: { 'cc-collab-tier': 'A' }, at: 1 }],
			['update', { fields: { 'cc-collab-tier': 'B' }, at: 1 }],
		],
		[['partner.updated(tier)'], ['partner.updated(tier)']],
	],
])('%s', (_, known, deliveries, expected) => {
	expect(told(known, ...deliveries)).toEqual(expected);
});

it('two changes of one second have ids of their own, and each the same when it comes again', () => {
	const memory = emptyMemory('');
	memory.partners.set(shortId('123456789012'), baseline(creator()));
	const [one, two, again] = ['A', 'B', 'B'].map((tier) => {
		const changed = creator({ fields: { 'cc-collab-tier': tier }, at: 1 });
		return creatorEvents(changed, 'update', memory, CONTEXT).events.map(({ eventId }) => eventId);
	});
	expect(one).toHaveLength(1);
	expect(one).not.toEqual(two);
	expect(again).toEqual(two);
});

it('reads the misspelled domain, and the same from a list as from a map', () => {
	const [event] = creatorEvents(creator(), 'create', emptyMemory(''), CONTEXT).events;
	expect(event).toMatchObject({ shop: 'brand.myshopify.com', partner: { tier: 'Gold', isOnboarded: false } });
	expect(baseline(creator({}, true))).toBe(baseline(creator({}, false)));
});
