import { CATALOGUE } from '../../sandbox/store/catalogue';
import { by, must, told, useSandbox } from '../nodes/CreatorCommerce/actions/support/bench';

const bench = useSandbox({ partners: 8, shopify: { tagDelayMs: null, restoreRate: 1_000_000 } });

const email = () => must(bench.partner(5).creator.email);
const order = () => {
	const { id } = bench.sandbox.shopify.createOrder({ email: 'buyer@example.com' });
	return by('id', String(id));
};
const sale = (line: Record<string, unknown>) => ({
	partner: by('email', email()),
	sourceName: 'pos-berlin',
	sourceIdentifier: 'R-1',
	specifyLineItems: 'json',
	lineItemsJson: JSON.stringify([line]),
});
const product = () => must(CATALOGUE[0]);

/** What docs/credentials.md says each operation needs: neither less nor more. */
const NEEDED: Array<[string, string, string[], () => Record<string, unknown>]> = [
	['an order', 'order:get', ['read_orders'], () => ({ order: order() })],
	['orders', 'order:getAll', ['read_orders'], () => ({ ordersOf: 'allPartners', returnAll: true })],
	[
		'orders with customers',
		'order:getAll',
		['read_orders', 'read_customers'],
		() => ({ ordersOf: 'allPartners', returnAll: true, options: { includeCustomer: true } }),
	],
	[
		'crediting',
		'order:attribute',
		['write_orders'],
		() => ({ order: order(), partner: by('email', email()) }),
	],
	[
		'crediting, customer too',
		'order:attribute',
		['write_orders', 'write_customers'],
		() => ({ order: order(), partner: by('email', email()), options: { tagCustomer: true } }),
	],
	['recording', 'order:create', ['write_orders'], () => sale({ title: 'Stall sale', price: '10.00' })],
	[
		'recording by SKU',
		'order:create',
		['write_orders', 'read_products'],
		() => sale({ sku: must(product().variants.find(({ sku }) => sku)?.sku) }),
	],
	['creator pages', 'creatorPage:getAll', ['read_metaobjects'], () => ({ returnAll: true })],
	[
		'a product by handle',
		'drop:create',
		['read_products'],
		() => ({ partner: by('email', email()), title: 'Picks', product: by('handle', product().handle) }),
	],
];

const run = async (operation: string, scopes: string[], parameters: () => Record<string, unknown>) => {
	const given = parameters();
	bench.sandbox.shopify.setShopify({ scopes });
	return told(await bench.run(operation, given));
};

describe.each(NEEDED)('%s (%s)', (_, operation, scopes, parameters) => {
	it(`works with ${scopes.join(' and ')} alone`, async () => {
		expect(await run(operation, scopes, parameters)).toBe(' | ');
	});

	it.each(scopes)('without %s names it', async (missing) => {
		// Reading comes first, so what is only missing for writing is told when reading is allowed.
		const reading = missing.startsWith('write_') ? [missing.replace('write_', 'read_')] : [];
		const rest = [...scopes.filter((scope) => scope !== missing), ...reading];
		expect(await run(operation, rest, parameters)).toContain(missing);
	});
});
