import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseJson } from '../../json';
import type { Arrived } from '../../server/request';
import type { Asked } from '../graphql/document';

/** Answers POSTs to a path of a store; also below the store's name, as `/{shop}/admin/…`. */
export function onPost(
	app: FastifyInstance,
	path: string,
	answer: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
): void {
	for (const base of ['', '/:shop']) {
		app.post(`${base}${path}`, async (request, reply) => {
			await answer(request, reply);
			return reply;
		});
	}
}

/** The JSON of a GraphQL request; undefined for anything else. */
export const graphqlBody = (incoming: Arrived): unknown =>
	(incoming.headers['content-type'] ?? '').includes('json') ? parseJson(incoming.rawBody) : undefined;

/** What the journal and faults call a GraphQL request by. */
export const namesOf = ({ operationName, rootFields }: Asked): string =>
	[operationName ?? '', ...rootFields].join(' ').trim();
