import { asArray, asObject, asText } from '../n8n/readJson';
import { expectEqual, expectThat, type Checks } from './checks';
import {
	FOR_CREATOR_COMMERCE,
	FOR_SHOPIFY,
	saveSandboxCredentials,
	useSandboxCredentials,
} from './sandboxCredentials';
import { getJson } from './templates/placed';
import type { World } from './world';

const DAY_MS = 86_400_000;
/** Each of these checks begins with a new workflow. */
const TRIES = 2;

/** What the node's panel asks for, and what its lists offer, where two credentials are at work. */
export async function checkPanel(checks: Checks, world: World): Promise<void> {
	const { editor } = world;
	const { page } = editor;
	await saveSandboxCredentials(world);
	const check = async (name: string, work: () => Promise<void>): Promise<boolean> =>
		await checks.check(name, work, TRIES);
	/** Exactly these credentials are asked for, as soon as the panel has followed. */
	const expectAsked = async (labels: string[]): Promise<void> => {
		for (const label of [FOR_CREATOR_COMMERCE, FOR_SHOPIFY]) {
			const state = labels.includes(label) ? 'visible' : 'hidden';
			await editor.credentials().filter({ hasText: label }).waitFor({ state });
		}
		expectEqual('credentials asked for', await editor.credentials().count(), labels.length);
	};

	await check('resource and operation can be changed in the panel', async () => {
		await editor.newWorkflow();
		await editor.addNode('CreatorCommerce', 'Get partner');
		await expectAsked([FOR_CREATOR_COMMERCE]);
		await editor.choose('resource', 'Order');
		await editor.choose('operation', 'Create');
		await expectAsked([FOR_CREATOR_COMMERCE, FOR_SHOPIFY]);
		await editor.choose('operation', 'Get Many');
		await expectAsked([FOR_SHOPIFY]);
	});

	await check('a list without a credential says which one to choose', async () => {
		await editor.newWorkflow();
		await editor.addNode('CreatorCommerce', 'Add products to drop');
		await editor.chooseMode('product', 'From List');
		await editor.credentials().filter({ hasText: FOR_SHOPIFY }).waitFor();
		await editor.parameter('product').getByTestId('rlc-input').click();
		await page.getByText('Choose a Shopify credential above').waitFor();
	});

	await check('a product is added by its handle, and Shopify is asked for only then', async () => {
		await editor.newWorkflow();
		await editor.addNode('CreatorCommerce', 'Add products to drop');
		await expectAsked([FOR_CREATOR_COMMERCE]);
		await editor.chooseMode('product', 'By Handle');
		await expectAsked([FOR_CREATOR_COMMERCE, FOR_SHOPIFY]);
		await useSandboxCredentials(editor);
		const { email, drop } = await someDrop(world);
		await (await editor.searchList('partner', email)).filter({ hasText: email }).click();
		await (await editor.openList('drop')).filter({ hasText: drop }).first().click();
		await editor.chooseMode('product', 'From List');
		await editor.openList('product');
		await world.picture('product-list');
		await page.keyboard.press('Escape');
		await editor.chooseMode('product', 'By Handle');
		const products = asArray((await getJson(`${world.sandboxUrl}/__sandbox/shopify/products`)).products);
		const handle = asText(asObject(products.at(-1)).handle);
		await editor.fillLocator('product', handle);
		await editor.executeStep('success');
		await editor.outputPanel().getByText(handle).first().waitFor();
		await world.picture('product-by-handle');
	});

	await check('campaigns and forms are offered by title', async () => {
		await editor.newWorkflow();
		await editor.addNode('CreatorCommerce', 'Update campaign');
		await useSandboxCredentials(editor);
		await (await editor.openList('campaign')).filter({ hasText: 'Always On' }).first().click();
		await editor.choose('resource', 'Form');
		await editor.choose('operation', 'Update');
		await (await editor.openList('form')).filter({ hasText: 'Creator Intake' }).first().waitFor();
	});

	await check('the revenue of a week comes day by day', async () => {
		await editor.newWorkflow();
		await editor.addNode('CreatorCommerce', 'Get revenue metrics');
		await useSandboxCredentials(editor);
		const today = Date.now();
		await editor.fillDate('startDate', new Date(today - 7 * DAY_MS).toISOString().slice(0, 10));
		await editor.fillDate('endDate', new Date(today - DAY_MS).toISOString().slice(0, 10));
		await editor.choose('rows', 'Days Only');
		await editor.executeStep('success');
		const told = await editor.outputPanel().innerText();
		expectThat(told.includes('7 items'), `the output says: ${told.slice(0, 300)}`);
		await world.picture('metric-revenue');
	});
}

/** A partner who has a drop, and the title of it. */
async function someDrop(world: World): Promise<{ email: string; drop: string }> {
	const [drop] = asArray((await getJson(`${world.sandboxUrl}/__sandbox/state/drops`)).drops).map(asObject);
	const owner = (await world.sandbox.collabs()).find(({ _id }) => _id === drop?.collab);
	return { email: asText(asObject(owner?.creator).email), drop: asText(drop?.title) };
}
