import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import axios, { type AxiosResponse } from 'axios';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';

export interface Received {
	headers: http.IncomingHttpHeaders;
	raw: string;
	body: Record<string, unknown>;
}

/** An address that deliveries can be sent to. */
export interface Receiver {
	url: string;
	received: Received[];
	/** What it answers, in turn; 200 once they are used up. `hang` answers nothing. */
	answers: Array<number | 'hang'>;
	close(): Promise<void>;
}

export async function receiver(): Promise<Receiver> {
	const received: Received[] = [];
	const answers: Array<number | 'hang'> = [];
	const server = http.createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const raw = Buffer.concat(chunks).toString('utf8');
			received.push({ headers: request.headers, raw, body: JSON.parse(raw) });
			const answer = answers.shift() ?? 200;
			if (answer !== 'hang') response.writeHead(answer).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}/hook`,
		received,
		answers,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

export interface ShopifyBench {
	sandbox: Sandbox;
	/** Answers any status. */
	graphql(query: string, variables?: unknown, token?: string, version?: string): Promise<AxiosResponse>;
	grant(form?: Record<string, string>, path?: string): Promise<AxiosResponse>;
	/** Makes a subscription; the payload of the mutation. */
	subscribe(topic: string, input: Record<string, unknown>, token?: string): Promise<SubscriptionPayload>;
	control(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<AxiosResponse>;
}

export interface SubscriptionPayload {
	webhookSubscription: { id: string; [field: string]: unknown } | null;
	userErrors: Array<{ field: string[] | null; message: string }>;
}

export const CREATE = `mutation Create($topic: WebhookSubscriptionTopic!, $input: WebhookSubscriptionInput!) {
	webhookSubscriptionCreate(topic: $topic, webhookSubscription: $input) {
		webhookSubscription { id topic uri filter format includeFields name createdAt updatedAt }
		userErrors { field message }
	}
}`;

export async function shopifyBench(options: SandboxOptions = {}): Promise<ShopifyBench> {
	const sandbox = await createSandbox({
		partners: 8,
		limits: { kind: 'off' },
		...options,
		shopify: { tagDelayMs: 5, retrySpeed: 600_000, ...options.shopify },
	});
	const client = axios.create({ baseURL: sandbox.url, validateStatus: () => true });
	const graphql: ShopifyBench['graphql'] = (
		query,
		variables,
		token = sandbox.shopify.accessToken,
		version = '2026-10',
	) =>
		client.post(
			`/admin/api/${version}/graphql.json`,
			{ query, variables },
			{ headers: { 'X-Shopify-Access-Token': token } },
		);
	return {
		sandbox,
		graphql,
		grant: (form = {}, path = '/admin/oauth/access_token') =>
			client.post(
				path,
				new URLSearchParams({
					grant_type: 'client_credentials',
					client_id: sandbox.shopify.clientId,
					client_secret: sandbox.shopify.clientSecret,
					...form,
				}),
			),
		subscribe: async (topic, input, token) =>
			(await graphql(CREATE, { topic, input }, token)).data.data.webhookSubscriptionCreate,
		control: (method, path, data) => client.request({ method, url: `/__sandbox/shopify${path}`, data }),
	};
}
