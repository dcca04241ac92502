/** `npm run bench`: our node beside n8n's HTTP Request node. See README.md. */
import { parseArgs } from 'node:util';
import { N8N_VERSION } from '../scripts/n8n/cache';
import { ensureN8n } from '../scripts/n8n/install';
import { build } from './build';
import { CASES } from './cases';
import { Gate } from './lab';
import type { BenchResult } from './result';
import type { Case, Settings } from './rounds';
import { table } from './table';

const NAMES = CASES.map(({ name }) => name).join(',');

const USAGE = `Usage: npm run bench -- [flags]
  --json           print JSON and nothing else
  --only a,b       only these: ${NAMES}
  --rounds N       rounds of the timed runs (default 3)
  --scale N        share of the items, e.g. 0.1 (default 1); the targets are for 1
  --no-peer        without n8n's HTTP Request node beside
  --overdraw N     let the credential allow N times the limit: refusals must show
  --help`;

interface Options {
	json: boolean;
	only: string[] | undefined;
	settings: Omit<Settings, 'gate'>;
}

function options(args: string[]): Options | undefined {
	const { values } = parseArgs({
		args,
		options: {
			json: { type: 'boolean' },
			only: { type: 'string' },
			rounds: { type: 'string' },
			scale: { type: 'string' },
			'no-peer': { type: 'boolean' },
			overdraw: { type: 'string' },
			help: { type: 'boolean' },
		},
	});
	if (values.help) return undefined;
	const only = values.only?.split(',').map((name) => name.trim());
	const unknown = only?.find((name) => !CASES.some((one) => one.name === name));
	if (unknown !== undefined) throw new Error(`There is no bench "${unknown}"; there are ${NAMES}.`);
	return {
		json: values.json ?? false,
		only,
		settings: {
			rounds: above0('--rounds', values.rounds ?? '3'),
			scale: above0('--scale', values.scale ?? '1'),
			peer: !values['no-peer'],
			overdraw: above0('--overdraw', values.overdraw ?? '1'),
		},
	};
}

function above0(flag: string, text: string): number {
	const value = Number(text);
	if (!(value > 0) || !Number.isFinite(value))
		throw new Error(`${flag} takes a number above 0, not "${text}".`);
	return value;
}

async function main(): Promise<void> {
	const chosen = options(process.argv.slice(2));
	if (!chosen) return console.log(USAGE);
	const { json, only, settings } = chosen;
	const say = (line: string): void => {
		if (!json) console.log(line);
	};
	// Installs n8n the first time, and says so: not where only JSON may be printed.
	if (settings.peer) await ensureN8n({ version: N8N_VERSION });
	await build();
	const gate = new Gate();
	const found = new Map<string, BenchResult>();
	const measure = async ({ name, title, run }: Case): Promise<void> => {
		const startedAt = performance.now();
		const result = await run({ ...settings, gate });
		for (const [key, one] of isOne(result) ? [[name, result] as const] : Object.entries(result))
			found.set(key, one);
		say(`${title}: measured in ${Math.round((performance.now() - startedAt) / 1000)} s`);
	};
	const chosenCases = CASES.filter(({ name }) => !only || only.includes(name));
	// These only wait, mostly: side by side they end in the time of the longest.
	await Promise.all(chosenCases.filter(({ alone }) => !alone).map(measure));
	for (const one of chosenCases.filter(({ alone }) => alone)) await measure(one);

	const inOrder = CASES.flatMap(({ name }) => [...found].filter(([key]) => key.split('.')[0] === name));
	const results = Object.fromEntries(inOrder);
	console.log(json ? JSON.stringify(results, null, '\t') : `\n${table(results)}`);
}

const isOne = (result: BenchResult | Record<string, BenchResult>): result is BenchResult =>
	typeof result.ours === 'number';

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
