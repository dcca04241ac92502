/** What the editor asks a node for while its fields are filled in, as n8n's DynamicNodeParametersService does. */
import type {
	INode,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
	ResourceMapperFields,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { LoadOptionsContext } from './engine';
import type { InstanceOptions } from './instance';
import { createInstance, latestVersion, withDefaults } from './instance';
import { PACKAGE_NAME } from './registry';

export interface EditorOptions extends InstanceOptions {
	/** The node's parameters as filled in so far. */
	parameters?: Record<string, unknown>;
	nodeType?: string;
	typeVersion?: number;
	/** The field that asks, e.g. `parameters.partner`. */
	path?: string;
}

export interface ListSearchOptions extends EditorOptions {
	filter?: string;
	paginationToken?: string;
}

function prepare(options: EditorOptions): { type: INodeType; context: LoadOptionsContext } {
	const instance = createInstance(options);
	const name = options.nodeType ?? `${PACKAGE_NAME}.creatorCommerce`;
	const typeVersion = options.typeVersion ?? latestVersion(instance.registry, name);
	const parameters = withDefaults(instance.registry, name, typeVersion, options.parameters ?? {});
	const credentials: INode['credentials'] = {};
	for (const type of instance.credentials.stored.keys()) credentials[type] = { id: type, name: type };
	const node: INode = {
		id: 'uuid-1234',
		name: 'Temp-Node',
		type: name,
		typeVersion,
		position: [0, 0],
		parameters,
		credentials,
	};
	const { nodeTypes } = instance.registry;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const asked = workflow.getNode('Temp-Node');
	if (!asked) throw new Error('The node could not be placed');
	const additionalData = instance.additionalData({ currentNodeParameters: parameters });
	return {
		type: nodeTypes.getByNameAndVersion(name, typeVersion),
		context: new LoadOptionsContext(workflow, asked, additionalData, options.path ?? ''),
	};
}

function required<T>(method: T | undefined, kind: string, name: string): T {
	if (method === undefined) throw new Error(`The node has no ${kind} method "${name}"`);
	return method;
}

/** The choices of a drop-down whose `typeOptions.loadOptionsMethod` is `method`. */
export async function loadOptions(
	method: string,
	options: EditorOptions = {},
): Promise<INodePropertyOptions[]> {
	const { type, context } = prepare(options);
	return await required(type.methods?.loadOptions?.[method], 'loadOptions', method).call(context);
}

/** One page of a resource locator's "From list". */
export async function listSearch(
	method: string,
	options: ListSearchOptions = {},
): Promise<INodeListSearchResult> {
	const { type, context } = prepare(options);
	const search = required(type.methods?.listSearch?.[method], 'listSearch', method);
	return await search.call(context, options.filter, options.paginationToken);
}

/** The fields a resource mapper offers; of two with one id n8n keeps the first. */
export async function resourceMapperFields(
	method: string,
	options: EditorOptions = {},
): Promise<ResourceMapperFields> {
	const { type, context } = prepare(options);
	const result = await required(type.methods?.resourceMapping?.[method], 'resourceMapping', method).call(
		context,
	);
	const seen = new Set<string>();
	return { ...result, fields: result.fields.filter(({ id }) => !seen.has(id) && seen.add(id)) };
}
