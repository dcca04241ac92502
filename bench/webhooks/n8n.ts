import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureN8n } from '../../scripts/n8n/install';
import { N8N_VERSION } from '../../scripts/n8n/cache';
import { launchN8n } from '../../scripts/n8n/launch';
import { installedAt } from '../../scripts/n8n/package';
import { freePort } from '../../scripts/n8n/ports';
import { asObject } from '../../scripts/n8n/readJson';
import { N8nRest } from '../../scripts/n8n/rest';
import { createSandbox } from '../../sandbox';
import { builtFile, ROOT } from '../build';
import type { Side } from '../run';
import type { Shop } from './bodies';
import { startRestStandIn } from './restStandIn';

const OWNER = { email: 'owner@example.com', password: 'Sandbox-1234' };
/** Two thirds of them have a creator page. */
const PARTNERS = 40;
const RUNS_END_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 100;

/** One real n8n in which both triggers are active. */
export interface BothTriggers {
	addresses: Record<Side, string>;
	/** Signs for both. */
	shop: Shop;
	/** How many runs of a side's workflow have ended, as soon as none is under way. */
	runs(side: Side): Promise<number>;
	close(): Promise<void>;
}

/**
 * Starts n8n with our built package and two active workflows: our trigger, told by the sandbox's Shopify, and n8n's own
 * Shopify Trigger, which a stand-in lets register. Both share one secret, so both take the same deliveries.
 */
export async function startBothTriggers(): Promise<BothTriggers> {
	await ensureN8n({ version: N8N_VERSION });
	const folder = mkdtempSync(join(tmpdir(), 'creatorcommerce-bench-'));
	const userFolder = join(folder, 'n8n');
	putPackage(userFolder);
	const standIn = await startRestStandIn(folder);
	// Without Shopify's cost limit: what is measured is how fast n8n takes deliveries.
	const sandbox = await createSandbox({ partners: PARTNERS, shopify: { throttle: false } });
	const n8n = await launchN8n({
		userFolder,
		port: await freePort(),
		env: { NODE_EXTRA_CA_CERTS: standIn.certificate },
	});
	const close = async (): Promise<void> => {
		await n8n.stop();
		standIn.close();
		await sandbox.close();
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		const rest = new N8nRest(n8n.url);
		await rest.signIn(OWNER);
		const { clientId, clientSecret } = sandbox.shopify;
		const ours = await activate(rest, 'n8n-nodes-creatorcommerce.creatorCommerceTrigger', {
			parameters: { source: 'shopify', events: ['order.attributed'] },
			credential: 'creatorCommerceShopifyApi',
			data: {
				shopDomain: sandbox.shopDomain,
				authentication: 'clientCredentials',
				...{ clientId, clientSecret },
				apiVersion: '2026-10',
				baseUrl: sandbox.url,
			},
		});
		const peer = await activate(rest, 'n8n-nodes-base.shopifyTrigger', {
			parameters: { authentication: 'accessToken', topic: 'orders/create' },
			credential: 'shopifyAccessTokenApi',
			data: { shopSubdomain: standIn.subdomain, accessToken: 'shpat_bench', appSecretKey: clientSecret },
		});
		const [created] = sandbox.shopify.subscriptions().filter(({ topic }) => topic === 'ORDERS_CREATE');
		const [registered] = standIn.addresses;
		const partners = sandbox.shopify.metaobjects().map(({ creatorId, handle }) => ({ creatorId, handle }));
		if (!created || registered === undefined || partners.length === 0)
			throw new Error('A trigger did not register');
		const ids: Record<Side, string> = { ours, peer };
		return {
			addresses: { ours: created.uri, peer: registered },
			shop: {
				domain: sandbox.shopDomain,
				secret: clientSecret,
				partners,
			},
			runs: async (side) => await ended(rest, ids[side]),
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

/** The package as compiled for the bench, where n8n loads it: what `npm pack` would hold of it. */
function putPackage(userFolder: string): void {
	const target = installedAt(userFolder);
	mkdirSync(target, { recursive: true });
	for (const part of ['nodes', 'credentials']) {
		cpSync(builtFile(part), join(target, 'dist', part), { recursive: true });
		cpSync(join(ROOT, part), join(target, 'dist', part), {
			recursive: true,
			filter: (path) => ['', '.svg', '.json'].includes(extname(path)),
		});
	}
	for (const file of ['package.json', 'index.js']) cpSync(join(ROOT, file), join(target, file));
}

async function activate(
	rest: N8nRest,
	type: string,
	given: { parameters: object; credential: string; data: Record<string, unknown> },
): Promise<string> {
	const id = await rest.saveCredential({ name: type, type: given.credential, data: given.data });
	const workflowId = await rest.importWorkflow({
		name: type,
		nodes: [
			{
				id: 'trigger',
				name: 'Trigger',
				type,
				typeVersion: 1,
				position: [0, 0],
				webhookId: `bench-${type.split('.').pop() ?? ''}`,
				parameters: given.parameters,
				credentials: { [given.credential]: { id, name: type } },
			},
		],
		connections: {},
		settings: {},
	});
	await rest.publish(workflowId);
	return workflowId;
}

async function ended(rest: N8nRest, workflowId: string): Promise<number> {
	const count = async (filter: object): Promise<number> => {
		const query = encodeURIComponent(JSON.stringify({ workflowId, ...filter }));
		return Number(asObject(await rest.call('GET', `/executions?limit=1&filter=${query}`)).count);
	};
	const deadline = Date.now() + RUNS_END_WITHIN_MS;
	let before = -1;
	for (;;) {
		const [all, done] = [await count({}), await count({ status: ['success'] })];
		if ((all === done && all === before) || Date.now() > deadline) return done;
		before = all;
		await sleep(LOOK_EVERY_MS);
	}
}
