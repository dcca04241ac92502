import { setTimeout as sleep } from 'node:timers/promises';
import { asArray, asObject, asText, isObject, type JsonObject } from './readJson';

export interface Owner {
	email: string;
	password: string;
}

export interface CredentialToSave {
	name: string;
	type: string;
	data: JsonObject;
}

const READ_TRIES = 4;
const READ_PAUSE_MS = 500;

/**
 * n8n drops idle connections after five seconds, also one that a request was just put on, and a busy n8n is slow to
 * take new ones. A read is then asked again.
 */
async function patiently(method: string, what: string, ask: () => Promise<Response>): Promise<Response> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await ask();
		} catch (error) {
			const cause =
				error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
			if (method !== 'GET' || attempt === READ_TRIES) throw new Error(`n8n did not take ${what}: ${cause}`);
			await sleep(READ_PAUSE_MS * attempt);
		}
	}
}

/** n8n's own REST interface, as its editor uses it (read from n8n 2.8.4). One signed-in session. */
export class N8nRest {
	private cookie = '';

	constructor(private readonly url: string) {}

	/** Makes the owner account when there is none yet, and signs in. */
	async signIn(owner: Owner): Promise<void> {
		const settings = asObject(await this.call('GET', '/settings'));
		const firstTime = asObject(settings.userManagement).showSetupOnFirstLoad === true;
		if (firstTime) {
			await this.call('POST', '/owner/setup', { ...owner, firstName: 'Sandbox', lastName: 'Owner' });
		} else {
			await this.call('POST', '/login', { emailOrLdapLoginId: owner.email, password: owner.password });
		}
	}

	/** Creates the credential, or brings the one of the same name and type up to date. Gives back its id. */
	async saveCredential(credential: CredentialToSave): Promise<string> {
		const known = asArray(await this.call('GET', '/credentials'))
			.filter(isObject)
			.find(({ name, type }) => name === credential.name && type === credential.type);
		const saved = known
			? await this.call('PATCH', `/credentials/${asText(known.id)}`, credential)
			: await this.call('POST', '/credentials', credential);
		return asText(asObject(saved).id);
	}

	/** Adds a workflow and gives back its id. */
	async importWorkflow(workflow: JsonObject): Promise<string> {
		return asText(asObject(await this.call('POST', '/workflows', workflow)).id);
	}

	/** Whether a workflow with this id is there and not archived. */
	async hasWorkflow(id: string): Promise<boolean> {
		const found = await this.send('GET', `/workflows/${id}`);
		return found.ok && asObject(asObject(await found.json()).data).isArchived !== true;
	}

	/** Makes the workflow's current version live, so that its triggers listen. */
	async publish(id: string): Promise<void> {
		const workflow = asObject(await this.call('GET', `/workflows/${id}`));
		await this.call('POST', `/workflows/${id}/activate`, { versionId: workflow.versionId });
	}

	/** @returns the answer's `data`. @throws with n8n's own message when it refuses */
	async call(method: string, path: string, body?: object): Promise<unknown> {
		const answer = await this.send(method, path, body);
		const parsed: unknown = await answer.json().catch(() => undefined);
		if (!answer.ok) {
			const why = asText(asObject(parsed).message) || `status ${answer.status}`;
			throw new Error(`n8n refused ${method} ${path}: ${why}`);
		}
		return asObject(parsed).data;
	}

	/** What n8n serves beside its REST interface, such as `/types/nodes.json` and icons. */
	async file(path: string): Promise<Response> {
		return await patiently(
			'GET',
			path,
			async () => await fetch(`${this.url}${path}`, { headers: this.cookie ? { cookie: this.cookie } : {} }),
		);
	}

	private async send(method: string, path: string, body?: object): Promise<Response> {
		const answer = await patiently(
			method,
			`${method} ${path}`,
			async () => await this.fetch(method, path, body),
		);
		const session = answer.headers.getSetCookie().find((cookie) => cookie.startsWith('n8n-auth='));
		if (session) this.cookie = session.split(';')[0] ?? '';
		return answer;
	}

	private async fetch(method: string, path: string, body?: object): Promise<Response> {
		return await fetch(`${this.url}/rest${path}`, {
			method,
			headers: {
				...(this.cookie ? { cookie: this.cookie } : {}),
				...(body ? { 'content-type': 'application/json' } : {}),
			},
			body: body && JSON.stringify(body),
		});
	}
}
