import type { INodeExecutionData } from 'n8n-workflow';
import { createSandbox, type FaultRule, type Sandbox, type SandboxState } from '../../../sandbox';
import { type RunNodeOptions, type RunNodeResult, runNode } from '../../support/headless';

export type CollabRecord = ReturnType<SandboxState['collabs']>[number];

const PASSING = (message: string) => ({ statusCode: 500, error: 'Internal Server Error', message });

/** 10 % 429, 5 % 500, 2 % cut before and 2 % cut after the write took place; 1 % of the writes are refused for good. */
export const WEATHER: FaultRule[] = [
	{
		id: '429',
		rate: 0.1,
		effect: { kind: 'status', status: 429, retryAfter: '1', body: { message: 'Rate limit exceeded' } },
	},
	// For some reads "Failed to …" may mean "no such id"; a passing fault of a read says something else here.
	{
		id: '500',
		match: { method: 'POST' },
		rate: 0.05,
		effect: { kind: 'status', status: 500, body: PASSING('Failed to save') },
	},
	{
		id: '500',
		match: { method: 'GET' },
		rate: 0.05,
		effect: { kind: 'status', status: 500, body: PASSING('Something went wrong') },
	},
	{ id: 'cut before', rate: 0.02, effect: { kind: 'resetBefore' } },
	{ id: 'cut after', rate: 0.02, effect: { kind: 'resetAfter' } },
];
/** Merged rows need few requests: so that some answers of writes are lost all the same, each tenth one is. */
export const LOST_ANSWERS: FaultRule = {
	id: 'cut after',
	match: { method: 'POST' },
	rate: 0.1,
	effect: { kind: 'resetAfter' },
};
export const REFUSALS: FaultRule = {
	id: '400',
	match: { method: 'POST' },
	rate: 0.01,
	effect: {
		kind: 'status',
		status: 400,
		body: { statusCode: 400, error: 'Bad Request', message: 'Sandbox says no' },
	},
};

export interface Bench {
	sandbox: Sandbox;
	run(
		parameters: Record<string, unknown>,
		items: Array<Record<string, unknown>>,
		more?: Partial<RunNodeOptions>,
	): Promise<RunNodeResult>;
}

/** A sandbox without limits and a node with limits so high that only faults and their pauses take time. */
export async function openBench(seed: number, partners: number): Promise<Bench> {
	const sandbox = await createSandbox({ seed, partners, limits: { kind: 'off' } });
	const credential = {
		keyType: 'channel',
		apiKey: sandbox.channelKey,
		myshopifyDomain: sandbox.shopDomain,
		environment: 'custom',
		baseUrl: sandbox.url,
		readsPerMinute: 1_000_000,
		writesPerMinute: 1_000_000,
		bulkPerMinute: 1_000_000,
	};
	return {
		sandbox,
		run: (parameters, items, more) =>
			runNode({
				parameters,
				items,
				credentials: {
					creatorCommerceApi: credential,
					creatorCommerceShopifyApi: {
						shopDomain: sandbox.shopDomain,
						authentication: 'clientCredentials',
						clientId: sandbox.shopify.clientId,
						clientSecret: sandbox.shopify.clientSecret,
						baseUrl: sandbox.url,
					},
				},
				onError: 'continueRegularOutput',
				...more,
			}),
	};
}

/** What became of one row, as the user sees it. */
export interface Row {
	status: 'done' | 'failed' | 'notSent';
	/** For a failed row: whether it says that the change may have taken place. */
	unsure: boolean;
	/** A new partner that was made, but whose second request failed. */
	partly: boolean;
	reason: string;
	json: Record<string, unknown>;
}

/** Every row has exactly one output, in order and paired. */
export function rowsOf(output: INodeExecutionData[], count: number): Row[] {
	expect(output).toHaveLength(count);
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(
		Array.from({ length: count }, (_, item) => ({ item })),
	);
	return output.map(({ json, error }) => {
		const reason =
			error?.message ?? (typeof json.error === 'string' ? json.error : String(json.reason ?? ''));
		const failed = error !== undefined || json.error !== undefined || json.status === 'failed';
		return {
			status: json.status === 'notSent' ? 'notSent' : failed ? 'failed' : 'done',
			unsure: reason.includes('took place is not known'),
			partly: reason.includes('The partner was created'),
			reason,
			json,
		};
	});
}

export interface Count {
	operation: string;
	rows: number;
	done: number;
	failed: number;
	notSent: number;
	requests: number;
	met429: number;
	met5xx: number;
	cutBefore: number;
	cutAfter: number;
	refused: number;
	seconds: number;
}

const counts: Count[] = [];

/** Adds a line to the table. */
export function count(operation: string, rows: Row[], sandbox: Sandbox, ms: number): void {
	const journal = sandbox.journal();
	const met = (fault: string) => journal.filter((entry) => entry.fault === fault).length;
	const are = (status: Row['status']) => rows.filter((row) => row.status === status).length;
	counts.push({
		operation,
		rows: rows.length,
		done: are('done'),
		failed: are('failed'),
		notSent: are('notSent'),
		requests: journal.length,
		met429: met('429'),
		met5xx: met('500'),
		cutBefore: met('cut before'),
		cutAfter: met('cut after'),
		refused: met('400'),
		seconds: Math.round(ms / 100) / 10,
	});
}

export function printCounts(title: string): void {
	const columns = Object.keys(counts[0] ?? {});
	const cells = counts.map((line) => Object.values(line).map(String));
	const widths = columns.map((name, at) =>
		Math.max(name.length, ...cells.map((line) => line[at]?.length ?? 0)),
	);
	const lines = [columns, ...cells].map((line) =>
		line
			.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
			.join('  '),
	);
	console.log([title, ...lines].join('\n'));
	counts.length = 0;
}

/** How often each write of an operation took place, by whatever tells them apart. */
export function tookPlace(
	sandbox: Sandbox,
	operationId: string,
	keyOf: (path: string, body: unknown) => string,
): Map<string, number> {
	const times = new Map<string, number>();
	for (const entry of sandbox.journal()) {
		if (entry.operationId !== operationId || !entry.tookPlace) continue;
		const key = keyOf(entry.path, entry.body);
		times.set(key, (times.get(key) ?? 0) + 1);
	}
	return times;
}
