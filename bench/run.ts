/** Runs our node, or n8n's HTTP Request node, over items on n8n-core's own engine, as a production execution. */
import type { CredentialClass, NodeClass } from '../test/support/headless/registry';
import { PACKAGE_NAME, START_TYPE } from '../test/support/headless/registry';
import type { RunWorkflowResult } from '../test/support/headless';
import { runWorkflow } from '../test/support/headless';
import { builtFile } from './build';
import { peer, PEER_CREDENTIAL, PEER_TYPE } from './peer';
import type { Address } from './sandbox/protocol';

export type Side = 'ours' | 'peer';

export interface Limits {
	readsPerMinute: number;
	writesPerMinute: number;
	bulkPerMinute: number;
}

export const VENDOR: Limits = { readsPerMinute: 100, writesPerMinute: 50, bulkPerMinute: 10 };

/** A node to run and the items it is given. */
export interface Job {
	type: string;
	parameters: Record<string, unknown>;
	items: Array<Record<string, unknown>>;
	/** What the credential says; the peer takes no notice of it. */
	limits?: Limits;
	/** Whether it is Shopify's API that is asked: ours gets a second credential then, the peer another header. */
	shopify?: boolean;
}

const OURS_TYPE = `${PACKAGE_NAME}.creatorCommerce`;
const CREDENTIAL = 'creatorCommerceApi';
const SHOPIFY_CREDENTIAL = 'creatorCommerceShopifyApi';

export function oursJob(
	resource: string,
	operation: string,
	parameters: Record<string, unknown>,
	items: Job['items'],
	limits: Limits = VENDOR,
): Job {
	return { type: OURS_TYPE, parameters: { resource, operation, ...parameters }, items, limits };
}

export interface PeerRequest {
	/** The address, as an expression. */
	url: string;
	/** The body: an expression a field, as the node asks for by default ("Using Fields Below"), or one for the whole JSON. */
	body: string | Record<string, string>;
	/** n8n's Batching option: so many requests, then a pause of so many real milliseconds; undefined = off. */
	batching?: { batchSize: number; batchInterval: number };
}

export function peerJob({ url, body, batching }: PeerRequest, items: Job['items']): Job {
	return {
		type: PEER_TYPE,
		parameters: {
			method: 'POST',
			url,
			authentication: 'genericCredentialType',
			genericAuthType: PEER_CREDENTIAL,
			sendBody: true,
			contentType: 'json',
			...(typeof body === 'string'
				? { specifyBody: 'json', jsonBody: body }
				: {
						specifyBody: 'keypair',
						bodyParameters: { parameters: Object.entries(body).map(([name, value]) => ({ name, value })) },
					}),
			options: batching ? { batching: { batch: batching } } : {},
		},
		items,
	};
}

export async function runJob(
	address: Address,
	{ type, parameters, items, limits, shopify = false }: Job,
): Promise<RunWorkflowResult> {
	const place = { typeVersion: 1, position: [0, 0] as [number, number] };
	const credentials: Record<string, Record<string, unknown>> = type === PEER_TYPE
		? { [PEER_CREDENTIAL]: header(address, shopify) }
		: { [CREDENTIAL]: saved(address, limits), ...(shopify && { [SHOPIFY_CREDENTIAL]: app(address) }) };
	const result = await runWorkflow(
		{
			nodes: [
				{ ...place, id: '1', name: 'Start', type: START_TYPE, parameters: {} },
				{
					...place,
					id: '2',
					name: 'Node',
					type,
					typeVersion: type === PEER_TYPE ? 4.4 : 1,
					parameters: JSON.parse(JSON.stringify(parameters)),
					credentials: Object.fromEntries(Object.keys(credentials).map((name) => [name, { id: name, name }])),
					onError: 'continueRegularOutput',
				},
			],
			connections: { Start: { main: [[{ node: 'Node', type: 'main', index: 0 }]] } },
		},
		{
			startNode: 'Start',
			mode: 'trigger',
			items,
			nodeTypes: { [type]: nodeClass(type) },
			credentialTypes: [credentialClass(type), ...(type !== PEER_TYPE && shopify ? [appClass()] : [])],
			credentials,
		},
	);
	// What became of the rows is counted in the sandbox; a run that broke as a whole is a fault of the bench.
	if (result.status !== 'success') {
		throw new Error(
			`The run ended as ${result.status}: ${result.error?.message ?? JSON.stringify(result.issues)}`,
		);
	}
	return result;
}

const saved = ({ apiKey, shopDomain, url }: Address, limits: Limits = VENDOR) => ({
	keyType: 'channel',
	apiKey,
	myshopifyDomain: shopDomain,
	environment: 'custom',
	baseUrl: url,
	...limits,
});

const app = ({ shopDomain, shopifyToken, url }: Address) => ({
	shopDomain,
	authentication: 'accessToken',
	accessToken: shopifyToken,
	baseUrl: url,
});

const header = ({ apiKey, shopifyToken }: Address, shopify: boolean) =>
	shopify
		? { name: 'X-Shopify-Access-Token', value: shopifyToken }
		: { name: 'x-channel-access-token', value: apiKey };

/** Loads a node's code, so that a run does not pay for it. */
export function loadNode(type: string): void {
	nodeClass(type);
	credentialClass(type);
}

const nodeClass = (type: string): NodeClass =>
	type === PEER_TYPE ? peer().node : builtClass('nodes/CreatorCommerce/CreatorCommerce.node.js');

const credentialClass = (type: string): CredentialClass =>
	type === PEER_TYPE ? peer().credential : builtClass('credentials/CreatorCommerceApi.credentials.js');

const appClass = (): CredentialClass => builtClass('credentials/CreatorCommerceShopifyApi.credentials.js');

/** The class a built file exports under the file's name, as n8n loads it. */
function builtClass<C extends NodeClass | CredentialClass>(path: string): C {
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	const exported = require(builtFile(path)) as Record<string, C>;
	const name = path.split('/').pop()?.split('.')[0] ?? '';
	const found = exported[name];
	if (!found) throw new Error(`${path} does not export ${name}`);
	return found;
}
