import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { asArray, asObject, asText, type JsonObject } from '../../n8n/readJson';
import { AffiliatePlatform } from './affiliatePlatform';

/** One request as it arrived. */
export interface Received {
	/** First part of the path: which third party it was for. */
	party: string;
	method: string;
	/** The rest of the path, without the query. */
	path: string;
	query: Record<string, string>;
	authorization: string | undefined;
	body: unknown;
}

/** What a third party is asked with, and how it refuses anybody else. */
const TOKENS: Record<string, string> = {
	hubspot: 'Bearer hubspot-test-token',
	slack: 'Bearer slack-test-token',
	statistics: 'Bearer statistics-test-token',
	affiliates: 'Bearer affiliates-test-token',
};
const ANALYTICS_SECRET = 'analytics-test-secret';

/** The services that the templates talk to, on loopback. Each answers as the real one does, and notes what it was sent. */
export class ThirdParties {
	private readonly requests: Received[] = [];
	/** Files to hand out below /files. */
	readonly files = new Map<string, { type: string; text: string }>();
	/** Instagram names the statistics service knows. */
	readonly profiles = new Map<string, { followers: number; engagement: number }>();
	readonly affiliates = new AffiliatePlatform();
	private contacts = new Map<string, string>();

	private constructor(
		private readonly app: FastifyInstance,
		readonly url: string,
	) {}

	static async start(): Promise<ThirdParties> {
		const app = Fastify({ logger: false, forceCloseConnections: true });
		const parties: { it?: ThirdParties } = {};
		app.all('/*', async (request, reply) => await parties.it?.answer(request, reply));
		const url = await app.listen({ host: '127.0.0.1', port: 0 });
		parties.it = new ThirdParties(app, url);
		return parties.it;
	}

	/** What this party was sent, in order. */
	received(party: string): Received[] {
		return this.requests.filter((request) => request.party === party);
	}

	forget(): void {
		this.requests.length = 0;
	}

	async close(): Promise<void> {
		this.affiliates.tell(undefined);
		await this.app.close();
	}

	private async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
		const address = new URL(request.url, this.url);
		const [, party = '', ...rest] = address.pathname.split('/');
		const received: Received = {
			party,
			method: request.method,
			path: `/${rest.map(decodeURIComponent).join('/')}`,
			query: Object.fromEntries(address.searchParams),
			authorization: request.headers.authorization,
			body: request.body,
		};
		this.requests.push(received);
		const token = TOKENS[party];
		if (token !== undefined && received.authorization !== token) {
			// Slack says everything with 200.
			if (party === 'slack') return await reply.send({ ok: false, error: 'invalid_auth' });
			return await reply.code(401).send({ message: 'not authorised' });
		}
		switch (party) {
			case 'hubspot':
				return await this.hubspot(received, reply);
			case 'slack':
				return await this.slack(received, reply);
			case 'analytics':
				// Google Analytics answers 204 whatever it is sent; the test looks at what that was.
				return await reply.code(received.query.api_secret === ANALYTICS_SECRET ? 204 : 403).send();
			case 'statistics':
				return await this.statistics(received, reply);
			case 'affiliates':
				return await this.affiliates.answer(received, reply);
			case 'files':
				return await this.file(received, reply);
			default:
				return await reply.code(404).send({ message: 'no such service' });
		}
	}

	/** `POST /crm/v3/objects/contacts/batch/upsert`, with HubSpot's rules: known properties only, nobody twice in a batch. */
	private async hubspot({ method, path, body }: Received, reply: FastifyReply): Promise<FastifyReply> {
		if (method !== 'POST' || path !== '/crm/v3/objects/contacts/batch/upsert') {
			return await reply.code(404).send({ status: 'error', message: `no ${method} ${path}` });
		}
		const inputs = asArray(asObject(body).inputs).map(asObject);
		const ids = inputs.map(({ id }) => asText(id).toLowerCase());
		const unknown = inputs
			.flatMap(({ properties }) => Object.keys(asObject(properties)))
			.find((name) => !HUBSPOT_PROPERTIES.includes(name));
		const wrong =
			inputs.length === 0
				? 'no inputs'
				: new Set(ids).size < ids.length
					? 'Duplicate IDs found in batch input'
					: unknown !== undefined
						? `Property "${unknown}" does not exist`
						: inputs.some(({ idProperty, id }) => idProperty !== 'email' || !/.@./.test(asText(id)))
							? 'idProperty has to be email'
							: undefined;
		if (wrong !== undefined) return await reply.code(400).send({ status: 'error', message: wrong });
		const results = inputs.map(({ properties }, index) => {
			const email = ids[index] ?? '';
			const isNew = !this.contacts.has(email);
			const id = this.contacts.get(email) ?? String(1000 + this.contacts.size);
			this.contacts.set(email, id);
			return { id, new: isNew, properties };
		});
		return await reply.send({ status: 'COMPLETE', results });
	}

	private async slack({ method, path, body }: Received, reply: FastifyReply): Promise<FastifyReply> {
		const { channel, text } = asObject(body);
		if (method !== 'POST' || path !== '/api/chat.postMessage') {
			return await reply.send({ ok: false, error: 'unknown_method' });
		}
		if (channel !== SLACK_CHANNEL) return await reply.send({ ok: false, error: 'channel_not_found' });
		if (asText(text) === '') return await reply.send({ ok: false, error: 'no_text' });
		return await reply.send({ ok: true, channel: 'C0123456789', ts: '1700000000.000100', message: { text } });
	}

	private async statistics({ path }: Received, reply: FastifyReply): Promise<FastifyReply> {
		const profile = this.profiles.get(path.replace(/^\/instagram\//, ''));
		return profile === undefined
			? await reply.code(404).send({ message: 'no such profile' })
			: await reply.send({ username: path.split('/').at(-1), ...profile });
	}

	private async file({ path }: Received, reply: FastifyReply): Promise<FastifyReply> {
		const file = this.files.get(path.slice(1));
		if (file === undefined) return await reply.code(404).send('no such file');
		return await reply.type(file.type).send(file.text);
	}
}

export const SLACK_CHANNEL = '#partners';

const HUBSPOT_PROPERTIES = [
	'email',
	'firstname',
	'lastname',
	'creator_handle',
	'creator_affiliate_code',
	'creator_tier',
	'creator_active',
];

/** The credentials a user makes for these services, by the names that the templates call them. */
export const THIRD_PARTY_CREDENTIALS: Array<{ name: string; type: string; data: JsonObject }> = [
	...[
		['HubSpot token (Header Auth)', 'hubspot'],
		['Slack bot token (Header Auth)', 'slack'],
		['Statistics service (Header Auth)', 'statistics'],
		['Affiliate platform (Header Auth)', 'affiliates'],
	].map(([name = '', party = '']) => ({
		name,
		type: 'httpHeaderAuth',
		data: { name: 'Authorization', value: TOKENS[party] },
	})),
	{
		name: 'Google Analytics secret (Query Auth)',
		type: 'httpQueryAuth',
		data: { name: 'api_secret', value: ANALYTICS_SECRET },
	},
	{
		name: 'Calls from the affiliate platform (Header Auth)',
		type: 'httpHeaderAuth',
		data: { name: 'X-Platform-Secret', value: 'platform-call-test-secret' },
	},
	{
		name: 'Calls from the till (Header Auth)',
		type: 'httpHeaderAuth',
		data: { name: 'X-Till-Secret', value: 'till-test-secret' },
	},
];
