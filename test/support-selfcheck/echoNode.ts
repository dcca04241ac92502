/** A node and a credential of a few lines, to check the harness with something we know by heart. */
import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IExecuteFunctions,
	IHttpRequestHelper,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	ResourceMapperFields,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError, sleepWithAbort } from 'n8n-workflow';

export const ECHO_TYPE = 'test.echo';

export class EchoApi implements ICredentialType {
	name = 'echoApi';

	displayName = 'Echo API';

	properties: ICredentialType['properties'] = [
		{
			displayName: 'Token',
			name: 'token',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{ displayName: 'Prefix', name: 'prefix', type: 'string', default: 'Bearer' },
	];

	async preAuthentication(this: IHttpRequestHelper, credentials: ICredentialDataDecryptedObject) {
		const answer: unknown = await this.helpers.httpRequest({ url: `${String(credentials.baseUrl)}/token` });
		const { token } = answer as { token: string };
		return { token };
	}

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'x-echo': '={{ $credentials.prefix }} {{ $credentials.token }}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '/me', ignoreHttpStatusErrors: true },
		rules: [
			{ type: 'responseSuccessBody', properties: { key: 'error.code', value: 401, message: 'Key refused' } },
		],
	};
}

/** No token to renew and a function as `authenticate`. */
export class PlainApi implements ICredentialType {
	name = 'plainApi';

	displayName = 'Plain API';

	properties: ICredentialType['properties'] = [
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
	];

	authenticate: ICredentialType['authenticate'] = async (_credentials, request) => ({
		...request,
		headers: { ...request.headers, 'x-plain': 'yes' },
	});

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '/me' },
	};
}

export class Echo implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Echo',
		name: 'echo',
		group: ['transform'],
		version: [1, 2],
		defaultVersion: 2,
		description: 'Sends each item to a server and gives back what it says',
		defaults: { name: 'Echo' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'echoApi', required: true, displayOptions: { hide: { api: ['plainApi'] } } },
			{ name: 'plainApi', required: true, displayOptions: { show: { api: ['plainApi'] } } },
		],
		properties: [
			{ displayName: 'API', name: 'api', type: 'string', default: 'echoApi' },
			{ displayName: 'Path', name: 'path', type: 'string', default: '/echo' },
			{ displayName: 'Text', name: 'text', type: 'string', default: '', required: true },
			{ displayName: 'Pause', name: 'pause', type: 'number', default: 0 },
			{
				displayName: 'Partner',
				name: 'partner',
				type: 'resourceLocator',
				default: { mode: 'list', value: '' },
				modes: [
					{ displayName: 'List', name: 'list', type: 'list', typeOptions: { searchListMethod: 'partners' } },
					{
						displayName: 'URL',
						name: 'url',
						type: 'string',
						extractValue: { type: 'regex', regex: 'https://example\\.com/p/(\\w+)' },
					},
				],
			},
			{
				displayName: 'Fields',
				name: 'fields',
				type: 'resourceMapper',
				default: { mappingMode: 'defineBelow', value: null },
				typeOptions: { resourceMapper: { mode: 'add', resourceMapperMethod: 'fields' } },
			},
			{
				displayName: 'Tags',
				name: 'tags',
				type: 'fixedCollection',
				typeOptions: { multipleValues: true },
				default: {},
				options: [
					{
						displayName: 'Tag',
						name: 'tag',
						values: [{ displayName: 'Name', name: 'name', type: 'string', default: 'untitled' }],
					},
				],
			},
		],
	};

	methods = {
		loadOptions: {
			async paths(this: ILoadOptionsFunctions) {
				const { baseUrl, prefix } = await this.getCredentials('echoApi');
				return [
					{
						name: String(prefix),
						value: `${String(baseUrl)}${String(this.getCurrentNodeParameter('path'))}`,
					},
				];
			},
		},
		listSearch: {
			async partners(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
				const results = [{ name: filter ?? 'all', value: paginationToken ?? 'first' }];
				return { results, paginationToken: 'next' };
			},
		},
		resourceMapping: {
			async fields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
				const field = { required: false, defaultMatch: false, display: true };
				return {
					fields: [
						{ ...field, id: 'a', displayName: 'First' },
						{ ...field, id: 'a', displayName: 'Again' },
					],
				};
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output: INodeExecutionData[] = [];
		for (const item of this.getInputData().keys()) {
			const pause = Number(this.getNodeParameter('pause', item));
			if (pause > 0) await sleepWithAbort(pause, this.getExecutionCancelSignal());
			const api = String(this.getNodeParameter('api', item));
			const { baseUrl } = await this.getCredentials(api);
			const sent = {
				text: this.getNodeParameter('text', item),
				partner: this.getNodeParameter('partner', item, '', { extractValue: true }),
				fields: this.getNodeParameter('fields.value', item, null),
				tags: this.getNodeParameter('tags', item),
			};
			const url = `${String(baseUrl)}${String(this.getNodeParameter('path', item))}`;
			try {
				const answer: unknown = await this.helpers.httpRequestWithAuthentication.call(this, api, {
					method: 'POST',
					url,
					body: sent,
					json: true,
				});
				output.push({ json: answer as INodeExecutionData['json'], pairedItem: { item } });
			} catch (caught) {
				const error = new NodeOperationError(this.getNode(), 'The server said no', {
					itemIndex: item,
					description: caught instanceof Error ? caught.message : 'unknown',
				});
				if (!this.continueOnFail()) throw error;
				output.push({ json: { text: sent.text as string }, error, pairedItem: { item } });
			}
		}
		this.addExecutionHints({ message: `${output.length} echoed`, location: 'outputPane', type: 'info' });
		return [output];
	}
}
