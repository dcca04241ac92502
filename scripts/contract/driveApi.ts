/** Sends a case through the built API client, over plain HTTP and without limits. */
import { join, resolve } from 'node:path';

import type * as ClientModule from '../../nodes/CreatorCommerce/api/client';
import type { EndpointId } from '../../nodes/CreatorCommerce/api/endpoints';
import type * as TrafficModule from '../../nodes/CreatorCommerce/traffic';
import type { ApiCase } from './cases/api';
import type { World } from './world';

export const DIST = resolve(__dirname, '../../dist');
export const KEY_HEADERS = { channel: 'x-channel-access-token', partner: 'x-partner-access-token' } as const;

/* eslint-disable @typescript-eslint/no-require-imports -- the build is what is checked, and it may not be there */
const client = (): typeof ClientModule => require(join(DIST, 'nodes/CreatorCommerce/api/client.js'));
const traffic = (): typeof TrafficModule => require(join(DIST, 'nodes/CreatorCommerce/traffic/index.js'));
/* eslint-enable @typescript-eslint/no-require-imports */

const clock: TrafficModule.Clock = {
	now: () => performance.now(),
	sleep: async (ms) => await new Promise((done) => setTimeout(done, ms)),
	random: Math.random,
};

export async function driveApi(
	url: string,
	id: EndpointId,
	{ keyType = 'channel', call }: ApiCase,
	world: World,
) {
	const { Limiter, Scheduler } = traffic();
	const unlimited = { readsPerMinute: 100_000, writesPerMinute: 100_000, bulkPerMinute: 100_000 };
	const scheduler = new Scheduler({ limiter: new Limiter(unlimited, clock), clock });
	const transport: ClientModule.Transport = async ({ method, path, body }) => {
		const headers = {
			[KEY_HEADERS[keyType]]: 'key',
			...(body === undefined ? {} : { 'content-type': 'application/json' }),
		};
		const answer = await fetch(`${url}${path}`, { method, headers, body: body && JSON.stringify(body) });
		return {
			status: answer.status,
			headers: Object.fromEntries(answer.headers),
			body: await answer.text(),
		};
	};
	const { UnifiedApi } = client();
	await new UnifiedApi(world.shopDomain, transport, scheduler).call(id, call(world));
}
