import type { FastifyReply } from 'fastify';
import { asObject, asText } from '../../n8n/readJson';

export interface Affiliate {
	id: string;
	email: string;
	first_name: string;
	last_name: string;
	code: string;
	group: string;
	updated_at: string;
}

type Fields = Pick<Affiliate, 'email' | 'first_name' | 'last_name' | 'code' | 'group'>;

/**
 * An affiliate platform with an API and a webhook. The worst of its kind: it tells of every write, also of one that
 * changes nothing, and not who wrote it; so an echo is never stopped by the platform.
 */
export class AffiliatePlatform {
	private readonly affiliates = new Map<string, Affiliate>();
	private target: { url: string; secret: string } | undefined;
	private calls: Array<Promise<unknown>> = [];
	/** Writes that came in over the API, and what each changed. */
	readonly writes: Array<{ email: string; changed: string[] }> = [];
	/** Calls of the webhook, with the status they were answered. */
	readonly told: number[] = [];

	/** Where to tell changes, and with which secret; undefined tells nobody. */
	tell(target: { url: string; secret: string } | undefined): void {
		this.target = target;
	}

	find(email: string): Affiliate | undefined {
		return [...this.affiliates.values()].find((one) => one.email.toLowerCase() === email.toLowerCase());
	}

	/** Somebody changes or adds an affiliate in the platform's own screens. */
	edit(email: string, fields: Partial<Fields>): Affiliate {
		const before = this.find(email);
		const after: Affiliate = {
			...(before ?? {
				id: `aff_${this.affiliates.size + 1}`,
				email,
				first_name: '',
				last_name: '',
				code: '',
				group: '',
			}),
			...fields,
			updated_at: new Date().toISOString(),
		};
		this.affiliates.set(after.id, after);
		this.announce(after);
		return after;
	}

	/** Until every call of the webhook was answered. */
	async settled(): Promise<void> {
		while (this.calls.length > 0) await Promise.all(this.calls.splice(0));
	}

	/** `GET /v1/affiliates?email=`, `POST /v1/affiliates`, `PATCH /v1/affiliates/ID` */
	async answer(
		{
			method,
			path,
			query,
			body,
		}: { method: string; path: string; query: Record<string, string>; body: unknown },
		reply: FastifyReply,
	): Promise<FastifyReply> {
		if (method === 'GET' && path === '/v1/affiliates') {
			const found = this.find(query.email ?? '');
			return await reply.send({ affiliates: found === undefined ? [] : [found] });
		}
		const id = /^\/v1\/affiliates\/(aff_\d+)$/.exec(path)?.[1];
		const before = id === undefined ? undefined : this.affiliates.get(id);
		const email = before?.email ?? asText(asObject(body).email);
		const isCreate = method === 'POST' && path === '/v1/affiliates';
		if (!isCreate && (method !== 'PATCH' || before === undefined)) {
			return await reply.code(404).send({ message: 'no such affiliate' });
		}
		if (isCreate && (email === '' || this.find(email) !== undefined)) {
			return await reply.code(422).send({ message: `the e-mail ${email} cannot be added` });
		}
		const fields = readFields(body);
		const changed = Object.entries(fields)
			.filter(([name, value]) => before === undefined || Reflect.get(before, name) !== value)
			.map(([name]) => name);
		this.writes.push({ email, changed });
		return await reply.send({ affiliate: this.edit(email, fields) });
	}

	private announce(affiliate: Affiliate): void {
		const { target } = this;
		if (target === undefined) return;
		this.calls.push(
			fetch(target.url, {
				method: 'POST',
				headers: { 'content-type': 'application/json', 'x-platform-secret': target.secret },
				body: JSON.stringify({ event: 'affiliate.updated', affiliate }),
			}).then(
				(answer) => this.told.push(answer.status),
				() => this.told.push(0),
			),
		);
	}
}

function readFields(body: unknown): Partial<Fields> {
	const given = asObject(body);
	const names = ['email', 'first_name', 'last_name', 'code', 'group'] as const;
	return Object.fromEntries(
		names.filter((name) => given[name] !== undefined).map((name) => [name, asText(given[name])]),
	);
}
