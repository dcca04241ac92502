import { join } from 'node:path';
import { N8N_VERSION, n8nFolder } from '../../scripts/n8n/cache';
import { run } from '../../scripts/n8n/command';
import { builtFile, ROOT } from '../build';
import { peerFile } from '../peer';
import { type BenchResult, median, range } from '../result';
import type { Case } from '../rounds';

/** Fresh processes a side. */
const RUNS = 9;

interface Loaded {
	ms: number;
	kb: number;
}

export const load: Case = {
	name: 'load',
	title: 'load: requiring the package',
	alone: true,
	async run({ peer: withPeer, rounds }) {
		const ours: Loaded[] = [];
		const peer: Loaded[] = [];
		const oursFiles = [
			'nodes/CreatorCommerce/CreatorCommerce.node.js',
			'credentials/CreatorCommerceApi.credentials.js',
		];
		// A single round is a quick look; else as many as a median of milliseconds needs.
		for (let at = 0; at < (rounds === 1 ? 1 : RUNS); at++) {
			ours.push(await loadOnce(join(ROOT, 'node_modules'), oursFiles.map(builtFile)));
			if (withPeer) {
				peer.push(await loadOnce(join(n8nFolder(N8N_VERSION), 'node_modules'), [peerFile()]));
			}
		}
		const result = (unit: string, note: string, valueOf: (loaded: Loaded) => number): BenchResult => {
			const values = ours.map(valueOf);
			const peerValues = peer.map(valueOf);
			return {
				ours: median(values),
				peer: peer.length > 0 ? median(peerValues) : null,
				ideal: null,
				ratio: peer.length > 0 ? median(values) / median(peerValues) : null,
				refused: 0,
				lost: 0,
				doubled: 0,
				unit,
				spread: { ours: range(values), ...(peer.length > 0 && { peer: range(peerValues) }) },
				rounds: ours.length,
				note,
			};
		};
		return {
			'load.time': result('ms', 'A fresh process each, n8n-workflow loaded before.', ({ ms }) => ms),
			'load.heap': result(
				'KB heap',
				'Used heap after collecting garbage, less what it was before.',
				({ kb }) => kb,
			),
		};
	},
};

/** Run by Node as it is: a TypeScript loader would be measured with it. */
const MEASURE = `
const [modules, ...files] = process.argv.slice(1);
require(modules + '/n8n-workflow');
gc();
const before = process.memoryUsage().heapUsed;
const startedAt = performance.now();
for (const file of files) require(file);
const ms = performance.now() - startedAt;
gc();
console.log(JSON.stringify({ ms, kb: (process.memoryUsage().heapUsed - before) / 1024 }));
`;

async function loadOnce(modules: string, files: string[]): Promise<Loaded> {
	const args = ['--expose-gc', '-e', MEASURE, modules, ...files];
	const { code, stdout, stderr } = await run(process.execPath, args, { cwd: ROOT });
	if (code !== 0) throw new Error(`The package could not be loaded: ${stderr}`);
	return JSON.parse(stdout) as Loaded;
}
