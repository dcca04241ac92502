import type { CollabRecord, DropRecord } from '../../../../sandbox';
import { by, must, useSandbox } from './support/bench';

/**
 * What each operation sends, with as little and with as much as can be filled in. `{shop}`, `{collab}`, `{creator}`,
 * `{drop}`, `{enhancement}` and `{product}` stand for those of a seeded partner.
 */
interface Row {
	operation: string;
	what: string;
	parameters: (known: Known) => Record<string, unknown>;
	/** In the order they must arrive. */
	sends: Array<{ request: string; body?: (known: Known) => unknown }>;
	credential?: Record<string, unknown>;
}

interface Known {
	partner: CollabRecord;
	drop: DropRecord;
	dropIds: string[];
	enhancement: string;
	/** Shopify id of the drop's first product. */
	product: string;
	tier: string;
	form: string;
}

const me = ({ partner }: Known) => by('id', partner._id);
const collab = 'GET /channels/{shop}/collabs/{collab}';
const asked = (who: string) => `GET /channels/{shop}/collabs?email=new%2B${who}%40example.com`;
const update = 'POST /creators/collabs/{collab}?myshopify_domain={shop}';
const shop = 'sandbox-brand.myshopify.com';
/** Somebody else for each row: an e-mail that this process has created before is looked up again. */
const named = (who: string) => ({ email: `new+${who}@example.com`, firstName: 'New', lastName: 'One' });
const whole = (who: string) => ({ myshopifyDomain: shop, ...named(who) });
const PAGE = {
	affiliateCode: 'NEW15',
	affiliateUrl: 'https://shop.example.com/new',
	handle: '@new-one',
	primaryColor: '#66ccff',
	title: 'New things',
	profilePicture: 'https://example.com/new.jpg',
};
const pageBody = { ...PAGE, handle: 'new-one' };
const DISCOUNT = {
	discountAmount: '15%',
	discountCode: 'NEW15',
	discountType: 'Percentage',
	isOnboarded: true,
};
const discountBody = {
	isOnboarded: true,
	discount: { discountAmount: 15, discountType: 'Percentage', discountCode: 'NEW15' },
};
const custom = { customFieldsInput: 'json', customFieldsJson: '{"followers": 12}' };
const definitions = 'GET /channels/{shop}/custom-field-definitions';
const product = (extra: Record<string, unknown> = {}) => ({
	id: '4242',
	...(Object.keys(extra).length > 0 && { enhancement: extra }),
});
const PRODUCT_FIELDS = {
	note: 'I love it',
	variant: 'gid://shopify/ProductVariant/77',
	media: 'https://example.com/a.jpg, https://example.com/b.jpg',
	custom: '{"Product Badge": "Hot"}',
	formId: '67f8d0eb224ca611de0b5001',
};
const enhancementBody = {
	note: 'I love it',
	variant: '77',
	media: ['https://example.com/a.jpg', 'https://example.com/b.jpg'],
	custom: { 'cc-product-badge': 'Hot' },
	formId: '67f8d0eb224ca611de0b5001',
};

