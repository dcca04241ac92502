import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { N8N_VERSION } from '../n8n/cache';
import { serveFiles } from '../n8n/files';
import { ensureN8n } from '../n8n/install';
import { launchN8n } from '../n8n/launch';
import { buildPackage, installPackage, packPackage } from '../n8n/package';
import { freePort } from '../n8n/ports';
import { stopEverything } from '../n8n/process';
import { N8nRest, type Owner } from '../n8n/rest';
import { setLimits, startSandbox, type Limits } from '../n8n/sandbox';
import { openSignedIn, type Part, type Session } from './browser';
import { Editor } from './editor';
import { SandboxControl } from './sandboxControl';

const OWNER: Owner = { email: 'owner@example.com', password: 'Sandbox-1234' };
const SEEDED_PARTNERS = '120';
/** What a failed check prints, in characters and lines. */
const SEEN_MAX = 1_500;
const LOG_LINES = 12;
const LINE_MAX = 300;

/** Low enough that a sync of 1,000 rows has to wait for them, high enough that it takes about a minute. */
export const E2E_LIMITS: Limits = { readsPerMinute: 2_000, writesPerMinute: 1_500, bulkPerMinute: 200 };

/** A fresh n8n with the packed package, a fresh sandbox, and a browser signed in to it. */
export interface World {
	checkout: string;
	sandboxUrl: string;
	/** Without a slash at the end. */
	n8nUrl: string;
	/** Where templates/data is served, with a slash at the end. */
	filesUrl: string;
	userFolder: string;
	rest: N8nRest;
	sandbox: SandboxControl;
	session: Session;
	editor: Editor;
	/** A picture for people: to docs/images with --screenshots, else to e2e-results. */
	picture: (name: string, part?: Part) => Promise<void>;
	/** Keeps what helps to understand a failure. Gives back what a log should say of it: the logs of a CI run are all that is left of it. */
	keepEvidence: (name: string) => Promise<string>;
	/** Ends n8n and all it started at once, as a power cut would. */
	killN8n: () => Promise<void>;
	/** Starts it again where it was, with the same data. */
	startN8n: () => Promise<void>;
	close: () => Promise<void>;
}

function lastLines(file: string): string {
	const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
	return [`${basename(file)}:`, ...lines.slice(-LOG_LINES).map((line) => line.slice(0, LINE_MAX))].join('\n');
}

export async function createWorld(checkout: string, keepPictures: boolean): Promise<World> {
	const results = join(checkout, 'e2e-results');
	rmSync(results, { recursive: true, force: true });
	mkdirSync(results, { recursive: true });
	const pictures = keepPictures ? join(checkout, 'docs', 'images') : results;

	await ensureN8n({ version: N8N_VERSION });
	const temporary = mkdtempSync(join(tmpdir(), 'creatorcommerce-e2e-'));
	const userFolder = join(temporary, 'n8n');
	await buildPackage(checkout);
	const { tarball } = await packPackage(checkout, temporary);
	await installPackage(userFolder, tarball);

	const files = await serveFiles(join(checkout, 'templates', 'data'), 0);
	const sandbox = await startSandbox({
		checkout,
		port: await freePort(),
		dataFolder: join(temporary, 'creatorcommerce'),
		logFile: join(temporary, 'creatorcommerce.log'),
		args: ['--fresh', '--partners', SEEDED_PARTNERS],
	});
	await setLimits(sandbox.url, E2E_LIMITS);
	const port = await freePort();
	let n8n = await launchN8n({ userFolder, port });
	const rest = new N8nRest(n8n.url);
	await rest.signIn(OWNER);
	const session = await openSignedIn(n8n.url, OWNER);
	const editor = new Editor(session.page, n8n.url);

	return {
		checkout,
		sandboxUrl: sandbox.url,
		n8nUrl: n8n.url,
		filesUrl: files.url,
		userFolder,
		rest,
		sandbox: new SandboxControl(sandbox.url),
		session,
		editor,
		picture: async (name, part) => await session.shoot(pictures, name, part),
		keepEvidence: async (name) => {
			await session.shoot(results, `FAILED-${name.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)}`);
			cpSync(n8n.logFile, join(results, 'n8n.log'));
			cpSync(sandbox.logFile, join(results, 'sandbox.log'));
			const ends = [n8n.logFile, sandbox.logFile].map((file) => lastLines(file).trimEnd());
			return [`seen: ${(await editor.told()).slice(0, SEEN_MAX)}`, ...ends].join('\n');
		},
		killN8n: async () => {
			process.kill(-n8n.pid, 'SIGKILL');
			await n8n.whenEnded;
		},
		startN8n: async () => {
			n8n = await launchN8n({ userFolder, port });
			await rest.signIn(OWNER);
		},
		close: async () => {
			await session.close();
			files.close();
			await stopEverything();
			rmSync(temporary, { recursive: true, force: true });
		},
	};
}
