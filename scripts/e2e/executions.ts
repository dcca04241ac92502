import { asArray, asObject, asText, isObject, type JsonObject } from '../n8n/readJson';
import type { N8nRest } from '../n8n/rest';

/** n8n stores run data as one flat list in which every object, array and text is named by its place as a text. */
export function unflatten(text: string): unknown {
	const parts = asArray(JSON.parse(text));
	const done = new Map<number, unknown>();
	const at = (place: number): unknown => {
		if (done.has(place)) return done.get(place);
		const part = parts[place];
		if (Array.isArray(part)) {
			const list: unknown[] = [];
			done.set(place, list);
			for (const entry of part) list.push(value(entry));
			return list;
		}
		if (isObject(part)) {
			const object: JsonObject = {};
			done.set(place, object);
			for (const [key, entry] of Object.entries(part)) object[key] = value(entry);
			return object;
		}
		return part;
	};
	// Inside lists and objects, a text is a place; numbers and booleans stand for themselves.
	const value = (entry: unknown): unknown => (typeof entry === 'string' ? at(Number(entry)) : entry);
	return at(0);
}

export interface Execution {
	id: string;
	status: string;
	/** Wall clock in ms. */
	startedAt: number;
	/** What a node put out, first output of its last run. */
	output: (node: string) => Array<{ json: JsonObject; pairedItem: number | undefined }>;
	/** How often a node ran. */
	runs: (node: string) => number;
	/** Why it failed; empty when it did not. */
	error: string;
}

function read(id: string, status: string, startedAt: number, text: string): Execution {
	const result = asObject(asObject(unflatten(text)).resultData);
	const runData = asObject(result.runData);
	const { message, description, node } = asObject(result.error);
	const told = [asText(asObject(node).name), asText(message), asText(description)];
	return {
		id,
		status,
		startedAt,
		runs: (name) => asArray(runData[name]).length,
		error: told.filter((part) => part !== '').join(': '),
		output: (node) => {
			const lastRun = asObject(asArray(runData[node]).at(-1));
			const first = asArray(asArray(asObject(lastRun.data).main)[0]);
			return first.map(asObject).map((item) => {
				const paired = Array.isArray(item.pairedItem)
					? asObject(item.pairedItem[0])
					: asObject(item.pairedItem);
				return {
					json: asObject(item.json),
					pairedItem: typeof item.pairedItem === 'number' ? item.pairedItem : asNumber(paired.item),
				};
			});
		},
	};
}

function asNumber(value: unknown): number | undefined {
	return typeof value === 'number' ? value : undefined;
}

/** A workflow's latest executions, newest first, as n8n lists them. */
export async function executionsOf(rest: N8nRest, workflowId: string): Promise<JsonObject[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	return asArray(asObject(await rest.call('GET', `/executions?filter=${filter}`)).results).filter(isObject);
}

export async function latestExecutionId(rest: N8nRest, workflowId: string): Promise<string | undefined> {
	const [latest] = await executionsOf(rest, workflowId);
	return latest && asText(latest.id);
}

/** Whether one of the workflow's latest executions has not ended. */
export async function isRunning(rest: N8nRest, workflowId: string): Promise<boolean> {
	return (await executionsOf(rest, workflowId)).some(({ status }) => !ENDED.includes(asText(status)));
}

const ENDED = ['success', 'error', 'crashed', 'canceled'];

/** Waits until the workflow has an execution newer than `after`, and that has ended. */
export async function waitForExecution(
	rest: N8nRest,
	workflowId: string,
	after: string | undefined,
	withinMs: number,
): Promise<Execution> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const [latest] = await executionsOf(rest, workflowId);
		const id = asText(latest?.id);
		const status = asText(latest?.status);
		if (id && id !== after && ENDED.includes(status)) {
			const details = asObject(await rest.call('GET', `/executions/${id}`));
			return read(id, status, Date.parse(asText(details.startedAt)), asText(details.data));
		}
		if (Date.now() > deadline) {
			throw new Error(
				`The workflow had not ended after ${withinMs / 1000} s (status ${status || 'not started'}).`,
			);
		}
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
}
