import { parseArgs } from 'node:util';
import { faultRules, limitSettings, listSettings, problemOf } from '../server/controlInput';
import { shopifySettings } from '../shopify/http/controlInput';
import type { SandboxOptions } from '../options';

export const DEFAULT_PORT = 4100;
const DEFAULT_DATA_DIR = '.sandbox';
const DEFAULT_CLI_PARTNERS = 250;
const MINUTE_MS = 60_000;

export const USAGE = `Usage: npm run sandbox -- [flags]
  --port N          port on 127.0.0.1 (default ${DEFAULT_PORT}; 0 = any free one)
  --data DIR        where state is kept across restarts (default ${DEFAULT_DATA_DIR})
  --fresh           begin anew
  --partners N      partners to seed into an empty store (default ${DEFAULT_CLI_PARTNERS})
  --seed N          the same number seeds the same store (default 1)
  --limits KIND     fixed | sliding | token | off (default sliding)
  --speed N         the limits' minute takes 1/N of its time
  --page-size N     rows a page, or "random" (default 50)
  --list-mode MODE  cursor | ignoresCursor | cutShort (default cursor)
  --fault JSON      a fault rule, or a list of them; may be given several times
  --shopify JSON    settings of the Shopify side, e.g. '{"searchLagMs":2000}'
  --log             log every request
  --help`;

/** What the user typed cannot be used; the message is for the user. */
export class UsageError extends Error {}

/** Options from the command line, or null where only help is asked for. Throws UsageError. */
export function optionsFrom(args: string[]): SandboxOptions | null {
	const flags = parse(args);
	if (flags.help) return null;
	const speed = flags.speed === undefined ? 1 : numberFrom('--speed', flags.speed, 0.001);
	const limits = limitSettings.safeParse({
		...(flags.limits === undefined ? {} : { kind: flags.limits }),
		windowMs: MINUTE_MS / speed,
	});
	if (!limits.success) throw new UsageError(`--limits: ${problemOf(limits.error)}`);
	const size = flags['page-size'];
	const listing = listSettings.safeParse({
		...(size === undefined
			? {}
			: { pageSize: size === 'random' ? size : numberFrom('--page-size', size, 1) }),
		...(flags['list-mode'] === undefined ? {} : { mode: flags['list-mode'] }),
	});
	if (!listing.success) throw new UsageError(`--page-size or --list-mode: ${problemOf(listing.error)}`);
	return {
		port: flags.port === undefined ? DEFAULT_PORT : numberFrom('--port', flags.port, 0),
		dataDir: flags.data ?? DEFAULT_DATA_DIR,
		fresh: flags.fresh ?? false,
		partners:
			flags.partners === undefined ? DEFAULT_CLI_PARTNERS : numberFrom('--partners', flags.partners, 0),
		...(flags.seed === undefined ? {} : { seed: numberFrom('--seed', flags.seed, 0) }),
		limits: limits.data,
		listing: listing.data,
		faults: (flags.fault ?? []).flatMap(faultsFrom),
		...(flags.shopify === undefined ? {} : { shopify: shopifyFrom(flags.shopify) }),
		log: flags.log ?? false,
	};
}

function parse(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				port: { type: 'string' },
				data: { type: 'string' },
				fresh: { type: 'boolean' },
				partners: { type: 'string' },
				seed: { type: 'string' },
				limits: { type: 'string' },
				speed: { type: 'string' },
				'page-size': { type: 'string' },
				'list-mode': { type: 'string' },
				fault: { type: 'string', multiple: true },
				shopify: { type: 'string' },
				log: { type: 'boolean' },
				help: { type: 'boolean' },
			},
		}).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

function numberFrom(flag: string, text: string, least: number): number {
	const value = Number(text);
	if (text.trim() === '' || !Number.isFinite(value) || value < least) {
		throw new UsageError(`${flag} takes a number from ${least}, not "${text}".`);
	}
	return value;
}

function jsonFrom(flag: string, text: string, example: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new UsageError(`${flag} takes JSON, e.g. ${flag} '${example}'.`);
	}
}

function shopifyFrom(text: string) {
	const parsed = shopifySettings.safeParse(jsonFrom('--shopify', text, '{"searchLagMs":2000}'));
	if (!parsed.success) throw new UsageError(`--shopify: ${problemOf(parsed.error)}`);
	return parsed.data;
}

function faultsFrom(text: string) {
	const value = jsonFrom('--fault', text, '{"rate":0.1,"effect":{"kind":"resetAfter"}}');
	const parsed = faultRules.safeParse(Array.isArray(value) ? value : [value]);
	if (!parsed.success) throw new UsageError(`--fault: ${problemOf(parsed.error)}`);
	return parsed.data;
}
