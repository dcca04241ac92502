const { rm } = require('node:fs/promises');
const { spawn } = require('node:child_process');
const { parallel, series, src, dest } = require('gulp');

/** An old build must not leave files behind that the sources no longer have. */
const clean = () => rm('dist', { recursive: true, force: true });

/** TypeScript to dist/, type errors stop the build. */
const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
		stdio: 'inherit',
	});

/** n8n reads icons and codex files beside the compiled nodes and credentials. */
const icons = () =>
	src(['nodes/**/*.svg', 'credentials/**/*.svg'], { base: '.', encoding: false }).pipe(dest('dist'));
const codex = () => src('nodes/**/*.node.json', { base: '.' }).pipe(dest('dist'));

exports.clean = clean;
exports.build = series(clean, parallel(compile, icons, codex));
exports.default = exports.build;
