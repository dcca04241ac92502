import { asArray, asObject, asText, isObject, type JsonObject } from '../n8n/readJson';

/** The sandbox's Shopify side: things happen in the store, and what was delivered of them. */
export class SandboxStore {
	private readonly url: string;

	constructor(private readonly sandboxUrl: string) {
		this.url = `${sandboxUrl}/__sandbox/shopify`;
	}

	async app(): Promise<{ clientId: string; clientSecret: string }> {
		const app = await this.get('/app');
		return { clientId: asText(app.clientId), clientSecret: asText(app.clientSecret) };
	}

	/** E-mails of partners: those who have signed in before, and those who have not. */
	async partners(): Promise<{ known: string[]; strangers: string[] }> {
		const collabs = asArray(
			(await this.request('GET', `${this.sandboxUrl}/__sandbox/state/collabs`)).collabs,
		);
		const shown = asArray((await this.get('/metaobjects')).metaobjects).map((each) =>
			asText(asObject(asObject(each).fields)['cc-creator-email']).toLowerCase(),
		);
		const emails = collabs.map((collab) => asText(asObject(asObject(collab).creator).email).toLowerCase());
		const isKnown = new Set(shown);
		return {
			known: emails.filter((email) => isKnown.has(email)),
			strangers: emails.filter((email) => !isKnown.has(email)),
		};
	}

	async signIn(email: string): Promise<void> {
		await this.post('/signIn', { email });
	}

	async order(wish: JsonObject): Promise<void> {
		await this.post('/orders', wish);
	}

	async subscriptions(): Promise<JsonObject[]> {
		return asArray((await this.get('/subscriptions')).subscriptions).filter(isObject);
	}

	async deliveries(): Promise<JsonObject[]> {
		return asArray((await this.get('/deliveries')).deliveries).filter(isObject);
	}

	async forgetDeliveries(): Promise<void> {
		await this.request('DELETE', `${this.url}/deliveries`);
	}

	private async get(path: string): Promise<JsonObject> {
		return await this.request('GET', `${this.url}${path}`);
	}

	private async post(path: string, body: JsonObject): Promise<void> {
		await this.request('POST', `${this.url}${path}`, body);
	}

	private async request(method: string, url: string, body?: JsonObject): Promise<JsonObject> {
		const answer = await fetch(url, {
			method,
			...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
		});
		if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} for ${method} ${url}.`);
		return asObject(await answer.json());
	}
}
