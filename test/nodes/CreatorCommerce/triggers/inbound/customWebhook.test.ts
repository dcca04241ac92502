import { customWebhook } from '../../../../../nodes/CreatorCommerce/triggers/customWebhook';
import { EVENT_NAMES } from '../../../../../nodes/CreatorCommerce/triggers/event';
import { MOST_EVENTS, MOST_LEVELS } from '../../../../../nodes/CreatorCommerce/triggers/inbound/body';
import { CUSTOM_BODY } from '../../../../../nodes/CreatorCommerce/triggers/inbound/pasted';
import { dashKeys, eventsOf, NOW, partner, receive, sharedSecret, withSecret } from './support/deliveries';

const whole = {
	event: 'milestone.reached',
	eventId: 'evt-1',
	occurredAt: '2026-11-22T10:00:00.000Z',
	source: 'shopify',
	shop: 'brand.myshopify.com',
	partner: { ...partner, inviteUrl: 'https://brand.example/invite/zoe' },
	order: {
		id: '7',
		name: '#7',
		total: 12.5,
		currency: 'EUR',
		discountCodes: ['A', 'B'],
		customerEmail: 'buyer@example.com',
		campaignId: 'camp-1',
		itemCount: 2,
		isTest: false,
		financialStatus: 'paid',
		createdAt: '2026-11-22T09:59:00Z',
		attributedBy: 'tags',
	},
	campaign: { id: 'camp-1', title: 'Spring' },
	customer: { id: '9', email: 'buyer@example.com', firstName: 'Grace', lastName: 'Hopper' },
	drop: { id: 'd1', handle: 'summer', title: 'Summer', productCount: 3 },
	milestone: { metric: 'revenue', threshold: 1000, value: 1012.5, currency: 'EUR' },
	changed: ['profile'],
	changes: [{ field: 'tier', from: 'Silver', to: { title: 'Gold' } }],
};

describe('an event in our own shape', () => {
	it('comes through whole, with the source it came by', () => {
		expect(eventsOf(customWebhook, whole)).toStrictEqual([{ ...whole, source: 'customWebhook' }]);
	});

	it.each(EVENT_NAMES.map((name) => [name]))('may be %s', (event) => {
		expect(eventsOf(customWebhook, { event, partner: { handle: 'zoe' } })).toMatchObject([{ event }]);
	});

	it('is the one the node shows', () => {
		expect(eventsOf(customWebhook, CUSTOM_BODY)).toMatchObject([
			{ event: 'partner.created', eventId: 'evt_8d1f', partner: { email: 'jane@example.com' } },
		]);
	});

	it('names the order’s campaign, not the partner’s, and its title only where it is known to be its own', () => {
		const of = (more: object) =>
			eventsOf(customWebhook, { event: 'order.attributed', data: dashKeys, ...more })[0]?.campaign;
		expect(of({ order: { id: '1' } })).toEqual({ id: 'camp-1', title: 'Spring' });
		expect(of({ order: { id: '1', campaignId: 'camp-1' } })).toEqual({ id: 'camp-1', title: 'Spring' });
		expect(of({ order: { id: '1', campaignId: 'camp-2' } })).toEqual({ id: 'camp-2' });
		expect(of({ order: { id: '1' }, campaign: { title: 'Other' } })).toEqual({ title: 'Other' });
	});

	it('with values of the wrong type keeps what is right', () => {
		const [event] = eventsOf(customWebhook, {
			event: 'order.attributed',
			partner: { handle: 'zoe', email: { a: 1 }, isOnboarded: 'perhaps', tier: 7 },
			order: { id: 7, total: 'much', discountCodes: 'A', attributedBy: 'magic', isTest: 'true' },
			milestone: { metric: 'clicks', threshold: 1, value: 1 },
			changes: [null, { field: 'x' }, 'y'],
			shop: 'evil.example/brand.myshopify.com',
			occurredAt: 'soon',
		});
		expect(event).toStrictEqual({
			event: 'order.attributed',
			eventId: 'order.attributed:7',
			occurredAt: new Date(NOW).toISOString(),
			source: 'customWebhook',
			partner: { handle: 'zoe', tier: '7' },
			order: { id: '7', isTest: true },
			changes: [{ field: 'x', from: null, to: null }],
		});
	});
});

