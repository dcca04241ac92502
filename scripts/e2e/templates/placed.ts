import { setTimeout as sleep } from 'node:timers/promises';
import { asArray, asObject, asText, isObject, type JsonObject } from '../../n8n/readJson';
import { pointAt, type SeedTarget, type Template } from '../../n8n/seed';
import { expectEqual, expectThat } from '../checks';
import { latestExecutionId, waitForExecution, type Execution } from '../executions';
import type { World } from '../world';
import type { MailServer } from './mailServer';
import type { ThirdParties } from './thirdParties';

const RUN_WITHIN_MS = 60_000;
/** A value that the user has to fill in. */
const PLACEHOLDER = /<fill in: [^>]*>/;

/** What all templates are tried with. */
export interface Surroundings {
	world: World;
	parties: ThirdParties;
	mails: MailServer;
	target: SeedTarget;
}

/** A template as a user has it: imported, its Settings filled in, its credentials chosen. */
export class Placed {
	private constructor(
		readonly around: Surroundings,
		readonly id: string,
		private readonly workflow: JsonObject,
	) {}

	/** @param filled the fields of the node Settings by name. @throws when a placeholder is left, or a name is not there */
	static async put(around: Surroundings, template: Template, filled: JsonObject): Promise<Placed> {
		const workflow = pointAt(template, around.target);
		const rest = new Set(Object.keys(filled));
		for (const node of asArray(workflow.nodes).map(asObject)) {
			if (node.name !== 'Settings') continue;
			for (const row of asArray(asObject(asObject(node.parameters).assignments).assignments).map(asObject)) {
				if (rest.delete(asText(row.name))) row.value = filled[asText(row.name)];
			}
		}
		expectThat(rest.size === 0, `Settings has no field ${[...rest].join(', ')}`);
		const open = asArray(workflow.nodes)
			.map(asObject)
			.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote')
			.find(({ parameters }) => PLACEHOLDER.test(JSON.stringify(parameters)));
		expectThat(open === undefined, `a placeholder is left in ${asText(open?.name)}`);
		const id = await around.world.rest.importWorkflow(workflow);
		return new Placed(around, id, workflow);
	}

	/** "Execute workflow" from one trigger. */
	async run(trigger: string): Promise<Execution> {
		const { rest } = this.around.world;
		return await this.next(async () => {
			const workflowData = asObject(await rest.call('GET', `/workflows/${this.id}`));
			await rest.call('POST', `/workflows/${this.id}/run`, {
				workflowData,
				triggerToStartFrom: { name: trigger },
			});
		});
	}

	/** Publishes the workflow, does something, and takes it down again whatever comes. */
	async published(work: () => Promise<void>): Promise<void> {
		const { rest } = this.around.world;
		await rest.publish(this.id);
		try {
			await work();
		} finally {
			await rest.call('POST', `/workflows/${this.id}/deactivate`);
		}
	}

	/** Does something that makes the workflow run, and waits for the end of that run. */
	async next(cause: () => Promise<unknown>, status = 'success'): Promise<Execution> {
		const { rest } = this.around.world;
		const previous = await latestExecutionId(rest, this.id);
		await cause();
		const execution = await waitForExecution(rest, this.id, previous, RUN_WITHIN_MS);
		expectEqual(`status (${execution.error})`, execution.status, status);
		return execution;
	}

	/** Sends the last webhook once more, as Shopify does when it thinks that nobody answered. */
	async redelivered(): Promise<Execution> {
		const deliveries = await getJson(`${this.shopify}/deliveries`);
		const last = asArray(deliveries.deliveries)
			.filter(isObject)
			.filter(({ body }) => asText(body) !== '')
			.at(-1);
		if (last === undefined) throw new Error('Shopify has delivered nothing');
		return await this.next(async () => {
			const answer = await fetch(asText(last.uri), {
				method: 'POST',
				headers: Object.fromEntries(
					Object.entries(asObject(last.headers)).map(([name, value]) => [name, asText(value)]),
				),
				body: asText(last.body),
			});
			expectEqual('answer to the repeated delivery', answer.status, 200);
		});
	}

	/** The production address of a webhook or form of the workflow. */
	address(node: string): string {
		const found = asArray(this.workflow.nodes)
			.map(asObject)
			.find(({ name }) => name === node);
		const path = asText(asObject(found?.parameters).path) || asText(found?.webhookId);
		return `${this.around.world.n8nUrl}/${asText(found?.type).endsWith('formTrigger') ? 'form' : 'webhook'}/${path}`;
	}

	get shopify(): string {
		return `${this.around.world.sandboxUrl}/__sandbox/shopify`;
	}
}

/** Somebody who has not signed in yet: CreatorCommerce makes the metaobject at the first sign-in. */
export async function newcomer({ world }: Surroundings): Promise<JsonObject> {
	const shopify = `${world.sandboxUrl}/__sandbox/shopify`;
	const known = JSON.stringify((await getJson(`${shopify}/metaobjects`)).metaobjects).toLowerCase();
	const found = (await world.sandbox.collabs()).find(
		(collab) => !known.includes(asText(asObject(collab.creator).email).toLowerCase()),
	);
	if (found === undefined) throw new Error('every partner of the sandbox has signed in already');
	return found;
}

/** A partner who is onboarded. */
export async function veteran({ world }: Surroundings, place = 0): Promise<JsonObject> {
	const found = (await world.sandbox.collabs()).filter(
		(collab) => asObject(collab.creator).isOnboarded === true,
	)[place];
	if (found === undefined) throw new Error('no partner of the sandbox is onboarded');
	return found;
}

export async function getJson(url: string): Promise<JsonObject> {
	const answer = await fetch(url);
	if (!answer.ok) throw new Error(`${answer.status} for ${url}: ${await answer.text()}`);
	return asObject(await answer.json());
}

export async function postJson(
	url: string,
	body: object,
	headers: Record<string, string> = {},
): Promise<JsonObject> {
	const answer = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Error(`${answer.status} for ${url}: ${await answer.text()}`);
	return asObject(await answer.json());
}

/** Asks again and again until it holds. @throws with `otherwise` when it never does */
export async function eventually(
	holds: () => boolean | Promise<boolean>,
	otherwise: string,
	withinMs = 30_000,
): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error(otherwise);
		await sleep(200);
	}
}
