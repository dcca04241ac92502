/** One poll of a polling trigger, as n8n's scheduler does it: parameters, credentials and static data are n8n-core's own. */
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { toDataObject } from './casts';
import { PollContext } from './engine';
import type { InstanceOptions } from './instance';
import { createInstance, latestVersion, withDefaults } from './instance';

export interface PollOptions extends InstanceOptions {
	nodeType: string;
	parameters?: Record<string, unknown>;
	/** 'manual' is a test fetch from the editor; 'trigger' a scheduled poll. */
	mode?: 'manual' | 'trigger';
	/** The node's static data of earlier polls; changed by the poll. */
	staticData?: Record<string, unknown>;
}

export async function pollNode(options: PollOptions): Promise<INodeExecutionData[]> {
	const instance = createInstance(options);
	const { nodeTypes } = instance.registry;
	const typeVersion = latestVersion(instance.registry, options.nodeType);
	const credentials: INode['credentials'] = {};
	for (const type of instance.credentials.stored.keys()) credentials[type] = { id: type, name: type };
	const node: INode = {
		id: 'poll',
		name: 'Poll',
		type: options.nodeType,
		typeVersion,
		position: [0, 0],
		parameters: withDefaults(instance.registry, options.nodeType, typeVersion, options.parameters ?? {}),
		credentials,
	};
	const own: IDataObject = toDataObject(options.staticData ?? {});
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
		staticData: { 'node:Poll': own },
	});
	const type = nodeTypes.getByNameAndVersion(options.nodeType, typeVersion);
	const placed = workflow.getNode('Poll');
	if (!placed || !type.poll) throw new Error(`${options.nodeType} does not poll`);
	const mode = options.mode ?? 'trigger';
	const context = new PollContext(workflow, placed, instance.additionalData(), mode, 'activate');
	try {
		return (await type.poll.call(context))?.[0] ?? [];
	} finally {
		// n8n keeps the workflow in memory, with whatever a poll that failed has changed.
		if (options.staticData)
			Object.assign(options.staticData, JSON.parse(JSON.stringify(workflow.staticData['node:Poll'])));
	}
}
