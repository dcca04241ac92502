import { asArray, asObject, asText, isObject, type JsonObject } from '../n8n/readJson';

export interface Journaled {
	/** When it arrived, in ms of the sandbox's clock. */
	at: number;
	method: string;
	operationId: string;
	status: number;
	refused: boolean;
}

/** The sandbox's control endpoints: what it holds, and what it was asked. */
export class SandboxControl {
	constructor(private readonly url: string) {}

	async collabs(): Promise<JsonObject[]> {
		return asArray((await this.get('/state/collabs')).collabs).filter(isObject);
	}

	/** The titles of the tiers by id. */
	async tierTitles(): Promise<Map<string, string>> {
		const tiers = asArray((await this.get('/state/tiers')).tiers).map(asObject);
		return new Map(tiers.map(({ _id, tierTitle }) => [asText(_id), asText(tierTitle)]));
	}

	async journal(): Promise<Journaled[]> {
		return asArray((await this.get('/journal')).journal)
			.map(asObject)
			.map(({ at, method, operationId, status, refused }) => ({
				at: Number(at),
				method: asText(method),
				operationId: asText(operationId) || 'unknown path',
				status: Number(status),
				refused: refused === true,
			}));
	}

	async clearJournal(): Promise<void> {
		await fetch(`${this.url}/__sandbox/journal`, { method: 'DELETE' });
	}

	/** As it was at its start: state, limits, faults, an empty journal. */
	async reset(): Promise<void> {
		const answer = await fetch(`${this.url}/__sandbox/reset`, { method: 'POST' });
		if (!answer.ok) throw new Error(`The sandbox could not be reset: ${answer.status}.`);
	}

	/** The faults that the next requests meet; an empty list ends them. */
	async setFaults(rules: object[]): Promise<void> {
		const answer = await fetch(`${this.url}/__sandbox/faults`, {
			method: 'PUT',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(rules),
		});
		if (!answer.ok) throw new Error(`The sandbox refused the faults: ${await answer.text()}`);
	}

	private async get(path: string): Promise<JsonObject> {
		const answer = await fetch(`${this.url}/__sandbox${path}`);
		if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} for ${path}.`);
		return asObject(await answer.json());
	}
}

/** "getCollabs 20, createCollab 985, …" */
export function countsByOperation(journal: Journaled[]): string {
	const counts = new Map<string, number>();
	for (const { operationId } of journal) counts.set(operationId, (counts.get(operationId) ?? 0) + 1);
	return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}
