import {
	CostPacer,
	ShopifyAdmin,
	allCreators,
	creatorHandles,
	listWebhooks,
	newestOrders,
	ordersTagged,
} from '../../../../nodes/CreatorCommerce/shopify';
import { readCreatorNames } from '../../../../nodes/CreatorCommerce/shopify/creatorDirectory';
import { findByName } from '../../../../nodes/CreatorCommerce/shopify/attribute/read';
import { bySource, madeSince } from '../../../../nodes/CreatorCommerce/shopify/record/find';

/** Lists that are longer than one page of Shopify's are read to their end. */

const PAGES = 3;

/** A store whose every list has three pages of one; `asked` are the cursors that were sent. */
function store(node: (page: number) => object, ends = true) {
	const asked: unknown[] = [];
	const clock = { now: () => 0, random: () => 0, sleep: async () => {} };
	const admin = new ShopifyAdmin({
		clock,
		pacer: new CostPacer(clock),
		patienceMs: 0,
		transport: async ({ query, variables }) => {
			asked.push(variables.after);
			const page = asked.length;
			const root = /\b(webhookSubscriptions|metaobjects|orders)\(/.exec(query)?.[1] ?? '';
			const hasNextPage = ends ? page < PAGES : true;
			const pageInfo = { hasNextPage, endCursor: ends ? `c${page}` : 'the same' };
			const data = { [root]: { nodes: [node(page)], pageInfo } };
			return { status: 200, headers: {}, body: JSON.stringify({ data }) };
		},
	});
	return { admin, asked };
}

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
	const found: T[] = [];
	for await (const item of items) found.push(item);
	return found;
};

const order = (page: number) => ({
	id: `gid://shopify/Order/${page}`,
	name: '#1001',
	createdAt: '2026-11-22T12:00:00Z',
	sourceIdentifier: 'R-1',
	tags: [],
	customAttributes: [],
});
const creator = (page: number) => ({
	id: `gid://shopify/Metaobject/${page}`,
	handle: `creator-${page}`,
	creatorId: { value: `id-${page}` },
	fields: [],
});
const subscription = (page: number) => ({
	id: `gid://shopify/WebhookSubscription/${page}`,
	topic: 'ORDERS_CREATE',
});

/** What is listed, and how many of the three it found. */
const LISTS: Array<[string, (page: number) => object, (admin: ShopifyAdmin) => Promise<number>]> = [
	['subscriptions', subscription, async (admin) => (await listWebhooks(admin)).length],
	['creators', creator, async (admin) => (await all(allCreators(admin))).flat().length],
	['handles of creators', creator, async (admin) => (await creatorHandles(admin)).size],
	['names of creators', creator, async (admin) => (await readCreatorNames(admin)).size],
	['tagged orders', order, async (admin) => (await all(ordersTagged(admin, 'CreatorCommerce'))).length],
	['newest orders', order, async (admin) => (await all(newestOrders(admin))).length],
	['orders of a name', order, async (admin) => (await findByName(admin, ['#1001'])).get('1001')?.length ?? 0],
	['orders of a source', order, async (admin) => (await bySource(admin, ['R-1'])).get('R-1')?.length ?? 0],
	['orders made since', order, async (admin) => (await madeSince(admin, 0)).get('R-1')?.length ?? 0],
];

describe.each(LISTS)('%s', (_, node, read) => {
	it('are read to the last page, each from where the one before ended', async () => {
		const { admin, asked } = store(node);
		expect(await read(admin)).toBe(PAGES);
		expect(asked).toEqual([null, 'c1', 'c2']);
	});

	it('end where Shopify gives the same cursor again', async () => {
		const { admin, asked } = store(node, false);
		await read(admin);
		expect(asked).toEqual([null, 'the same']);
	});
});
