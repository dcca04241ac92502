import { join, resolve } from 'node:path';
import { run } from '../scripts/n8n/command';

export const ROOT = resolve(__dirname, '..');

/** Not dist/: another build that runs meanwhile must not take it away from under the bench. */
const FOLDER = join(ROOT, 'node_modules', '.cache', 'n8n-nodes-creatorcommerce-bench');

export const builtFile = (path: string): string => join(FOLDER, path);

/** Compiles the package as `npm run build` does. @throws with the compiler's lines */
export async function build(): Promise<void> {
	const compiler = require.resolve('typescript/bin/tsc');
	const known = ['--incremental', '--tsBuildInfoFile', join(FOLDER, 'tsconfig.build.tsbuildinfo')];
	const args = [compiler, '-p', 'tsconfig.build.json', '--outDir', FOLDER, ...known];
	const { code, stdout, stderr } = await run(process.execPath, args, { cwd: ROOT });
	if (code !== 0) throw new Error(`The package does not build:\n${stdout}${stderr}`);
}
