/** One headless n8n: its types, its credentials, and what n8n hands to every execution besides the workflow. */
import type { IWorkflowExecuteAdditionalData, IWorkflowSettings } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { toParameters } from './casts';
import { HeadlessCredentials } from './credentials';
import type { ExecutionLifecycleHooks } from './engine';
import { ExternalSecretsProxy } from './engine';
import type { Registry, RegistryOptions } from './registry';
import { createRegistry } from './registry';

export interface InstanceOptions extends RegistryOptions {
	/** Credential type → values as a user saved them; defaults are filled in as n8n does. */
	credentials?: Record<string, Record<string, unknown>>;
}

/** What differs from execution to execution. */
export type ExecutionParts = Pick<
	IWorkflowExecuteAdditionalData,
	'executionId' | 'sendDataToUI' | 'currentNodeParameters' | 'executionTimeoutTimestamp' | 'httpRequest'
> & { hooks?: ExecutionLifecycleHooks; workflowSettings?: IWorkflowSettings };

export interface Instance {
	registry: Registry;
	credentials: HeadlessCredentials;
	/** A fresh one for every execution or call from the editor; the URLs are those of a local n8n. */
	additionalData(extra?: ExecutionParts): IWorkflowExecuteAdditionalData;
}

const BASE_URL = 'http://localhost:5678/';

/** Fails loudly: a headless run has no database, no sub-workflows and no task runner. */
const unavailable = (what: string) => async (): Promise<never> => {
	throw new Error(`${what} is not available in a headless run`);
};

export function createInstance(options: InstanceOptions = {}): Instance {
	const registry = createRegistry(options);
	const credentials = new HeadlessCredentials(registry, options.credentials);
	return {
		registry,
		credentials,
		additionalData: (extra = {}) => ({
			currentNodeExecutionIndex: 0,
			credentialsHelper: credentials,
			executeWorkflow: unavailable('A sub-workflow'),
			getRunExecutionData: unavailable('The execution store'),
			startRunnerTask: unavailable('A task runner'),
			logAiEvent: () => {},
			setExecutionStatus: () => {},
			restApiUrl: `${BASE_URL}rest`,
			instanceBaseUrl: BASE_URL,
			formWaitingBaseUrl: `${BASE_URL}form-waiting`,
			webhookBaseUrl: `${BASE_URL}webhook`,
			webhookWaitingBaseUrl: `${BASE_URL}webhook-waiting`,
			webhookTestBaseUrl: `${BASE_URL}webhook-test`,
			variables: {},
			externalSecretsProxy: new ExternalSecretsProxy(),
			...extra,
		}),
	};
}

/** A node's parameters with n8n's defaults filled in, as the editor sends them. */
export function withDefaults(
	registry: Registry,
	type: string,
	typeVersion: number,
	values: Record<string, unknown>,
): ReturnType<typeof toParameters> {
	const { description } = registry.nodeTypes.getByNameAndVersion(type, typeVersion);
	const node = { typeVersion };
	const parameters = toParameters(values);
	return (
		NodeHelpers.getNodeParameters(description.properties, parameters, true, false, node, description) ??
		parameters
	);
}

/** The version a node gets when it is dropped on the canvas today. */
export function latestVersion(registry: Registry, type: string): number {
	const node = registry.nodeTypes.getByName(type);
	if ('nodeVersions' in node) return node.currentVersion;
	const { defaultVersion, version } = node.description;
	return defaultVersion ?? (Array.isArray(version) ? Math.max(...version) : version);
}
