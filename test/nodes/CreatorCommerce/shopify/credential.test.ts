import { createSandbox, type Sandbox } from '../../../../sandbox';
import { CreatorCommerceTrigger } from '../../../../nodes/CreatorCommerce/CreatorCommerceTrigger.node';
import { CreatorCommerceApi } from '../../../../credentials/CreatorCommerceApi.credentials';
import { CreatorCommerceShopifyApi } from '../../../../credentials/CreatorCommerceShopifyApi.credentials';
import { CreatorCommerceWebhookApi } from '../../../../credentials/CreatorCommerceWebhookApi.credentials';
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

describe('the token grant, which n8n’s HTTP Request node asks for too', () => {
	const grant = async (changes: Record<string, unknown>) => {
		const sent: string[] = [];
		const helpers = {
			httpRequest: async ({ url }: { url: string }) => {
				sent.push(url);
				return { statusCode: 200, body: '{"access_token":"shpat_granted_0123456789"}' };
			},
		};
		const credential = {
			shopDomain: 'brand',
			authentication: 'clientCredentials',
			clientId: 'id',
			clientSecret: 'secret-of-the-app',
			...changes,
		};
		const outcome = await new CreatorCommerceShopifyApi().preAuthentication
			.call({ helpers }, credential as never)
			.catch((fault: unknown) => fault);
		return { sent, outcome };
	};

	it('goes to the store', async () => {
		const { sent, outcome } = await grant({});
		expect(sent).toEqual(['https://brand.myshopify.com/admin/oauth/access_token']);
		expect(outcome).toEqual({ sessionToken: 'shpat_granted_0123456789' });
	});

	it.each([
		{ shopDomain: 'evil.example\\' },
		{ shopDomain: 'evil.example/\nx' },
		{ shopDomain: 'brand.myshopify.com.evil.example' },
		{ baseUrl: 'http://evil.example' },
		{ baseUrl: 'https://brand.myshopify.com@evil.example' },
		{ baseUrl: 'https://evil.example\\@brand.myshopify.com' },
	])('sends the secret nowhere for %j', async (changes) => {
		const { sent, outcome } = await grant(changes);
		expect(sent).toEqual([]);
		expect(String(outcome)).toMatch(/not a store domain|not encrypted|more than an address/);
		expect(String(outcome)).not.toContain('secret-of-the-app');
	});
});

describe('n8n’s HTTP Request node', () => {
	it('may not send the secret anywhere until somebody chooses where', () => {
		for (const Credential of [CreatorCommerceApi, CreatorCommerceShopifyApi]) {
			const { authenticate, properties } = new Credential();
			expect(authenticate).toBeDefined();
			// The names and values are n8n's (injectDomainRestrictionFields in n8n and n8n-workflow).
			const field = properties.find(({ name }) => name === 'allowedHttpRequestDomains');
			expect(field?.default).toBe('none');
			expect(field?.options?.map((option) => 'value' in option && option.value)).toEqual([
				'all',
				'none',
				'domains',
			]);
			expect(properties.some(({ name }) => name === 'allowedDomains')).toBe(true);
		}
		// Without a header of its own, a credential is not offered there at all.
		expect(new CreatorCommerceWebhookApi()).not.toHaveProperty('authenticate');
	});
});
