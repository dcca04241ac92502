import axios, { type AxiosResponse } from 'axios';
import { createSandbox, type Sandbox } from '../../sandbox';

const ALL = `query All($after: String) {
	metaobjects(type: "creator", first: 3, after: $after) {
		nodes { id type handle updatedAt fields { key value } email: field(key: "cc-creator-email") { value } }
		pageInfo { hasNextPage endCursor }
	}
}`;
const ONE =
	'query One($handle: MetaobjectHandleInput, $id: ID) { metaobject(handle: $handle, id: $id) { handle } }';

describe('Shopify Storefront', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await createSandbox({ partners: 8, limits: { kind: 'off' } });
	});
	beforeEach(async () => {
		await sandbox.reset();
		for (const { _id } of sandbox.state.collabs()) sandbox.shopify.signIn(_id);
	});
	afterAll(async () => await sandbox.close());

	const ask = async (
		query: string,
		variables: unknown = {},
		token: string = sandbox.shopify.storefrontToken,
		path = '/api/2026-10/graphql.json',
	): Promise<AxiosResponse> =>
		await axios.post(
			`${sandbox.url}${path}`,
			{ query, variables },
			{
				headers: { 'X-Shopify-Storefront-Access-Token': token },
				validateStatus: () => true,
				proxy: false,
			},
		);

	it('shows creators page by page, and a single one by handle or id', async () => {
		const handles: string[] = [];
		let after: string | null = null;
		for (;;) {
			const { data } = await ask(ALL, { after });
			const { nodes, pageInfo } = data.data.metaobjects;
			for (const node of nodes) handles.push(node.handle);
			if (!pageInfo.hasNextPage) break;
			after = pageInfo.endCursor;
		}
		const there = sandbox.shopify.metaobjects();
		expect(handles.sort()).toEqual(there.map(({ handle }) => handle).sort());
		const [first] = there;
		const byHandle = await ask(ONE, { handle: { type: 'creator', handle: first?.handle } });
		const byId = await ask(ONE, { id: `gid://shopify/Metaobject/${first?.id}` });
		expect([byHandle.data.data, byId.data.data]).toEqual(
			Array(2).fill({ metaobject: { handle: first?.handle } }),
		);
		expect((await ask(ONE, { handle: { type: 'other', handle: first?.handle } })).data.data).toEqual({
			metaobject: null,
		});
	});

	it('takes its own token only, not the app’s', async () => {
		for (const token of ['wrong', '', sandbox.shopify.accessToken]) {
			const { status, data } = await ask(ALL, {}, token);
			expect([status, data]).toEqual([
				401,
				{ errors: [{ message: '', extensions: { code: 'UNAUTHORIZED' } }] },
			]);
		}
	});

	it('wants the scope, and shows nothing of what the store hides', async () => {
		sandbox.shopify.setShopify({ storefrontPages: 'hidden' });
		expect((await ask(ALL)).data.data.metaobjects.nodes).toEqual([]);
		sandbox.shopify.setShopify({ storefrontScopes: [] });
		expect((await ask(ALL)).data.errors).toEqual([
			expect.objectContaining({
				message: expect.stringContaining('unauthenticated_read_metaobjects'),
				extensions: expect.objectContaining({ code: 'ACCESS_DENIED' }),
			}),
		]);
	});

	it('refuses what its schema does not have, other versions and other stores', async () => {
		expect((await ask('{ orders(first: 1) { nodes { id } } }')).data.errors).toHaveLength(1);
		expect(
			(await ask('{ metaobjects(type: "creator", first: 1) { nodes { displayName } } }')).data.errors,
		).toEqual([expect.objectContaining({ message: expect.stringContaining('displayName') })]);
		expect((await ask(ALL, {}, undefined, '/api/2019-01/graphql.json')).status).toBe(404);
		expect((await ask(ALL, {}, undefined, '/nobody.myshopify.com/api/2026-10/graphql.json')).status).toBe(
			404,
		);
	});
});
