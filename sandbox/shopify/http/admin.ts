import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { send, sendText, type Answer } from '../../server/answer';
import type { JournalEntry } from '../../server/journal';
import { openEntry, type Runtime } from '../../server/pipeline';
import { arrived } from '../../server/request';
import { underFaults } from '../../server/underFaults';
import { breaksBy } from '../graphql/call';
import { readAsked } from '../graphql/document';
import { runAdmin } from '../graphql/execute';
import { schemaOf } from '../graphql/schemas';
import type { ShopifyParts } from '../parts';
import { graphqlBody, namesOf, onPost } from './request';
import { storeAsked } from './store';
import { grantToken } from './token';

const BAD_TOKEN = '[API] Invalid API key or access token (unrecognized login or wrong password)';

/** Shopify's Admin paths. */
export function addAdmin(app: FastifyInstance, runtime: Runtime, parts: ShopifyParts): void {
	onPost(app, '/admin/oauth/access_token', async (request, reply) => token(runtime, parts, request, reply));
	onPost(app, '/admin/api/:version/graphql.json', async (request, reply) =>
		graphql(runtime, parts, request, reply),
	);
}

async function token(
	runtime: Runtime,
	parts: ShopifyParts,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<void> {
	const incoming = arrived(request);
	const entry = openEntry(runtime, incoming, 'shopify token');
	const isHtml = parts.settings().oauthErrors === 'html';
	return underFaults(
		runtime,
		{ incoming, entry, request, reply },
		() => {
			const answer = grantToken(incoming, parts);
			entry.tookPlace = answer.status === 200;
			return answer;
		},
		isHtml ? asPage : undefined,
	);
}

function asPage(reply: FastifyReply, entry: JournalEntry, answer: Answer): void {
	if (answer.status === 200) return send(reply, entry, answer);
	const page = `<!DOCTYPE html><html><head><title>Oauth error</title></head><body>${JSON.stringify(answer.body)}</body></html>`;
	sendText(reply, entry, answer.status, 'text/html; charset=utf-8', page);
}

async function graphql(
	runtime: Runtime,
	parts: ShopifyParts,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<void> {
	const incoming = arrived(request);
	const entry = openEntry(runtime, incoming, 'shopify graphql');
	const version = incoming.params.version ?? '';
	const schema = schemaOf(version);
	if (!schema || storeAsked(incoming, parts) === 'unknown') {
		return send(reply, entry, { status: 404, body: { errors: 'Not Found' } });
	}
	const app = parts.apps.appOf(incoming.headers['x-shopify-access-token']);
	if (app === undefined || storeAsked(incoming, parts) === 'notPermitted') {
		return send(reply, entry, { status: 401, body: { errors: BAD_TOKEN } });
	}
	const asked = readAsked((entry.body = graphqlBody(incoming)));
	if (!asked) {
		return send(reply, entry, {
			status: 400,
			body: { errors: { query: 'Required parameter missing or invalid' } },
		});
	}
	const names = namesOf(asked);
	entry.operationId = `shopify ${names}`;
	const headers = { 'x-shopify-api-version': version, 'x-request-id': `sandbox-${entry.seq}` };
	return underFaults(runtime, { incoming, entry, request, reply, graphql: names }, async (effect) => {
		const outcome = await runAdmin(schema, asked, { shopify: parts, app, version, breaks: breaksBy(effect) });
		entry.tookPlace = outcome.tookPlace;
		entry.refused = outcome.throttled;
		return { ...outcome.answer, headers };
	});
}
