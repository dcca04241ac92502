import type { INodeExecutionData } from 'n8n-workflow';
import {
	createSandbox,
	type CollabRecord,
	type DropRecord,
	type JournalEntry,
	type Sandbox,
	type SandboxOptions,
} from '../../../../../sandbox';
import { runNode, type RunNodeOptions, type RunNodeResult } from '../../../../support/headless';

/** A node run against a sandbox of the test file's own. */
export interface Bench {
	readonly sandbox: Sandbox;
	/** What the credential holds; limits so wide that only tests about limits meet them. */
	credential(changes?: Record<string, unknown>): Record<string, unknown>;
	/** What the Shopify credential holds, by client ID and secret. */
	shopifyCredential(changes?: Record<string, unknown>): Record<string, unknown>;
	/** `operation` as `partner:get`. Everything else about the run as `runNode` takes it. */
	run(
		operation: string,
		parameters?: Record<string, unknown>,
		options?: Partial<RunNodeOptions> & { credential?: Record<string, unknown> },
	): Promise<RunNodeResult>;
	/** Everything that reached the API, as `GET /path?query`, ids in the path left as they are. */
	requests(): string[];
	entries(method?: 'GET' | 'POST'): JournalEntry[];
	/** The nth seeded partner, from 0. */
	partner(at: number): CollabRecord;
	/** The first partner with so many drops and a product in the first. */
	partnerWithDrops(atLeast: number): { partner: CollabRecord; drops: DropRecord[] };
}

export const WIDE = { readsPerMinute: 1_000_000, writesPerMinute: 1_000_000, bulkPerMinute: 1_000_000 };

/** Starts a sandbox for the file and makes it new before each test. */
export function useSandbox(options: SandboxOptions = {}): Bench {
	let sandbox: Sandbox | undefined;
	const open = (): Sandbox => {
		if (!sandbox) throw new Error('The sandbox is not open');
		return sandbox;
	};
	beforeAll(async () => {
		sandbox = await createSandbox({ partners: 30, limits: { kind: 'off' }, ...options });
	});
	beforeEach(async () => await open().reset());
	afterAll(async () => await sandbox?.close());

	const credential = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
		keyType: 'channel',
		apiKey: open().channelKey,
		myshopifyDomain: open().shopDomain,
		environment: 'custom',
		baseUrl: open().url,
		...WIDE,
		...changes,
	});
	const shopifyCredential = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
		shopDomain: open().shopDomain,
		authentication: 'clientCredentials',
		clientId: open().shopify.clientId,
		clientSecret: open().shopify.clientSecret,
		baseUrl: open().url,
		...changes,
	});
	const entries = (method?: 'GET' | 'POST'): JournalEntry[] =>
		open()
			.journal()
			.filter((entry) => method === undefined || entry.method === method);
	const partner = (at: number): CollabRecord => must(open().state.collabs()[at], `partner ${at}`);
	return {
		get sandbox() {
			return open();
		},
		credential,
		shopifyCredential,
		run: async (operation, parameters = {}, { credential: changes, ...rest } = {}) => {
			const [resource, name] = operation.split(':');
			return await runNode({
				parameters: { resource, operation: name, ...parameters },
				credentials: {
					creatorCommerceApi: credential(changes),
					creatorCommerceShopifyApi: shopifyCredential(),
				},
				...rest,
			});
		},
		entries,
		requests: () => entries().map(({ method, rawUrl }) => `${method} ${rawUrl}`),
		partner,
		partnerWithDrops: (atLeast) => {
			const found = must(
				open()
					.state.collabs()
					.find(
						({ _id, drops }) =>
							drops.length >= atLeast && (open().state.drops(_id)[0]?.products.length ?? 0) > 0,
					),
				`a partner with ${atLeast} drops`,
			);
			return { partner: found, drops: open().state.drops(found._id) };
		},
	};
}

export function must<T>(value: T | undefined | null, what = 'value'): T {
	if (value === undefined || value === null) throw new Error(`There is no ${what}`);
	return value;
}

export const by = (mode: string, value: string) => ({ __rl: true, mode, value });

/** What a user sees of the items: JSON, the message of an item's error, and which input each belongs to. */
export const seen = (items: INodeExecutionData[]) =>
	items.map(({ json, error, pairedItem }) => ({
		json,
		...(error && { error: error.message }),
		item: typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : pairedItem,
	}));

export const jsons = (result: RunNodeResult) => result.output.map(({ json }) => json);

/** An item's status, or `error` where it carries one. */
export const statuses = (result: RunNodeResult) =>
	result.output.map(({ json, error }) => (error ? 'error' : json.status));

/** `message description`, as the editor shows them one below the other. */
export const told = (result: RunNodeResult): string =>
	`${result.error?.message ?? ''} | ${result.error?.description ?? ''}`;

export const rows = <T>(count: number, make: (at: number) => T): T[] =>
	Array.from({ length: count }, (_, at) => make(at));

export const newcomer = (at: number) => ({
	email: `new.person${at}@example.com`,
	first: 'New',
	last: `Person ${at}`,
});

/** Messages leave out these words: n8n's guidelines. */
export const UNWANTED_WORDS = /\b(error|problem|failure|mistake)s?\b/i;
