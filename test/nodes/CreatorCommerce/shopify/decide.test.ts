import {
	type Decision,
	type OrderState,
	type Wish,
	decide,
} from '../../../../nodes/CreatorCommerce/shopify/attribute/decide';

const ADA = 'a'.repeat(24);
const BO = 'b'.repeat(24);
const order = (tags: string[], attributes: Array<[string, string]>): OrderState => ({
	id: 'gid://shopify/Order/1',
	name: '#1001',
	tags,
	attributes: attributes.map(([key, value]) => ({ key, value })),
});
const wish = (more: Partial<Wish> = {}): Wish => ({
	mark: { creatorId: ADA, handle: 'ada' },
	overwrite: false,
	tagCustomer: false,
	...more,
});
const RIGHT_TAGS = ['CreatorCommerce', `cc-creator-id-${ADA}`];
const RIGHT: Array<[string, string]> = [
	['cc-creator-id', ADA],
	['cc-creator-handle', 'ada'],
];
const attributesOf = (decision: Decision) =>
	decision.kind === 'write' ? decision.change.attributes?.map(({ key, value }) => [key, value]) : undefined;

it.each<[string, OrderState, Wish, Decision['kind']]>([
	['all is there', order(RIGHT_TAGS, RIGHT), wish(), 'same'],
	[
		'tags in other case',
		order(
			RIGHT_TAGS.map((tag) => tag.toUpperCase()),
			RIGHT,
		),
		wish(),
		'same',
	],
	[
		'a handle in other case',
		order(RIGHT_TAGS, [
			['cc-creator-id', ADA],
			['cc-creator-handle', 'ADA'],
		]),
		wish(),
		'same',
	],
	['a campaign, and none is asked for', order([...RIGHT_TAGS, 'cc-campaign-id-c1'], RIGHT), wish(), 'same'],
	['nothing', order([], []), wish(), 'write'],
	['only the bare prefix as a tag', order(['cc-creator-id-'], []), wish(), 'write'],
	['another partner’s tag', order([`cc-creator-id-${BO}`], []), wish(), 'taken'],
	['another partner’s attribute', order([], [['cc-creator-id', BO]]), wish(), 'taken'],
	['tags of both partners', order([...RIGHT_TAGS, `cc-creator-id-${BO}`], RIGHT), wish(), 'taken'],
	['another’s handle alone', order([], [['cc-creator-handle', 'bo']]), wish(), 'taken'],
	[
		'a handle alone that cannot be compared',
		order([], [['cc-creator-handle', 'ada']]),
		wish({ mark: { creatorId: ADA } }),
		'taken',
	],
	[
		'an old handle of the same partner',
		order(RIGHT_TAGS, [
			['cc-creator-id', ADA],
			['cc-creator-handle', 'ada-old'],
		]),
		wish(),
		'write',
	],
	[
		'another campaign',
		order([...RIGHT_TAGS, 'cc-campaign-id-c1'], RIGHT),
		wish({ mark: { creatorId: ADA, handle: 'ada', campaignId: 'c2' } }),
		'taken',
	],
	[
		'a customer who is tagged',
		{ ...order(RIGHT_TAGS, RIGHT), customer: { id: 'c', tags: [`cc-referred-from-creator-id-${ADA}`] } },
		wish({ tagCustomer: true }),
		'same',
	],
	[
		'a customer who is not',
		{ ...order(RIGHT_TAGS, RIGHT), customer: { id: 'c', tags: [] } },
		wish({ tagCustomer: true }),
		'write',
	],
	['no customer at all', order(RIGHT_TAGS, RIGHT), wish({ tagCustomer: true }), 'same'],
])('an order with %s', (_, state, wanted, kind) => {
	expect(decide(state, wanted).kind).toBe(kind);
});

it('keeps what others wrote into the attributes: order, blanks and doubles too', () => {
	const before: Array<[string, string]> = [
		['gift', ''],
		['cc-creator-handle', 'ada-old'],
		['gift', 'twice'],
		['cc-custom', 'x'],
	];
	expect(attributesOf(decide(order(RIGHT_TAGS, [...before, ['cc-creator-id', ADA]]), wish()))).toEqual([
		['gift', ''],
		['cc-creator-handle', 'ada'],
		['gift', 'twice'],
		['cc-custom', 'x'],
		['cc-creator-id', ADA],
	]);
});

it('takes over with Overwrite: the other’s tags, handle, campaign and page go, and nothing else', () => {
	const state = order(
		['vip', 'CreatorCommerce', `cc-creator-id-${BO}`, 'cc-campaign-id-c1'],
		[
			['cc-shop-id', 'page'],
			['gift', 'x'],
			['cc-creator-id', BO],
			['cc-creator-handle', 'bo'],
			['cc-campaign-id', 'c1'],
		],
	);
	const decision = decide(state, wish({ overwrite: true, mark: { creatorId: ADA } }));
	expect(decision).toMatchObject({
		kind: 'write',
		change: {
			addTags: [`cc-creator-id-${ADA}`],
			removeTags: [`cc-creator-id-${BO}`, 'cc-campaign-id-c1'],
		},
		replaces: { creatorIds: [BO], handle: 'bo', campaignIds: ['c1'] },
	});
	expect(attributesOf(decision)).toEqual([
		['gift', 'x'],
		['cc-creator-id', ADA],
	]);
});

it('written once, is right: deciding again wants nothing', () => {
	const states = [
		order([], []),
		order(
			['vip', `cc-creator-id-${BO}`],
			[
				['cc-creator-id', BO],
				['gift', 'x'],
			],
		),
	];
	for (const state of states) {
		const wanted = wish({ overwrite: true, mark: { creatorId: ADA, handle: 'ada', campaignId: 'c1' } });
		const decision = decide(state, wanted);
		if (decision.kind !== 'write') throw new Error(decision.kind);
		const { addTags, removeTags, attributes } = decision.change;
		const after = {
			...state,
			tags: [...state.tags.filter((tag) => !removeTags.includes(tag)), ...addTags],
			attributes: attributes ?? state.attributes,
		};
		expect(decide(after, wanted)).toEqual({ kind: 'same' });
		expect(decide(after, { ...wanted, overwrite: false })).toEqual({ kind: 'same' });
	}
});
