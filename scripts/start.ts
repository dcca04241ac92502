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
import { buildPackage, installPackage, packPackage } from './n8n/package';
import { isPortFree } from './n8n/ports';
import { stopEverything } from './n8n/process';
import { N8nRest } from './n8n/rest';
import {
	SANDBOX_CREDENTIAL,
	SANDBOX_KEY,
	SANDBOX_STORE,
	sandboxCredential,
	startSandbox,
} from './n8n/sandbox';
import { duration, say } from './n8n/say';
import { addMissingTemplates, readTemplates } from './n8n/seed';

const CHECKOUT = resolve(__dirname, '..');
const DATA = join(CHECKOUT, '.sandbox');
const OWNER = { email: 'owner@example.com', password: 'Sandbox-1234' };
const DEFAULT_PORT = 5678;
const DEFAULT_SANDBOX_PORT = 5690;

const HELP = `npm start -- [options]
  --port N           n8n's port (${DEFAULT_PORT})
  --sandbox-port N   the sandbox's port (${DEFAULT_SANDBOX_PORT}); the example files are served on the port after it
  --fresh            forget everything from earlier starts: workflows, credentials and the sandbox's data
  --n8n-version V    another n8n (${N8N_VERSION})`;

interface Options {
	port: number;
	sandboxPort: number;
	fresh: boolean;
	version: string;
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

function welcome(url: string, sandboxUrl: string, templates: string[], took: number): string {
	return `
n8n with CreatorCommerce is ready (${duration(took)}).

  Open       ${url}
  E-mail     ${OWNER.email}
  Password   ${OWNER.password}

The CreatorCommerce it talks to is a sandbox on this machine (${sandboxUrl}); nothing reaches a real store.
The credential "${SANDBOX_CREDENTIAL}" is filled in (store ${SANDBOX_STORE}, key ${SANDBOX_KEY}).

Try first
${templates.map((name, index) => `  ${index + 1}. the workflow "${name}": open it and press "Execute workflow"`).join('\n')}
  ${templates.length + 1}. a workflow of your own: press +, search "creator", and pick an operation

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
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			// The terminal may be gone: a failing write must not keep anything alive.
			process.stdout.on('error', () => undefined);
			if (stopping === undefined && signal !== 'SIGHUP') say('\nStopping …');
			stopping ??= stopEverything();
			void stopping.finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
		});
	}

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
		const n8n = await launchN8n({ userFolder: n8nFolder, port: options.port, version: options.version });

		const rest = new N8nRest(n8n.url);
		await rest.signIn(OWNER).catch((error: unknown) => {
			const why = error instanceof Error ? error.message : String(error);
			throw new Told(
				`${why}\nIf you changed the password, sign in at ${n8n.url} yourself, or start with --fresh.`,
			);
		});
		const credential = sandboxCredential(sandbox.url);
		const id = await rest.saveCredential(credential);
		const templates = readTemplates(CHECKOUT);
		await addMissingTemplates(
			rest,
			templates,
			{ credentials: { [credential.type]: { id, name: credential.name } }, filesUrl: files.url },
			join(n8nFolder, 'templates.json'),
		);
		say(
			welcome(
				n8n.url,
				sandbox.url,
				templates.map(({ name }) => name),
				Date.now() - begun,
			),
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
