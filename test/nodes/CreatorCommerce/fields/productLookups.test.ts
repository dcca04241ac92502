import { NodeHelpers, type INodeParameters } from 'n8n-workflow';
import { CreatorCommerce } from '../../../../nodes/CreatorCommerce/CreatorCommerce.node';

const { description } = new CreatorCommerce();

/** Whether the panel asks for the Shopify credential, as n8n works it out. */
function asksForShopify(parameters: INodeParameters): boolean {
	const { properties } = description;
	const full = NodeHelpers.getNodeParameters(properties, parameters, true, false, null, description) ?? {};
	const credential = description.credentials?.find(({ name }) => name === 'creatorCommerceShopifyApi');
	return credential !== undefined && NodeHelpers.displayParameter(full, credential, null, description);
}

const by = (mode: string, value = 'x') => ({ __rl: true as const, mode, value });
const drop = (operation: string, parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'drop',
	operation,
	...parameters,
});

describe('the Shopify credential of drops', () => {
	it.each<[string, INodeParameters, boolean]>([
		['a drop as it is placed', drop('create'), false],
		['a product by ID', drop('create', { product: by('id') }), false],
		[
			'a product by ID from an expression',
			drop('addProducts', { product: by('id', '={{ $json.id }}') }),
			false,
		],
		...['list', 'url', 'handle', 'sku'].flatMap((mode): Array<[string, INodeParameters, boolean]> => [
			[`create by ${mode}`, drop('create', { product: by(mode) }), true],
			[`add products by ${mode}`, drop('addProducts', { product: by(mode, '={{ $json.x }}') }), true],
			[`enhancement of a product by ${mode}`, drop('updateEnhancement', { product: by(mode) }), true],
		]),
		[
			'an enhancement by its own ID',
			drop('updateEnhancement', { enhancementBy: 'id', product: by('sku') }),
			false,
		],
		['unavailable products skipped', drop('create', { product: by('id'), skipUnavailable: true }), true],
		[
			'unavailable products not skipped',
			drop('create', { product: by('id'), skipUnavailable: false }),
			false,
		],
		['skipping by expression', drop('addProducts', { skipUnavailable: '={{ $json.x }}' }), true],
		['what has no product', drop('reorder', { product: by('sku'), skipUnavailable: true }), false],
	])('%s', (_, parameters, asks) => {
		expect(asksForShopify(parameters)).toBe(asks);
	});
});
