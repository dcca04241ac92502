import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Measured } from './measure';

/**
 * A sync of 10,000 rows against a store of 10,000 partners (142 MB of JSON, page by page). Sandbox and n8n are processes of
 * their own, so that only the node's memory and event loop are measured.
 */
const ROOT = resolve(__dirname, '../..');
const PARTNERS = 10_000;
const NEW = 100;
const CHANGED = 200;
jest.setTimeout(600_000);

interface StoredCollab {
	creator: { email: string; firstName: string; lastName: string };
	affiliateCode: string;
	custom: Record<string, unknown>;
}

const folder = mkdtempSync(join(tmpdir(), 'cc-scale-'));
const children: ChildProcess[] = [];

function start(args: string[]): ChildProcess {
	const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
		cwd: ROOT,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	children.push(child);
	return child;
}

/** The first line of a child's output that has a match. */
async function lineOf(child: ChildProcess, pattern: RegExp): Promise<string> {
	if (child.stdout === null) throw new Error('no output');
	for await (const line of createInterface({ input: child.stdout })) {
		const match = pattern.exec(line);
		if (match) return match[1] ?? line;
	}
	throw new Error(`the child ended without ${String(pattern)}`);
}

afterAll(async () => {
	for (const child of children) {
		if (child.exitCode !== null || child.signalCode !== null) continue;
		child.kill('SIGTERM');
		await once(child, 'exit');
	}
	rmSync(folder, { recursive: true, force: true });
});

it('a sync of 10,000 rows stays below 250 MB and never holds up the event loop for 100 ms', async () => {
	const sandbox = start([
		'sandbox/main.ts',
		...['--port', '0', '--data', join(folder, 'store'), '--fresh'],
		...['--partners', String(PARTNERS), '--limits', 'off'],
	]);
	const url = await lineOf(sandbox, /(http:\/\/127\.0\.0\.1:\d+)/);
	const response = await fetch(`${url}/__sandbox/state/collabs`);
	const { collabs } = (await response.json()) as { collabs: StoredCollab[] };
	expect(collabs).toHaveLength(PARTNERS);

	const items = collabs.slice(NEW).map((collab, at) => ({
		email: collab.creator.email,
		firstName: collab.creator.firstName,
		lastName: at < CHANGED ? `Changed${at}` : collab.creator.lastName,
		code: collab.affiliateCode,
		followers: Number(collab.custom['cc-followers']),
	}));
	for (let at = 0; at < NEW; at += 1) {
		items.push({
			email: `new${at}@example.com`,
			firstName: 'New',
			lastName: `Partner${at}`,
			code: `NEW${at}`,
			followers: at,
		});
	}
	const job = join(folder, 'job.json');
	writeFileSync(
		job,
		JSON.stringify({
			credential: {
				keyType: 'channel',
				apiKey: 'cc_sandbox_channel_key',
				myshopifyDomain: 'sandbox-brand.myshopify.com',
				environment: 'custom',
				baseUrl: url,
				readsPerMinute: 1_000_000,
				writesPerMinute: 1_000_000,
				bulkPerMinute: 1_000_000,
			},
			parameters: {
				resource: 'partner',
				operation: 'sync',
				matchOn: 'email',
				matchValue: '={{ $json.email }}',
				updateFields: {
					firstName: '={{ $json.firstName }}',
					lastName: '={{ $json.lastName }}',
					affiliateCode: '={{ $json.code }}',
				},
				customFieldsInput: 'json',
				customFieldsJson: '={{ JSON.stringify({ followers: $json.followers }) }}',
			},
			items,
		}),
	);
	const measuring = start(['--expose-gc', 'test/scale/measure.ts', job]);
	const measured = JSON.parse(await lineOf(measuring, /^(\{.*\})$/)) as Measured;
	console.log(
		`Sync of ${items.length} rows against ${PARTNERS} partners\n${JSON.stringify(measured, null, 1)}`,
	);
	expect(measured.rows).toEqual({ created: NEW, updated: CHANGED, unchanged: PARTNERS - NEW - CHANGED });
	expect(measured.peakRssMb).toBeLessThan(250);
	expect(measured.peakHeapMb).toBeLessThan(250);
	// What a user would feel as a stall, on a machine as fast as the one the limit was set on.
	expect(measured.longestBlockCpuMs).toBeLessThan(100 * measured.slowness);
});
