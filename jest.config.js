/** One project: unit tests and headless workflows. E2e (a real n8n and a browser) is scripts/e2e, not Jest. */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	transform: {
		'^.+\\.ts$': [
			'ts-jest',
			{
				diagnostics: false,
				tsconfig: {
					isolatedModules: true,
					module: 'commonjs',
					target: 'ES2022',
					esModuleInterop: true,
					resolveJsonModule: true,
				},
			},
		],
	},
	// Only a test that hangs should meet it, on however slow and busy a machine.
	testTimeout: 240_000,
	testSequencer: '<rootDir>/test/sequencer.mjs',
	// One more than most CI machines have cores: a third of the time tests wait.
	maxWorkers: 3,
};
