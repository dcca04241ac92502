import { createSandbox, type Sandbox } from '../../../../sandbox';
import { CreatorCommerceTrigger } from '../../../../nodes/CreatorCommerce/CreatorCommerceTrigger.node';
import { CreatorCommerceShopifyApi } from '../../../../credentials/CreatorCommerceShopifyApi.credentials';
import { testCredential } from '../../../support/headless';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await createSandbox({ partners: 2, limits: { kind: 'off' } });
});
beforeEach(async () => await sandbox.reset());
afterAll(async () => await sandbox.close());

const test = async (changes: Record<string, unknown> = {}) =>
	await testCredential(
		'creatorCommerceShopifyApi',
		{
			shopDomain: sandbox.shopDomain,
			authentication: 'clientCredentials',
			clientId: sandbox.shopify.clientId,
			clientSecret: sandbox.shopify.clientSecret,
			baseUrl: sandbox.url,
			...changes,
		},
		{
			nodeTypes: { 'n8n-nodes-creatorcommerce.creatorCommerceTrigger': CreatorCommerceTrigger },
			credentialTypes: [CreatorCommerceShopifyApi],
		},
	);

describe('the test of the Shopify credential', () => {
	it('passes, with either way in', async () => {
		expect(await test()).toMatchObject({ status: 'OK' });
		const token = { authentication: 'accessToken', accessToken: sandbox.shopify.accessToken };
		expect(await test(token)).toMatchObject({ status: 'OK' });
	});

	it.each([
		['a wrong secret', { clientSecret: 'wrong' }, /client ID or the secret/],
		['a wrong client ID', { clientId: 'wrong' }, /client ID or the secret/],
		['a wrong token', { authentication: 'accessToken', accessToken: 'wrong' }, /access token/],
		['a domain that is none', { shopDomain: 'not a domain' }, /not a store domain/],
		['an API version that is none', { apiVersion: 'latest' }, /not a version/],
		['another store', { shopDomain: 'another-brand.myshopify.com' }, /Store Domain/],
	])('names %s', async (_, changes, message) => {
		expect(await test(changes)).toMatchObject({ status: 'Error', message: expect.stringMatching(message) });
	});

	it.each([
		['unknown' as const, /no such store/],
		['notPermitted' as const, /may not enter this store/],
	])('names a store that is %s', async (store, message) => {
		sandbox.shopify.setShopify({ store });
		expect(await test()).toMatchObject({ status: 'Error', message: expect.stringMatching(message) });
		sandbox.shopify.setShopify({ store, oauthErrors: 'html' });
		expect(await test()).toMatchObject({ status: 'Error', message: expect.stringMatching(message) });
	});

	it('names the access scopes that are missing', async () => {
		sandbox.shopify.setShopify({ scopes: ['read_products'] });
		expect((await test()).message).toMatch(/scopes read_metaobjects and read_orders/);
		sandbox.shopify.setShopify({ scopes: ['write_orders'] });
		expect((await test()).message).toMatch(/scope read_metaobjects\./);
	});
});
