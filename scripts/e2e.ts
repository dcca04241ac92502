/**
 * `npm run e2e`: the packed package in a real n8n, used through the editor in headless Chromium against the sandbox.
 * With --screenshots the pictures in docs/images are made anew. --only runs some of the parts, e.g. node,panel: package, node, panel, trigger, orders, templates, sync;
 * --template takes a part of file names, for some of the templates.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromiumPath } from './e2e/browser';
import { Checks } from './e2e/checks';
import { checkNode } from './e2e/nodeSteps';
import { checkOrders } from './e2e/orderSteps';
import { checkPackage } from './e2e/packageSteps';
import { checkPanel } from './e2e/panelSteps';
import { checkSync } from './e2e/syncSteps';
import { checkTemplates } from './e2e/templateSteps';
import { checkTrigger } from './e2e/triggerSteps';
import { createWorld, type World } from './e2e/world';
import { stopEverything } from './n8n/process';
import { duration, say } from './n8n/say';

const CHECKOUT = resolve(__dirname, '..');

const PARTS: Record<string, (checks: Checks, world: World, template?: string) => Promise<void>> = {
	package: checkPackage,
	node: checkNode,
	panel: checkPanel,
	trigger: checkTrigger,
	orders: checkOrders,
	templates: checkTemplates,
	sync: checkSync,
};

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			screenshots: { type: 'boolean', default: false },
			only: { type: 'string' },
			template: { type: 'string' },
		},
	});
	const only = values.only?.split(',');
	const parts = Object.entries(PARTS).filter(([name]) => only === undefined || only.includes(name));
	if (parts.length !== (only ?? parts).length)
		throw new Error(`--only takes ${Object.keys(PARTS).join(', ')}.`);
	chromiumPath(); // told before anything slow
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => void stopEverything().finally(() => process.exit(1)));
	}
	const begun = Date.now();
	const world = await createWorld(CHECKOUT, values.screenshots);
	say(`n8n, the sandbox and the browser are up (${duration(Date.now() - begun)}).`);
	const checks = new Checks(world.keepEvidence);
	try {
		for (const [, check] of parts) await check(checks, world, values.template);
	} finally {
		await world.close();
	}
	if (checks.failed > 0) say('What was seen when it failed, and n8n’s log, are in e2e-results/.');
	say(checks.summary());
	if (checks.failed > 0) process.exitCode = 1;
}

main().catch(async (error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
	await stopEverything();
	say('tests: 0 passed, 1 failed, 0 skipped');
	process.exit(1);
});