const ROWS: Row[] = [
	{
		operation: 'partner:create',
		what: 'minimal',
		parameters: () => named('one'),
		sends: [{ request: asked('one') }, { request: 'POST /creators/collabs', body: () => whole('one') }],
	},
	{
		operation: 'partner:create',
		what: 'full',
		parameters: ({ tier }) => ({
			...named('two'),
			...custom,
			additionalFields: { ...PAGE, tier: by('list', tier) },
		}),
		sends: [
			{ request: definitions },
			{ request: asked('two') },
			{
				request: 'POST /creators/collabs',
				body: ({ tier }) => ({
					...whole('two'),
					...pageBody,
					collabTier: tier,
					custom: { 'cc-followers': 12 },
				}),
			},
		],
	},
	{
		operation: 'partner:upsert',
		what: 'of a new partner, full: a second request for what a create does not take',
		parameters: ({ tier }) => ({
			...named('three'),
			...custom,
			updateFields: { ...PAGE, ...DISCOUNT, tier: by('id', tier) },
		}),
		sends: [
			{ request: definitions },
			{ request: asked('three') },
			{
				request: 'POST /creators/collabs',
				body: ({ tier }) => ({
					...whole('three'),
					...pageBody,
					collabTier: tier,
					custom: { 'cc-followers': 12 },
				}),
			},
			{
				request: 'POST /creators/collabs/{new}?myshopify_domain={shop}',
				body: () => ({ myshopifyDomain: shop, ...discountBody }),
			},
		],
	},
	{
		operation: 'partner:upsert',
		what: 'of a partner who is there already and as wanted: nothing is written',
		parameters: ({ partner }) => ({ email: partner.creator.email }),
		sends: [{ request: 'GET /channels/{shop}/collabs?email={email}' }],
	},
	{
		operation: 'partner:upsert',
		what: 'of a partner with another last name: only that is written',
		parameters: ({ partner }) => ({
			email: partner.creator.email,
			firstName: partner.creator.firstName,
			lastName: 'Changed',
		}),
		sends: [
			{ request: 'GET /channels/{shop}/collabs?email={email}' },
			{ request: update, body: () => ({ myshopifyDomain: shop, lastName: 'Changed' }) },
		],
	},
	{
		operation: 'partner:get',
		what: 'by ID',
		parameters: (known) => ({ partner: me(known) }),
		sends: [{ request: collab }],
	},
	{
		operation: 'partner:getAll',
		what: 'minimal',
		parameters: () => ({}),
		sends: [{ request: 'GET /channels/{shop}/collabs' }],
	},
	{
		operation: 'partner:getAll',
		what: 'with filters',
		parameters: () => ({ returnAll: true, filters: { query: 'zoë & co', email: 'new+one@example.com' } }),
		sends: [
			{ request: 'GET /channels/{shop}/collabs?query=zo%C3%AB%20%26%20co&email=new%2Bone%40example.com' },
		],
	},
	{
		operation: 'partner:update',
		what: 'minimal',
		parameters: (known) => ({ partner: me(known), updateFields: { firstName: 'Ada' } }),
		sends: [{ request: update, body: () => ({ myshopifyDomain: shop, firstName: 'Ada' }) }],
	},
	{
		operation: 'partner:update',
		what: 'full',
		parameters: (known) => ({
			partner: me(known),
			...custom,
			updateFields: { ...named('four'), ...PAGE, ...DISCOUNT, tier: by('list', known.tier) },
		}),
		sends: [
			{ request: definitions },
			{
				request: update,
				body: ({ tier }) => ({
					...whole('four'),
					...pageBody,
					...discountBody,
					collabTier: tier,
					custom: { 'cc-followers': 12 },
				}),
			},
		],
	},
	{
		operation: 'partner:sync',
		what: 'of one known partner',
		parameters: ({ partner }) => ({
			matchValue: partner.creator.email,
			updateFields: { lastName: 'Changed' },
		}),
		sends: [
			{ request: 'GET /channels/{shop}/collabs?email={email}' },
			{ request: update, body: () => ({ myshopifyDomain: shop, lastName: 'Changed' }) },
		],
	},
	{
		operation: 'partner:getMagicLink',
		what: 'by e-mail: no lookup',
		parameters: ({ partner }) => ({ partner: by('email', partner.creator.email) }),
		sends: [{ request: 'GET /channels/{shop}/creators/magic-link?email={email}' }],
	},
	{
		operation: 'partner:getMagicLink',
		what: 'by ID: the e-mail is looked up',
		parameters: (known) => ({ partner: me(known) }),
		sends: [{ request: collab }, { request: 'GET /channels/{shop}/creators/magic-link?email={email}' }],
	},
	{
		operation: 'partner:getForms',
		what: 'by ID: with the creator’s and the store’s own IDs',
		parameters: (known) => ({ partner: me(known) }),
		sends: [
			{ request: collab },
			{ request: 'GET /channels/{shop}' },
			{ request: 'GET /creators/{creator}/forms?channelId={channel}' },
		],
	},
	{
		operation: 'drop:create',
		what: 'minimal: without product',
		parameters: (known) => ({ partner: me(known), title: 'Fresh' }),
		sends: [
			{ request: collab },
			{
				request: 'POST /creators/collabs/{collab}/drops',
				body: () => ({ title: 'Fresh', description: '', products: [] }),
			},
			{ request: collab },
		],
	},
	{
		operation: 'drop:create',
		what: 'full',
		parameters: (known) => ({
			partner: me(known),
			title: 'Fresh',
			description: 'Text',
			product: by('id', 'gid://shopify/Product/4242'),
			productFields: PRODUCT_FIELDS,
			additionalFields: { formId: known.form },
			customFieldsInput: 'json',
			customFieldsJson: '{"drop-subtitle": "Sub"}',
		}),
		sends: [
			{ request: definitions },
			{ request: collab },
			{
				request: 'POST /creators/collabs/{collab}/drops',
				body: ({ form }) => ({
					title: 'Fresh',
					description: 'Text',
					custom: { 'cc-drop-subtitle': 'Sub' },
					formId: form,
					products: [product(enhancementBody)],
				}),
			},
			{ request: collab },
		],
	},
	{
		operation: 'drop:get',
		what: 'by ID',
		parameters: (known) => ({ partner: me(known), drop: by('id', known.drop._id) }),
		sends: [{ request: collab }],
	},
	{
		operation: 'drop:getAll',
		what: 'by ID',
		parameters: (known) => ({ partner: me(known) }),
		sends: [{ request: collab }],
	},
	{
		operation: 'drop:update',
		what: 'minimal',
		parameters: (known) => ({
			partner: me(known),
			drop: by('id', known.drop._id),
			updateFields: { title: 'Renamed' },
		}),
		sends: [{ request: 'POST /creators/collabs/{collab}/drops/{drop}', body: () => ({ title: 'Renamed' }) }],
	},
	{
		operation: 'drop:update',
		what: 'full: media go to the endpoint that takes them',
		parameters: (known) => ({
			partner: me(known),
			drop: by('list', known.drop._id),
			updateFields: {
				title: 'Renamed',
				description: 'Text',
				formId: known.form,
				media: 'https://example.com/a.jpg',
			},
			customFieldsInput: 'json',
			customFieldsJson: { 'Drop Subtitle': 'Sub' },
		}),
		sends: [
			{ request: definitions },
			{
				request: 'POST /channels/{shop}/collabs/{collab}/drops/{drop}',
				body: ({ form }) => ({
					title: 'Renamed',
					description: 'Text',
					media: ['https://example.com/a.jpg'],
					formId: form,
					custom: { 'cc-drop-subtitle': 'Sub' },
				}),
			},
		],
	},
	{
		operation: 'drop:addProducts',
		what: 'minimal',
		parameters: (known) => ({
			partner: me(known),
			drop: by('id', known.drop._id),
			product: by('id', '4242'),
		}),
		sends: [
			{ request: collab },
			{
				request: 'POST /channels/{shop}/collabs/{collab}/drops/{drop}/products',
				body: () => ({ products: [product()] }),
			},
			{ request: collab },
		],
	},
	{
		operation: 'drop:addProducts',
		what: 'full',
		parameters: (known) => ({
			partner: me(known),
			drop: by('id', known.drop._id),
			product: by('url', 'https://admin.shopify.com/store/your-brand/products/4242?variant=1'),
			productFields: PRODUCT_FIELDS,
		}),
		sends: [
			{ request: definitions },
			{ request: collab },
			{
				request: 'POST /channels/{shop}/collabs/{collab}/drops/{drop}/products',
				body: () => ({ products: [product(enhancementBody)] }),
			},
			{ request: collab },
		],
	},
	{
		operation: 'drop:updateEnhancement',
		what: 'by product: the drop is read for it',
		parameters: (known) => ({
			partner: me(known),
			drop: by('id', known.drop._id),
			product: by('id', known.product),
			updateFields: { note: 'New note' },
		}),
		sends: [
			{ request: collab },
			{
				request: 'POST /channels/{shop}/collabs/{collab}/drops/{drop}/enhancements/{enhancement}',
				body: () => ({ note: 'New note' }),
			},
		],
	},
	{
		operation: 'drop:updateEnhancement',
		what: 'by its own ID, full',
		parameters: (known) => ({
			partner: me(known),
			drop: by('id', known.drop._id),
			enhancementBy: 'id',
			enhancementId: known.enhancement,
			updateFields: { ...PRODUCT_FIELDS, custom: undefined },
			customFieldsInput: 'json',
			customFieldsJson: '{"cc-product-badge": "Hot"}',
		}),
		sends: [
			{ request: definitions },
			{
				request: 'POST /channels/{shop}/collabs/{collab}/drops/{drop}/enhancements/{enhancement}',
				body: () => enhancementBody,
			},
		],
	},
	{
		operation: 'drop:reorder',
		what: 'drops that are not named follow',
		parameters: (known) => ({ partner: me(known), dropOrder: known.dropIds[1] }),
		sends: [
			{ request: collab },
			{
				request: 'POST /channels/{shop}/collabs/{collab}',
				body: ({ dropIds: [first, second, ...rest] }) => ({ drops: [second, first, ...rest] }),
			},
		],
	},
	{
		operation: 'drop:getCheckoutUrl',
		what: 'with the creator’s ID in the path',
		parameters: (known) => ({ partner: me(known), drop: by('id', known.drop._id) }),
		sends: [{ request: collab }, { request: 'GET /creators/{creator}/drops/{drop}/cart' }],
	},
	{
		operation: 'partner:get',
		what: 'by e-mail with a partner key: asked where partner keys are sure to be taken',
		credential: { keyType: 'partner', apiKey: 'cc_sandbox_partner_key' },
		parameters: ({ partner }) => ({ partner: by('email', partner.creator.email) }),
		sends: [{ request: 'GET /creators/collabs?email={email}&myshopify_domain={shop}' }, { request: collab }],
	},
];

