import { randomUUID } from 'node:crypto';
import { asArray, asObject, asText, isObject, type JsonObject } from '../n8n/readJson';
import { say } from '../n8n/say';
import { VIEWPORT } from './browser';
import { expectEqual, expectThat, type Checks } from './checks';
import { executionsOf, latestExecutionId, waitForExecution, type Execution } from './executions';
import { saveSandboxCredentials, useSandboxCredentials } from './sandboxCredentials';
import { getJson, postJson } from './templates/placed';
import type { World } from './world';

const TRIGGER = 'CreatorCommerce Trigger';
const START = 'Start';
const WORK = 'CreatorCommerce';
const RUN_WITHIN_MS = 60_000;
/** Wide enough for the columns with the amounts. */
const WIDE = { width: 2_000, height: 900 };

const SOURCE = 'till-berlin';
const NUMBER = 'R-2026-0815';
const SOLD = [{ title: 'Market stall tee', price: '24.90', quantity: 2 }];
const AMOUNT = 49.8;
/** Of the sale that nobody was credited with at first. */
const LATER_AMOUNT = 64.2;

/** An order from elsewhere is recorded through the editor, and a trigger in another workflow tells of it at once. */
export async function checkOrders(checks: Checks, world: World): Promise<void> {
	const { editor, rest } = world;
	const orders = await Orders.at(world);
	const { email, creatorId, name } = orders.seller;
	let told: string | undefined;

	await checks.check('an order made elsewhere is recorded by hand, and another workflow starts', async () => {
		await rest.publish(orders.listener);
		await editor.newWorkflow();
		await editor.addNode('CreatorCommerce', 'Create order');
		await useSandboxCredentials(editor);
		await (await editor.searchList('partner', name)).filter({ hasText: email }).click();
		await editor.fill('sourceName', SOURCE);
		await editor.fill('sourceIdentifier', NUMBER);
		await editor.choose('specifyLineItems', 'Using JSON');
		await editor.fillCode('lineItemsJson', JSON.stringify(SOLD));
		await editor.executeStep('success');
		await world.picture('order-create');

		const run = await waitForExecution(rest, orders.listener, undefined, RUN_WITHIN_MS);
		const [made, ...more] = await orders.recorded();
		expectEqual('orders recorded beyond the one', more.length, 0);
		const output = run.output(TRIGGER);
		expectEqual('events', output.length, 1);
		const { event, order, partner } = asObject(output[0]?.json);
		expectEqual('event', event, 'order.attributed');
		expectEqual('order', [asText(asObject(order).id), asObject(order).total], [asText(made?.id), AMOUNT]);
		expectEqual(
			'partner',
			[asText(asObject(partner).creatorId), asText(asObject(partner).email).toLowerCase()],
			[creatorId, email.toLowerCase()],
		);
		told = run.id;
		say(`       ${run.startedAt - Date.parse(asText(made?.createdAt))} ms from the new order to the run`);
	});

	await checks.check(
		'recorded again, the order is told to be there, and nothing is made or told',
		async () => {
			const before = await orders.stored();
			await editor.executeStep('success');
			await editor.outputPanel().getByText('existing').first().waitFor();
			expectEqual('orders after it', (await orders.stored()).length, before.length);
			expectEqual('orders recorded', (await orders.recorded()).length, 1);
			await orders.expectQuiet(told);
		},
	);

	await checks.check(
		'an order of nobody is credited later: told once, however often it is credited',
		async () => {
			const { order } = await postJson(`${orders.shopify}/orders`, {
				total: LATER_AMOUNT,
				attributed: 'none',
			});
			const id = asText(asObject(order).id);
			await orders.flush();
			const before = await latestExecutionId(rest, orders.listener);
			const credit = {
				operation: 'attribute',
				order: { __rl: true, mode: 'id', value: id },
				partner: { __rl: true, mode: 'email', value: email },
			};
			const begun = Date.now();
			const done = await orders.run(credit);
			expectEqual('status', done.output(WORK)[0]?.json.status, 'attributed');
			const run = await waitForExecution(rest, orders.listener, before, RUN_WITHIN_MS);
			const { order: seen, partner } = asObject(run.output(TRIGGER)[0]?.json);
			expectEqual('order', [asText(asObject(seen).id), asObject(seen).total], [id, LATER_AMOUNT]);
			expectEqual('partner', asText(asObject(partner).creatorId), creatorId);
			say(`       ${run.startedAt - begun} ms from "Execute workflow" to the run of the trigger's workflow`);

			const again = await orders.run(credit);
			expectEqual('status of a repeat', again.output(WORK)[0]?.json.status, 'unchanged');
			await orders.expectQuiet(run.id);
		},
	);

	await checks.check('both orders are listed for the partner, and added up', async () => {
		const many = { operation: 'getAll', ordersOf: 'onePartner', returnAll: true };
		const partner = { __rl: true, mode: 'email', value: email };
		const listed = await orders.run({ ...many, partner, output: 'orders' });
		expectEqual(
			'totals of the orders',
			listed.output(WORK).map(({ json }) => [json.total, asText(asObject(json.partner).email).toLowerCase()]),
			[LATER_AMOUNT, AMOUNT].map((total) => [total, email.toLowerCase()]),
		);
		const added = await orders.run({ ...many, partner, output: 'totals' });
		expectEqual(
			'sums',
			added.output(WORK).map(({ json }) => [json.orders, json.revenue, json.currency]),
			[[2, AMOUNT + LATER_AMOUNT, 'USD']],
		);
	});

	await checks.check('the list of all partners’ orders is read in the editor', async () => {
		await editor.newWorkflow();
		await editor.addNode('CreatorCommerce', 'Get many orders');
		await useSandboxCredentials(editor);
		await editor.executeStep('success');
		await editor.outputPanel().getByText(email).first().waitFor();
		await editor.page.setViewportSize(WIDE);
		await world.picture('order-get-many');
		await editor.page.setViewportSize(VIEWPORT);
	});

	await orders.takeDown();
}

