/**
 * The Test of a credential, step by step as CredentialsTester of n8n 2.8 does it: defaults first, then a
 * test function of a node, or the declarative request through n8n-core's RoutingNode; response-code rules
 * are looked at only when the request threw, body rules only when it did not.
 */
import type {
	ICredentialsDecrypted,
	ICredentialTestFunction,
	ICredentialTestRequest,
	INode,
	INodeCredentialTestResult,
	INodeType,
	INodeTypes,
} from 'n8n-workflow';
import { createEmptyRunExecutionData, Workflow } from 'n8n-workflow';

import { isRecord, toCredentialData } from './casts';
import { CredentialTestContext, ExecuteContext, RoutingNode } from './engine';
import type { Instance, InstanceOptions } from './instance';
import { createInstance } from './instance';

type Test = { function: ICredentialTestFunction } | { request: ICredentialTestRequest; nodeType?: INodeType };

const failed = (message: string): INodeCredentialTestResult => ({ status: 'Error', message });

function findTest({ registry }: Instance, type: string): Test | undefined {
	const { test } = registry.credentialType(type);
	if (test) return { request: test };
	for (const node of registry.nodesUsing(type)) {
		const versions = 'nodeVersions' in node ? Object.values(node.nodeVersions) : [node];
		for (const version of versions) {
			const used = version.description.credentials?.find(({ name }) => name === type);
			if (!used?.testedBy) continue;
			if (typeof used.testedBy !== 'string') return { request: used.testedBy, nodeType: version };
			const method = version.methods?.credentialTest?.[used.testedBy];
			if (method) return { function: method };
		}
	}
	return undefined;
}

/** lodash's `get` for the keys rules use: a key of that very name, else the path. */
function valueAt(data: unknown, key: string): unknown {
	if (isRecord(data) && key in data) return data[key];
	return key
		.split(/[.[\]]+/)
		.filter(Boolean)
		.reduce<unknown>(
			(at, part) => (isRecord(at) || Array.isArray(at) ? Reflect.get(at, part) : undefined),
			data,
		);
}

function afterThrow(error: unknown, rules: ICredentialTestRequest['rules']): INodeCredentialTestResult {
	const cause = isRecord(error) && isRecord(error.cause) ? error.cause : {};
	if (isRecord(cause.response)) {
		const { status, statusText } = cause.response;
		for (const rule of rules ?? []) {
			if (rule.type === 'responseCode' && status === rule.properties.value)
				return failed(rule.properties.message);
		}
		if (typeof status === 'number' && (status < 199 || status > 299)) {
			return failed(
				typeof statusText === 'string' && statusText ? statusText : `Received HTTP status code: ${status}`,
			);
		}
	} else if (typeof cause.code === 'string' && cause.code) {
		return failed(cause.code);
	}
	return failed(error instanceof Error ? error.message : String(error));
}

async function request(
	instance: Instance,
	test: { request: ICredentialTestRequest; nodeType?: INodeType },
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const { registry } = instance;
	const nodeType = test.nodeType ?? registry.nodeTypes.getByNameAndVersion('n8n-nodes-base.noOp');
	const { version, name } = nodeType.description;
	const node: INode = {
		id: 'temp',
		parameters: {},
		name: 'Temp-Node',
		type: name,
		typeVersion: Array.isArray(version) ? (version.at(-1) ?? 1) : version,
		position: [0, 0],
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
	};
	const testType: INodeType = {
		description: {
			...nodeType.description,
			credentials: [{ name: credential.type, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request: test.request.request },
					default: '',
				},
			],
		},
	};
	const nodeTypes: INodeTypes = {
		getByName: () => testType,
		getByNameAndVersion: () => testType,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const context = new ExecuteContext(
		workflow,
		node,
		instance.additionalData({ currentNodeParameters: node.parameters }),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);

	let response: Awaited<ReturnType<RoutingNode['runNode']>>;
	try {
		response = await new RoutingNode(context, testType, credential).runNode();
	} catch (error) {
		return afterThrow(error, test.request.rules);
	}
	const body = response?.[0]?.[0]?.json;
	for (const rule of test.request.rules ?? []) {
		if (rule.type === 'responseSuccessBody' && valueAt(body, rule.properties.key) === rule.properties.value) {
			return failed(rule.properties.message);
		}
	}
	return { status: 'OK', message: 'Connection successful!' };
}

export async function testCredential(
	type: string,
	values: Record<string, unknown>,
	options: Omit<InstanceOptions, 'credentials'> = {},
): Promise<INodeCredentialTestResult> {
	const instance = createInstance({ ...options, credentials: { [type]: values } });
	const test = findTest(instance, type);
	if (!test) return failed('No testing function found for this credential.');

	const original = toCredentialData(values);
	let data: ICredentialsDecrypted['data'];
	try {
		data = instance.credentials.applyDefaults(instance.additionalData(), original, type, 'internal');
	} catch (error) {
		return failed(error instanceof Error ? error.message : String(error));
	}
	const credential: ICredentialsDecrypted = { id: type, name: type, type, data };
	if ('function' in test) return await test.function.call(new CredentialTestContext(), credential);
	return await request(instance, test, credential);
}
