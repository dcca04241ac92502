import { resourceProperties } from '../../../../nodes/CreatorCommerce/actions';
import type { FaultRule } from '../../../../sandbox';
import { STORAGE_PATH } from '../../../../sandbox/server/storage';
import { NODE_CASES, type NodeCase } from '../../../../scripts/contract/cases/node';
import { worldOf } from '../../../../scripts/contract/sandbox';
import type { World } from '../../../../scripts/contract/world';
import { type RunNodeResult, runNode } from '../../../support/headless';
import { must, useSandbox } from '../actions/support/bench';
import { type Known, echoes, grantEchoes, leaks, withConsole } from './support/secrecy';

jest.mock('../../../../nodes/CreatorCommerce/runtime/clock', () =>
	jest.requireActual('../actions/support/fastClock'),
);
jest.setTimeout(600_000);

const bench = useSandbox({ partners: 12, shopify: { tagDelayMs: null, restoreRate: 1_000_000 } });

type Case = Pick<NodeCase, 'name' | 'keyType' | 'items' | 'parameters'>;
const by = (mode: string, value: string) => ({ __rl: true, mode, value });

/** The operations on Shopify, which the vendor's API file knows nothing of. */
const orderOf = (): string => String(bench.sandbox.shopify.createOrder({ total: 20 }).id);
const SHOPIFY_CASES: Case[] = [
	{
		name: 'order get',
		parameters: () => ({ resource: 'order', operation: 'get', order: by('id', orderOf()) }),
	},
	{ name: 'order getAll', parameters: () => ({ resource: 'order', operation: 'getAll', returnAll: true }) },
	{
		name: 'order create',
		parameters: ({ email }) => ({
			resource: 'order',
			operation: 'create',
			partner: by('email', email),
			sourceName: 'tiktok',
			sourceIdentifier: 'TT-1',
			lineItems: { item: [{ title: 'Tea', price: 12, quantity: 2 }] },
		}),
	},
	{
		name: 'order attribute',
		parameters: ({ creatorId }) => ({
			resource: 'order',
			operation: 'attribute',
			order: by('id', orderOf()),
			partner: by('id', creatorId),
		}),
	},
	...['auto', 'admin'].flatMap((readThrough): Case[] => [
		{
			name: `creatorPage get, ${readThrough}`,
			parameters: () => ({
				resource: 'creatorPage',
				operation: 'get',
				creatorPage: by('handle', must(bench.sandbox.shopify.metaobjects()[0]).handle),
				...(readThrough === 'admin' && { options: { readThrough } }),
			}),
		},
		{
			name: `creatorPage getAll, ${readThrough}`,
			parameters: () => ({
				resource: 'creatorPage',
				operation: 'getAll',
				...(readThrough === 'admin' && { options: { readThrough } }),
			}),
		},
	]),
];

const CASES: Case[] = [...NODE_CASES, ...SHOPIFY_CASES];
const PREVIOUS = 'shpss_secret_before_rotation_77';
const INTEGRATION_KEY = 'pk_live_0123456789abcdef0123456789abcdef';

const connects = (parameters: Record<string, unknown>): boolean =>
	parameters.resource === 'integration' && parameters.operation === 'connect';

const known = ({ keyType }: Case, parameters: Record<string, unknown>): Known => ({
	creatorCommerce: [
		keyType === 'partner' ? bench.sandbox.partnerKey : bench.sandbox.channelKey,
		...(connects(parameters) ? [INTEGRATION_KEY] : []),
	],
	shopify: [
		bench.sandbox.shopify.clientSecret,
		bench.sandbox.shopify.accessToken,
		bench.sandbox.shopify.storefrontToken,
		PREVIOUS,
	],
});

