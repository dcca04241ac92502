/** Runs one node between a start node and nothing: the shortest workflow there is. */
import type { INode, INodeExecutionData, IRun, NodeExecutionHint, OnError } from 'n8n-workflow';

import { toParameters } from './casts';
import { createInstance, latestVersion } from './instance';
import { PACKAGE_NAME, START_TYPE } from './registry';
import type { RecordedError, RunStatus, RunWorkflowOptions } from './workflow';
import { runWorkflow } from './workflow';

export interface RunNodeOptions extends Omit<RunWorkflowOptions, 'startNode'> {
	/** The node's parameters; what is left out takes n8n's defaults. Expressions are resolved by n8n. */
	parameters: Record<string, unknown>;
	/** Full type name; default our action node. */
	nodeType?: string;
	typeVersion?: number;
	/** The node's settings, as on its Settings tab. */
	onError?: OnError;
	retryOnFail?: boolean;
	/** 2 to 5 (n8n caps it); default 3. */
	maxTries?: number;
	/** Milliseconds, at most 5,000 (n8n caps it); default 1,000. */
	waitBetweenTries?: number;
	executeOnce?: boolean;
	alwaysOutputData?: boolean;
}

export interface RunNodeResult {
	output: INodeExecutionData[];
	/** What left by the error output (only with `continueErrorOutput`). */
	errorOutput: INodeExecutionData[];
	hints: NodeExecutionHint[];
	error?: RecordedError;
	issues?: Record<string, string[]>;
	status: RunStatus;
	credentialsAfter: Record<string, Record<string, unknown>>;
	run: IRun;
	ms: number;
}

const NODE_UNDER_TEST = 'Node';
const START = 'Start';

export async function runNode(options: RunNodeOptions): Promise<RunNodeResult> {
	const type = options.nodeType ?? `${PACKAGE_NAME}.creatorCommerce`;
	const { registry } = createInstance({ ...options, credentials: {} });
	const { onError, retryOnFail, maxTries, waitBetweenTries, executeOnce, alwaysOutputData } = options;
	const node: INode = {
		id: 'node',
		name: NODE_UNDER_TEST,
		type,
		typeVersion: options.typeVersion ?? latestVersion(registry, type),
		position: [200, 0],
		parameters: toParameters(options.parameters),
		onError,
		retryOnFail,
		maxTries,
		waitBetweenTries,
		executeOnce,
		alwaysOutputData,
	};
	const start: INode = {
		id: 'start',
		name: START,
		type: START_TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const result = await runWorkflow(
		{
			nodes: [start, node],
			connections: { [START]: { main: [[{ node: NODE_UNDER_TEST, type: 'main', index: 0 }]] } },
		},
		{ ...options, startNode: START },
	);

	const { description } = registry.nodeTypes.getByNameAndVersion(type, node.typeVersion);
	// The error output comes after the node's own outputs (one, for ours).
	const ownOutputs = Array.isArray(description.outputs) ? description.outputs.length : 1;
	return {
		output: result.outputOf(NODE_UNDER_TEST),
		errorOutput: onError === 'continueErrorOutput' ? result.outputOf(NODE_UNDER_TEST, ownOutputs) : [],
		hints: result.hintsOf(NODE_UNDER_TEST),
		error: result.error,
		issues: result.issues,
		status: result.status,
		credentialsAfter: result.credentialsAfter,
		run: result.run,
		ms: result.ms,
	};
}
