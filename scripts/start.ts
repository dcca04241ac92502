/**
 * `npm start`: an n8n on this machine with the package installed, pointed at a CreatorCommerce of our own (the sandbox).
 * Nothing of it touches a real store. Everything it keeps is in .sandbox/ and in the cache folder.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { N8N_VERSION } from './n8n/cache';
import { serveFiles, type FileServer } from './n8n/files';
import { ensureN8n } from './n8n/install';
import { launchN8n } from './n8n/launch';
import { whenLauncherGone } from './n8n/launcher';
import { buildPackage, installPackage, packPackage } from './n8n/package';
import { isPortFree } from './n8n/ports';
import { stopEverything } from './n8n/process';
import { N8nRest } from './n8n/rest';
import {
	RAISED_LIMITS,
	SANDBOX_CREDENTIAL,
	SANDBOX_KEY,
	SANDBOX_SHOPIFY_CREDENTIAL,
	SANDBOX_STORE,
	sandboxCredential,
	sandboxShopifyCredential,
	setLimits,
	startSandbox,
	VENDOR_LIMITS,
	type Limits,
} from './n8n/sandbox';
import { duration, say } from './n8n/say';
import { addMissingTemplates, readTemplates, type SeedTarget } from './n8n/seed';

const CHECKOUT = resolve(__dirname, '..');
const DATA = join(CHECKOUT, '.sandbox');
const OWNER = { email: 'owner@example.com', password: 'Sandbox-1234' };
/** Needs nothing but the sandbox. */
const FIRST_TEMPLATE = 'Sync partners from CSV';
const DEFAULT_PORT = 5678;
const DEFAULT_SANDBOX_PORT = 5690;

const HELP = `npm start -- [options]
  --port N           n8n's port (${DEFAULT_PORT})
  --sandbox-port N   the sandbox's port (${DEFAULT_SANDBOX_PORT}); the example files are served on the port after it
  --fresh            forget everything from earlier starts: workflows, credentials and the sandbox's data
  --vendor-limits    CreatorCommerce's own limits (50 writes a minute) instead of raised ones
  --n8n-version V    another n8n (${N8N_VERSION})`;

interface Options {
	port: number;
	sandboxPort: number;
	fresh: boolean;
	version: string;
	limits: Limits;
}

/** A message for the user that says everything: shown without a stack. */
class Told extends Error {}

function readPort(name: string, text: string | undefined, otherwise: number): number {
	const port = text === undefined ? otherwise : Number(text);
	if (!Number.isInteger(port) || port < 1 || port > 65_534) {
		throw new Told(`${name} takes a port number, e.g. ${name} ${otherwise}.`);
	}
	return port;
}

function readOptions(): Options | undefined {
	let values;
	try {
		({ values } = parseArgs({
			options: {
				port: { type: 'string' },
				'sandbox-port': { type: 'string' },
				fresh: { type: 'boolean', default: false },
				'vendor-limits': { type: 'boolean', default: false },
				'n8n-version': { type: 'string', default: N8N_VERSION },
				help: { type: 'boolean', short: 'h', default: false },
			},
		}));
	} catch (error) {
		throw new Told(`${error instanceof Error ? error.message : String(error)}\n${HELP}`);
	}
	if (values.help) return undefined;
	return {
		port: readPort('--port', values.port, DEFAULT_PORT),
		sandboxPort: readPort('--sandbox-port', values['sandbox-port'], DEFAULT_SANDBOX_PORT),
		fresh: values.fresh,
		version: values['n8n-version'],
		limits: values['vendor-limits'] ? VENDOR_LIMITS : RAISED_LIMITS,
	};
}

async function checkPorts({ port, sandboxPort }: Options): Promise<void> {
	if (!(await isPortFree(port))) {
		throw new Told(
			`Port ${port} is in use, perhaps by another n8n: stop that one, or run: npm start -- --port ${port + 10}`,
		);
	}
	for (const taken of [sandboxPort, sandboxPort + 1]) {
		if (await isPortFree(taken)) continue;
		throw new Told(
			`Port ${taken}, which the sandbox needs, is in use: stop what uses it, or run: ` +
				`npm start -- --sandbox-port ${sandboxPort + 10}`,
		);
	}
}

interface Welcome {
	url: string;
	sandboxUrl: string;
	filesUrl: string;
	templates: string[];
	limits: Limits;
	took: number;
}

