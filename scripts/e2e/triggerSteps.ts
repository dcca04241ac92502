import { randomUUID } from 'node:crypto';
import { asArray, asObject, asText, isObject, type JsonObject } from '../n8n/readJson';
import { SANDBOX_SHOPIFY_CREDENTIAL, sandboxShopifyCredential } from '../n8n/sandbox';
import { say } from '../n8n/say';
import { expectEqual, expectThat, type Checks } from './checks';
import { latestExecutionId, waitForExecution } from './executions';
import type { World } from './world';

const TRIGGER = 'CreatorCommerce Trigger';
const ROUNDS = 3;
const RUN_WITHIN_MS = 60_000;
/** From the change in the store to the start of the run, on loopback. */
const SOON_MS = 1_000;

/** The trigger in the real n8n: activated, told by signed webhooks, deactivated, three times over. */
export async function checkTrigger(checks: Checks, world: World): Promise<void> {
	const { editor, rest } = world;
	const shopify = `${world.sandboxUrl}/__sandbox/shopify`;
	const subscriptions = async (): Promise<JsonObject[]> =>
		asArray((await getJson(`${shopify}/subscriptions`)).subscriptions).filter(isObject);
	let workflowId = '';
	let credential = { id: '', name: '' };

	const ready = await checks.check('the trigger takes a Shopify credential', async () => {
		const id = await rest.saveCredential(await sandboxShopifyCredential(world.sandboxUrl));
		credential = { id, name: SANDBOX_SHOPIFY_CREDENTIAL };
		workflowId = await rest.importWorkflow(
			workflowWith(credential, { source: 'shopify', events: ['partner.created', 'order.attributed'] }),
		);
	});
	if (!ready) {
		checks.skip('the trigger is told of a sign-up', 'there is no workflow');
		return;
	}

	await checks.check(
		'the trigger’s panel shows its events, and how to set up who is not set up by itself',
		async () => {
			const events = ['partner.created', 'order.attributed', 'milestone.reached'];
			const shown = workflowWith(credential, { source: 'shopify', events, orderThresholds: '10, 50, 100' });
			await editor.openWorkflow(await rest.importWorkflow(shown));
			await editor.openNode(TRIGGER);
			for (const text of ['Partner Created', 'Order Attributed', 'Milestone Reached', 'read_all_orders']) {
				await editor.page.getByText(text).first().waitFor();
			}
			await world.picture('trigger-panel');
			await editor.choose('source', 'Shopify Flow');
			await editor.page.getByText('secrets.n8n_webhook').first().waitFor();
			await world.picture('trigger-shopify-flow');
		},
	);

	for (let round = 1; round <= ROUNDS; round += 1) {
		await checks.check(
			`round ${round}: activated by a click, told of a sign-up and a sale, deactivated by a click, nothing left behind`,
			async () => {
				expectEqual('subscriptions before', (await subscriptions()).length, 0);
				await editor.openWorkflow(workflowId);
				await editor.publish();
				const own = await subscriptions();
				expectEqual('topics', own.map(({ topic }) => asText(topic)).sort(), [
					'METAOBJECTS_CREATE',
					'ORDERS_CREATE',
					'ORDERS_UPDATED',
				]);
				const email = await partnerWithoutMetaobject(world, shopify);
				const previous = await latestExecutionId(rest, workflowId);
				const changed = Date.now();
				await postJson(`${shopify}/signIn`, { email });
				const run = await waitForExecution(rest, workflowId, previous, RUN_WITHIN_MS);
				expectEqual('status', run.status, 'success');
				const [item] = run.output(TRIGGER);
				expectEqual('event', item?.json.event, 'partner.created');
				expectEqual('partner', asText(asObject(item?.json.partner).email).toLowerCase(), email.toLowerCase());
				const took = run.startedAt - changed;
				say(`       ${took} ms from the sign-up to the run`);
				expectThat(took < SOON_MS, `the run began ${took} ms after the sign-up`);

				const beforeOrder = await latestExecutionId(rest, workflowId);
				const sold = Date.now();
				await postJson(`${shopify}/orders`, { partner: email, total: 42, attributed: 'attributes' });
				const sale = await waitForExecution(rest, workflowId, beforeOrder, RUN_WITHIN_MS);
				expectEqual('event', sale.output(TRIGGER)[0]?.json.event, 'order.attributed');
				expectEqual('total', asObject(sale.output(TRIGGER)[0]?.json.order).total, 42);
				say(`       ${sale.startedAt - sold} ms from the sale to the run`);

				await editor.openExecutions(workflowId);
				if (round === 1) {
					await world.picture('trigger-executions');
					await editor.openExecutedNode(TRIGGER);
					await world.picture('trigger-event');
				}
				await editor.openWorkflow(workflowId);
				await editor.unpublish();
				expectEqual('subscriptions after', (await subscriptions()).length, 0);
			},
		);
	}
}

const workflowWith = (credential: { id: string; name: string }, parameters: JsonObject): JsonObject => ({
	name: 'Partner signs up or sells',
	nodes: [
		{
			id: 'c0ffee00-0000-4000-8000-000000000001',
			name: TRIGGER,
			type: 'n8n-nodes-creatorcommerce.creatorCommerceTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: randomUUID(),
			parameters,
			credentials: { creatorCommerceShopifyApi: credential },
		},
	],
	connections: {},
	settings: {},
});

/** Somebody who has not signed in yet: CreatorCommerce makes the metaobject at the first sign-in. */
async function partnerWithoutMetaobject(world: World, shopify: string): Promise<string> {
	const known = JSON.stringify((await getJson(`${shopify}/metaobjects`)).metaobjects).toLowerCase();
	const emails = (await world.sandbox.collabs()).map((collab) => asText(asObject(collab.creator).email));
	const email = emails.find((candidate) => !known.includes(candidate.toLowerCase()));
	if (email === undefined) throw new Error('every partner of the sandbox has signed in already');
	return email;
}

async function getJson(url: string): Promise<JsonObject> {
	const answer = await fetch(url);
	if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} for ${url}.`);
	return asObject(await answer.json());
}

async function postJson(url: string, body: object): Promise<void> {
	const answer = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Error(`The sandbox answered ${answer.status}: ${await answer.text()}`);
}