describe('each operation sends exactly', () => {
	const bench = useSandbox();

	it.each(ROWS)('$operation $what', async ({ operation, parameters, sends, credential }) => {
		const { partner, drops } = bench.partnerWithDrops(2);
		const drop = must(drops[0]);
		const known: Known = {
			partner,
			drop,
			dropIds: drops.map(({ _id }) => _id),
			enhancement: must(drop.enhancements.findLast(({ product: id }) => id === drop.products[0]))._id,
			product: must(bench.sandbox.state.product(must(drop.products[0]))).shopifyId,
			tier: must(bench.sandbox.state.tiers().find(({ tierKey }) => tierKey === 'vip'))._id,
			form: must(bench.sandbox.state.forms()[0])._id,
		};
		const result = await bench.run(operation, parameters(known), { credential });
		const made = bench.sandbox.state.collabs().at(-1)?._id ?? 'none';
		const names: Record<string, string> = {
			shop,
			collab: partner._id,
			creator: partner.creator._id,
			email: encodeURIComponent(partner.creator.email),
			drop: drop._id,
			enhancement: known.enhancement,
			channel: bench.sandbox.state.channel()._id,
			new: made,
		};
		const filled = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => must(names[name], name));

		expect(
			bench.entries().map(({ method, rawUrl, body }) => ({ request: `${method} ${rawUrl}`, body })),
		).toEqual(sends.map(({ request, body }) => ({ request: filled(request), body: body?.(known) })));
		const header = credential ? 'x-partner-access-token' : 'x-channel-access-token';
		for (const { headers } of bench.entries()) expect(headers[header]).toMatch(/^cc_sandbox/);
		expect(result.error).toBeUndefined();
		for (const item of result.output) expect(item.pairedItem).toEqual({ item: 0 });
	});
});