describe('the vendor’s keys', () => {
	it.each([
		['beside the event', { event: 'Creator Drop Created', ...dashKeys }],
		['in data', { type: 'creator-drop-created', data: dashKeys }],
		['in properties', { topic: 'creator/drop_created', properties: dashKeys }],
	])('%s are read', (_, body) => {
		expect(eventsOf(customWebhook, body)).toMatchObject([{ event: 'drop.created', partner }]);
	});
});

describe('a list', () => {
	const one = (at: number) => ({
		event: 'partner.updated',
		eventId: `e${at}`,
		partner: { handle: `p${at}` },
	});

	it.each([
		['as the body', (list: unknown[]) => list],
		['under events', (events: unknown[]) => ({ events })],
		['under data', (data: unknown[]) => ({ data })],
	])('%s is read, and what is malformed costs no other', (_, wrap) => {
		const deep = JSON.parse(`${'{"a":'.repeat(MOST_LEVELS)}1${'}'.repeat(MOST_LEVELS)}`);
		const list = [one(1), null, 7, 'x', [], {}, { event: 'nonsense' }, { ...one(8), deep }, one(2)];
		expect(eventsOf(customWebhook, wrap(list)).map(({ eventId }) => eventId)).toStrictEqual(['e1', 'e2']);
	});

	it(`of ${MOST_EVENTS} is taken; one more is refused as a whole, so that none is lost unsaid`, () => {
		const list = Array.from({ length: MOST_EVENTS }, (_, at) => one(at));
		expect(eventsOf(customWebhook, list)).toHaveLength(MOST_EVENTS);
		expect(receive(customWebhook, [...list, one(0)])).toMatchObject({ kind: 'refused', status: 400 });
	});

	it.each([[[]], [{ events: [] }], [{}], ['null'], ['""'], ['7'], [''], [' ']])(
		'or body without an event, %j, is taken and starts nothing',
		(body) => {
			expect(receive(customWebhook, body)).toStrictEqual({ kind: 'accepted', events: [] });
		},
	);
});

describe('the id of an event', () => {
	const body = { event: 'partner.updated', partner: { handle: 'zoe' } };
	const idOf = (given: unknown) => eventsOf(customWebhook, given)[0]?.eventId;

	it('is the same for a redelivery, alone or in a list, whenever it comes', () => {
		const id = idOf(body);
		expect(id).toMatch(/^partner\.updated:[0-9a-f]{32}$/);
		expect(idOf([body])).toBe(id);
		const later = customWebhook.receive({ ...withSecret(body), receivedAt: NOW + 9e6 }, sharedSecret, {
			includeRaw: true,
		});
		expect(later).toMatchObject({ events: [{ eventId: id }] });
	});

	it('is the sender’s own where it gives one, and never endless', () => {
		expect(idOf({ ...body, event_id: 'mine' })).toBe('mine');
		expect(idOf({ ...body, external_id: 17 })).toBe('17');
		const long = 'x'.repeat(100_000);
		expect(idOf({ ...body, eventId: long })).toHaveLength(48);
		expect(idOf({ ...body, eventId: long })).not.toBe(idOf({ ...body, eventId: `${long}y` }));
	});
});

describe('the body as it came', () => {
	const text =
		'{"event":"partner.updated","partner":{"handle":"zoe"},"__proto__":{"polluted":true},"n":[{"constructor":{"prototype":{"polluted":true}}}]}';

	it('is handed on only when asked for, and never with a way into prototypes', () => {
		expect(eventsOf(customWebhook, text)[0]).not.toHaveProperty('raw');
		expect(eventsOf(customWebhook, text, true)[0]?.raw).toStrictEqual({
			event: 'partner.updated',
			partner: { handle: 'zoe' },
			n: [{}],
		});
		expect({}).not.toHaveProperty('polluted');
	});

	it('that is not JSON, or nested beyond reason, is refused with the reason', () => {
		for (const body of ['{"event":', 'event=partner.created', '{"a":"\u0001"}', `${'['.repeat(2_000)}`]) {
			expect(receive(customWebhook, body)).toMatchObject({ kind: 'refused', status: 400 });
		}
	});

	it('may begin with a byte order mark, and hold brackets in its texts', () => {
		const brackets = '{"\\"['.repeat(5_000);
		const body = `\uFEFF${JSON.stringify({ event: 'partner.updated', partner: { handle: 'zoe' }, brackets })}`;
		expect(eventsOf(customWebhook, body)).toHaveLength(1);
	});
});
