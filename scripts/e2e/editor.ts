import type { Locator, Page } from 'playwright-core';

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

	/** Presses the button that runs the workflow from one trigger. */
	async execute(trigger: string): Promise<void> {
		// n8n shows it only while the pointer is over the trigger.
		await this.page.getByTestId(`execute-workflow-button-${trigger}`).dispatchEvent('click');
	}

	/** The texts of the pop-up messages that are there now. */
	async notices(): Promise<string[]> {
		return await this.page.locator('.el-notification').allInnerTexts();
	}
}