const ANSWERS: Array<[name: string, faults: (known: Known) => FaultRule[]]> = [
	['as they should be', () => []],
	...[400, 401, 403, 500, 200].map((status): [string, (known: Known) => FaultRule[]] => [
		`${status} with what was sent`,
		(secrets) => [
			// Only the request that carries an integration’s key can be answered with it.
			...(secrets.creatorCommerce.includes(INTEGRATION_KEY)
				? echoes(secrets, status, undefined, 'integrations/connect$')
				: echoes(secrets, status)),
		],
	]),
	['a token grant that repeats the secret', (secrets) => grantEchoes(secrets, 400)],
	['a token grant that is refused for good', (secrets) => grantEchoes(secrets, 401)],
	['a web page', () => [{ effect: { kind: 'html', status: 502 } }]],
	['a cut connection', () => [{ effect: { kind: 'resetBefore' } }]],
];

async function run({ parameters, items, keyType = 'channel' }: Case, world: World, more: object) {
	const given = parameters(world);
	return await runNode({
		parameters: connects(given)
			? { ...given, settings: { setting: [{ name: 'apiKey', value: INTEGRATION_KEY }] } }
			: given,
		items: items?.(world),
		credentials: {
			creatorCommerceApi: bench.credential(
				keyType === 'partner' ? { keyType, apiKey: bench.sandbox.partnerKey } : {},
			),
			creatorCommerceShopifyApi: bench.shopifyCredential({
				accessToken: bench.sandbox.shopify.accessToken,
				storefrontToken: bench.sandbox.shopify.storefrontToken,
				previousSecret: PREVIOUS,
			}),
		},
		...more,
	});
}

/** All that n8n keeps of a run and shows. Its own copy of the credential, and of the node's fields, is not ours. */
const kept = ({ run: whole, hints, error, output, errorOutput }: RunNodeResult) => [
	whole,
	hints,
	error,
	output,
	errorOutput,
];

it('drives every operation of the table', () => {
	const table = resourceProperties.flatMap(({ name, displayOptions, options }) =>
		name === 'operation'
			? (options ?? []).flatMap((option) =>
					'value' in option ? `${String(displayOptions?.show?.resource?.[0])}:${String(option.value)}` : [],
				)
			: [],
	);
	const world = worldOf(bench.sandbox);
	const driven = new Set(
		CASES.map(({ parameters }) => {
			const { resource, operation } = parameters(world);
			return `${String(resource)}:${String(operation)}`;
		}),
	);
	expect(table.length).toBeGreaterThan(40);
	expect(table.filter((operation) => !driven.has(operation))).toEqual([]);
});

/** One case an operation for what goes wrong: the fullest, which comes last. */
const FULLEST = [
	...new Map(CASES.map((each) => [each.name.replace(/,.*$/, ''), each] as const)).values(),
].map((each) => [each.name, each] as const);
const ON_ERROR = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

describe.each(ANSWERS.map((answer, at) => [...answer, at] as const))(
	'when the answers are %s',
	(name, faults, nth) => {
		const goesWell = name === 'as they should be';
		const cases = goesWell ? CASES.map((each) => [each.name, each] as const) : FULLEST;
		it.each(cases.map((each, at) => [...each, must(ON_ERROR[(at + nth) % 3])] as const))(
			'%s tells no secret',
			async (_, each, onError) => {
				await bench.sandbox.reset();
				const world = worldOf(bench.sandbox);
				const told = known(each, each.parameters(world));
				const secrets = Object.values(told).flat();
				bench.sandbox.setFaults(faults(told));
				const { result, printed } = await withConsole(async () => await run(each, world, { onError }));
				if (goesWell) expect(result.error).toBeUndefined();
				// A token that was granted meanwhile is a secret too.
				const { sessionToken } = result.credentialsAfter.creatorCommerceShopifyApi ?? {};
				if (typeof sessionToken === 'string') secrets.push(sessionToken);
				expect(leaks([kept(result), printed], secrets, ['parameters'])).toEqual([]);
				for (const { rawUrl, headers, path } of bench.sandbox.journal()) {
					expect(leaks(rawUrl, secrets)).toEqual([]);
					// Where files are put, the address itself is the permission.
					if (path.startsWith(STORAGE_PATH)) expect(leaks(headers, secrets)).toEqual([]);
				}
			},
		);
	},
);
