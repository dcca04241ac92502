import type { FastifyRequest } from 'fastify';
import type { Query } from './operation';

/** What arrived, read by ourselves: the sandbox must see the bytes, not what a framework made of them. */
export interface Arrived {
	method: string;
	path: string;
	rawUrl: string;
	query: Query;
	headers: Record<string, string>;
	params: Record<string, string>;
	rawBody: string;
}

export function arrived(request: FastifyRequest): Arrived {
	const rawUrl = request.raw.url ?? '/';
	const mark = rawUrl.indexOf('?');
	return {
		method: request.method,
		path: mark === -1 ? rawUrl : rawUrl.slice(0, mark),
		rawUrl,
		query: queryOf(mark === -1 ? '' : rawUrl.slice(mark + 1)),
		headers: joined(request.headers),
		params: texts(request.params),
		rawBody: Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '',
	};
}

/** As a form is read: `+` is a space, so a `+` that is meant must arrive as %2B. */
export function queryOf(text: string): Query {
	const query: Query = {};
	for (const [name, value] of new URLSearchParams(text)) {
		const before = query[name];
		query[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
	}
	return query;
}

function joined(headers: FastifyRequest['headers']): Record<string, string> {
	const all: Record<string, string> = {};
	for (const [name, value] of Object.entries(headers)) {
		if (value !== undefined) all[name] = Array.isArray(value) ? value.join(', ') : value;
	}
	return all;
}

function texts(params: unknown): Record<string, string> {
	const all: Record<string, string> = {};
	for (const [name, value] of Object.entries(typeof params === 'object' && params ? params : {})) {
		if (typeof value === 'string') all[name] = value;
	}
	return all;
}
