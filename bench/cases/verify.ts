import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { N8N_VERSION, n8nFolder } from '../../scripts/n8n/cache';
import type { verifyDelivery as Verifier } from '../../nodes/CreatorCommerce/triggers/shopify/verify';
import { builtFile } from '../build';
import { type BenchResult, median, range } from '../result';
import { type Case, scaled } from '../rounds';
import { orderDelivery, type Shop, type Signed } from '../webhooks/bodies';

const BODIES = 200;
const DELIVERIES = 10_000;
const ROUNDS = 7;

const SHOP: Shop = {
	domain: 'brand.myshopify.com',
	secret: 'shpss_bench',
	partners: [{ creatorId: '65f0c0ffee0000000000abcd', handle: 'ada' }],
};

type Verify = (delivery: Signed) => boolean | Promise<boolean>;

export const verify: Case = {
	name: 'verify',
	title: 'verify: the signature of a delivery',
	alone: true,
	async run(settings): Promise<BenchResult> {
		const items = scaled(DELIVERIES, settings);
		const deliveries = Array.from({ length: BODIES }, (_, at) => orderDelivery(at, SHOP));
		const ways = { ours: ours(), ideal: bare, ...(settings.peer && { peer: peer() }) };
		const micros: Record<string, number[]> = {};
		const rounds = settings.rounds === 1 ? 1 : ROUNDS;
		// The first round only warms up.
		for (let round = 0; round <= rounds; round++) {
			for (const [side, way] of Object.entries(ways)) {
				const each = await timed(way, deliveries, items);
				if (round > 0) micros[side] = [...(micros[side] ?? []), each];
			}
		}
		const of = (side: string): number[] => micros[side] ?? [];
		const ratio = median(of('ours')) / median(of('ideal'));
		return {
			ours: median(of('ours')),
			peer: settings.peer ? median(of('peer')) : null,
			ideal: median(of('ideal')),
			ratio,
			refused: 0,
			lost: 0,
			doubled: 0,
			unit: 'µs/delivery',
			spread: { ours: range(of('ours')), ...(settings.peer && { peer: range(of('peer')) }) },
			items,
			rounds,
			note:
				'Signature, store and topic of a 10 KB order. Ideal = the HMAC of the body and nothing else; peer = webhook() of n8n’s ' +
				'Shopify Trigger, which compares neither in constant time nor the store.',
		};
	},
};

async function timed(way: Verify, deliveries: Signed[], items: number): Promise<number> {
	const startedAt = performance.now();
	for (let at = 0; at < items; at++) {
		const delivery = deliveries[at % deliveries.length];
		if (!delivery || (await way(delivery)) !== true) throw new Error('A genuine delivery was refused');
	}
	return ((performance.now() - startedAt) * 1000) / items;
}

const bare: Verify = ({ body }) => createHmac('sha256', SHOP.secret).update(body).digest().length === 32;

function ours(): Verify {
	const file = builtFile('nodes/CreatorCommerce/triggers/shopify/verify.js');
	// The built module, known by its path only.
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	const { verifyDelivery } = require(file) as { verifyDelivery: typeof Verifier };
	const settings = { secrets: [SHOP.secret], shopDomain: SHOP.domain };
	return ({ body, headers }) =>
		verifyDelivery({ rawBody: body, headers, receivedAt: 0 }, settings, ['ORDERS_CREATE', 'ORDERS_UPDATED'])
			.kind === 'genuine';
}

/** All that n8n's trigger asks of its context. */
interface PeerContext {
	getHeaderData(): Record<string, string>;
	getRequestObject(): { rawBody: Buffer; body: object };
	getNodeParameter(name: string): string;
	getCredentials(): Promise<{ appSecretKey: string }>;
	helpers: { returnJsonArray(body: object): object[] };
}

function peer(): Verify {
	const file = join(
		n8nFolder(N8N_VERSION),
		'node_modules/n8n-nodes-base/dist/nodes/Shopify/ShopifyTrigger.node.js',
	);
	// A class of another installation, known by its path only.
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	const { ShopifyTrigger } = require(file) as {
		ShopifyTrigger: new () => { webhook(this: PeerContext): Promise<{ workflowData?: object[][] }> };
	};
	const { webhook } = new ShopifyTrigger();
	const parameters: Record<string, string> = { authentication: 'accessToken', topic: 'orders/create' };
	const body = {};
	return async (delivery) => {
		const told = await webhook.call({
			getHeaderData: () => delivery.headers,
			getRequestObject: () => ({ rawBody: delivery.body, body }),
			getNodeParameter: (name) => parameters[name] ?? '',
			getCredentials: async () => await Promise.resolve({ appSecretKey: SHOP.secret }),
			helpers: { returnJsonArray: (one) => [{ json: one }] },
		});
		return told.workflowData !== undefined;
	};
}