function welcome({ url, sandboxUrl, filesUrl, templates, limits, took }: Welcome): string {
	const note =
		limits === VENDOR_LIMITS
			? 'It keeps CreatorCommerce’s own limits: 1,000 new partners take about 40 minutes.'
			: 'Its limits are raised (1,000 writes a minute), so that 1,000 new partners take about 2 minutes; ' +
				'with --vendor-limits they are CreatorCommerce’s own.';
	return `
n8n with CreatorCommerce is ready (${duration(took)}).

  Open       ${url}
  E-mail     ${OWNER.email}
  Password   ${OWNER.password}

The CreatorCommerce it talks to is a sandbox on this machine (${sandboxUrl}); nothing reaches a real store.
${note}
The credentials "${SANDBOX_CREDENTIAL}" (store ${SANDBOX_STORE}, key ${SANDBOX_KEY})
and "${SANDBOX_SHOPIFY_CREDENTIAL}" are filled in.

Try first
  1. Open the workflow "${FIRST_TEMPLATE}"; its yellow note says what it does and how to run it.
  2. In a workflow of your own, press +, search "creator", and pick an operation.
  3. Look at the other templates (templates/README.md); those that talk to other services need yours:
${templates
	.filter((name) => name !== FIRST_TEMPLATE)
	.map((name) => `     - ${name}`)
	.join('\n')}
An example export to upload or link to: ${filesUrl}partners-export.csv (templates/data/partners-export.csv)

Your workflows are kept in .sandbox/n8n for the next start. Ctrl-C stops everything.
`;
}

async function main(): Promise<void> {
	const options = readOptions();
	if (options === undefined) return say(HELP);
	const begun = Date.now();
	await checkPorts(options);

	const n8nFolder = join(DATA, 'n8n');
	if (options.fresh) rmSync(DATA, { recursive: true, force: true });
	mkdirSync(DATA, { recursive: true });

	let stopping: Promise<void> | undefined;
	const end = (exitCode: number) => {
		// The terminal may be gone: a failing write must not keep anything alive.
		process.stdout.on('error', () => undefined);
		if (stopping === undefined) say('\nStopping …');
		stopping ??= stopEverything();
		void stopping.finally(() => process.exit(exitCode));
	};
	process.on('SIGINT', () => end(130));
	process.on('SIGTERM', () => end(143));
	process.on('SIGHUP', () => end(129));
	await whenLauncherGone(() => end(143));

	let files: FileServer | undefined;
	try {
		await ensureN8n({ version: options.version });
		say('Building the package …');
		await buildPackage(CHECKOUT);
		const { tarball } = await packPackage(CHECKOUT, join(DATA, 'package'));
		await installPackage(n8nFolder, tarball);

		say('Starting the sandbox and n8n …');
		files = await serveFiles(join(CHECKOUT, 'templates', 'data'), options.sandboxPort + 1);
		const sandbox = await startSandbox({
			checkout: CHECKOUT,
			port: options.sandboxPort,
			dataFolder: join(DATA, 'creatorcommerce'),
			logFile: join(DATA, 'creatorcommerce.log'),
		});
		await setLimits(sandbox.url, options.limits);
		const n8n = await launchN8n({ userFolder: n8nFolder, port: options.port, version: options.version });

		const rest = new N8nRest(n8n.url);
		await rest.signIn(OWNER).catch((error: unknown) => {
			const why = error instanceof Error ? error.message : String(error);
			throw new Told(
				`${why}\nIf you changed the password, sign in at ${n8n.url} yourself, or start with --fresh.`,
			);
		});
		const credentials: SeedTarget['credentials'] = {};
		for (const credential of [
			sandboxCredential(sandbox.url, options.limits),
			await sandboxShopifyCredential(sandbox.url),
		]) {
			credentials[credential.type] = { id: await rest.saveCredential(credential), name: credential.name };
		}
		const templates = readTemplates(CHECKOUT);
		await addMissingTemplates(
			rest,
			templates,
			{ credentials, filesUrl: files.url },
			join(n8nFolder, 'templates.json'),
		);
		say(
			welcome({
				url: n8n.url,
				sandboxUrl: sandbox.url,
				filesUrl: files.url,
				templates: templates.map(({ name }) => name),
				limits: options.limits,
				took: Date.now() - begun,
			}),
		);

		const ended = await Promise.race([
			n8n.whenEnded.then(() => ({ name: 'n8n', running: n8n })),
			sandbox.whenEnded.then(() => ({ name: 'The sandbox', running: sandbox })),
		]);
		throw new Told(`${ended.name} has ended by itself. Its last lines:\n${ended.running.lastLines()}`);
	} catch (error) {
		// Whatever goes wrong while we are being stopped is the stopping itself; the signal handler exits.
		if (stopping !== undefined) return await stopping;
		await stopEverything();
		files?.close();
		throw error;
	}
}

main().catch((error: unknown) => {
	const message = error instanceof Error ? error.message : String(error);
	process.stderr.write(`${message}\n`);
	process.exitCode = 1;
});
