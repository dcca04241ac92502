import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { execute, getOperationAST, GraphQLError, validate, type GraphQLSchema } from 'graphql';
import { send, type Answer } from '../../server/answer';
import { openEntry, type Runtime } from '../../server/pipeline';
import { arrived } from '../../server/request';
import { underFaults } from '../../server/underFaults';
import type { AdminCall } from '../graphql/call';
import { readAsked, type Asked } from '../graphql/document';
import { storefrontSchemaOf } from '../graphql/schemas';
import { graphqlBody, namesOf, onPost } from '../http/request';
import { storeAsked } from '../http/store';
import type { ShopifyParts } from '../parts';
import { STOREFRONT_TOKEN } from '../settings';
import { STOREFRONT_ROOT } from './root';

/** Shopify's Storefront API: what the store shows to anybody, for a public token. It has no points. */
export function addStorefront(app: FastifyInstance, runtime: Runtime, parts: ShopifyParts): void {
	onPost(app, '/api/:version/graphql.json', async (request, reply) =>
		storefront(runtime, parts, request, reply),
	);
}

async function storefront(
	runtime: Runtime,
	parts: ShopifyParts,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<void> {
	const incoming = arrived(request);
	const entry = openEntry(runtime, incoming, 'storefront graphql');
	const version = incoming.params.version ?? '';
	const schema = storefrontSchemaOf(version);
	if (!schema || storeAsked(incoming, parts) === 'unknown') {
		return send(reply, entry, { status: 404, body: { errors: 'Not Found' } });
	}
	const token = incoming.headers['x-shopify-storefront-access-token'];
	if (token !== STOREFRONT_TOKEN || storeAsked(incoming, parts) === 'notPermitted') {
		const errors = [{ message: '', extensions: { code: 'UNAUTHORIZED' } }];
		return send(reply, entry, { status: 401, body: { errors } });
	}
	const asked = readAsked((entry.body = graphqlBody(incoming)));
	if (!asked) {
		const errors = [
			{ message: 'Required parameter missing or invalid', extensions: { code: 'BAD_REQUEST' } },
		];
		return send(reply, entry, { status: 400, body: { errors } });
	}
	const names = namesOf(asked);
	entry.operationId = `storefront ${names}`;
	return underFaults(runtime, { incoming, entry, request, reply, graphql: names }, async () =>
		answer(schema, asked, { shopify: parts, app: 'storefront', version }),
	);
}

async function answer(schema: GraphQLSchema, asked: Asked, call: AdminCall): Promise<Answer> {
	const { document } = asked;
	if (!document || !getOperationAST(document, asked.operationName)) {
		return { status: 200, body: { errors: [asked.error ?? new GraphQLError('No operation to execute')] } };
	}
	const invalid = validate(schema, document);
	if (invalid.length > 0) return { status: 200, body: { errors: invalid } };
	const result = await execute({
		schema,
		document,
		rootValue: STOREFRONT_ROOT,
		contextValue: call,
		variableValues: asked.variables,
		operationName: asked.operationName,
	});
	return { status: 200, body: result };
}
