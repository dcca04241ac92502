import { createHmac } from 'crypto';
import type { FaultRule } from '../../../../sandbox';
import {
	listSearch,
	loadOptions,
	pollNode,
	resourceMapperFields,
	testCredential,
} from '../../../support/headless';
import { by, must } from '../actions/support/bench';
import { klaviyoSignature, sharedSecret } from '../triggers/inbound/support/deliveries';
import { useTriggerBench } from '../triggers/support/bench';
import { type Known, echoes, grantEchoes, leaks, withConsole } from './support/secrecy';

jest.mock('../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../actions/support/fastClock'),
);
jest.setTimeout(400_000);

const bench = useTriggerBench();
const PREVIOUS = 'shpss_secret_before_rotation_77';
const WEBHOOK_SECRET = 'webhook-secret-of-thirty-two-chars';
const API_SECRET = 'shpss_api_secret_of_an_older_app';

const apiCredential = () => ({
	keyType: 'channel',
	apiKey: bench.sandbox.channelKey,
	myshopifyDomain: bench.sandbox.shopDomain,
	environment: 'custom',
	baseUrl: bench.sandbox.url,
	readsPerMinute: 1_000_000,
});
const known = (): Known => ({
	creatorCommerce: [bench.sandbox.channelKey],
	shopify: [
		bench.sandbox.shopify.clientSecret,
		bench.sandbox.shopify.accessToken,
		bench.sandbox.shopify.storefrontToken,
		PREVIOUS,
	],
});
const secrets = (): string[] => [...Object.values(known()).flat(), API_SECRET, WEBHOOK_SECRET];
const thrown = async (work: () => Promise<unknown>): Promise<unknown> => {
	try {
		return { gave: await work() };
	} catch (fault) {
		return { threw: fault };
	}
};

const FAULTS: Array<[name: string, faults: () => FaultRule[]]> = [
	['nothing is wrong', () => []],
	...[400, 401, 403, 500, 200].map((status): [string, () => FaultRule[]] => [
		`everything is answered ${status} with what was sent`,
		() => echoes(known(), status),
	]),
	['the token grant repeats the secret', () => grantEchoes(known(), 400)],
	['there is a web page', () => [{ effect: { kind: 'html', status: 502 } }]],
	['the connection is cut', () => [{ effect: { kind: 'resetBefore' } }]],
];

describe.each([
	[
		'client ID and secret',
		() => ({
			previousSecret: PREVIOUS,
			storefrontToken: bench.sandbox.shopify.storefrontToken,
			accessToken: bench.sandbox.shopify.accessToken,
		}),
	],
	[
		'access token',
		() => ({
			authentication: 'accessToken',
			accessToken: bench.sandbox.shopify.accessToken,
			apiSecret: API_SECRET,
			storefrontToken: bench.sandbox.shopify.storefrontToken,
		}),
	],
])('the trigger, told by Shopify, with %s', (way, changes) => {
	it.each(FAULTS)('keeps and tells no secret when %s', async (name, faults) => {
		const { result, printed } = await withConsole(async () => {
			const host = await bench.host(
				['partner.created', 'partner.updated', 'order.attributed', 'milestone.reached', 'drop.updated'],
				{ credential: bench.credential(changes()), with: { includeRaw: true, orderThresholds: '1, 5' } },
			);
			const whole: unknown[] = [];
			// Half of the life of a trigger before the fault, half under it.
			whole.push(await thrown(async () => await host.activate()));
			bench.sandbox.setFaults(faults());
			whole.push(await thrown(async () => await host.activate('update')));
			const newcomer = must(bench.sandbox.state.collabs()[0]);
			bench.sandbox.shopify.signIn(newcomer._id);
			bench.sandbox.shopify.createOrder({ partner: newcomer._id, total: 30, attributed: 'attributes' });
			await bench.settle();
			for (const body of ['{}', 'no JSON', '{"admin_graphql_api_id":"gid://shopify/Order/1"}']) {
				const rawBody = Buffer.from(body);
				for (const secret of ['wrong', PREVIOUS, bench.sandbox.shopify.clientSecret]) {
					const signature = createHmac('sha256', secret).update(rawBody).digest('base64');
					whole.push(
						await host.receive(rawBody, {
							'x-shopify-hmac-sha256': signature,
							'x-shopify-topic': 'orders/create',
							'x-shopify-shop-domain': bench.sandbox.shopDomain,
						}),
					);
				}
			}
			whole.push(await thrown(async () => await host.deactivate()));
			const { sessionToken } = host.credentials.stored.get('creatorCommerceShopifyApi') ?? {};
			return {
				whole: [whole, host.runs, host.staticData, host.answers],
				sessionToken,
				runs: host.runs.length,
			};
		});
		expect(leaks([result.whole, printed], secrets(), ['parameters'])).toEqual([]);
		if (typeof result.sessionToken === 'string' && result.sessionToken !== '') {
			expect(leaks([result.whole, printed], [result.sessionToken], ['parameters'])).toEqual([]);
		}
		// With an access token, deliveries are signed by a secret that the sandbox's app does not have.
		if (name === 'nothing is wrong' && way !== 'access token') expect(result.runs).toBeGreaterThan(0);
	});
});

