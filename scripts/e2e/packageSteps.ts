import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installAsCommunityPackage } from '../n8n/communityInstall';
import { launchN8n } from '../n8n/launch';
import { expectPicture, listedTypes, type ListedType } from '../n8n/listedTypes';
import { PACKAGE_NAME, packPackage } from '../n8n/package';
import { freePort } from '../n8n/ports';
import { N8nRest } from '../n8n/rest';
import { say } from '../n8n/say';
import { expectEqual, expectThat, type Checks } from './checks';
import type { World } from './world';

const OWNER = { email: 'owner@example.com', password: 'Sandbox-1234' };
const MAX_PACKED_BYTES = 250_000;
const NODES = ['creatorCommerce', 'creatorCommercePollingTrigger', 'creatorCommerceTrigger'];
const CREDENTIALS = ['creatorCommerceApi', 'creatorCommerceShopifyApi', 'creatorCommerceWebhookApi'];

/** The tarball in an n8n that knows nothing of it, installed as a community package. */
export async function checkPackage(checks: Checks, { checkout }: World): Promise<void> {
	const temporary = mkdtempSync(join(tmpdir(), 'creatorcommerce-package-'));
	const userFolder = join(temporary, 'n8n');
	try {
		await checks.check('the tarball installs into a bare n8n as a community package does', async () => {
			const { tarball, size } = await packPackage(checkout, temporary);
			say(`       ${(size / 1000).toFixed(1)} kB packed`);
			expectThat(size < MAX_PACKED_BYTES, `the tarball has ${size} bytes`);
			expectEqual('packages beside it', await installAsCommunityPackage(userFolder, tarball), []);
		});

		await checks.check('all three nodes and all three credentials are there, with their icons', async () => {
			const n8n = await launchN8n({ userFolder, port: await freePort() });
			try {
				const rest = new N8nRest(n8n.url);
				await rest.signIn(OWNER);
				const nodes = await listedTypes(rest, 'nodes');
				const credentials = await listedTypes(rest, 'credentials');
				expectEqual('nodes', names(nodes), [...NODES, 'creatorCommerceTool'].map(ofPackage).sort());
				expectEqual('credentials', names(credentials), CREDENTIALS);
				const icons = [...nodes, ...credentials].flatMap((type) => type.icons);
				for (const icon of icons) await expectPicture(rest, icon);
				say(`       ${icons.length} icons, of ${nodes.length} nodes and ${credentials.length} credentials`);
				const words = n8n
					.lastLines(500)
					.split('\n')
					.filter((line) => line.includes(PACKAGE_NAME));
				expectEqual('what n8n’s log says of it', words, []);
			} finally {
				await n8n.stop();
			}
		});
	} finally {
		rmSync(temporary, { recursive: true, force: true });
	}
}

const ofPackage = (name: string): string => `${PACKAGE_NAME}.${name}`;
const names = (types: ListedType[]): string[] => [...new Set(types.map(({ name }) => name))].sort();
