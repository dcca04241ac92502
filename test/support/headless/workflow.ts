/** Runs a whole workflow on n8n-core's own engine, without a server. */
import { randomUUID } from 'node:crypto';

import type {
	IConnections,
	IDataObject,
	INode,
	INodeExecutionData,
	IPinData,
	IRun,
	IRunExecutionData,
	IWorkflowBase,
	IWorkflowSettings,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, deepCopy, NodeHelpers, Workflow } from 'n8n-workflow';

import { isRecord, toItems } from './casts';
import { ExecutionLifecycleHooks, WorkflowExecute } from './engine';
import type { Instance, InstanceOptions } from './instance';
import { createInstance } from './instance';

/** The part of an exported workflow that a run needs; extra keys of an export are ignored. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	staticData?: IDataObject;
	pinData?: IPinData;
}

/** An error as it is stored with the execution; `message` and `description` are what a user reads. */
export interface RecordedError {
	name?: string;
	message: string;
	description?: string | null;
	httpCode?: string | null;
	itemIndex?: number;
	runIndex?: number;
	context: Record<string, unknown>;
	messages: string[];
	/** The name of the node the execution stopped at. */
	node?: string;
	/** All of it, as recorded. */
	raw: unknown;
}

export type RunStatus = 'success' | 'error' | 'canceled' | 'waiting';

export interface RunWorkflowOptions extends InstanceOptions {
	/** Where to start; default as n8n chooses (trigger first). */
	startNode?: string;
	/** What the start node is given; default one empty item. */
	items?: ReadonlyArray<Record<string, unknown>>;
	/** `manual` (default) is a run from the editor; `trigger` and `webhook` are production runs. */
	mode?: WorkflowExecuteMode;
	/** Cancels the execution after so many milliseconds, as a user pressing Stop. */
	signalAfterMs?: number;
	/** Called with the function that cancels, once the execution is under way. */
	cancel?: (cancel: () => void) => void;
	/** n8n's own time limit (n8n Cloud has one), in milliseconds from now: checked between nodes only. */
	timeoutMs?: number;
	/** Called for what nodes send to the browser (`sendMessageToUI`, progress). */
	onMessageToUi?: (type: string, data: unknown) => void;
}

export interface RunWorkflowResult {
	run: IRun;
	status: RunStatus;
	error?: RecordedError;
	/** Fields n8n refused before running anything: node name → messages. */
	issues?: Record<string, string[]>;
	/** A node's items of its last run on the output (0 first; with an error output, that is the last one). */
	outputOf(nodeName: string, output?: number): INodeExecutionData[];
	hintsOf(nodeName: string): NodeExecutionHint[];
	/** How often a node was run (loops). */
	runsOf(nodeName: string): number;
	/** Credential values after the run: a renewed token shows here. */
	credentialsAfter: Record<string, Record<string, unknown>>;
	staticData: IDataObject;
	ms: number;
}

/** Nodes without credentials get those given for the types they ask for, like a user picking the only one. */
function attachCredentials(node: INode, instance: Instance): INode {
	const { description } = instance.registry.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const credentials = { ...node.credentials };
	for (const { name } of description.credentials ?? []) {
		if (instance.credentials.stored.has(name)) credentials[name] = { id: name, name };
	}
	return Object.keys(credentials).length > 0 ? { ...node, credentials } : node;
}

function recordedError(error: unknown): RecordedError | undefined {
	if (!isRecord(error)) return undefined;
	const context = isRecord(error.context) ? error.context : {};
	const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
	const index = (value: unknown) => (typeof value === 'number' ? value : undefined);
	return {
		name: text(error.name),
		message: text(error.message) ?? '',
		description: text(error.description),
		httpCode: text(error.httpCode),
		itemIndex: index(context.itemIndex),
		runIndex: index(context.runIndex),
		context,
		messages: Array.isArray(error.messages) ? error.messages.filter((line) => typeof line === 'string') : [],
		node: isRecord(error.node) ? text(error.node.name) : undefined,
		raw: error,
	};
}

