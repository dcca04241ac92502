/** Runs a case through the built node on n8n's own engine. */
import { runNode } from '../../test/support/headless';
import type { NodeCase } from './cases/node';
import type { SandboxStandIn } from './sandbox';
import type { World } from './world';

/** The API allows 50 writes a minute; a stand-in does not mind, and nobody wants to wait for it. */
const UNLIMITED = { readsPerMinute: 100_000, writesPerMinute: 100_000, bulkPerMinute: 100_000 };

/** Returns why the node did not do what the case asks for; undefined when it did. */
export async function driveNode(
	standIn: SandboxStandIn,
	{ keyType = 'channel', parameters, items }: NodeCase,
	world: World,
): Promise<string | undefined> {
	const result = await runNode({
		from: 'dist',
		parameters: parameters(world),
		items: items?.(world),
		credentials: {
			creatorCommerceApi: {
				keyType,
				apiKey: standIn.keys[keyType],
				myshopifyDomain: world.shopDomain,
				environment: 'custom',
				baseUrl: standIn.url,
				...UNLIMITED,
			},
		},
	});
	if (result.issues) return `n8n refuses the parameters: ${JSON.stringify(result.issues)}`;
	if (result.error) return [result.error.message, result.error.description].filter(Boolean).join(' – ');
	if (result.status !== 'success') return `the execution ended as ${result.status}`;
	const unwell = result.output.find(
		({ json, error }) => error ?? ['failed', 'notSent'].includes(String(json.status)),
	);
	return unwell ? `an item failed: ${JSON.stringify(unwell.json)}` : undefined;
}
