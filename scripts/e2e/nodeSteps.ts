import { asObject, asText } from '../n8n/readJson';
import { SANDBOX_KEY, SANDBOX_STORE } from '../n8n/sandbox';
import { expectThat, type Checks } from './checks';
import { E2E_LIMITS, type World } from './world';

/** What a new user does first: find the node, enter the key, create a partner, pick one from the list. */
export async function checkNode(checks: Checks, world: World): Promise<void> {
	const { editor, sandbox } = world;
	const { page } = editor;

	await checks.check('the nodes panel finds CreatorCommerce under "creator"', async () => {
		await editor.newWorkflow();
		await editor.searchNodes('creator');
		await editor.nodeItems().filter({ hasText: 'CreatorCommerce' }).first().waitFor();
		await world.picture('nodes-panel');
		await editor.pickNodeItem('CreatorCommerce');
		await editor.unfoldActions();
		await editor.nodeItems().filter({ hasText: 'Sync partners' }).first().waitFor();
		await world.picture('nodes-panel-actions');
	});

	await checks.check('a credential with a wrong key is told so when it is saved', async () => {
		await editor.newCredential('CreatorCommerce API');
		await editor.fill('apiKey', 'not-the-key');
		await editor.fill('myshopifyDomain', SANDBOX_STORE);
		await editor.choose('environment', 'Custom');
		await editor.fill('baseUrl', world.sandboxUrl);
		await editor.fill('readsPerMinute', String(E2E_LIMITS.readsPerMinute));
		await editor.fill('writesPerMinute', String(E2E_LIMITS.writesPerMinute));
		await editor.fill('bulkPerMinute', String(E2E_LIMITS.bulkPerMinute));
		const told = await editor.saveCredential();
		await world.picture('credential-wrong-key');
		expectThat(told.includes('did not accept the API key'), `the credential says: ${told.slice(0, 400)}`);
	});

	await checks.check('a credential with the right key is saved and tested green', async () => {
		await editor.fill('apiKey', SANDBOX_KEY);
		await page.getByTestId('credential-save-button').click();
		await page.getByText('Connection tested successfully').waitFor();
		await world.picture('credential');
	});

	await checks.check('a partner is created through the node', async () => {
		const email = 'zoé+ui@example.com';
		await editor.newWorkflow();
		await editor.addNode('CreatorCommerce', 'Create partner');
		await editor.fill('email', email);
		await editor.fill('firstName', 'Zoé');
		await editor.fill('lastName', "O'Brien");
		await editor.executeStep('success');
		await world.picture('create-partner');
		const made = (await sandbox.collabs()).filter(({ creator }) => asText(asObject(creator).email) === email);
		expectThat(made.length === 1, `the store has ${made.length} partners with the address ${email}`);
		const { firstName, lastName } = asObject(made[0]?.creator);
		expectThat(
			firstName === 'Zoé' && lastName === "O'Brien",
			`it is called ${asText(firstName)} ${asText(lastName)}`,
		);
	});

	await checks.check('creating the same partner again is refused with a reason', async () => {
		await editor.executeStep('refusal');
		await editor
			.outputPanel()
			.getByText(/is a partner already/)
			.first()
			.waitFor();
		await world.picture('create-partner-again');
	});

	await checks.check('a partner is found in the searchable list and read', async () => {
		await editor.newWorkflow();
		await editor.addNode('CreatorCommerce', 'Get partner');
		const rows = await editor.searchList('partner', 'brien');
		// What was there before the search is shown until its answer comes.
		await rows.filter({ hasNotText: 'brien' }).first().waitFor({ state: 'hidden' });
		await world.picture('partner-list');
		await rows.filter({ hasText: 'Zoé O' }).first().click();
		await editor.executeStep('success');
		await editor.outputPanel().getByText('zoé+ui@example.com').first().waitFor();
	});
}
