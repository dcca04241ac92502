import type { FrameLocator, Locator, Page } from 'playwright-core';
import { STEP_WITHIN_MS, type Part } from './browser';

const LOOK_AGAIN_MS = 50;
const WIDE = { width: 2400, height: 1100 };
/** The canvas glides to its new place. */
const ZOOM_MS = 1_000;
/** Around a picture of a workflow. */
const MARGIN = 12;

/**
 * n8n's editor as a person uses it. Test ids and texts were read off n8n 2.8.4; all of them are in this file.
 */
export class Editor {
	constructor(
		readonly page: Page,
		private readonly url: string,
	) {}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	async newWorkflow(): Promise<void> {
		await this.page.goto(`${this.url}/workflow/new`);
		await this.page.getByTestId('canvas-add-button').waitFor();
	}

	/** "Import from file" of an empty workflow. Gives back the id under which n8n has saved it. */
	async importFile(path: string, nodeToWaitFor: string): Promise<string> {
		await this.newWorkflow();
		await this.page.getByTestId('workflow-import-input').setInputFiles(path);
		await this.node(nodeToWaitFor).waitFor();
		// n8n saves by itself; the address has the id then.
		await this.page.waitForURL((address) => !address.pathname.endsWith('/new'));
		return new URL(this.page.url()).pathname.split('/').at(-1) ?? '';
	}

	/** Fills the value of the only row of an open Edit Fields node. */
	async fillAssignment(text: string): Promise<void> {
		const value = this.page.getByTestId('assignment-value').locator('input, textarea').first();
		await value.fill(text);
		await value.blur();
	}

	/** Opens the nodes panel from the canvas and types into its search. */
	async searchNodes(text: string): Promise<void> {
		const first = this.page.getByTestId('canvas-add-button');
		const plus = this.page.getByTestId('node-creator-plus-button');
		await first.or(plus).first().click();
		await this.page.getByTestId('node-creator-search-bar').fill(text);
	}

	/** The names in the nodes panel. */
	nodeItems(): Locator {
		return this.page.getByTestId('node-creator-item-name');
	}

	async pickNodeItem(name: string): Promise<void> {
		await this.nodeItems().filter({ hasText: name }).first().click();
	}

	/** In a new workflow n8n folds the actions of a node up, below its triggers. */
	async unfoldActions(): Promise<void> {
		await this.page.getByText(/^Actions \(\d+\)/).click();
	}

	/** Adds a node to a new workflow by its action; n8n opens it. */
	async addNode(name: string, action: string): Promise<void> {
		await this.searchNodes(name);
		await this.pickNodeItem(name);
		await this.unfoldActions();
		await this.pickNodeItem(action);
		await this.page.getByTestId('node-execute-button').waitFor();
	}

	/** Zooms out until the whole workflow is seen, in a window wide enough to read it. Gives back where it is, in pixels. */
	async showAll(): Promise<Part> {
		await this.page.setViewportSize(WIDE);
		await this.page.waitForTimeout(ZOOM_MS);
		await this.page.keyboard.press('1');
		await this.page.waitForTimeout(ZOOM_MS);
		const boxes = (
			await Promise.all(
				(await this.page.locator('.vue-flow__node').all()).map(async (node) => await node.boundingBox()),
			)
		).filter((box) => box !== null);
		const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
		const right = Math.max(...boxes.map(({ x, width }) => x + width));
		const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
		return {
			x: left - MARGIN,
			y: top - MARGIN,
			width: right - left + 2 * MARGIN,
			height: bottom - top + 2 * MARGIN,
		};
	}

