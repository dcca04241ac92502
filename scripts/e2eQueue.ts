/**
 * `npm run e2e:queue`: the packed package in n8n's queue mode (PostgreSQL, Redis, a main process, a webhook process, two
 * workers), told by the sandbox's signed webhooks. Ends with 1 when an event was lost.
 */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Checks, expectEqual, expectThat } from './e2e/checks';
import { stopEverything } from './n8n/process';
import { duration, say } from './n8n/say';
import { ensureServices } from './queue/debian';
import type { Figures } from './queue/figures';
import { startFleet } from './queue/fleet';
import { round, roundWithKill } from './queue/rounds';
import { SandboxStore } from './queue/store';
import { activateWorkflow } from './queue/workflow';

const CHECKOUT = resolve(__dirname, '..');
const LOGS = join(CHECKOUT, 'e2e-results', 'queue');
/** What a worker takes at a time, as n8n comes. */
const WORKER_CONCURRENCY = 10;

async function main(): Promise<void> {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => void stopEverything().finally(() => process.exit(1)));
	}
	rmSync(LOGS, { recursive: true, force: true });
	await ensureServices();
	const begun = Date.now();
	const fleet = await startFleet(CHECKOUT);
	say(
		`PostgreSQL, Redis, n8n (main, webhook, two workers) and the sandbox are up (${duration(Date.now() - begun)}).`,
	);
	const checks = new Checks(async () => {
		fleet.keepLogs(LOGS);
		return await Promise.resolve(`Their logs are in ${LOGS}.`);
	});
	try {
		const store = new SandboxStore(fleet.sandboxUrl);
		const field = { fleet, store };
		let workflowId = '';
		const activate = async (seconds: number) => {
			if (workflowId) await fleet.rest.call('POST', `/workflows/${workflowId}/deactivate`);
			workflowId = await activateWorkflow(fleet.rest, store, fleet.sandboxUrl, seconds);
		};
		const ready = await checks.check(
			'activated by the main process, delivered to the webhook process',
			async () => await activate(0),
		);
		if (ready) {
			await checks.check('100 events, four a second: each runs, none is lost', async () => {
				expectWhole(await round('Four a second', field, { signUps: 30, orders: 70, rate: 4 }));
			});
			await checks.check('1,000 events at once: each runs, none is lost', async () => {
				expectWhole(await round('All at once', field, { signUps: 300, orders: 700 }));
			});
			await checks.check(
				'1,000 events, twelve a second, one worker killed half way: none is lost',
				async () => {
					// Runs of a second: the worker then dies with some under way.
					await activate(1);
					const plan = { signUps: 300, orders: 700, rate: 12 };
					const { figures, underWay } = await roundWithKill('One worker killed', field, plan);
					expectToldOnce(figures);
					// n8n does not begin them again: no trigger can help that. More than those must not be missing.
					expectThat(figures.cutOff.length > 0, 'the kill cut nothing off, so nothing was shown');
					expectThat(
						figures.cutOff.length <= WORKER_CONCURRENCY,
						`${figures.cutOff.length} runs were cut off`,
					);
					const known = new Set(underWay.flatMap(({ events }) => events.map(({ name }) => name)));
					const others = figures.cutOff.filter((name) => !known.has(name));
					expectEqual('cut off, but not by the kill', others, []);
				},
			);
		}
	} finally {
		await fleet.close();
	}
	if (checks.failed > 0) say('The logs of all processes are in e2e-results/queue/.');
	say(checks.summary());
	if (checks.failed > 0) process.exitCode = 1;
}

function expectToldOnce(figures: Figures): void {
	expectEqual('lost', figures.lost.slice(0, 5), []);
	expectEqual('unasked', figures.unasked.slice(0, 5), []);
	expectEqual('under two eventIds', figures.renamed.slice(0, 5), []);
}

function expectWhole(figures: Figures): void {
	expectToldOnce(figures);
	expectEqual('not carried out', figures.cutOff.slice(0, 5), []);
}

main().catch(async (error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	await stopEverything();
	say('tests: 0 passed, 1 failed, 0 skipped');
	process.exit(1);
});
