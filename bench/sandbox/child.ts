/**
 * Sandboxes in a process of their own, with a fast clock: their limits' minute stays 60,000 ms, and so do Retry-After seconds
 * and journal times, on a clock that runs `factor` times as fast. Only their latencies are timers, and divided.
 */
import { createSandbox, type Sandbox } from '../../sandbox';
import type { OrderWish } from '../../sandbox/shopify/orders/make';
import type { Ask, AskName, Asks, SandboxStart, Told } from './protocol';

function runClockFaster(factor: number): void {
	const startedAt = Date.now();
	const origin = performance.now();
	Date.now = () => Math.floor(startedAt + (performance.now() - origin) * factor);
}

async function start(given: SandboxStart, seed: number): Promise<Sandbox> {
	const { partners, factor, limits, latency, orders = 0 } = given;
	const sandbox = await createSandbox({
		partners,
		seed,
		limits: { kind: limits === 'off' ? 'off' : 'sliding' },
		faults: latency
			? [{ effect: { kind: 'latency', minMs: latency.minMs / factor, maxMs: latency.maxMs / factor } }]
			: [],
	});
	seededOrders.set(sandbox, sandbox.shopify.orders().length);
	for (let at = 0; at < orders; at++) sandbox.shopify.createOrder(orderOf(at));
	return sandbox;
}

/** Orders as stores have them: some with tags and attributes of others, which are not to be lost. */
const orderOf = (at: number): OrderWish => ({
	email: null,
	...(at % 3 === 0 && { tags: ['vip', `batch-${at}`] }),
	...(at % 5 === 0 && { attributes: [{ key: 'gift-note', value: `For ${at}` }] }),
});

const seededOrders = new Map<Sandbox, number>();

function answer(sandbox: Sandbox, name: AskName): Asks[AskName] {
	const { state } = sandbox;
	switch (name) {
		case 'requests':
			return sandbox.journal().length;
		case 'journal':
			return sandbox.journal().map(({ at, answeredAt, method, path, refused, tookPlace, body }) => ({
				at,
				answeredAt,
				isWrite: method !== 'GET',
				path,
				refused,
				tookPlace,
				body,
			}));
		case 'partners':
			return state.collabs().map(({ _id, affiliateCode, creator }) => ({
				collabId: _id,
				email: creator.email,
				firstName: creator.firstName,
				lastName: creator.lastName,
				affiliateCode,
			}));
		case 'orders':
			return sandbox.shopify
				.orders()
				.slice(seededOrders.get(sandbox))
				.map(({ id, tags, attributes }) => ({ id: String(id), tags, attributes }));
		case 'creators':
			return sandbox.shopify.metaobjects().map(({ creatorId }) => creatorId);
		case 'drops':
			return state.drops().map((drop) => ({
				collabId: drop.collab,
				dropId: drop._id,
				products: drop.products.map((id) => state.product(id)?.shopifyId ?? id),
			}));
	}
}

const tell = (told: Told): void => void process.send?.(told);

async function main(): Promise<void> {
	const given = JSON.parse(process.argv[2] ?? '') as SandboxStart; // from client.ts
	runClockFaster(given.factor);
	const sandboxes = await Promise.all(
		Array.from({ length: given.stores }, async (_, seed) => await start(given, seed + 1)),
	);
	process.on('message', ({ id, store, name }: Ask) => {
		try {
			const sandbox = sandboxes[store];
			if (!sandbox) throw new Error(`there is no sandbox ${store}`);
			tell({ kind: 'answer', id, answer: answer(sandbox, name) });
		} catch (error) {
			tell({ kind: 'broke', id, message: `The sandbox broke: ${String(error)}` });
		}
	});
	// The bench ended, however it ended.
	process.on('disconnect', () => {
		Promise.all(sandboxes.map(async (sandbox) => await sandbox.close())).then(
			() => process.exit(0),
			() => process.exit(1),
		);
	});
	tell({
		kind: 'ready',
		addresses: sandboxes.map(({ url, shopDomain, channelKey, shopify }) => ({
			url,
			shopDomain,
			apiKey: channelKey,
			shopifyToken: shopify.accessToken,
		})),
	});
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