interface Seller {
	email: string;
	creatorId: string;
	/** First and last name. */
	name: string;
}

/** The two workflows, and what Shopify keeps. */
class Orders {
	private constructor(
		private readonly world: World,
		readonly seller: Seller,
		/** Starts with every order that is credited to somebody. */
		readonly listener: string,
		private readonly worker: string,
	) {}

	static async at(world: World): Promise<Orders> {
		const { rest } = world;
		const credentials = await saveSandboxCredentials(world);
		const listener = await rest.importWorkflow({
			name: 'An order is credited',
			nodes: [
				{
					...node(TRIGGER, 'n8n-nodes-creatorcommerce.creatorCommerceTrigger', 0, {
						source: 'shopify',
						events: ['order.attributed'],
					}),
					webhookId: randomUUID(),
					credentials: { creatorCommerceShopifyApi: credentials.creatorCommerceShopifyApi },
				},
			],
			connections: {},
			settings: {},
		});
		const worker = await rest.importWorkflow({
			name: 'Orders',
			nodes: [
				node(START, 'n8n-nodes-base.manualTrigger', 0, {}),
				{
					...node(WORK, 'n8n-nodes-creatorcommerce.creatorCommerce', 220, { resource: 'order' }),
					credentials,
				},
			],
			connections: { [START]: { main: [[{ node: WORK, type: 'main', index: 0 }]] } },
			settings: {},
		});
		return new Orders(world, await sellerOf(world), listener, worker);
	}

	/** "Execute workflow" with the node set like this. */
	async run(parameters: JsonObject): Promise<Execution> {
		const { rest } = this.world;
		const path = `/workflows/${this.worker}`;
		const workflow = asObject(await rest.call('GET', path));
		const nodes = asArray(workflow.nodes)
			.map(asObject)
			.map((one) => (one.name === WORK ? { ...one, parameters: { resource: 'order', ...parameters } } : one));
		const before = await latestExecutionId(rest, this.worker);
		await rest.call('POST', `${path}/run`, {
			workflowData: { ...workflow, nodes },
			triggerToStartFrom: { name: START },
		});
		const run = await waitForExecution(rest, this.worker, before, RUN_WITHIN_MS);
		expectEqual(`status (${run.error})`, run.status, 'success');
		return run;
	}

	async stored(): Promise<JsonObject[]> {
		return asArray((await getJson(`${this.shopify}/orders`)).orders).filter(isObject);
	}

	/** What Shopify has under the number of the till. */
	async recorded(): Promise<JsonObject[]> {
		return (await this.stored()).filter(({ sourceIdentifier }) => sourceIdentifier === NUMBER);
	}

	/** Waits until Shopify has told everything it has to tell. */
	async flush(): Promise<void> {
		await postJson(`${this.shopify}/flush`, {});
	}

	/** The next order that is told is one that comes in now: nothing was told between it and the execution `since`. */
	async expectQuiet(since: string | undefined): Promise<void> {
		expectThat(since !== undefined, 'the run before was not seen');
		await this.flush();
		const { rest } = this.world;
		const before = await executionsOf(rest, this.listener);
		expectEqual('newest run', before[0]?.id, since);
		const { order } = await postJson(`${this.shopify}/orders`, {
			partner: await this.somebodyElse(),
			attributed: 'attributes',
		});
		const next = await waitForExecution(rest, this.listener, since, RUN_WITHIN_MS);
		expectEqual(
			'order of the next run',
			asText(asObject(next.output(TRIGGER)[0]?.json.order).id),
			asText(asObject(order).id),
		);
		await this.flush();
		const runs = await executionsOf(rest, this.listener);
		expectEqual('runs more', runs.length - before.length, 1);
	}

	async takeDown(): Promise<void> {
		await this.world.rest.call('POST', `/workflows/${this.listener}/deactivate`).catch(() => undefined);
	}

	get shopify(): string {
		return `${this.world.sandboxUrl}/__sandbox/shopify`;
	}

	private async somebodyElse(): Promise<string> {
		const other = (await partnersOf(this.world)).find(({ email }) => email !== this.seller.email);
		return other?.email ?? '';
	}
}

const node = (name: string, type: string, x: number, parameters: JsonObject): JsonObject => ({
	id: randomUUID(),
	name,
	type,
	typeVersion: 1,
	position: [x, 0],
	parameters,
});

async function partnersOf(world: World): Promise<Seller[]> {
	return (await world.sandbox.collabs())
		.map(({ creator }) => asObject(creator))
		.filter(({ isOnboarded }) => isOnboarded === true)
		.map(({ _id, email, firstName, lastName }) => ({
			creatorId: asText(_id),
			email: asText(email),
			name: `${asText(firstName)} ${asText(lastName)}`,
		}));
}

/** A partner who has sold nothing yet, and whose name nobody else has. */
async function sellerOf(world: World): Promise<Seller> {
	const { orders } = await getJson(`${world.sandboxUrl}/__sandbox/shopify/orders`);
	const sold = JSON.stringify(orders);
	const partners = await partnersOf(world);
	const seller = partners.find(
		({ creatorId, name }) =>
			!sold.includes(creatorId) && partners.filter((other) => other.name === name).length === 1,
	);
	if (seller === undefined) throw new Error('every partner of the sandbox has sold something');
	return seller;
}
