import { Agent, request } from 'node:http';
import type { Signed } from './bodies';

/** Delivers all, so many at a time over connections that stay open. Resolves with the seconds it took and the statuses. */
export async function deliverAll(
	address: string,
	deliveries: readonly Signed[],
	atATime: number,
): Promise<{ seconds: number; statuses: number[] }> {
	const agent = new Agent({ keepAlive: true, maxSockets: atATime });
	const statuses: number[] = [];
	let next = 0;
	const hand = async (): Promise<void> => {
		for (let one = deliveries[next++]; one !== undefined; one = deliveries[next++]) {
			statuses.push(await post(agent, address, one));
		}
	};
	const startedAt = performance.now();
	await Promise.all(Array.from({ length: atATime }, hand));
	const seconds = (performance.now() - startedAt) / 1000;
	agent.destroy();
	return { seconds, statuses };
}

async function post(agent: Agent, address: string, { body, headers }: Signed): Promise<number> {
	return await new Promise((resolve, reject) => {
		const sent = request(
			address,
			{ method: 'POST', agent, headers: { ...headers, 'content-length': body.length } },
			(response) => {
				response.resume();
				response.on('end', () => resolve(response.statusCode ?? 0));
			},
		);
		sent.on('error', reject);
		sent.end(body);
	});
}
