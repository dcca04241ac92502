import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asObject, asText } from '../n8n/readJson';
import { setLimits } from '../n8n/sandbox';
import { say } from '../n8n/say';
import { expectEqual, expectThat, type Checks } from './checks';
import { latestExecutionId, waitForExecution } from './executions';
import { readExport } from './partnerExport';
import { E2E_LIMITS, type World } from './world';

const SYNC_NODE = 'Sync partners';
const HALF_WAY_WITHIN_MS = 180_000;
const DONE_WITHIN_MS = 300_000;

/**
 * The machine goes down in the middle of a sync: n8n and everything it started is killed with SIGKILL when half of the
 * partners are there, started again, and the same workflow is run once more.
 * @param workflowId the template, already imported and pointing at the example export
 */
export async function checkKilledRun(checks: Checks, world: World, workflowId: string): Promise<void> {
	await checks.check('a sync killed half way and run again: the same partners, none twice', async () => {
		const { editor, rest, sandbox } = world;
		const { partners, failing, rows } = readExport(
			join(world.checkout, 'templates', 'data', 'partners-export.csv'),
		);
		await sandbox.reset();
		await setLimits(world.sandboxUrl, E2E_LIMITS);
		const seeded = (await sandbox.collabs()).length;

		await editor.openWorkflow(workflowId);
		await editor.execute('Run with the link');
		const created = await halfWay(world, partners.size / 2);
		await world.killN8n();
		const between = (await sandbox.collabs()).length - seeded;
		expectThat(between < partners.size, `all ${between} partners were there before the kill`);
		say(`       killed after ${created} of ${partners.size} partners were created`);

		await world.startN8n();
		await sandbox.clearJournal();
		const previous = await latestExecutionId(rest, workflowId);
		await editor.openWorkflow(workflowId);
		await editor.execute('Run with the link');
		const again = await waitForExecution(rest, workflowId, previous, DONE_WITHIN_MS);
		expectEqual('status', again.status, 'success');
		const output = again.output(SYNC_NODE);
		expectEqual('rows put out', output.length, rows);
		const failed = output.filter(({ json }) => json.status === 'failed').length;
		expectEqual('failed rows', failed, failing.size);

		const emails = (await sandbox.collabs()).map((collab) =>
			asText(asObject(collab.creator).email).toLowerCase(),
		);
		expectEqual('partners in the store', emails.length, seeded + partners.size);
		expectEqual('partners without doubles', new Set(emails).size, emails.length);
		for (const email of partners.keys()) expectThat(emails.includes(email), `${email} is missing`);
		const creates = (await sandbox.journal()).filter(
			({ operationId }) => operationId === 'createCollab',
		).length;
		say(`       ${creates} partners were created by the second run`);
		expectEqual('creations of the second run', creates, partners.size - between);
	});
}

async function halfWay(world: World, enough: number): Promise<number> {
	const deadline = Date.now() + HALF_WAY_WITHIN_MS;
	for (;;) {
		const created = (await world.sandbox.journal()).filter(
			({ operationId, status }) => operationId === 'createCollab' && status === 200,
		).length;
		if (created >= enough) return created;
		if (Date.now() > deadline) throw new Error(`only ${created} partners were created in time`);
		await sleep(500);
	}
}
