/** Which node and credential types a headless n8n knows: ours, a few of n8n's own, and those a test brings. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { ICredentialType, IDataObject, INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';
import { NodeConnectionTypes, NodeHelpers } from 'n8n-workflow';
import { commonPollingParameters } from 'n8n-core/dist/nodes-loader/constants';

import { isCredentialType, isNodeType, isRecord } from './casts';

export type NodeClass = new () => INodeType | IVersionedNodeType;
export type CredentialClass = new () => ICredentialType;

export interface RegistryOptions {
	/** Where our own classes come from: the TypeScript sources (default) or the build. */
	from?: 'source' | 'dist';
	/** Further node types by full type name, e.g. `n8n-nodes-base.set`; a class or an instance. */
	nodeTypes?: Record<string, NodeClass | INodeType | IVersionedNodeType>;
	/** Further credential types; a class or an instance. */
	credentialTypes?: Array<CredentialClass | ICredentialType>;
}

export const PACKAGE_NAME = 'n8n-nodes-creatorcommerce';
export const START_TYPE = 'headless.start';
const ROOT = resolve(__dirname, '../../..');

/** Gives out what it was given: where a headless workflow starts. */
const passThrough = (name: string): INodeType => ({
	description: {
		displayName: name,
		name,
		group: ['trigger'],
		version: [1, 1.1, 1.2],
		description: '',
		defaults: { name },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
});

const builtIn: Record<string, INodeType> = {
	[START_TYPE]: passThrough('start'),
	'n8n-nodes-base.manualTrigger': passThrough('manualTrigger'),
	'n8n-nodes-base.noOp': {
		...passThrough('noOp'),
		description: { ...passThrough('noOp').description, group: [], inputs: [NodeConnectionTypes.Main] },
	},
};

export interface Registry {
	nodeTypes: INodeTypes;
	credentialType(name: string): ICredentialType;
	parentTypes(name: string): string[];
	/** Every node type that asks for a credential type, as the credential test looks for `testedBy`. */
	nodesUsing(credentialType: string): Array<INodeType | IVersionedNodeType>;
}

interface PackageClasses {
	nodes: Map<string, INodeType | IVersionedNodeType>;
	credentials: Map<string, ICredentialType>;
}

function manifestPaths(key: 'nodes' | 'credentials'): string[] {
	const manifest: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
	const n8n = isRecord(manifest) ? manifest.n8n : undefined;
	const paths = isRecord(n8n) ? n8n[key] : undefined;
	return Array.isArray(paths) ? paths.filter((path) => typeof path === 'string') : [];
}

/** As n8n loads a class: the export is called what the file is called, up to the first dot. */
function instantiate(distPath: string, from: 'source' | 'dist'): unknown {
	const path = from === 'dist' ? distPath : distPath.replace(/^dist\//, '').replace(/\.js$/, '.ts');
	const className = path.split('/').pop()?.split('.')[0] ?? '';
	// A class is only known by its path in the manifest, and under Jest only require goes through its transform.
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	const loaded: unknown = require(join(ROOT, path));
	const Class = isRecord(loaded) ? loaded[className] : undefined;
	if (typeof Class !== 'function') throw new Error(`${path} does not export a class ${className}`);
	return Reflect.construct(Class, []);
}

/** As n8n does on loading: a polling node gets the poll times in front of its own parameters. */
function prepare(node: INodeType | IVersionedNodeType): INodeType | IVersionedNodeType {
	if ('nodeVersions' in node) Object.values(node.nodeVersions).forEach(prepare);
	else if (node.description.polling) node.description.properties.unshift(...commonPollingParameters);
	return node;
}

const loadedPackages = new Map<string, PackageClasses>();

function ownPackage(from: 'source' | 'dist'): PackageClasses {
	const known = loadedPackages.get(from);
	if (known) return known;
	const classes: PackageClasses = { nodes: new Map(), credentials: new Map() };
	for (const path of manifestPaths('nodes')) {
		const node = instantiate(path, from);
		if (!isNodeType(node)) throw new Error(`${path} is not a node type`);
		classes.nodes.set(`${PACKAGE_NAME}.${node.description.name}`, prepare(node));
	}
	for (const path of manifestPaths('credentials')) {
		const credential = instantiate(path, from);
		if (!isCredentialType(credential)) throw new Error(`${path} is not a credential type`);
		classes.credentials.set(credential.name, credential);
	}
	loadedPackages.set(from, classes);
	return classes;
}

/** The same class gives the same instance, as in n8n, where a type is one object for the process. */
const instances = new WeakMap<object, INodeType | IVersionedNodeType | ICredentialType>();

function instanceOf<T extends INodeType | IVersionedNodeType | ICredentialType>(given: T | (new () => T)): T {
	if (typeof given !== 'function') return given;
	const known = instances.get(given);
	if (known) return known as T;
	const made = new given();
	instances.set(given, isNodeType(made) ? prepare(made) : made);
	return made;
}

/**
 * Types are looked up in what the test brought first and in our package only when it is asked for, so that a
 * test with node types of its own neither needs nor loads the package.
 */
export function createRegistry(options: RegistryOptions = {}): Registry {
	const from = options.from ?? 'source';
	const extraNodes = new Map(
		Object.entries(options.nodeTypes ?? {}).map(([type, given]) => [type, instanceOf(given)] as const),
	);
	const extraCredentials = new Map(
		(options.credentialTypes ?? []).map((given) => {
			const credential = instanceOf(given);
			return [credential.name, credential] as const;
		}),
	);

	const findNode = (type: string): INodeType | IVersionedNodeType => {
		const node =
			extraNodes.get(type) ??
			builtIn[type] ??
			(type.startsWith(`${PACKAGE_NAME}.`) ? ownPackage(from).nodes.get(type) : undefined);
		if (!node) throw new Error(`Unrecognized node type: ${type}`);
		return node;
	};

	const credentialType = (name: string): ICredentialType => {
		const credential = extraCredentials.get(name) ?? ownPackage(from).credentials.get(name);
		if (!credential) throw new Error(`Unrecognized credential type: ${name}`);
		return credential;
	};

	const parentTypes = (name: string): string[] =>
		(credentialType(name).extends ?? []).flatMap((parent) => [parent, ...parentTypes(parent)]);

	return {
		nodeTypes: {
			getByName: findNode,
			getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(findNode(type), version),
			getKnownTypes: (): IDataObject => ({}),
		},
		credentialType,
		parentTypes,
		nodesUsing(type) {
			const all = [
				...extraNodes.values(),
				...(extraCredentials.has(type) ? [] : ownPackage(from).nodes.values()),
			];
			const uses = (node: INodeType) => node.description.credentials?.some(({ name }) => name === type);
			return all.filter((node) =>
				'nodeVersions' in node ? Object.values(node.nodeVersions).some(uses) : uses(node),
			);
		},
	};
}
