import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInstance } from '../../../../support/headless';
import { HookContext, WebhookContext } from 'n8n-core';
import {
	deepCopy,
	type IDataObject,
	type INode,
	type IWebhookResponseData,
	type WorkflowActivateMode,
	Workflow,
} from 'n8n-workflow';
import { CreatorCommerceTrigger } from '../../../../../nodes/CreatorCommerce/CreatorCommerceTrigger.node';
import { CreatorCommerceShopifyApi } from '../../../../../credentials/CreatorCommerceShopifyApi.credentials';
import { CreatorCommerceWebhookApi } from '../../../../../credentials/CreatorCommerceWebhookApi.credentials';

const TYPE = 'n8n-nodes-creatorcommerce.creatorCommerceTrigger';

export interface HostOptions {
	parameters: Record<string, unknown>;
	credential: Record<string, unknown>;
	webhookId?: string;
	/** Where n8n is from outside; default an HTTP server of this host, so that deliveries arrive. */
	baseUrl?: string;
}

export interface Answered {
	status: number;
	/** The items a run would start with; undefined when none starts. */
	items: IDataObject[] | undefined;
	/** What the sender reads beside the status, where the node says it. */
	said?: unknown;
	threw?: Error;
}

/** One n8n with one workflow of one trigger: contexts are n8n-core's own, only the database is a variable. */
export class Host {
	/** What n8n has in its database. */
	staticData: IDataObject = {};
	/** Every run that was started, an item list each. */
	readonly runs: IDataObject[][] = [];
	readonly answers: number[] = [];
	baseUrl: string;
	parameters: Record<string, unknown>;
	private readonly type = new CreatorCommerceTrigger();
	private readonly instance;
	private server: http.Server | undefined;

	constructor(private readonly options: HostOptions) {
		this.parameters = options.parameters;
		this.baseUrl = options.baseUrl ?? 'http://127.0.0.1:1';
		this.instance = createInstance({
			nodeTypes: { [TYPE]: this.type },
			credentialTypes: [CreatorCommerceShopifyApi, CreatorCommerceWebhookApi],
			credentials: {
				creatorCommerceShopifyApi: options.credential,
				creatorCommerceWebhookApi: options.credential,
			},
		});
	}

	get credentials() {
		return this.instance.credentials;
	}

	async listen(): Promise<void> {
		this.server = http.createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', async () => {
				const isTest = request.url?.includes('/webhook-test/') === true;
				const answer = await this.receive(Buffer.concat(chunks), request.headers, isTest);
				response.writeHead(answer.status).end();
			});
		});
		await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
		this.baseUrl = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		this.server?.closeAllConnections();
		await new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
	}

	/** As n8n activates: look, create if there is none, keep what was remembered; when it throws, take it down again. */
	async activate(mode: WorkflowActivateMode = 'activate', isTest = false): Promise<void> {
		const workflow = this.workflow();
		const hook = this.hook(workflow, mode, isTest);
		const methods = this.type.webhookMethods.default;
		if (!(await methods.checkExists.call(hook))) await methods.create.call(hook);
		if (!isTest) this.save(workflow);
	}

	async deactivate(isTest = false): Promise<void> {
		const workflow = this.workflow();
		await this.type.webhookMethods.default.delete.call(
			this.hook(workflow, isTest ? 'manual' : 'activate', isTest),
		);
		if (!isTest) this.save(workflow);
	}

	url(isTest = false): string {
		const hook = this.hook(this.workflow(), 'activate', isTest);
		return hook.getNodeWebhookUrl('default') ?? '';
	}

	async receive(rawBody: Buffer, headers: http.IncomingHttpHeaders, isTest = false): Promise<Answered> {
		const workflow = this.workflow();
		const result: Answered = { status: 200, items: undefined };
		let status = 200;
		const response = {
			status(code: number) {
				status = code;
				return response;
			},
			send: (text: unknown) => {
				result.said = text;
				return response;
			},
			end: () => response,
		};
		const request = { headers, body: {}, rawBody, readRawBody: async () => {} };
		const context = new WebhookContext(
			workflow,
			this.node(workflow),
			this.additional({ httpRequest: request as never, httpResponse: response as never }),
			isTest ? 'manual' : 'webhook',
			{ webhookDescription: this.type.description.webhooks?.[0] } as never,
			[],
			null,
		);
		try {
			const data: IWebhookResponseData = await this.type.webhook.call(context);
			result.status = status;
			if (data.webhookResponse !== undefined) result.said = data.webhookResponse;
			const items = data.workflowData?.[0]?.map(({ json }) => json);
			if (items !== undefined) {
				result.items = items;
				this.runs.push(items);
			}
			if (data.noWebhookResponse === true && status === 200) throw new Error('No answer was sent');
		} catch (fault) {
			result.status = 500;
			result.threw = fault instanceof Error ? fault : new Error(String(fault));
		}
		if (!isTest) this.save(workflow);
		this.answers.push(result.status);
		return result;
	}

	/** Events of all runs so far, forgotten afterwards. */
	events(): IDataObject[] {
		return this.runs.splice(0).flat();
	}

	private workflow(): Workflow {
		const node: INode = {
			id: 'trigger',
			name: 'Trigger',
			type: TYPE,
			typeVersion: 1,
			position: [0, 0],
			parameters: deepCopy(this.parameters) as never,
			webhookId: this.options.webhookId ?? 'd9f1c2aa-0000-4000-8000-000000000001',
			credentials: {
				creatorCommerceShopifyApi: { id: '1', name: 'Shopify' },
				creatorCommerceWebhookApi: { id: '2', name: 'Webhook' },
			},
		};
		return new Workflow({
			id: `wf-${this.options.webhookId ?? '1'}`,
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes: this.instance.registry.nodeTypes,
			staticData: deepCopy(this.staticData),
		});
	}

	private node(workflow: Workflow): INode {
		const node = workflow.getNode('Trigger');
		if (!node) throw new Error('no node');
		return node;
	}

	private hook(workflow: Workflow, mode: WorkflowActivateMode, isTest: boolean): HookContext {
		return new HookContext(
			workflow,
			this.node(workflow),
			this.additional(),
			isTest ? 'manual' : 'trigger',
			mode,
			{ isTest, webhookDescription: this.type.description.webhooks?.[0] } as never,
		);
	}

	private additional(extra: object = {}) {
		return Object.assign(this.instance.additionalData(), extra, {
			webhookBaseUrl: `${this.baseUrl}/webhook`,
			webhookTestBaseUrl: `${this.baseUrl}/webhook-test`,
		});
	}

	private save(workflow: Workflow): void {
		this.staticData = JSON.parse(JSON.stringify(workflow.staticData));
	}
}