/** What n8n's runner records when an execution cannot even start (a required field is empty). */
function failedToStart(mode: WorkflowExecuteMode, data: IRunExecutionData, error: unknown): IRun {
	const message = error instanceof Error ? error.message : String(error);
	Object.assign(data.resultData, { error: { name: error instanceof Error ? error.name : 'Error', message } });
	return { data, mode, startedAt: new Date(), stoppedAt: new Date(), storedAt: 'db', status: 'error' };
}

function issuesOf(workflow: Workflow): Record<string, string[]> {
	const found: Record<string, string[]> = {};
	for (const node of Object.values(workflow.nodes)) {
		const { description } = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const issues = NodeHelpers.getNodeParametersIssues(description.properties, node, description);
		const messages = Object.values(issues?.parameters ?? {}).flat();
		if (messages.length > 0) found[node.name] = messages;
	}
	return found;
}

function statusOf(run: IRun): RunStatus {
	const { status } = run;
	if (status === 'success' || status === 'canceled' || status === 'waiting') return status;
	return 'error';
}

/**
 * Runs a workflow from its start node to the end. Never rejects for what a node does: failures are in
 * `status` and `error` as n8n records them. Throws for a workflow no run can be made of.
 */
export async function runWorkflow(
	json: WorkflowJson,
	options: RunWorkflowOptions = {},
): Promise<RunWorkflowResult> {
	const instance = createInstance(options);
	const mode = options.mode ?? 'manual';
	const nodes = deepCopy(json.nodes).map((node) => attachCredentials(node, instance));
	const settings: IWorkflowSettings = { executionOrder: 'v1', timezone: 'UTC', ...json.settings };
	const id = json.id ?? 'headless';
	const staticData = deepCopy(json.staticData ?? {});
	const { connections } = json;
	const { nodeTypes } = instance.registry;
	const workflow = new Workflow({ id, nodes, connections, active: false, nodeTypes, settings, staticData });
	const startNode = options.startNode ? workflow.getNode(options.startNode) : workflow.getStartNode();
	if (!startNode) throw new Error('The workflow has no node to start from');

	const stored: IWorkflowBase = {
		id,
		name: json.name ?? 'Headless',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(0),
		updatedAt: new Date(0),
		nodes,
		connections,
		settings,
	};
	const executionId = randomUUID();
	const additionalData = instance.additionalData({
		executionId,
		hooks: new ExecutionLifecycleHooks(mode, executionId, stored),
		workflowSettings: settings,
		sendDataToUI: options.onMessageToUi,
		executionTimeoutTimestamp: options.timeoutMs === undefined ? undefined : Date.now() + options.timeoutMs,
	});
	const data = createRunExecutionData({
		startData: {},
		resultData: { pinData: json.pinData },
		executionData: {
			nodeExecutionStack: [
				{ node: startNode, data: { main: [toItems(options.items ?? [{}])] }, source: null },
			],
		},
	});

	const started = performance.now();
	let run: IRun;
	let issues: Record<string, string[]> | undefined;
	try {
		const execution = new WorkflowExecute(additionalData, mode, data).processRunExecutionData(workflow);
		const cancel = () => execution.cancel();
		const timer = options.signalAfterMs === undefined ? undefined : setTimeout(cancel, options.signalAfterMs);
		options.cancel?.(cancel);
		try {
			run = await execution;
		} finally {
			clearTimeout(timer);
		}
	} catch (error) {
		issues = issuesOf(workflow);
		run = failedToStart(mode, data, error);
	}
	const ms = performance.now() - started;

	const runsOf = (nodeName: string) => run.data.resultData.runData[nodeName] ?? [];
	return {
		run,
		status: statusOf(run),
		error: recordedError(run.data.resultData.error),
		issues,
		outputOf: (nodeName, output = 0) => runsOf(nodeName).at(-1)?.data?.main?.[output] ?? [],
		hintsOf: (nodeName) => runsOf(nodeName).flatMap((task) => task.hints ?? []),
		runsOf: (nodeName) => runsOf(nodeName).length,
		credentialsAfter: Object.fromEntries(instance.credentials.stored),
		staticData: workflow.staticData,
		ms,
	};
}
