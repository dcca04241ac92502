import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import importX from 'eslint-plugin-import-x';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

/** The floors of nodes/CreatorCommerce, lowest first: an import only ever goes down. */
const home = './nodes/CreatorCommerce';
const n8nFloors = ['actions', 'triggers', 'fields', 'runtime'];
const above = {
	outside: ['traffic', 'signature', 'api', 'shopify', ...n8nFloors],
	traffic: ['api', 'shopify', 'signature', ...n8nFloors],
	signature: ['api', 'shopify', 'traffic', ...n8nFloors],
	api: ['shopify', 'signature', ...n8nFloors],
	shopify: ['api', 'signature', ...n8nFloors],
	runtime: ['fields', 'actions', 'triggers'],
	fields: ['actions', 'triggers'],
	triggers: ['actions'],
	actions: ['triggers'],
};
const floorZones = Object.entries(above).flatMap(([floor, upper]) =>
	upper.map((from) => ({
		target: `${home}/${floor}`,
		from: `${home}/${from}`,
		message: `${floor} lies below ${from}: an import only ever goes down.`,
	})),
);

const noN8n = {
	'no-restricted-imports': [
		'error',
		{
			patterns: [
				{ group: ['n8n-workflow', 'n8n-core'], message: 'This floor is read and tested without n8n.' },
			],
		},
	],
};

export default tseslint.config(
	{ ignores: ['dist/**', 'node_modules/**', 'coverage/**', '.sandbox/**', 'e2e-results/**', '*.js'] },
	...tseslint.configs.recommended,
	{
		files: ['**/*.ts'],
		plugins: { 'import-x': importX },
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/ban-ts-comment': 'error',
			eqeqeq: ['error', 'smart'],
			'import-x/no-restricted-paths': [
				'error',
				{
					zones: [
						...floorZones,
						{
							target: './sandbox',
							from: './nodes',
							message: 'The sandbox shares no code with the node: it must be able to disagree.',
						},
						{ target: './nodes', from: ['./sandbox', './test', './scripts', './bench'] },
						{ target: './credentials', from: ['./sandbox', './test', './scripts', './bench'] },
					],
				},
			],
		},
	},
	{
		files: ['nodes/CreatorCommerce/{outside,traffic,signature,api,shopify}/**/*.ts'],
		rules: noN8n,
	},
	{
		...n8nCommunityNodesPlugin.configs.recommended,
		files: ['package.json', 'nodes/**/*.ts', 'credentials/**/*.ts'],
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } },
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.community.rules,
			'@typescript-eslint/no-unused-expressions': 'off',
		},
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// The two rules n8n's own scan switches off for community nodes.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// The three rules n8n's own scan switches off: inputs and outputs are constants, and limits have maxima.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
);
