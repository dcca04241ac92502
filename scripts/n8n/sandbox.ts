import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asObject } from './readJson';
import { startProcess, tsxCommand, waitUntilHealthy, type RunningProcess } from './process';
import type { CredentialToSave } from './rest';

const START_WITHIN_MS = 60_000;

/** The sandbox's fixed test key and store (sandbox/), nobody's secret. */
export const SANDBOX_KEY = 'cc_sandbox_channel_key';
export const SANDBOX_STORE = 'sandbox-brand.myshopify.com';
export const SANDBOX_CREDENTIAL = 'CreatorCommerce sandbox';
export const SANDBOX_SHOPIFY_CREDENTIAL = 'CreatorCommerce Shopify sandbox';

export interface RunningSandbox extends RunningProcess {
	/** Without a slash at the end. */
	url: string;
}

/** Starts the CreatorCommerce of our own and waits until it answers. `args` as in `npm run sandbox -- --help`. */
export async function startSandbox(options: {
	checkout: string;
	port: number;
	dataFolder: string;
	logFile: string;
	args?: string[];
}): Promise<RunningSandbox> {
	const main = join(options.checkout, 'sandbox', 'main.ts');
	if (!existsSync(main)) throw new Error('The sandbox is not in this checkout (sandbox/main.ts).');
	const { command, args } = tsxCommand(main);
	const running = startProcess({
		command,
		args: [...args, '--port', String(options.port), '--data', options.dataFolder, ...(options.args ?? [])],
		cwd: options.checkout,
		env: process.env,
		logFile: options.logFile,
	});
	const url = `http://127.0.0.1:${options.port}`;
	try {
		await waitUntilHealthy('The sandbox', running, `${url}/__sandbox/health`, START_WITHIN_MS);
	} catch (error) {
		await running.stop();
		throw error;
	}
	return { ...running, url };
}

export interface Limits {
	readsPerMinute: number;
	writesPerMinute: number;
	bulkPerMinute: number;
}

/** The vendor's limits (100 reads, 50 writes, 10 bulk operations a minute and key). */
export const VENDOR_LIMITS: Limits = { readsPerMinute: 100, writesPerMinute: 50, bulkPerMinute: 10 };

/** What the sandbox is run with where waiting for real minutes would help nobody. */
export const RAISED_LIMITS: Limits = { readsPerMinute: 2_000, writesPerMinute: 1_000, bulkPerMinute: 200 };

/** Sets the limits that the sandbox enforces. */
export async function setLimits(sandboxUrl: string, limits: Limits): Promise<void> {
	const answer = await fetch(`${sandboxUrl}/__sandbox/limits`, {
		method: 'PUT',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(limits),
	});
	if (!answer.ok) throw new Error(`The sandbox refused the limits: ${await answer.text()}`);
}

/** The credential that points the node at a sandbox's Shopify side. */
export async function sandboxShopifyCredential(baseUrl: string): Promise<CredentialToSave> {
	const answer = await fetch(`${baseUrl}/__sandbox/shopify/app`);
	if (!answer.ok) throw new Error(`The sandbox tells no Shopify app: ${await answer.text()}`);
	const { clientId, clientSecret } = asObject(await answer.json());
	return {
		name: SANDBOX_SHOPIFY_CREDENTIAL,
		type: 'creatorCommerceShopifyApi',
		data: {
			shopDomain: SANDBOX_STORE,
			authentication: 'clientCredentials',
			clientId,
			clientSecret,
			apiVersion: '2026-10',
			baseUrl,
		},
	};
}

/** The credential that points the node at a sandbox. */
export function sandboxCredential(baseUrl: string, limits: Limits = VENDOR_LIMITS): CredentialToSave {
	return {
		name: SANDBOX_CREDENTIAL,
		type: 'creatorCommerceApi',
		data: {
			keyType: 'channel',
			apiKey: SANDBOX_KEY,
			myshopifyDomain: SANDBOX_STORE,
			environment: 'custom',
			baseUrl,
			...limits,
		},
	};
}
