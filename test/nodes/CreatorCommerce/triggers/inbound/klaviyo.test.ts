import { klaviyo } from '../../../../../nodes/CreatorCommerce/triggers/klaviyo';
import { KLAVIYO_BODY } from '../../../../../nodes/CreatorCommerce/triggers/inbound/pasted';
import { campaign, dashKeys, eventsOf, klaviyoSignature, NOW, partner, signed } from './support/deliveries';

const order = { 'order-id': '450789469', 'order-total': '99.50', 'order-items-count': '3' };
const drop = {
	'cc-creator-drop-id': 'drop-1',
	'cc-creator-drop-title': 'Summer',
	products: { '0': { title: 'Cap' }, '1': { title: 'Shirt' } },
};
const profile = 'profile@example.com';

/** Metric, further properties, the event, and what it has beside the partner. */
const TABLE: Array<[string, object, string, object]> = [
	[
		'Creator Collaboration Started',
		{ 'cc-invite-url': 'https://x.example' },
		'partner.created',
		{ partner: { ...partner, inviteUrl: 'https://x.example' } },
	],
	['Creator Invitation Accepted', {}, 'partner.invitationAccepted', {}],
	['Shop Updated', {}, 'partner.updated', {}],
	[
		'Creator Drop Created',
		drop,
		'drop.created',
		{ drop: { id: 'drop-1', title: 'Summer', productCount: 2 } },
	],
	[
		'Creator Order Attributed',
		order,
		'order.attributed',
		{ order: { id: '450789469', total: 99.5, itemCount: 3, campaignId: 'camp-1' } },
	],
	[
		'Creator Attributed Order',
		{},
		'order.attributed',
		{ order: { customerEmail: profile, campaignId: 'camp-1' }, customer: { email: profile } },
	],
	[
		'Creator Added To Campaign',
		{},
		'campaign.partnerAdded',
		{ changed: ['agreement'], changes: [{ field: 'campaign', from: null, to: campaign }] },
	],
	[
		'Creator Removed From Campaign',
		{},
		'campaign.partnerRemoved',
		{ changed: ['agreement'], changes: [{ field: 'campaign', from: campaign, to: null }] },
	],
	[
		'Creator Checkout Abandoned',
		{},
		'checkout.abandoned',
		{ order: { customerEmail: profile }, customer: { email: profile } },
	],
	[
		'Marketing Opt In From Creator',
		{},
		'customer.optedIn',
		{ order: { customerEmail: profile }, customer: { email: profile } },
	],
];

const common = { source: 'klaviyo', shop: 'brand.myshopify.com', partner, campaign };

