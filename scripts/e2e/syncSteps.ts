import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { asObject, asText, type JsonObject } from '../n8n/readJson';
import { sandboxCredential, setLimits } from '../n8n/sandbox';
import { say } from '../n8n/say';
import { expectEqual, expectThat, type Checks } from './checks';
import { checkKilledRun } from './killSteps';
import { latestExecutionId, waitForExecution, type Execution } from './executions';
import { readExport, type ExpectedPartner } from './partnerExport';
import { countsByOperation } from './sandboxControl';
import { E2E_LIMITS, type World } from './world';

const TEMPLATE = 'sync-partners-from-csv.json';
const SYNC_NODE = 'Sync partners';
/** What a finished run is checked for. */
const HELD_AGAINST = [
	'one output a row, in order, failing rows with a reason',
	'every partner is in the store once, as in the file',
	'no request was refused by the limit',
] as const;
const SYNC_WITHIN_MS = 300_000;

/** The template's run on 1,000 rows, held against the store, the requests and the file. */
export async function checkSync(checks: Checks, world: World): Promise<void> {
	const { editor, rest, sandbox } = world;
	// Where this part runs alone, nobody has saved one yet.
	await rest.saveCredential(sandboxCredential(world.sandboxUrl, E2E_LIMITS));
	// The parts before wrote with this key themselves, as the brand's own hand: n8n could not count that.
	await setLimits(world.sandboxUrl, E2E_LIMITS);
	const exampleFile = join(world.checkout, 'templates', 'data', 'partners-export.csv');
	let workflowId = '';

	const imported = await checks.check(
		'the CSV template imports from its file and takes the credential and a link',
		async () => {
			workflowId = await editor.importFile(join(world.checkout, 'templates', TEMPLATE), SYNC_NODE);
			// With one credential of the type there, n8n fills it in when the node is opened.
			await editor.openNode(SYNC_NODE);
			await editor.closeNode();
			await editor.openNode('Your export');
			await editor.fillAssignment(`${world.filesUrl}${basename(exampleFile)}`);
			await editor.closeNode();
			expectEqual('nodes with open questions', await editor.page.getByTestId('node-issues').count(), 0);
			await world.picture('template-sync-from-csv');
		},
	);
	if (!imported) return skipRest(checks, 'the template did not import');

	const before = (await sandbox.collabs()).length;
	const first = await runChecked(
		checks,
		world,
		workflowId,
		`sync of ${basename(exampleFile)} by link`,
		exampleFile,
		async () => {
			await editor.execute('Run with the link');
		},
	);
	if (first === undefined) return skipRest(checks, 'the first run did not end');

	await checks.check('the sync neither lost nor doubled a partner', async () => {
		const { partners } = readExport(exampleFile);
		expectEqual('partners in the store', (await sandbox.collabs()).length, before + partners.size);
	});

	await checks.check('the canvas and the summary show the outcome', async () => {
		await editor.page.getByText('Workflow executed successfully').waitFor({ state: 'hidden' });
		await world.picture('sync-canvas');
		await editor.openNode('Summary');
		await editor.outputPanel().getByText('Every row accounted for').waitFor();
		await world.picture('sync-summary');
		await editor.closeNode();
		await editor.openNode(SYNC_NODE);
		const { rows } = readExport(exampleFile);
		await editor.outputPanel().getByText(`${rows} items`, { exact: false }).first().waitFor();
		await world.picture('sync-rows');
		await editor.closeNode();
	});

	await checks.check('a second run finds everything equal and writes nothing', async () => {
		const { failing } = readExport(exampleFile);
		await sandbox.clearJournal();
		const previous = await latestExecutionId(rest, workflowId);
		await editor.execute('Run with the link');
		const again = await waitForExecution(rest, workflowId, previous, SYNC_WITHIN_MS);
		const statuses = countStatuses(again);
		const journal = await sandbox.journal();
		say(`       requests: ${countsByOperation(journal)}`);
		expectEqual('failed rows', statuses.get('failed') ?? 0, failing.size);
		expectEqual(
			'all other rows',
			statuses.get('unchanged') ?? 0,
			again.output(SYNC_NODE).length - failing.size,
		);
		expectEqual('writes', journal.filter(({ method }) => method !== 'GET').length, 0);
	});

	const sharedFile = join(world.checkout, '..', 'shared', 'data', 'partners-export.csv');
	const uploaded = existsSync(sharedFile) ? sharedFile : exampleFile;
	await runChecked(checks, world, workflowId, 'sync of an export uploaded by form', uploaded, async () => {
		const popup = editor.page.waitForEvent('popup');
		await editor.execute('Upload a file');
		const form = await popup;
		await form.locator('input[type="file"]').setInputFiles(uploaded);
		await form.screenshot({ path: join(world.checkout, 'e2e-results', 'upload-form.png') });
		await form.getByRole('button', { name: 'Sync partners' }).click();
	});
	await checkKilledRun(checks, world, workflowId);
}