	node(name: string): Locator {
		return this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);
	}

	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.page.getByTestId('ndv').first().waitFor();
	}

	async closeNode(): Promise<void> {
		await this.page.keyboard.press('Escape');
		await this.page.getByTestId('output-panel').waitFor({ state: 'hidden' });
	}

	/** A field of the open node, by its parameter name. */
	parameter(name: string): Locator {
		return this.page.getByTestId(`parameter-input-${name}`);
	}

	async fill(parameter: string, text: string): Promise<void> {
		const field = this.parameter(parameter).locator('input, textarea').first();
		await field.fill(text);
		await field.blur();
	}

	/** Fills a locator that names its thing by a text. */
	async fillLocator(parameter: string, text: string): Promise<void> {
		const field = this.parameter(parameter).getByTestId('rlc-input-container').locator('input').first();
		await field.fill(text);
		await field.blur();
		await this.until(`${parameter} to keep ${text}`, async () => (await field.inputValue()) === text);
	}

	/** Types a day, such as 2026-02-01. */
	async fillDate(parameter: string, day: string): Promise<void> {
		const field = this.parameter(parameter).locator('input').first();
		await field.fill(day);
		await field.press('Enter');
	}

	/** Fills a field that is a small code editor. */
	async fillCode(parameter: string, text: string): Promise<void> {
		const code = this.parameter(parameter).locator('.cm-content');
		await code.fill(text);
		await code.blur();
	}

	/** Chooses a credential of the open node. @param label above it, as the node names it */
	async useCredential(label: string, name: string): Promise<void> {
		const box = this.credentials().filter({ hasText: label });
		await box.getByTestId('node-credentials-select').click();
		await this.page.locator('.el-select-dropdown__item:visible').filter({ hasText: name }).first().click();
	}

	/** The credentials that the open node asks for. */
	credentials(): Locator {
		return this.page.getByTestId('credentials-label');
	}

	/** Changes how a locator names its thing. */
	async chooseMode(parameter: string, mode: string): Promise<void> {
		const selector = this.parameter(parameter).getByTestId('rlc-mode-selector');
		await selector.click();
		await this.page.locator('.el-select-dropdown__item:visible').filter({ hasText: mode }).first().click();
		// What is typed before the panel has followed goes into the field of the old mode.
		await this.until(`${parameter} to be ${mode}`, async () => {
			const shown = `${await selector.innerText()} ${await selector.locator('input').first().inputValue()}`;
			return shown.toLowerCase().includes(mode.toLowerCase());
		});
	}

	/** Presses the button that runs the workflow from one trigger. */
	async execute(trigger: string): Promise<void> {
		// n8n shows it only while the pointer is over the trigger.
		await this.page.getByTestId(`execute-workflow-button-${trigger}`).dispatchEvent('click');
	}

	/** Presses "Execute step" in the open node and waits until it has this outcome, which it must not have yet. */
	async executeStep(outcome: 'success' | 'refusal'): Promise<void> {
		await this.page.getByTestId('node-execute-button').click();
		const success = this.outputPanel().getByTestId('node-run-status-success');
		await (outcome === 'success' ? success : this.errorView()).first().waitFor();
	}

	/** What a person reads now: messages that pop up, questions that block the page, and the open node's output. */
	async told(): Promise<string> {
		const places = ['.el-notification', '.el-message-box', '.el-dialog', '[data-test-id="output-panel"]'].map(
			(selector) => this.page.locator(`${selector}:visible`),
		);
		const texts = await Promise.all(places.map(async (place) => await place.allInnerTexts()));
		return texts
			.flat()
			.join('\n')
			.replaceAll(/\s*\n\s*/g, ' | ');
	}

	private async until(what: string, holds: () => Promise<boolean>): Promise<void> {
		const end = Date.now() + STEP_WITHIN_MS;
		while (!(await holds())) {
			if (Date.now() > end) throw new Error(`Waited for ${what} in vain.`);
			await this.page.waitForTimeout(LOOK_AGAIN_MS);
		}
	}

	outputPanel(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/** What the open node shows in place of output when it failed. */
	errorView(): Locator {
		return this.outputPanel().locator('.node-error-view');
	}

	/** The list of a resource locator: opened, and its rows. */
	async openList(parameter: string): Promise<Locator> {
		await this.parameter(parameter).getByTestId('rlc-input').click();
		return this.page.getByTestId('rlc-item');
	}

	/** The list of a resource locator: opened, searched, and its rows. */
	async searchList(parameter: string, text: string): Promise<Locator> {
		// What is typed before the list has come is forgotten by n8n.
		await (await this.openList(parameter)).first().waitFor();
		await this.page
			.getByTestId('rlc-search')
			.locator('input')
			.or(this.page.locator('input[data-test-id="rlc-search"]'))
			.first()
			.fill(text);
		const rows = this.page.getByTestId('rlc-item');
		await rows.filter({ hasText: text }).first().waitFor();
		return rows;
	}

	async choose(parameter: string, option: string): Promise<void> {
		await this.parameter(parameter).click();
		await this.page.locator('.el-select-dropdown__item:visible').filter({ hasText: option }).first().click();
	}

	/** Presses "Publish" and, in the window that asks for a name of the version, again. Done when n8n has activated it. */
	async publish(): Promise<void> {
		const open = this.page.getByTestId('workflow-open-publish-modal-button');
		const confirm = this.page.getByTestId('workflow-publish-button');
		await open.click();
		await confirm.click();
		// n8n waits for the triggers; what it offers after that is closed as a person would.
		await this.page.getByTestId('workflow-active-version-indicator').waitFor();
		await confirm.waitFor({ state: 'hidden' });
		await this.page.keyboard.press('Escape');
	}

	/** Chooses "Unpublish" beside "Publish", and confirms it. Done when n8n has deactivated it. */
	async unpublish(): Promise<void> {
		await this.page.getByTestId('version-menu-button').click();
		await this.page.getByRole('menuitem', { name: 'Unpublish' }).click();
		const dialog = this.page.getByRole('dialog');
		await dialog.getByRole('button', { name: 'Unpublish' }).click();
		await dialog.waitFor({ state: 'hidden' });
		await this.page.getByTestId('workflow-active-version-indicator').waitFor({ state: 'hidden' });
	}

	/** The list of a workflow's executions, with the newest one open. */
	async openExecutions(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}/executions`);
		await this.preview().getByTestId('canvas-node').first().waitFor();
	}

	/** n8n shows an execution in a frame of its own. */
	private preview(): FrameLocator {
		return this.page.frameLocator('[data-test-id="workflow-preview-iframe"], iframe');
	}

	/** Opens what a node of the shown execution put out. */
	async openExecutedNode(name: string): Promise<void> {
		await this.preview().locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
		await this.preview().getByTestId('output-panel').waitFor();
	}

	/** Opens an empty credential of this type from the credentials page. */
	async newCredential(type: string): Promise<void> {
		await this.page.goto(`${this.url}/home/credentials`);
		await this.page
			.getByTestId('add-resource-credential')
			.or(this.page.getByRole('button', { name: 'Add first credential' }))
			.first()
			.click();
		await this.page.getByTestId('new-credential-type-select').locator('input').fill(type);
		await this.page
			.getByTestId('new-credential-type-select-option')
			.filter({ hasText: type })
			.first()
			.click();
		await this.page.getByTestId('new-credential-type-button').click();
		await this.page.getByTestId('credential-save-button').waitFor();
	}

	/** Saves the open credential; n8n tests it then. Gives back what the banner says, with its details. */
	async saveCredential(): Promise<string> {
		await this.page.getByTestId('credential-save-button').click();
		const success = this.page.getByTestId('credentials-config-container-test-success');
		const details = this.page.getByText('More details');
		await success.or(details).first().waitFor();
		if (await details.isVisible()) await details.click();
		return await this.page.getByTestId('node-credentials-config-container').innerText();
	}
}
