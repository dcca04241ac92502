import { NodeHelpers, type INodeParameters } from 'n8n-workflow';
import { CreatorCommerce } from '../../../../nodes/CreatorCommerce/CreatorCommerce.node';

const { description } = new CreatorCommerce();

/** The credentials that the panel shows, as n8n works it out; all that are shown are required. */
function shown(...steps: INodeParameters[]): string[] {
	let parameters: INodeParameters = {};
	// The panel keeps what was filled in before, and works the parameters out anew after each change.
	for (const step of steps) {
		parameters =
			NodeHelpers.getNodeParameters(
				description.properties,
				{ ...parameters, ...step },
				true,
				false,
				null,
				description,
			) ?? {};
	}
	return (description.credentials ?? [])
		.filter((credential) => NodeHelpers.displayParameter(parameters, credential, null, description))
		.map(({ name }) => name);
}
const by = (mode: string) => ({ __rl: true as const, mode, value: 'x' });
const [VENDOR, SHOPIFY] = ['creatorCommerceApi', 'creatorCommerceShopifyApi'];

describe('the credentials that the panel asks for', () => {
	it.each<[string, INodeParameters, Array<string | undefined>]>([
		['a partner', { resource: 'partner', operation: 'get' }, [VENDOR]],
		['an order', { resource: 'order', operation: 'get' }, [SHOPIFY]],
		['all orders', { resource: 'order', operation: 'getAll' }, [SHOPIFY]],
		...['list', 'email', 'handle', 'code'].map(
			(mode): [string, INodeParameters, Array<string | undefined>] => [
				`a partner’s orders by ${mode}`,
				{ resource: 'order', operation: 'getAll', ordersOf: 'onePartner', partner: by(mode) },
				[VENDOR, SHOPIFY],
			],
		),
		[
			'a partner’s orders by id',
			{ resource: 'order', operation: 'getAll', ordersOf: 'onePartner', partner: by('id') },
			[SHOPIFY],
		],
	])('%s', (_, parameters, expected) => {
		expect(shown(parameters)).toEqual(expected);
	});

	it('follows when the user changes their mind', () => {
		const orders = { resource: 'order', operation: 'getAll', ordersOf: 'onePartner' };
		expect(shown({ ...orders, partner: by('id') }, { partner: by('email') })).toEqual([VENDOR, SHOPIFY]);
		expect(shown({ ...orders, partner: by('email') }, { partner: by('id') })).toEqual([SHOPIFY]);
		expect(shown(orders, { ordersOf: 'allPartners' })).toEqual([SHOPIFY]);
		expect(shown(orders, { resource: 'partner', operation: 'get' })).toEqual([VENDOR]);
	});

	it('requires each that it shows', () => {
		expect(description.credentials?.every(({ required }) => required === true)).toBe(true);
	});

	it('names each, so that two are told apart', () => {
		const names = (description.credentials ?? []).map(({ displayName }) => displayName);
		expect(names).toEqual(['Credential for CreatorCommerce', 'Credential for Shopify']);
	});

	// The editor (2.8.4: getNodeAuthFields, isAuthRelatedParameter) hides what the parameters under "show" depend on.
	it('hides no parameter as a choice of authentication', () => {
		const shownBy = (description.credentials ?? []).flatMap(({ displayOptions }) =>
			Object.keys(displayOptions?.show ?? {}),
		);
		expect(shownBy).toEqual([]);
	});
});