function skipRest(checks: Checks, why: string): void {
	for (const name of [
		'partners counted',
		'outcome shown',
		'second run',
		'upload by form',
		'killed half way',
	]) {
		checks.skip(`sync: ${name}`, why);
	}
}

/** Starts a run and holds its outcome against the file, the store and the requests: four checks. */
async function runChecked(
	checks: Checks,
	world: World,
	workflowId: string,
	name: string,
	file: string,
	start: () => Promise<void>,
): Promise<Execution | undefined> {
	const { rest, sandbox } = world;
	const expected = readExport(file);
	let execution: Execution | undefined;
	await sandbox.clearJournal();
	const ran = await checks.check(`${name}: runs to its end`, async () => {
		const previous = await latestExecutionId(rest, workflowId);
		const begun = Date.now();
		await start();
		execution = await waitForExecution(rest, workflowId, previous, SYNC_WITHIN_MS);
		expectEqual('status', execution.status, 'success');
		say(`       ${expected.rows} rows in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
	});
	if (!ran || execution === undefined) {
		for (const held of HELD_AGAINST) checks.skip(`${name}: ${held}`, 'there is no run to look at');
		return undefined;
	}
	const done = execution;

	await checks.check(`${name}: ${HELD_AGAINST[0]}`, async () => {
		const rows = done.output(SYNC_NODE);
		expectEqual('rows put out', rows.length, expected.rows);
		rows.forEach(({ pairedItem }, index) => expectEqual(`row ${index} is paired to`, pairedItem, index));
		const failed = rows.flatMap(({ json }, index) => (json.status === 'failed' ? [index] : []));
		expectEqual(
			'failed rows',
			failed,
			[...expected.failing].sort((left, right) => left - right),
		);
		for (const index of failed) {
			expectThat(asText(rows[index]?.json.reason) !== '', `row ${index} failed without a reason`);
		}
		const [summary] = done.output('Summary');
		expectEqual('Every row accounted for', summary?.json['Every row accounted for'], true);
		expectEqual('rows in the summary', summary?.json['Rows in the file'], expected.rows);
		say(`       ${[...countStatuses(done)].map(([status, count]) => `${count} ${status}`).join(', ')}`);
	});

	await checks.check(`${name}: ${HELD_AGAINST[1]}`, async () => {
		const stored = new Map<string, JsonObject[]>();
		for (const collab of await sandbox.collabs()) {
			const email = asText(asObject(collab.creator).email).toLowerCase();
			stored.set(email, [...(stored.get(email) ?? []), collab]);
		}
		const tiers = await sandbox.tierTitles();
		for (const [email, partner] of expected.partners) {
			const [collab, ...doubles] = stored.get(email) ?? [];
			expectThat(collab !== undefined, `${email} is missing in the store`);
			expectThat(doubles.length === 0, `${email} is ${doubles.length + 1} times in the store`);
			expectEqual(email, seen(asObject(collab), tiers), partner);
		}
	});

	await checks.check(`${name}: ${HELD_AGAINST[2]}`, async () => {
		const journal = await sandbox.journal();
		const refused = journal.filter(({ refused: byLimit, status }) => byLimit || status === 429).length;
		say(`       ${journal.length} requests: ${countsByOperation(journal)}`);
		for (const { at, operationId } of journal.filter((one) => one.refused)) {
			const inMinute = journal.filter(
				(one) => one.method === 'POST' && !one.refused && one.at <= at && one.at > at - 60_000,
			);
			const oldest = inMinute[0]?.at ?? at;
			say(
				`       refused: ${operationId}, ${inMinute.length} writes in the minute before, the first ${at - oldest} ms ago`,
			);
		}
		expectEqual('refused requests', refused, 0);
	});
	return done;
}

/** A stored partner in the words of the file. */
function seen(collab: JsonObject, tiers: Map<string, string>): ExpectedPartner {
	const creator = asObject(collab.creator);
	const custom = asObject(collab.custom);
	const amount = Number(asObject(collab.discount).discountAmount);
	return {
		firstName: asText(creator.firstName),
		lastName: asText(creator.lastName),
		affiliateCode: asText(collab.affiliateCode),
		tier: tiers.get(asText(collab.collabTier)) ?? asText(collab.collabTier),
		discountPercent: amount > 0 && amount < 1 ? amount * 100 : amount,
		instagram: asText(custom['cc-instagram']),
		followers: Number(custom['cc-followers']),
		notes: asText(custom['cc-notes']),
	};
}

function countStatuses(execution: Execution): Map<string, number> {
	const counts = new Map<string, number>();
	for (const { json } of execution.output(SYNC_NODE)) {
		const status = asText(json.status);
		counts.set(status, (counts.get(status) ?? 0) + 1);
	}
	return counts;
}
