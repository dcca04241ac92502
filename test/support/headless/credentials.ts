/**
 * The credentials helper of a headless n8n: decides as n8n's own does (CredentialsHelper of n8n 2.8), over a
 * Map in place of the database and without encryption, overwrites and external secrets.
 */
import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { deepCopy, ICredentialsHelper, isExpression, NodeHelpers, Workflow } from 'n8n-workflow';

import { isRecord, toCredentialData, toDataObject, toParameters } from './casts';
import { getAdditionalKeys } from './engine';
import type { Registry } from './registry';
import { START_TYPE } from './registry';

const mockNode: INode = {
	id: 'mock',
	name: '',
	typeVersion: 1,
	type: START_TYPE,
	position: [0, 0],
	parameters: {},
};

export class HeadlessCredentials extends ICredentialsHelper {
	/** Credential type → values as they are stored; renewed tokens are written back here, as n8n does. */
	readonly stored = new Map<string, ICredentialDataDecryptedObject>();

	constructor(
		private readonly registry: Registry,
		credentials: Record<string, Record<string, unknown>> = {},
	) {
		super();
		for (const [type, values] of Object.entries(credentials)) this.stored.set(type, toCredentialData(values));
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		incoming: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const request = incoming as IHttpRequestOptions;
		const { authenticate } = this.registry.credentialType(typeName);
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		if (authenticate === undefined) return request;

		request.headers ??= {};
		if (authenticate.type === 'generic') {
			const resolve = (text: string) => this.resolveValue(text, credentials, workflow, node);
			const parts: Record<string, unknown> = toDataObject({ ...request });
			for (const [part, entries] of Object.entries(authenticate.properties)) {
				const target = isRecord(parts[part]) ? parts[part] : {};
				for (const [key, value] of Object.entries(isRecord(entries) ? entries : {})) {
					target[resolve(key)] = typeof value === 'string' ? resolve(value) : value;
				}
				Object.assign(request, { [part]: target });
			}
		}
		return request;
	}

	override async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.registry.credentialType(typeName);
		const expirable = type.properties.find(
			(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		);
		if (!expirable || typeof type.preAuthentication !== 'function') return undefined;

		const isTest = node.parameters.temp === '' && node.type === 'n8n-nodes-base.noOp';
		if (credentials[expirable.name] !== '' && !credentialsExpired && !isTest) return undefined;
		const output = await type.preAuthentication.call(helpers, credentials);
		if (output[expirable.name] === undefined || !node.credentials) return undefined;
		const renewed = Object.assign(credentials, output);
		const details = node.credentials[type.name];
		if (details) await this.updateCredentials(details, type.name, renewed);
		return renewed;
	}

	/** Expressions in a declarative `authenticate` see the values as `$credentials`. */
	private resolveValue(
		text: string,
		credentials: ICredentialDataDecryptedObject,
		workflow: Workflow,
		node: INode,
	): string {
		if (!isExpression(text)) return text;
		const keys = { $credentials: credentials };
		const value = workflow.expression.getSimpleParameterValue(node, text, 'internal', keys, undefined, '');
		return value ? value.toString() : '';
	}

	override getParentTypes(name: string): string[] {
		return this.registry.parentTypes(name);
	}

	override async getCredentials(): Promise<never> {
		throw new Error('Encrypted credentials are not kept here; use getDecrypted');
	}

	override getCredentialsProperties(typeName: string): INodeProperties[] {
		const type = this.registry.credentialType(typeName);
		if (type.extends === undefined) return type.properties;
		const combined: INodeProperties[] = [];
		for (const parent of type.extends) {
			NodeHelpers.mergeNodeProperties(combined, this.getCredentialsProperties(parent));
		}
		NodeHelpers.mergeNodeProperties(combined, type.properties);
		return combined;
	}

	override async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolveValues?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.stored.get(type);
		if (!stored)
			throw new Error(`Credential with ID "${details.id ?? ''}" does not exist for type "${type}".`);
		const original = deepCopy(stored);
		if (raw === true) return original;
		return this.applyDefaults(additionalData, original, type, mode, executeData, resolveValues);
	}

	/** Defaults filled in and expressions in the values resolved, as a node gets them. */
	applyDefaults(
		additionalData: IWorkflowExecuteAdditionalData,
		original: ICredentialDataDecryptedObject,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		resolve?: ICredentialsExpressionResolveValues,
	): ICredentialDataDecryptedObject {
		const properties = this.getCredentialsProperties(type);
		const withDefaults = NodeHelpers.getNodeParameters(
			properties,
			toParameters(original),
			true,
			false,
			null,
			null,
		);
		const data = toCredentialData(withDefaults ?? {});
		for (const key of ['oauthTokenData', 'allowedHttpRequestDomains', 'allowedDomains']) {
			if (data[key] === undefined && original[key] !== undefined) data[key] = original[key];
		}

		const keys = getAdditionalKeys(additionalData, mode, null, { secretsEnabled: false });
		const values = toParameters(data);
		if (resolve) {
			const resolved: unknown = resolve.workflow.expression.getParameterValue(
				values,
				resolve.runExecutionData,
				resolve.runIndex,
				resolve.itemIndex,
				resolve.node.name,
				resolve.connectionInputData,
				mode,
				keys,
				executeData,
				false,
				values,
			);
			return toCredentialData(isRecord(resolved) ? resolved : {});
		}
		const workflow = new Workflow({
			nodes: [mockNode],
			connections: {},
			active: false,
			nodeTypes: this.registry.nodeTypes,
		});
		const resolved: unknown = workflow.expression.getComplexParameterValue(
			mockNode,
			values,
			mode,
			keys,
			undefined,
			undefined,
			values,
		);
		return toCredentialData(isRecord(resolved) ? resolved : {});
	}

	override async updateCredentials(
		_details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.stored.set(type, deepCopy(data));
	}

	override async updateCredentialsOauthTokenData(
		details: INodeCredentialsDetails,
		type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		const stored = this.stored.get(type) ?? {};
		const { oauthTokenData } = data;
		await this.updateCredentials(details, type, oauthTokenData ? { ...stored, oauthTokenData } : stored);
	}
}