describe('the trigger, told by others', () => {
	it.each([
		['a shared secret', sharedSecret],
		['a signature', klaviyoSignature],
	])('keeps and tells nothing of %s', async (_, scheme) => {
		const { result, printed } = await withConsole(async () => {
			const host = await bench.host(['partner.created'], {
				credential: { ...scheme, secret: WEBHOOK_SECRET, previousSecret: PREVIOUS },
				with: { source: 'customWebhook', includeRaw: true },
			});
			const whole: unknown[] = [await thrown(async () => await host.activate())];
			const body = Buffer.from(
				JSON.stringify({ event: 'partner.created', partner: { email: 'a@example.com', handle: 'ada' } }),
			);
			const timestamp = String(Math.floor(Date.now() / 1000));
			for (const secret of [WEBHOOK_SECRET, PREVIOUS, 'wrong', '']) {
				const signature = createHmac('sha256', secret || 'x')
					.update(body)
					.update(timestamp)
					.digest('hex');
				whole.push(
					await host.receive(body, {
						'content-type': 'application/json',
						'x-creatorcommerce-secret': secret,
						'klaviyo-signature': signature,
						'klaviyo-timestamp': timestamp,
					}),
				);
			}
			whole.push(await thrown(async () => await host.deactivate()));
			return { whole: [whole, host.runs, host.staticData], answers: host.answers };
		});
		expect(result.answers).toEqual([200, 200, 401, 401]);
		expect(leaks([result, printed], secrets(), ['parameters'])).toEqual([]);
	});
});

describe('the polling trigger', () => {
	it.each(FAULTS)('keeps and tells no secret when %s', async (_, faults) => {
		const { result, printed } = await withConsole(async () => {
			const staticData: Record<string, unknown> = {};
			const poll = async (mode: 'manual' | 'trigger') =>
				await pollNode({
					nodeType: 'n8n-nodes-creatorcommerce.creatorCommercePollingTrigger',
					parameters: { events: ['partner.created', 'partner.updated'] },
					credentials: { creatorCommerceApi: apiCredential() },
					staticData,
					mode,
				});
			const whole = [await thrown(async () => await poll('trigger'))];
			bench.sandbox.setFaults(faults());
			whole.push(await thrown(async () => await poll('trigger')));
			whole.push(await thrown(async () => await poll('manual')));
			return [whole, staticData];
		});
		expect(leaks([result, printed], secrets(), ['parameters'])).toEqual([]);
	});
});

describe('the editor', () => {
	it.each(FAULTS)('is told no secret when %s', async (name, faults) => {
		const partner = must(bench.sandbox.state.collabs().find(({ drops }) => drops.length > 0));
		bench.sandbox.setFaults(faults());
		const options = {
			credentials: {
				creatorCommerceApi: apiCredential(),
				creatorCommerceShopifyApi: bench.credential({
					accessToken: bench.sandbox.shopify.accessToken,
					previousSecret: PREVIOUS,
					storefrontToken: bench.sandbox.shopify.storefrontToken,
				}),
			},
			parameters: {
				resource: 'drop',
				operation: 'create',
				partner: by('id', partner._id),
				product: by('list', ''),
			},
		};
		const { result, printed } = await withConsole(async () => {
			const whole: unknown[] = [];
			for (const method of [
				...['searchCampaigns', 'searchCreatorPages', 'searchDrops', 'searchForms', 'searchPartners'],
				...['searchProducts', 'searchTiers'],
			]) {
				const parameters =
					method === 'searchCreatorPages'
						? { resource: 'creatorPage', operation: 'get' }
						: options.parameters;
				whole.push(await thrown(async () => await listSearch(method, { ...options, parameters })));
			}
			whole.push(await thrown(async () => await loadOptions('getTiers', options)));
			for (const method of ['getDropCustomFields', 'getEnhancementCustomFields', 'getPartnerCustomFields']) {
				whole.push(await thrown(async () => await resourceMapperFields(method, options)));
			}
			for (const [type, credential] of Object.entries(options.credentials)) {
				whole.push(await thrown(async () => await testCredential(type, credential)));
			}
			return whole;
		});
		expect(leaks([result, printed], secrets(), ['parameters'])).toEqual([]);
		if (name === 'nothing is wrong') expect(JSON.stringify(result)).not.toContain('threw');
	});
});