describe('a flow’s webhook', () => {
	it.each(TABLE)('of %s', (metric, properties, event, more) => {
		const body = {
			event: metric,
			event_id: 'k-1',
			email: profile,
			properties: { ...dashKeys, ...properties },
		};
		expect(eventsOf(klaviyo, body)).toStrictEqual([
			{ event, eventId: 'k-1', occurredAt: new Date(NOW).toISOString(), ...common, ...more },
		]);
	});

	it('from the body the node gives to paste, with empty values where the metric has none', () => {
		const values: Record<string, string> = { ...dashKeys, $event_id: 'k-2' };
		const body = KLAVIYO_BODY.replace(/\{\{ event\|lookup:'([^']+)'\|default:'' \}\}/g, (_, name: string) =>
			(values[name] ?? '').replace(/"/g, '&quot;'),
		).replace("{{ person.email|default:'' }}", profile);
		const [event] = eventsOf(klaviyo, body);
		expect(event).toMatchObject({
			event: 'drop.created',
			eventId: 'k-2',
			partner: { creatorId: partner.creatorId },
		});
		expect(event).not.toHaveProperty('drop');
	});

	it('takes the profile’s e-mail for the partner’s where the event is on the partner', () => {
		const { 'cc-creator-email': _, ...properties } = dashKeys;
		const of = (event: string) => eventsOf(klaviyo, { event, email: profile, properties })[0];
		expect(of('Shop Updated')?.partner.email).toBe(profile);
		expect(of('Creator Attributed Order')?.partner.email).toBeUndefined();
		expect(of('Creator Attributed Order')?.customer).toEqual({ email: profile });
		expect(of('Shop Updated')).not.toHaveProperty('customer');
	});

	it('is the same event when Klaviyo repeats it, and another when anything differs', () => {
		const body = { event: 'Shop Updated', properties: dashKeys };
		const [first] = eventsOf(klaviyo, body);
		expect(eventsOf(klaviyo, body)[0]?.eventId).toBe(first?.eventId);
		const other = { ...body, properties: { ...dashKeys, 'cc-creator-handle': 'zoe2' } };
		expect(eventsOf(klaviyo, other)[0]?.eventId).not.toBe(first?.eventId);
	});
});

describe('a system webhook', () => {
	const entry = (metric: string, properties: object, id: string) => ({
		external_id: id,
		topic: `event:api.${metric.toLowerCase().replace(/ /g, '_')}`,
		payload: {
			data: {
				type: 'event',
				id: `internal-${id}`,
				attributes: {
					timestamp: 1_795_348_740,
					datetime: '2026-11-22 11:59:00+00:00',
					event_properties: { ...dashKeys, ...properties },
				},
			},
			included: [
				{ type: 'metric', id: 'M1', attributes: { name: metric } },
				{ type: 'profile', id: 'P1', attributes: { email: profile } },
			],
		},
	});
	const post = (body: object, headers: Record<string, string> = {}) => {
		const delivery = signed(body);
		return klaviyo.receive({ ...delivery, headers: { ...delivery.headers, ...headers } }, klaviyoSignature, {
			includeRaw: false,
		});
	};

	it('brings all ten events in one request', () => {
		const data = TABLE.map(([metric, properties], at) => entry(metric, properties, `ext-${at}`));
		expect(post({ data, meta: { klaviyo_webhook_id: 'w1' } }, { 'klaviyo-webhook-id': 'w1' })).toStrictEqual({
			kind: 'accepted',
			events: TABLE.map(([, , event, more], at) => ({
				event,
				eventId: `ext-${at}`,
				occurredAt: '2026-11-22T11:59:00.000Z',
				...common,
				...more,
			})),
		});
	});

	it('is told by its topic where the metric is not included', () => {
		const { payload, ...rest } = entry('Creator Drop Created', {}, 'ext-1');
		const received = post({ data: [{ ...rest, payload: { data: payload.data } }] });
		expect(received).toMatchObject({ events: [{ event: 'drop.created', eventId: 'ext-1' }] });
	});

	it('of a thousand events, some broken or of no interest, loses none of the others', () => {
		const data = Array.from({ length: 1_000 }, (_, at): unknown => {
			if (at % 10 === 3) return null;
			if (at % 10 === 5) return { ...entry('Received Email', {}, `e${at}`), topic: 'event:klaviyo.received' };
			if (at % 10 === 7) return { external_id: `e${at}`, topic: 7, payload: [] };
			return entry('Shop Updated', {}, `e${at}`);
		});
		const received = post({ data });
		expect(received.kind === 'accepted' && received.events.length).toBe(700);
	});

	it('whose header names another webhook than its signed body is refused', () => {
		const body = { data: [entry('Shop Updated', {}, '1')], meta: { klaviyo_webhook_id: 'w1' } };
		expect(post(body, { 'klaviyo-webhook-id': 'w2' })).toMatchObject({ kind: 'refused', status: 401 });
	});

	it('older than the tolerance is refused', () => {
		const stale = signed({ data: [entry('Shop Updated', {}, '1')] }, undefined, NOW - 301_000);
		expect(klaviyo.receive(stale, klaviyoSignature, { includeRaw: false })).toStrictEqual({
			kind: 'refused',
			status: 401,
			reason: 'The timestamp is too far from the current time',
		});
	});
});
