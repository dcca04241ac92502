import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The n8n that everything here is tested with. It runs on Node 20.19 to 24. */
export const N8N_VERSION = '2.8.4';

/** Outside the checkout, so that a fresh clone does not download n8n (2.3 GB on disk) again. */
export function cacheFolder(): string {
	const chosen = process.env.N8N_NODES_CREATORCOMMERCE_CACHE;
	return chosen ? resolve(chosen) : join(homedir(), '.cache', 'n8n-nodes-creatorcommerce');
}

export function n8nFolder(version: string): string {
	return join(cacheFolder(), `n8n-${version}`);
}

/** The file to start n8n with. */
export function n8nBin(version: string): string {
	return join(n8nFolder(version), 'node_modules', 'n8n', 'bin', 'n8n');
}
